#include "trust.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

void cinspection_say(char *room, size_t size, const char *text) {
    if (size > 0) snprintf(room, size, "%s", text ? text : "");
}

void cinspection_subject(char *room, size_t size, X509 *certificate) {
    X509_NAME *name = X509_get_subject_name(certificate);
    int place = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    unsigned char *text = NULL;
    if (place >= 0 && ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place))) >= 0) {
        cinspection_say(room, size, (const char *)text);
        OPENSSL_free(text);
        return;
    }
    char *whole = X509_NAME_oneline(name, NULL, 0);
    cinspection_say(room, size, whole);
    OPENSSL_free(whole);
}

int64_t cinspection_seconds(const ASN1_TIME *time) {
    struct tm parts;
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
    return (int64_t)timegm(&parts);
}

// Anchors.

static void read_file(struct cinspection_trust *trust, const char *path) {
    BIO *file = BIO_new_file(path, "rb");
    if (!file) return;
    X509 *certificate;
    int found = 0;
    while ((certificate = PEM_read_bio_X509(file, NULL, NULL, NULL)) != NULL) {
        found = 1;
        if (!sk_X509_push(trust->anchors, certificate)) X509_free(certificate);
    }
    if (!found && BIO_seek(file, 0) >= 0 && (certificate = d2i_X509_bio(file, NULL)) != NULL) {
        if (!sk_X509_push(trust->anchors, certificate)) X509_free(certificate);
    }
    BIO_free(file);
    ERR_clear_error();
}

struct cinspection_trust *cinspection_trust_open(const char *folder) {
    struct cinspection_trust *trust = calloc(1, sizeof *trust);
    if (!trust) return NULL;
    trust->anchors = sk_X509_new_null();
    trust->between = sk_X509_new_null();
    if (folder[0] == 0) return trust;
    DIR *listing = opendir(folder);
    if (!listing) {
        cinspection_trust_close(trust);
        return NULL;
    }
    struct dirent *entry;
    while ((entry = readdir(listing)) != NULL) {
        const char *end = strrchr(entry->d_name, '.');
        if (!end || (strcmp(end, ".pem") && strcmp(end, ".crt") && strcmp(end, ".cer") && strcmp(end, ".der"))) continue;
        char path[4096];
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path) read_file(trust, path);
    }
    closedir(listing);
    return trust;
}

void cinspection_trust_close(struct cinspection_trust *trust) {
    if (!trust) return;
    sk_X509_pop_free(trust->anchors, X509_free);
    sk_X509_pop_free(trust->between, X509_free);
    free(trust);
}

int cinspection_trust_anchors(struct cinspection_trust *trust) { return sk_X509_num(trust->anchors); }

void cinspection_trust_add(struct cinspection_trust *trust, const uint8_t *der, size_t size) {
    if (sk_X509_num(trust->between) >= 200) return;
    X509 *certificate = d2i_X509(NULL, &der, (long)size);
    if (certificate && !sk_X509_push(trust->between, certificate)) X509_free(certificate);
    ERR_clear_error();
}

// Chains.

static int issued_any(X509 *anchor, X509 *signer, STACK_OF(X509) *others) {
    for (int place = -1; place < sk_X509_num(others); place++) {
        X509 *certificate = place < 0 ? signer : sk_X509_value(others, place);
        if (X509_cmp(certificate, anchor) == 0) return 1;
        if (X509_NAME_cmp(X509_get_issuer_name(certificate), X509_get_subject_name(anchor)) == 0
            && X509_verify(certificate, X509_get0_pubkey(anchor)) == 1)
            return 1;
    }
    return 0;
}

// Roots of one name and different keys are common; OpenSSL would try the first alone. So only those count that signed
// something here.
static X509_STORE *store_for(struct cinspection_trust *trust, X509 *signer, STACK_OF(X509) *others) {
    X509_STORE *store = X509_STORE_new();
    if (!store) return NULL;
    for (int place = 0; place < sk_X509_num(trust->anchors); place++) {
        X509 *anchor = sk_X509_value(trust->anchors, place);
        if (issued_any(anchor, signer, others)) X509_STORE_add_cert(store, anchor);
    }
    ERR_clear_error();
    return store;
}

