#include "trust.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

typedef struct cinspection_signature Result;

static void fail(Result *result, enum cinspection_integrity integrity, const char *reason) {
    result->integrity = integrity;
    cinspection_say(result->reason, sizeof result->reason, reason);
}

static const char *last_error(void) {
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    return reason ? reason : "no reason is given";
}

// The parts of a message that one signer signed.
struct opened {
    CMS_ContentInfo *cms;
    STACK_OF(X509) *certificates;
    CMS_SignerInfo *signer;
    X509 *certificate;
};

static void close_message(struct opened *opened) {
    sk_X509_pop_free(opened->certificates, X509_free);
    CMS_ContentInfo_free(opened->cms);
    memset(opened, 0, sizeof *opened);
}

static int is_outdated(int digest) {
    return digest == NID_md5 || digest == NID_sha1 || digest == NID_md4 || digest == NID_md2 || digest == NID_ripemd160;
}

// Digests that OpenSSL cannot use in CMS, and keys too weak to prove anything, leave the question open.
static int can_judge(struct opened *opened, Result *result) {
    X509_ALGOR *digest = NULL, *mechanism = NULL;
    CMS_SignerInfo_get0_algs(opened->signer, NULL, NULL, &digest, &mechanism);
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, digest);
    int kind = OBJ_obj2nid(object);
    char name[32] = "";
    OBJ_obj2txt(name, sizeof name, object, 0);
    EVP_PKEY *key = X509_get0_pubkey(opened->certificate);
    const char *type = key ? OBJ_nid2sn(EVP_PKEY_get_base_id(key)) : "no known key";
    snprintf(result->algorithm, sizeof result->algorithm, "%s, %s %d", name, type ? type : "unknown key", key ? EVP_PKEY_get_bits(key) : 0);
    if (is_outdated(kind)) {
        fail(result, CINSPECTION_CANNOT_TELL, "its digest proves nothing any more");
        return 0;
    }
    if (!key || !EVP_get_digestbyobj(object)) {
        fail(result, CINSPECTION_CANNOT_TELL, "its algorithm is not known here");
        return 0;
    }
    int base = EVP_PKEY_get_base_id(key);
    if (base == EVP_PKEY_ED25519 || base == EVP_PKEY_ED448) {
        fail(result, CINSPECTION_CANNOT_TELL, "Ed25519 and Ed448 in CMS are not known here");
        return 0;
    }
    if (EVP_PKEY_get_security_bits(key) < 80) {
        fail(result, CINSPECTION_CANNOT_TELL, "its key is too weak to prove anything");
        return 0;
    }
    return 1;
}

// Reads the message and finds the one signer and its certificate.
static int open_message(const uint8_t *bytes, size_t size, struct opened *opened, Result *result) {
    memset(opened, 0, sizeof *opened);
    ERR_clear_error();
    if (size > LONG_MAX) return 0;
    opened->cms = d2i_CMS_ContentInfo(NULL, &bytes, (long)size);
    if (!opened->cms || OBJ_obj2nid(CMS_get0_type(opened->cms)) != NID_pkcs7_signed) {
        fail(result, CINSPECTION_UNREADABLE, opened->cms ? "it is no signed message" : last_error());
        return 0;
    }
    opened->certificates = CMS_get1_certs(opened->cms);
    if (!opened->certificates) opened->certificates = sk_X509_new_null();
    STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(opened->cms);
    if (sk_CMS_SignerInfo_num(signers) != 1) {
        int many = sk_CMS_SignerInfo_num(signers) > 1;
        fail(result, many ? CINSPECTION_CANNOT_TELL : CINSPECTION_UNREADABLE, many ? "it has several signers" : "it has no signer");
        return 0;
    }
    opened->signer = sk_CMS_SignerInfo_value(signers, 0);
    CMS_set1_signers_certs(opened->cms, opened->certificates, 0);
    CMS_SignerInfo_get0_algs(opened->signer, NULL, &opened->certificate, NULL, NULL);
    if (!opened->certificate) {
        fail(result, CINSPECTION_UNREADABLE, "the signer's certificate is not in it");
        return 0;
    }
    cinspection_subject(result->signer, sizeof result->signer, opened->certificate);
    result->valid_from = cinspection_seconds(X509_get0_notBefore(opened->certificate));
    result->valid_to = cinspection_seconds(X509_get0_notAfter(opened->certificate));
    return can_judge(opened, result);
}

