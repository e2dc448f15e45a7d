#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { uuid_oid = 2950, text_oid = 25, int8_oid = 20, jsonb_oid = 3802 };

static const char claim_sql[] =
    "INSERT INTO inbox(message_id, consumer, received_at) SELECT m, 'c', now() FROM unnest($1::uuid[]) AS m "
    "ON CONFLICT DO NOTHING RETURNING message_id";
static const char save_sql[] =
    "INSERT INTO organisations AS o(id, state, version, updated_at, data) "
    "SELECT i, s, v, now(), d FROM unnest($1::text[], $2::text[], $3::bigint[], $4::jsonb[]) AS t(i, s, v, d) "
    "ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, version = o.version + EXCLUDED.version, "
    "updated_at = EXCLUDED.updated_at, data = EXCLUDED.data";
static const char post_sql[] =
    "INSERT INTO outbox(exchange, routing_key, payload) SELECT '', 'bench.follow', p FROM unnest($1::text[]) AS p";

typedef struct {
    event_t event;
    amqp_envelope_t envelope;
    bool fresh;
} item;

static void consume(link_t *link, const char *queue, int prefetch) {
    amqp_basic_qos(link->state, 1, 0, (uint16_t)prefetch, 0);
    link_check(amqp_get_rpc_reply(link->state), "basic.qos");
    amqp_basic_consume(link->state, 1, amqp_cstring_bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
    link_check(amqp_get_rpc_reply(link->state), "basic.consume");
}

/* What has arrived, at most `limit`; waits for the first. */
static int take(link_t *link, item *items, int limit) {
    int count = 0;
    while (count < limit && !stopping) {
        struct timeval at_once = {0, 0};
        amqp_rpc_reply_t reply = amqp_consume_message(link->state, &items[count].envelope, &at_once, 0);
        if (reply.reply_type == AMQP_RESPONSE_NORMAL) {
            amqp_bytes_t body = items[count].envelope.message.body;
            if (!read_event(body.bytes, body.len, &items[count].event)) fail("a message is no event");
            count++;
        } else if (reply.library_error == AMQP_STATUS_TIMEOUT) {
            if (count) break;
            link_wait(link, 200);
        } else {
            fail("connection to the broker lost");
        }
    }
    return count;
}

static void send_statement(PGconn *connection, const char *name, int count, const buffer *parameters) {
    const char *values[4];
    int lengths[4], formats[4];
    for (int index = 0; index < count; index++) {
        values[index] = (const char *)parameters[index].bytes;
        lengths[index] = (int)parameters[index].count;
        formats[index] = 1;
    }
    if (!PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1))
        fail("%s", PQerrorMessage(connection));
}

static PGresult *next_result(PGconn *connection) {
    PGresult *result = PQgetResult(connection);
    if (!result) result = PQgetResult(connection);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_SYNC)
        fail("%s", PQresultErrorMessage(result));
    return result;
}

static void await(PGconn *connection, int count) {
    for (int index = 0; index < count; index++) PQclear(next_result(connection));
}

static void prepare(PGconn *connection) {
    static const char *names[] = {"begin", "claim", "save", "post", "commit"};
    const char *texts[] = {"BEGIN", claim_sql, save_sql, post_sql, "COMMIT"};
    for (int index = 0; index < 5; index++)
        if (!PQsendPrepare(connection, names[index], texts[index], 0, NULL)) fail("%s", PQerrorMessage(connection));
    PQpipelineSync(connection);
    await(connection, 6);
}

static void claim(PGconn *connection, item *items, int count) {
    static buffer ids;
    begin_array(&ids, uuid_oid, (uint32_t)count);
    for (int index = 0; index < count; index++) {
        append_int32(&ids, 16);
        append(&ids, items[index].event.id, 16);
        items[index].fresh = false;
    }
    send_statement(connection, "begin", 0, NULL);
    send_statement(connection, "claim", 1, &ids);
    PQpipelineSync(connection);
    await(connection, 1);
    PGresult *rows = next_result(connection);
    /* In the order they were sent. */
    for (int row = 0, at = 0; row < PQntuples(rows); row++, at++) {
        while (memcmp(items[at].event.id, PQgetvalue(rows, row, 0), 16) != 0) at++;
        items[at].fresh = true;
    }
    PQclear(rows);
    await(connection, 1);
}

static int by_organisation(const void *left, const void *right) {
    const item *a = *(const item *const *)left, *b = *(const item *const *)right;
    int order = memcmp(a->event.organisation, b->event.organisation, 36);
    return order ? order : (a > b) - (a < b);
}

static void append_text(buffer *to, const char *text, size_t length) {
    append_int32(to, (uint32_t)length);
    append(to, text, length);
}

