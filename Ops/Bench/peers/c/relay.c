#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static PGresult *query(PGconn *connection, const char *text, int expected) {
    PGresult *result = PQexecParams(connection, text, 0, NULL, NULL, NULL, NULL, 1);
    if ((int)PQresultStatus(result) != expected) fail("%s", PQresultErrorMessage(result));
    return result;
}

/* Takes rows, publishes, waits for the confirms, deletes: one transaction each round. */
void relay(const char *queue, int limit) {
    PGconn *connection = database_open(false);
    link_t link = link_open();
    amqp_confirm_select(link.state, 1);
    link_check(amqp_get_rpc_reply(link.state), "confirm.select");
    char select[256];
    snprintf(select, sizeof select,
             "SELECT id, routing_key, payload FROM outbox ORDER BY id LIMIT %d FOR UPDATE SKIP LOCKED", limit);
    uint64_t sent = 0;
    confirms_t confirms = {0};
    buffer ids = {0};
    while (!stopping) {
        PQclear(query(connection, "BEGIN", PGRES_COMMAND_OK));
        PGresult *rows = query(connection, select, PGRES_TUPLES_OK);
        int count = PQntuples(rows);
        begin_array(&ids, 20, (uint32_t)count);
        for (int row = 0; row < count; row++) {
            append_int32(&ids, 8);
            append(&ids, PQgetvalue(rows, row, 0), 8);
            amqp_basic_properties_t properties = {
                ._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG,
                .content_type = amqp_cstring_bytes("application/cloudevents+json"), .delivery_mode = 2,
            };
            amqp_bytes_t body = {.len = (size_t)PQgetlength(rows, row, 2), .bytes = PQgetvalue(rows, row, 2)};
            if (amqp_basic_publish(link.state, 1, amqp_empty_bytes, amqp_cstring_bytes(queue), 0, 0, &properties, body))
                fail("connection lost while publishing");
            sent++;
        }
        if (count) {
            await_confirms(&link, &confirms, sent, 0);
            const char *value = (const char *)ids.bytes;
            int length = (int)ids.count, binary = 1;
            PGresult *gone = PQexecParams(connection, "DELETE FROM outbox WHERE id = ANY ($1::bigint[])", 1, NULL, &value,
                                          &length, &binary, 1);
            if (PQresultStatus(gone) != PGRES_COMMAND_OK) fail("%s", PQresultErrorMessage(gone));
            PQclear(gone);
        }
        PQclear(rows);
        PQclear(query(connection, "COMMIT", PGRES_COMMAND_OK));
        if (!count) usleep(5000);
    }
    amqp_connection_close(link.state, AMQP_REPLY_SUCCESS);
    PQfinish(connection);
}
