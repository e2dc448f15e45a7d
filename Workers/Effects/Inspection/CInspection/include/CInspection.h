// What the inspection of a document needs of C and C++ libraries: the structure of a PDF (qpdf), its signatures (OpenSSL), and
// a process that can do nothing else. No exception, and no memory, crosses this line but as stated.
#ifndef CINSPECTION_H
#define CINSPECTION_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Confinement. All of it is for good, for this process and what it executes.

struct cinspection_limits {
    uint64_t memory;    // bytes of address space
    uint32_t seconds;   // of the processor
    int may_execute;    // 1: may become another program, in place
};

// Limits memory, processor, files and processes; takes the network away; then forbids by seccomp to write a file, to open a
// socket, to start or to trace a process. Returns 0, or errno where the limits or the filter could not be set.
int cinspection_confine(const struct cinspection_limits *limits);

// A pipe that no other process inherits. Returns 0, or errno.
int cinspection_pipe(int ends[2]);

// PDF.

struct cinspection_pdf;

enum cinspection_kind {
    CINSPECTION_NULL, CINSPECTION_BOOLEAN, CINSPECTION_NUMBER, CINSPECTION_STRING, CINSPECTION_NAME, CINSPECTION_ARRAY,
    CINSPECTION_DICTIONARY, CINSPECTION_STREAM,
};

// Reads bytes that must outlive it. Nil where they cannot be read; then `problem` says why and `is_locked` is 1 where a
// password is missing. `repairs`: 1 to guess what a damaged file means.
struct cinspection_pdf *cinspection_pdf_open(
    const uint8_t *bytes, size_t size, int repairs, char *problem, size_t room, int *is_locked);
void cinspection_pdf_close(struct cinspection_pdf *pdf);
int cinspection_pdf_is_encrypted(struct cinspection_pdf *pdf);
// What was amiss so far, the harmless left out: how many, and the first.
int cinspection_pdf_warnings(struct cinspection_pdf *pdf, char *first, size_t room);

// Objects are numbers that hold as long as the document; 0 is null. What cannot be read is null.
int32_t cinspection_pdf_trailer(struct cinspection_pdf *pdf);
// The indirect objects: how many, and each. -1 where they cannot be read.
int32_t cinspection_pdf_count(struct cinspection_pdf *pdf);
int32_t cinspection_pdf_object(struct cinspection_pdf *pdf, int32_t place);
// Where in the file an indirect object begins; -1 where it lies in an object stream, or is not known.
int64_t cinspection_pdf_offset(struct cinspection_pdf *pdf, int32_t place);

enum cinspection_kind cinspection_kind_of(struct cinspection_pdf *pdf, int32_t object);
// Number and generation in one; 0 for a direct object.
int64_t cinspection_identity(struct cinspection_pdf *pdf, int32_t object);
// Items of an array, keys of a dictionary or of a stream's dictionary.
int32_t cinspection_size(struct cinspection_pdf *pdf, int32_t object);
int32_t cinspection_item(struct cinspection_pdf *pdf, int32_t object, int32_t place);
int32_t cinspection_value(struct cinspection_pdf *pdf, int32_t object, const char *key);
// Valid until the next call for the same document: the key with its slash; the bytes of a string or name, or the text of
// another scalar; the bytes of a stream as they are in the file.
const char *cinspection_key(struct cinspection_pdf *pdf, int32_t object, int32_t place);
const uint8_t *cinspection_text(struct cinspection_pdf *pdf, int32_t object, size_t *size);
const uint8_t *cinspection_stream(struct cinspection_pdf *pdf, int32_t object, size_t *size);
// The same, unpacked.
const uint8_t *cinspection_unpacked(struct cinspection_pdf *pdf, int32_t object, size_t *size);

// Signatures.

struct cinspection_trust;

// The roots, and other anchors, in the PEM and DER files of a folder. Nil where the folder cannot be read.
struct cinspection_trust *cinspection_trust_open(const char *folder);
void cinspection_trust_close(struct cinspection_trust *trust);
int cinspection_trust_anchors(struct cinspection_trust *trust);
// Further certificates, in DER, that may lie between a signer and an anchor. They are not trusted.
void cinspection_trust_add(struct cinspection_trust *trust, const uint8_t *der, size_t size);

enum cinspection_integrity {
    CINSPECTION_INTACT, CINSPECTION_DIGEST_DIFFERS, CINSPECTION_SIGNATURE_WRONG, CINSPECTION_UNREADABLE,
    CINSPECTION_CANNOT_TELL,
};

enum cinspection_chain { CINSPECTION_TRUSTED, CINSPECTION_OUT_OF_TIME, CINSPECTION_NOT_TRUSTED };

struct cinspection_signature {
    enum cinspection_integrity integrity;
    enum cinspection_chain chain;
    int is_bound;            // 1: names its certificate within what is signed; 0: does not; -1: names another
    int64_t stamped_at;      // seconds since 1970 by a trusted timestamp, 0 without one
    int64_t valid_from, valid_to;
    char signer[256];
    char algorithm[64];
    char authority[256];     // whose timestamp
    char reason[256];        // why not intact
    char chain_reason[256];  // why not trusted
    char stamp_reason[256];  // why the timestamp does not count
};

struct cinspection_range {
    const uint8_t *bytes;
    size_t size;
};

// A CMS signature over two ranges. Its chain is judged at the time of its timestamp, else at `time`.
void cinspection_signature_verify(
    const uint8_t *cms, size_t size, const struct cinspection_range ranges[2], struct cinspection_trust *trust, int64_t time,
    struct cinspection_signature *result);

// An RFC 3161 timestamp over two ranges. `stamped_at` is what it states, whether its authority is trusted or not.
void cinspection_timestamp_verify(
    const uint8_t *cms, size_t size, const struct cinspection_range ranges[2], struct cinspection_trust *trust,
    struct cinspection_signature *result);

#ifdef __cplusplus
}
#endif

#endif