static int verify(X509_STORE *store, X509 *signer, STACK_OF(X509) *others, int64_t time, int purpose, unsigned long flags) {
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    int error = X509_V_ERR_OUT_OF_MEM;
    if (context && X509_STORE_CTX_init(context, store, signer, others) == 1) {
        X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
        // A time that is set would be looked at whatever the flags say.
        if (!(flags & X509_V_FLAG_NO_CHECK_TIME)) X509_VERIFY_PARAM_set_time(parameters, (time_t)time);
        // An anchor may be an issuer that is no root: lists of trusted services name those.
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN | flags);
        X509_VERIFY_PARAM_set_depth(parameters, 10);
        X509_VERIFY_PARAM_set_purpose(parameters, purpose);
        error = X509_verify_cert(context) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context);
        if (error == X509_V_OK && X509_STORE_CTX_get_error(context) != X509_V_OK) error = X509_STORE_CTX_get_error(context);
    }
    X509_STORE_CTX_free(context);
    ERR_clear_error();
    return error;
}

enum cinspection_chain cinspection_chain_judge(
    struct cinspection_trust *trust, X509 *signer, STACK_OF(X509) *own, int64_t time, int purpose, char *reason, size_t room) {
    STACK_OF(X509) *others = sk_X509_new_null();
    for (int place = 0; place < sk_X509_num(own) && place < 200; place++) sk_X509_push(others, sk_X509_value(own, place));
    for (int place = 0; place < sk_X509_num(trust->between); place++) sk_X509_push(others, sk_X509_value(trust->between, place));
    enum cinspection_chain chain = CINSPECTION_NOT_TRUSTED;
    X509_STORE *store = store_for(trust, signer, others);
    uint32_t usage = X509_get_key_usage(signer);
    if (!store) {
        cinspection_say(reason, room, "out of memory");
    } else if (!(usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION))) {
        cinspection_say(reason, room, "the certificate is not for signing");
    } else {
        int error = verify(store, signer, others, time, purpose, 0);
        chain = error == X509_V_OK ? CINSPECTION_TRUSTED : CINSPECTION_NOT_TRUSTED;
        if (error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID) {
            int later = verify(store, signer, others, time, purpose, X509_V_FLAG_NO_CHECK_TIME);
            if (later == X509_V_OK) chain = CINSPECTION_OUT_OF_TIME; else error = later;
        }
        if (chain != CINSPECTION_TRUSTED) cinspection_say(reason, room, X509_verify_cert_error_string(error));
    }
    X509_STORE_free(store);
    sk_X509_free(others);
    return chain;
}

// Binding.

static const unsigned char *attribute(CMS_SignerInfo *signer, int identifier, long *size) {
    int place = CMS_signed_get_attr_by_NID(signer, identifier, -1);
    if (place < 0) return NULL;
    ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, place), 0);
    if (!value || value->type != V_ASN1_SEQUENCE) return NULL;
    *size = value->value.sequence->length;
    return value->value.sequence->data;
}

int cinspection_names(CMS_SignerInfo *signer, X509 *certificate) {
    long size = 0;
    const unsigned char *der = attribute(signer, NID_id_smime_aa_signingCertificate, &size);
    ESS_SIGNING_CERT *first = der ? d2i_ESS_SIGNING_CERT(NULL, &der, size) : NULL;
    int states = der != NULL;
    der = attribute(signer, NID_id_smime_aa_signingCertificateV2, &size);
    states = states || der != NULL;
    ESS_SIGNING_CERT_V2 *second = der ? d2i_ESS_SIGNING_CERT_V2(NULL, &der, size) : NULL;
    int names = states ? -1 : 0;
    if (first || second) {
        STACK_OF(X509) *alone = sk_X509_new_null();
        sk_X509_push(alone, certificate);
        names = OSSL_ESS_check_signing_certs(first, second, alone, 1) == 1 ? 1 : -1;
        sk_X509_free(alone);
    }
    ESS_SIGNING_CERT_free(first);
    ESS_SIGNING_CERT_V2_free(second);
    ERR_clear_error();
    return names;
}