// Where OpenSSL has no way to judge, nothing is said of the document.
static void judge_failure(Result *result) {
    const char *reason = last_error();
    enum cinspection_integrity integrity = CINSPECTION_SIGNATURE_WRONG;
    unsigned long error;
    while ((error = ERR_get_error()) != 0) {
        int why = ERR_GET_REASON(error);
        if (why == ERR_R_MALLOC_FAILURE) integrity = CINSPECTION_CANNOT_TELL;
        if (ERR_GET_LIB(error) == ERR_LIB_CMS
            && (why == CMS_R_UNKNOWN_DIGEST_ALGORITHM || why == CMS_R_UNSUPPORTED_TYPE || why == CMS_R_UNKNOWN_ID))
            integrity = CINSPECTION_CANNOT_TELL;
    }
    fail(result, integrity, reason);
}

static BIO *joined(const struct cinspection_range ranges[2], uint8_t **memory) {
    size_t size = ranges[0].size + ranges[1].size;
    if (size > INT_MAX || !(*memory = malloc(size + 1))) return NULL;
    memcpy(*memory, ranges[0].bytes, ranges[0].size);
    memcpy(*memory + ranges[0].size, ranges[1].bytes, ranges[1].size);
    return BIO_new_mem_buf(*memory, (int)size);
}

// Whether the digest in the signed attributes, where there are any, is that of the content: tells a changed document from a
// changed signature.
static int digest_fits(struct opened *opened, const struct cinspection_range ranges[2]) {
    int place = CMS_signed_get_attr_by_NID(opened->signer, NID_pkcs9_messageDigest, -1);
    if (place < 0) return 1;
    ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(opened->signer, place), 0);
    X509_ALGOR *digest = NULL;
    CMS_SignerInfo_get0_algs(opened->signer, NULL, NULL, &digest, NULL);
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, digest);
    uint8_t found[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = context && EVP_DigestInit_ex(context, EVP_get_digestbyobj(object), NULL) == 1
        && EVP_DigestUpdate(context, ranges[0].bytes, ranges[0].size) == 1
        && EVP_DigestUpdate(context, ranges[1].bytes, ranges[1].size) == 1 && EVP_DigestFinal_ex(context, found, &length) == 1;
    EVP_MD_CTX_free(context);
    if (!done || !value || value->type != V_ASN1_OCTET_STRING) return 1;
    return value->value.octet_string->length == (int)length
        && memcmp(value->value.octet_string->data, found, length) == 0;
}

// Timestamps.

