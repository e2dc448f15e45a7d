#include "link.h"
#include <amqp_ssl_socket.h>
#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

/* Keeps why the chain was refused: the library says only that it was. */
static int note_fault(int sound, X509_STORE_CTX *store) {
    if (!sound) {
        SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
        rabbit_link *link = ssl ? SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)) : NULL;
        if (link && !link->certificate_fault) link->certificate_fault = X509_STORE_CTX_get_error(store);
    }
    return sound;
}

/* The library sends the host as server name; this puts the wanted one in its place before the first message. */
static void name_server(const SSL *ssl, int where, int result) {
    (void)result;
    if (!(where & SSL_CB_HANDSHAKE_START)) return;
    rabbit_link *link = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    if (link && link->server_name) SSL_set_tlsext_host_name((SSL *)ssl, link->server_name);
}

/* The library matches DNS names only, so that an address never fits. OpenSSL knows both: it checks the name together
   with the chain, and the library reads that verdict before it sends the password. */
int rabbit_secure(rabbit_link *link, amqp_socket_t *socket, const rabbit_target *target) {
    SSL_CTX *context = amqp_ssl_socket_get_context(socket);
    SSL_CTX_set_app_data(context, link);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    amqp_ssl_socket_set_verify_peer(socket, target->verify);
    amqp_ssl_socket_set_verify_hostname(socket, 0);
    if (target->server_name) {
        link->server_name = strdup(target->server_name);
        SSL_CTX_set_info_callback(context, name_server);
    }
    if (target->verify) {
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, note_fault);
        const char *name = target->server_name ? target->server_name : target->host;
        X509_VERIFY_PARAM *rules = SSL_CTX_get0_param(context);
        unsigned char address[16];
        int is_address = inet_pton(AF_INET, name, address) == 1 || inet_pton(AF_INET6, name, address) == 1;
        int set = is_address ? X509_VERIFY_PARAM_set1_ip_asc(rules, name) : X509_VERIFY_PARAM_set1_host(rules, name, 0);
        if (set != 1) return AMQP_STATUS_SSL_ERROR;
        int status = AMQP_STATUS_OK;
        if (target->authorities)
            status = amqp_ssl_socket_set_cacert(socket, target->authorities);
        else if (SSL_CTX_set_default_verify_paths(context) != 1)
            status = AMQP_STATUS_SSL_ERROR;
        if (status != AMQP_STATUS_OK) return status;
    }
    if (target->certificate) return amqp_ssl_socket_set_key(socket, target->certificate, target->key);
    return AMQP_STATUS_OK;
}
