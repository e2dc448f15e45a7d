/* The limit: the work with librabbitmq and libpq and nothing between. Every mode runs until SIGTERM or its count. */
#pragma once
#include <amqp.h>
#include <amqp_framing.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    amqp_connection_state_t state;
    int descriptor;
} link_t;

/* Ends the process with a message: a benchmark that goes wrong has no result. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
extern volatile int stopping;

/* BENCH_AMQP_URL and BENCH_DATABASE_URL. */
link_t link_open(void);
void link_check(amqp_rpc_reply_t reply, const char *what);
/* Waits up to `milliseconds`; false where nothing came or the process is to stop. */
bool link_wait(link_t *link, int milliseconds);
/* Which messages are confirmed: single confirms overtake those for many. At most 4,096 may be under way. */
typedef struct {
    uint64_t below; /* all up to this one are */
    bool ahead[4096];
} confirms_t;
/* Reads confirms until at most `most` of `sent` are missing. */
void await_confirms(link_t *link, confirms_t *confirms, uint64_t sent, uint64_t most);
PGconn *database_open(bool pipeline);

/* UUIDv7 with the microseconds in its second field, so that a latency can be read from the id. */
void new_uuid(uint8_t bytes[16]);
void uuid_text(const uint8_t bytes[16], char text[37]);
bool uuid_parse(const char *text, size_t length, uint8_t bytes[16]);

/* Parameters in binary. */
typedef struct {
    uint8_t *bytes;
    size_t count, capacity;
} buffer;
void append(buffer *to, const void *bytes, size_t count);
void append_int32(buffer *to, uint32_t number);
void append_int64(buffer *to, uint64_t number);
void begin_array(buffer *to, uint32_t oid, uint32_t count);

/* What the work needs of an event. The texts live in the message. */
typedef struct {
    uint8_t id[16];
    const char *organisation, *state, *details;
    size_t organisation_length, state_length, details_length;
} event_t;
bool read_event(const char *body, size_t length, event_t *event);
/* The follow-up event about this one. */
size_t follow_up(const event_t *event, char *text, size_t room);

void publish(const char *exchange, const char *key, const char *kind, long count, long rate, long subjects, long size);
void work_batched(const char *queue, int batch, int prefetch);
void work_singly(const char *queue, int prefetch);
void relay(const char *queue, int limit);