static int imprint_fits(TS_TST_INFO *info, const struct cinspection_range *ranges, size_t count) {
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
    const ASN1_OBJECT *object = NULL;
    X509_ALGOR_get0(&object, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
    const EVP_MD *kind = EVP_get_digestbyobj(object);
    ASN1_OCTET_STRING *stated = TS_MSG_IMPRINT_get_msg(imprint);
    if (!kind || is_outdated(EVP_MD_get_type(kind))) return -1;
    uint8_t found[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int done = context && EVP_DigestInit_ex(context, kind, NULL) == 1;
    for (size_t place = 0; done && place < count; place++)
        done = EVP_DigestUpdate(context, ranges[place].bytes, ranges[place].size) == 1;
    done = done && EVP_DigestFinal_ex(context, found, &length) == 1;
    EVP_MD_CTX_free(context);
    if (!done) return -1;
    return ASN1_STRING_length(stated) == (int)length && memcmp(ASN1_STRING_get0_data(stated), found, length) == 0;
}

static TS_TST_INFO *token_info(CMS_ContentInfo *cms) {
    if (OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_id_smime_ct_TSTInfo) return NULL;
    ASN1_OCTET_STRING **content = CMS_get0_content(cms);
    if (!content || !*content) return NULL;
    const unsigned char *der = ASN1_STRING_get0_data(*content);
    return d2i_TS_TST_INFO(NULL, &der, ASN1_STRING_length(*content));
}

static void verify_token(
    const uint8_t *bytes, size_t size, const struct cinspection_range *ranges, size_t count, struct cinspection_trust *trust,
    Result *result) {
    struct opened opened;
    TS_TST_INFO *info = NULL;
    if (open_message(bytes, size, &opened, result)) {
        if (!(info = token_info(opened.cms))) {
            fail(result, CINSPECTION_UNREADABLE, "it is no timestamp");
        } else if (CMS_verify(opened.cms, NULL, NULL, NULL, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1) {
            judge_failure(result);
        } else {
            int fits = imprint_fits(info, ranges, count);
            if (fits == 0) fail(result, CINSPECTION_DIGEST_DIFFERS, "it is of other bytes");
            if (fits < 0) fail(result, CINSPECTION_CANNOT_TELL, "its digest proves nothing here");
            result->is_bound = cinspection_names(opened.signer, opened.certificate);
            result->stamped_at = cinspection_seconds(TS_TST_INFO_get_time(info));
            result->chain = cinspection_chain_judge(
                trust, opened.certificate, opened.certificates, result->stamped_at, X509_PURPOSE_TIMESTAMP_SIGN,
                result->chain_reason, sizeof result->chain_reason);
        }
    }
    cinspection_say(result->authority, sizeof result->authority, result->signer);
    TS_TST_INFO_free(info);
    close_message(&opened);
    ERR_clear_error();
}

void cinspection_timestamp_verify(
    const uint8_t *cms, size_t size, const struct cinspection_range ranges[2], struct cinspection_trust *trust, Result *result) {
    memset(result, 0, sizeof *result);
    result->chain = CINSPECTION_NOT_TRUSTED;
    verify_token(cms, size, ranges, 2, trust, result);
}

// The timestamp among the unsigned attributes is of the signature's value. It counts where its authority is trusted.
static void read_stamp(struct opened *opened, struct cinspection_trust *trust, Result *result) {
    int place = CMS_unsigned_get_attr_by_NID(opened->signer, NID_id_smime_aa_timeStampToken, -1);
    if (place < 0) return;
    ASN1_TYPE *value = X509_ATTRIBUTE_get0_type(CMS_unsigned_get_attr(opened->signer, place), 0);
    if (!value || value->type != V_ASN1_SEQUENCE) {
        cinspection_say(result->stamp_reason, sizeof result->stamp_reason, "it cannot be read");
        return;
    }
    ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(opened->signer);
    struct cinspection_range range = {ASN1_STRING_get0_data(signature), (size_t)ASN1_STRING_length(signature)};
    Result token = {.chain = CINSPECTION_NOT_TRUSTED};
    verify_token(value->value.sequence->data, (size_t)value->value.sequence->length, &range, 1, trust, &token);
    memcpy(result->authority, token.signer, sizeof result->authority);
    if (token.integrity != CINSPECTION_INTACT) {
        memcpy(result->stamp_reason, token.reason, sizeof result->stamp_reason);
    } else if (token.is_bound != 1) {
        cinspection_say(result->stamp_reason, sizeof result->stamp_reason, "it does not name its certificate");
    } else if (token.chain != CINSPECTION_TRUSTED) {
        memcpy(result->stamp_reason, token.chain_reason, sizeof result->stamp_reason);
    } else {
        result->stamped_at = token.stamped_at;
    }
}

void cinspection_signature_verify(
    const uint8_t *cms, size_t size, const struct cinspection_range ranges[2], struct cinspection_trust *trust, int64_t time,
    Result *result) {
    memset(result, 0, sizeof *result);
    result->chain = CINSPECTION_NOT_TRUSTED;
    struct opened opened;
    uint8_t *memory = NULL;
    BIO *content = NULL;
    if (open_message(cms, size, &opened, result)) {
        if (!digest_fits(&opened, ranges)) {
            fail(result, CINSPECTION_DIGEST_DIFFERS, "the signed bytes were changed");
        } else if (!(content = joined(ranges, &memory))) {
            fail(result, CINSPECTION_CANNOT_TELL, "it is too large");
        } else if (
            // Without CMS_BINARY line ends would be rewritten before the digest is made.
            CMS_verify(opened.cms, NULL, NULL, content, NULL, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) != 1) {
            judge_failure(result);
        }
        result->is_bound = cinspection_names(opened.signer, opened.certificate);
        read_stamp(&opened, trust, result);
        result->chain = cinspection_chain_judge(
            trust, opened.certificate, opened.certificates, result->stamped_at ? result->stamped_at : time, X509_PURPOSE_ANY,
            result->chain_reason, sizeof result->chain_reason);
    }
    BIO_free(content);
    free(memory);
    close_message(&opened);
    ERR_clear_error();
}
