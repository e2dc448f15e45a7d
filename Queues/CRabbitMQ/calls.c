#include "link.h"
#include <netinet/in.h>
#include <string.h>

static amqp_bytes_t name_of(const char *text) { return amqp_cstring_bytes(text); }

bool rabbit_open_channel(rabbit_link *link, uint16_t channel, rabbit_fault *fault) {
    amqp_channel_open(link->state, channel);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_select_confirms(rabbit_link *link, uint16_t channel, rabbit_fault *fault) {
    amqp_confirm_select(link->state, channel);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_limit(rabbit_link *link, uint16_t channel, uint16_t prefetch, rabbit_fault *fault) {
    amqp_basic_qos(link->state, channel, 0, prefetch, 0);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_consume(rabbit_link *link, uint16_t channel, const char *queue, const char *tag, bool no_ack,
                    rabbit_fault *fault) {
    amqp_basic_consume(link->state, channel, name_of(queue), name_of(tag), 0, no_ack, 0, amqp_empty_table);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

int rabbit_table(rabbit_link *link, const uint8_t *start, size_t count, amqp_table_t *table) {
    uint8_t *framed = amqp_pool_alloc(&link->pool, count + 4);
    if (!framed) return AMQP_STATUS_NO_MEMORY;
    uint32_t length = htonl((uint32_t)count);
    memcpy(framed, &length, 4);
    if (count) memcpy(framed + 4, start, count);
    size_t offset = 0;
    return amqp_decode_table((amqp_bytes_t){.len = count + 4, .bytes = framed}, &link->pool, table, &offset);
}

bool rabbit_declare_exchange(rabbit_link *link, uint16_t channel, const char *name, const char *kind,
                             rabbit_bytes arguments, rabbit_fault *fault) {
    amqp_table_t table;
    int status = rabbit_table(link, arguments.start, arguments.count, &table);
    if (status != AMQP_STATUS_OK) {
        rabbit_library_fault(fault, status);
        return false;
    }
    amqp_exchange_declare(link->state, channel, name_of(name), name_of(kind), 0, 1, 0, 0, table);
    recycle_amqp_pool(&link->pool);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_declare_queue(rabbit_link *link, uint16_t channel, const char *name, bool passive, rabbit_bytes arguments,
                          uint32_t *ready, uint32_t *consumers, rabbit_fault *fault) {
    amqp_table_t table;
    int status = rabbit_table(link, arguments.start, arguments.count, &table);
    if (status != AMQP_STATUS_OK) {
        rabbit_library_fault(fault, status);
        return false;
    }
    amqp_queue_declare_ok_t *answer =
        amqp_queue_declare(link->state, channel, name_of(name), passive, 1, 0, 0, table);
    recycle_amqp_pool(&link->pool);
    if (answer) {
        *ready = answer->message_count;
        *consumers = answer->consumer_count;
    }
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_bind(rabbit_link *link, uint16_t channel, const char *queue, const char *exchange, const char *key,
                 rabbit_fault *fault) {
    amqp_queue_bind(link->state, channel, name_of(queue), name_of(exchange), name_of(key), amqp_empty_table);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_delete_queue(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault) {
    amqp_queue_delete(link->state, channel, name_of(name), 0, 0);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

bool rabbit_delete_exchange(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault) {
    amqp_exchange_delete(link->state, channel, name_of(name), 0);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

int rabbit_acknowledge(rabbit_link *link, uint16_t channel, uint64_t tag, bool multiple) {
    return amqp_basic_ack(link->state, channel, tag, multiple);
}

int rabbit_cancel(rabbit_link *link, uint16_t channel, const char *tag) {
    amqp_basic_cancel_t cancel = {.consumer_tag = name_of(tag), .nowait = 0};
    return amqp_send_method(link->state, channel, AMQP_BASIC_CANCEL_METHOD, &cancel);
}
