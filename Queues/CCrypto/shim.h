// The plain SHA-256 functions skip the provider look-up of OpenSSL 3, which costs six times what hashing an id does.
// Their deprecation only says that they do.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
