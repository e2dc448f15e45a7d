#pragma once
#include <amqp.h>
#include <amqp_framing.h>
#include "CRabbitMQ.h"

struct rabbit_link {
    amqp_connection_state_t state;
    amqp_pool_t pool; /* for tables on their way out */
    bool tls;
    char *server_name;
    long certificate_fault; /* X509_V_ERR_… */

    /* Frames that were not written yet. */
    uint8_t *staged;
    size_t staged_count;

    /* The content that is being put together. */
    enum { idle, awaiting_header, awaiting_body } stage;
    uint16_t channel;
    rabbit_event content;
    uint64_t body_size;
    uint8_t *body;
    size_t body_capacity, body_filled;
    uint8_t *kept; /* the texts of a content of many frames, whose frames are released one by one */
};

void rabbit_library_fault(rabbit_fault *fault, int status);
void rabbit_close_fault(rabbit_fault *fault, const amqp_method_t *method);
bool rabbit_accept(rabbit_link *link, uint16_t channel, amqp_rpc_reply_t reply, rabbit_fault *fault);
/* Decodes a table of ours, whose nesting is bounded; its content lives in the link's pool. */
int rabbit_table(rabbit_link *link, const uint8_t *start, size_t count, amqp_table_t *table);
/* Writes what is staged; the library's own frames must not come between. Gives up when the broker reads nothing for two
   heartbeats. */
int rabbit_flush(rabbit_link *link);
int rabbit_secure(rabbit_link *link, amqp_socket_t *socket, const rabbit_target *target);
