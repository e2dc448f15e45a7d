/* librabbitmq, seen as what Swift can hold: one opaque link, fixed structs, no variadic call and no union.
   A link belongs to one thread, whose stack is 8 MiB: the library decodes nested tables recursively. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rabbit_link rabbit_link;

/* Bytes that belong to the link and live until its next call. `start` is NULL where the field is absent. */
typedef struct {
    const uint8_t *start;
    size_t count;
} rabbit_bytes;

typedef enum {
    rabbit_sound = 0,
    rabbit_library,           /* `status` is a library status */
    rabbit_channel_fault,     /* the broker closed the channel: `code` and `text` */
    rabbit_connection_fault,  /* the broker closed the connection: `code` and `text` */
} rabbit_fault_kind;

typedef struct {
    rabbit_fault_kind kind;
    int status;
    int code;
    char text[512];
} rabbit_fault;

typedef struct {
    const char *host;
    int port;
    const char *vhost;
    const char *user;
    const char *password;
    const char *name; /* shown by the broker's tools */
    int heartbeat;    /* seconds */
    int frame_max;
    int connect_milliseconds;
    int call_milliseconds;
    bool tls;
    bool verify;
    const char *authorities; /* PEM files; NULL: the system's, none, none */
    const char *certificate;
    const char *key;
    const char *server_name; /* sent and verified; NULL: the host */
} rabbit_target;

/* NULL where it failed, with the reason in `fault`. */
rabbit_link *rabbit_open(const rabbit_target *target, rabbit_fault *fault);
/* Says good-bye, so that the broker has read every acknowledgement, and waits at most that long for the answer. */
void rabbit_close(rabbit_link *link, int milliseconds);
/* Drops the connection without a word: for one that is known to be lost. */
void rabbit_abandon(rabbit_link *link);
int rabbit_descriptor(const rabbit_link *link); /* -1 once the library closed it */
int rabbit_heartbeat(const rabbit_link *link);
int rabbit_frame_max(const rabbit_link *link);
const char *rabbit_status_text(int status);
/* What the broker calls itself; absent where it says nothing. */
rabbit_bytes rabbit_server_version(rabbit_link *link);

/* Calls that wait for the broker's answer: false where it failed. */
bool rabbit_open_channel(rabbit_link *link, uint16_t channel, rabbit_fault *fault);
bool rabbit_select_confirms(rabbit_link *link, uint16_t channel, rabbit_fault *fault);
bool rabbit_limit(rabbit_link *link, uint16_t channel, uint16_t prefetch, rabbit_fault *fault);
bool rabbit_consume(rabbit_link *link, uint16_t channel, const char *queue, const char *tag, bool no_ack,
                    rabbit_fault *fault);
bool rabbit_declare_exchange(rabbit_link *link, uint16_t channel, const char *name, const char *kind,
                             rabbit_bytes arguments, rabbit_fault *fault);
bool rabbit_declare_queue(rabbit_link *link, uint16_t channel, const char *name, bool passive, rabbit_bytes arguments,
                          uint32_t *ready, uint32_t *consumers, rabbit_fault *fault);
bool rabbit_bind(rabbit_link *link, uint16_t channel, const char *queue, const char *exchange, const char *key,
                 rabbit_fault *fault);
/* Passive: false with 404 where there is none. */
bool rabbit_find_exchange(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault);
bool rabbit_delete_queue(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault);
bool rabbit_delete_exchange(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault);

/* Calls that only write; 0, or a library status. */
int rabbit_acknowledge(rabbit_link *link, uint16_t channel, uint64_t tag, bool multiple);
int rabbit_cancel(rabbit_link *link, uint16_t channel, const char *tag);

/* The lengths of texts that stand one after the other in one buffer; negative: absent. */
typedef struct {
    int32_t exchange, routing_key, content_type, message_id, type, correlation_id, reply_to, user_id, mark, headers;
} rabbit_lengths;

/* Publishes persistent. `mark` travels as cluster-id, a property the broker returns and nobody reads. Some of it may wait
   for the next `rabbit_step` or `rabbit_close`, so that many messages cost one system call; until then nothing else may be
   called. 0, or a library status. */
int rabbit_publish(rabbit_link *link, uint16_t channel, bool mandatory, const uint8_t *texts, const rabbit_lengths *lengths,
                   const uint8_t *body, size_t count);

typedef enum {
    rabbit_nothing = 0, /* all that arrived was read */
    rabbit_delivered,
    rabbit_returned,
    rabbit_acked,
    rabbit_nacked,
    rabbit_cancelled,  /* by the broker: the queue is gone */
    rabbit_cancel_ok,
    rabbit_blocked,
    rabbit_unblocked,
    rabbit_lost, /* see `fault` of rabbit_step */
} rabbit_kind;

typedef struct {
    rabbit_kind kind;
    uint64_t tag;
    bool multiple;
    bool redelivered;
    int code;
    rabbit_bytes text; /* of a return, or why it is blocked */
    rabbit_bytes exchange, routing_key;
    rabbit_bytes content_type, message_id, type, correlation_id, reply_to, user_id, mark;
    rabbit_bytes headers; /* the encoded table, without its length */
    rabbit_bytes body;
} rabbit_event;

/* Writes what waits, then reads what has arrived up to the next event, without waiting, and sends heartbeats. */
void rabbit_step(rabbit_link *link, rabbit_event *event, rabbit_fault *fault);

/* eventfd(2), which the Glibc module does not show. */
int rabbit_bell_make(void);
void rabbit_bell_ring(int descriptor);
void rabbit_bell_quiet(int descriptor);
