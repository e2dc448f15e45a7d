// What the verification of a signature and that of a timestamp share.
#ifndef CINSPECTION_TRUST_H
#define CINSPECTION_TRUST_H

#include "CInspection.h"

#include <openssl/cms.h>
#include <openssl/x509.h>

struct cinspection_trust {
    STACK_OF(X509) *anchors;
    STACK_OF(X509) *between;
};

// Judges the chain of a signer at a time, with the certificates that came with its signature.
enum cinspection_chain cinspection_chain_judge(
    struct cinspection_trust *trust, X509 *signer, STACK_OF(X509) *others, int64_t time, int purpose, char *reason, size_t room);

void cinspection_say(char *room, size_t size, const char *text);
// The common name of a subject, else all of it.
void cinspection_subject(char *room, size_t size, X509 *certificate);
int64_t cinspection_seconds(const ASN1_TIME *time);
// Whether the signed attributes name this certificate: 1, 0 where they name none, -1 where they name another.
int cinspection_names(CMS_SignerInfo *signer, X509 *certificate);

#endif