static void save(PGconn *connection, item *items, int count) {
    static buffer columns[4], payloads;
    static const item **sorted;
    static int room;
    if (room < count) sorted = realloc(sorted, sizeof *sorted * (size_t)(room = count));
    int fresh = 0, organisations = 0;
    for (int index = 0; index < count; index++)
        if (items[index].fresh) sorted[fresh++] = &items[index];
    begin_array(&payloads, text_oid, (uint32_t)fresh);
    for (int index = 0; index < fresh; index++) {
        char text[1024];
        size_t length = follow_up(&sorted[index]->event, text, sizeof text);
        append_text(&payloads, text, length);
    }
    qsort(sorted, (size_t)fresh, sizeof *sorted, by_organisation);
    for (int index = 0; index < fresh; index++)
        if (index + 1 == fresh || memcmp(sorted[index]->event.organisation, sorted[index + 1]->event.organisation, 36))
            organisations++;
    static const uint32_t types[] = {text_oid, text_oid, int8_oid, jsonb_oid};
    for (int column = 0; column < 4; column++) begin_array(&columns[column], types[column], (uint32_t)organisations);
    uint64_t times = 0;
    for (int index = 0; index < fresh; index++) {
        const event_t *event = &sorted[index]->event;
        times++;
        if (index + 1 < fresh && !memcmp(event->organisation, sorted[index + 1]->event.organisation, 36)) continue;
        append_text(&columns[0], event->organisation, event->organisation_length);
        append_text(&columns[1], event->state, event->state_length);
        append_int32(&columns[2], 8);
        append_int64(&columns[2], times);
        append_int32(&columns[3], (uint32_t)event->details_length + 1);
        append(&columns[3], "\1", 1);
        append(&columns[3], event->details, event->details_length);
        times = 0;
    }
    send_statement(connection, "save", 4, columns);
    send_statement(connection, "post", 1, &payloads);
    send_statement(connection, "commit", 0, NULL);
    PQpipelineSync(connection);
    await(connection, 4);
}

static void done(link_t *link, item *items, int count) {
    amqp_basic_ack(link->state, 1, items[count - 1].envelope.delivery_tag, 1);
    for (int index = 0; index < count; index++) amqp_destroy_envelope(&items[index].envelope);
    amqp_maybe_release_buffers(link->state);
}

void work_batched(const char *queue, int batch, int prefetch) {
    PGconn *connection = database_open(true);
    prepare(connection);
    link_t link = link_open();
    consume(&link, queue, prefetch);
    item *items = calloc((size_t)batch, sizeof *items);
    while (!stopping) {
        int count = take(&link, items, batch);
        if (!count) continue;
        claim(connection, items, count);
        save(connection, items, count);
        done(&link, items, count);
    }
    amqp_connection_close(link.state, AMQP_REPLY_SUCCESS);
    PQfinish(connection);
}

static void run(PGconn *connection, const char *name, int count, const buffer *parameters, bool *answered) {
    const char *values[4];
    int lengths[4], formats[4];
    for (int index = 0; index < count; index++) {
        values[index] = (const char *)parameters[index].bytes;
        lengths[index] = (int)parameters[index].count;
        formats[index] = 1;
    }
    PGresult *result = PQexecPrepared(connection, name, count, values, lengths, formats, 1);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail("%s", PQresultErrorMessage(result));
    if (answered) *answered = PQntuples(result) > 0;
    PQclear(result);
}

/* One transaction for each message, five round trips, as most people write it. */
void work_singly(const char *queue, int prefetch) {
    static const char *names[] = {"begin", "claim", "save", "post", "commit"};
    const char *texts[] = {
        "BEGIN", "INSERT INTO inbox(message_id, consumer, received_at) VALUES ($1::uuid, 'c', now()) "
        "ON CONFLICT DO NOTHING RETURNING message_id",
        "INSERT INTO organisations AS o(id, state, version, updated_at, data) "
        "VALUES ($1::text, $2::text, 1, now(), $3::jsonb) ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, "
        "version = o.version + 1, updated_at = EXCLUDED.updated_at, data = EXCLUDED.data",
        "INSERT INTO outbox(exchange, routing_key, payload) VALUES ('', 'bench.follow', $1::text)", "COMMIT",
    };
    PGconn *connection = database_open(false);
    for (int index = 0; index < 5; index++) PQclear(PQprepare(connection, names[index], texts[index], 0, NULL));
    link_t link = link_open();
    consume(&link, queue, prefetch);
    item one;
    buffer values[3] = {0};
    while (!stopping) {
        if (!take(&link, &one, 1)) continue;
        bool fresh;
        values[0].count = values[1].count = values[2].count = 0;
        append(&values[0], one.event.id, 16);
        run(connection, "begin", 0, NULL, NULL);
        run(connection, "claim", 1, values, &fresh);
        if (fresh) {
            values[0].count = 0;
            append(&values[0], one.event.organisation, one.event.organisation_length);
            append(&values[1], one.event.state, one.event.state_length);
            append(&values[2], "\1", 1);
            append(&values[2], one.event.details, one.event.details_length);
            run(connection, "save", 3, values, NULL);
            char text[1024];
            values[0].count = 0;
            append(&values[0], text, follow_up(&one.event, text, sizeof text));
            run(connection, "post", 1, values, NULL);
        }
        run(connection, "commit", 0, NULL, NULL);
        done(&link, &one, 1);
    }
    amqp_connection_close(link.state, AMQP_REPLY_SUCCESS);
    PQfinish(connection);
}
