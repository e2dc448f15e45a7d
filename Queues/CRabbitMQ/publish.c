#include "link.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Over TCP the frames are written here, not by the library: amqp_basic_publish makes three system calls a message, leaves a
   body of exactly full frames in the kernel for 200 ms, and waits without a deadline. Over TLS the socket is the library's
   alone, and its way is taken. */

enum { staging_size = 1 << 16, frame_overhead = 8 };

/* A descriptor of -1 would make poll wait for nothing at all. */
static int write_all(rabbit_link *link, const uint8_t *bytes, size_t count) {
    int descriptor = amqp_get_sockfd(link->state);
    if (descriptor < 0) return AMQP_STATUS_SOCKET_CLOSED;
    while (count > 0) {
        ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL);
        if (sent > 0) {
            bytes += sent;
            count -= (size_t)sent;
        } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            struct pollfd writable = {.fd = descriptor, .events = POLLOUT};
            int ready = poll(&writable, 1, 2000 * amqp_get_heartbeat(link->state));
            if (ready == 0) return AMQP_STATUS_HEARTBEAT_TIMEOUT;
            if (ready < 0 && errno != EINTR) return AMQP_STATUS_SOCKET_ERROR;
        } else if (sent < 0 && errno != EINTR) {
            return AMQP_STATUS_SOCKET_ERROR;
        }
    }
    return AMQP_STATUS_OK;
}

int rabbit_flush(rabbit_link *link) {
    size_t count = link->staged_count;
    link->staged_count = 0;
    return count == 0 ? AMQP_STATUS_OK : write_all(link, link->staged, count);
}

static int stage(rabbit_link *link, const void *bytes, size_t count) {
    if (link->staged_count + count > staging_size) {
        int status = rabbit_flush(link);
        if (status != AMQP_STATUS_OK) return status;
        if (count > staging_size) return write_all(link, bytes, count);
    }
    if (count) memcpy(link->staged + link->staged_count, bytes, count);
    link->staged_count += count;
    return AMQP_STATUS_OK;
}

/* Big-endian, the last `count` bytes of `number`. */
static uint8_t *put(uint8_t *cursor, uint64_t number, int count) {
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) *cursor++ = (uint8_t)(number >> shift);
    return cursor;
}

static uint8_t *begin_frame(uint8_t *cursor, uint8_t type, uint16_t channel, size_t payload) {
    return put(put(put(cursor, type, 1), channel, 2), payload, 4);
}

typedef struct {
    const uint8_t *start;
    int32_t count; /* negative: absent */
} text;

static uint8_t *put_text(uint8_t *cursor, text value) {
    if (value.count < 0) return cursor;
    *cursor++ = (uint8_t)value.count;
    memcpy(cursor, value.start, (size_t)value.count);
    return cursor + value.count;
}

static size_t width(text value) { return value.count < 0 ? 0 : 1 + (size_t)value.count; }

/* The texts of one message, in the order in which they stand in the buffer. */
typedef struct {
    text exchange, key, content_type, message_id, type, correlation_id, reply_to, user_id, mark, headers;
} texts_of_message;

static text next(const uint8_t **cursor, int32_t count) {
    text value = {.start = *cursor, .count = count};
    if (count > 0) *cursor += count;
    return value;
}

static texts_of_message split(const uint8_t *at, const rabbit_lengths *lengths) {
    texts_of_message all;
    all.exchange = next(&at, lengths->exchange);
    all.key = next(&at, lengths->routing_key);
    all.content_type = next(&at, lengths->content_type);
    all.message_id = next(&at, lengths->message_id);
    all.type = next(&at, lengths->type);
    all.correlation_id = next(&at, lengths->correlation_id);
    all.reply_to = next(&at, lengths->reply_to);
    all.user_id = next(&at, lengths->user_id);
    all.mark = next(&at, lengths->mark);
    all.headers = next(&at, lengths->headers);
    return all;
}

static uint16_t flags_of(const texts_of_message *all) {
    unsigned flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    if (all->content_type.count >= 0) flags |= AMQP_BASIC_CONTENT_TYPE_FLAG;
    if (all->headers.count >= 0) flags |= AMQP_BASIC_HEADERS_FLAG;
    if (all->correlation_id.count >= 0) flags |= AMQP_BASIC_CORRELATION_ID_FLAG;
    if (all->reply_to.count >= 0) flags |= AMQP_BASIC_REPLY_TO_FLAG;
    if (all->message_id.count >= 0) flags |= AMQP_BASIC_MESSAGE_ID_FLAG;
    if (all->type.count >= 0) flags |= AMQP_BASIC_TYPE_FLAG;
    if (all->user_id.count >= 0) flags |= AMQP_BASIC_USER_ID_FLAG;
    if (all->mark.count >= 0) flags |= AMQP_BASIC_CLUSTER_ID_FLAG;
    return (uint16_t)flags;
}

/* Method and header frame; the texts are at most 255 bytes each, the headers less than a frame. */
static int stage_head(rabbit_link *link, uint16_t channel, bool mandatory, const texts_of_message *all, size_t body) {
    uint8_t scratch[4096], *cursor;
    cursor = begin_frame(scratch, AMQP_FRAME_METHOD, channel, 7 + width(all->exchange) + width(all->key));
    cursor = put(put(cursor, AMQP_BASIC_PUBLISH_METHOD, 4), 0, 2);
    cursor = put_text(put_text(cursor, all->exchange), all->key);
    cursor = put(put(cursor, mandatory ? 1 : 0, 1), AMQP_FRAME_END, 1);

    size_t headers = all->headers.count < 0 ? 0 : 4 + (size_t)all->headers.count;
    size_t payload = 15 + headers + width(all->content_type) + width(all->correlation_id) + width(all->reply_to) +
                     width(all->message_id) + width(all->type) + width(all->user_id) + width(all->mark);
    cursor = begin_frame(cursor, AMQP_FRAME_HEADER, channel, payload);
    cursor = put(put(put(put(cursor, AMQP_BASIC_CLASS, 2), 0, 2), body, 8), flags_of(all), 2);
    cursor = put_text(cursor, all->content_type);
    if (headers) cursor = put(cursor, (uint64_t)all->headers.count, 4);
    int status = stage(link, scratch, (size_t)(cursor - scratch));
    if (status == AMQP_STATUS_OK && headers) status = stage(link, all->headers.start, headers - 4);
    if (status != AMQP_STATUS_OK) return status;

    cursor = put(scratch, 2, 1); /* delivery-mode: persistent */
    cursor = put_text(put_text(cursor, all->correlation_id), all->reply_to);
    cursor = put_text(put_text(cursor, all->message_id), all->type);
    cursor = put_text(put_text(cursor, all->user_id), all->mark);
    cursor = put(cursor, AMQP_FRAME_END, 1);
    return stage(link, scratch, (size_t)(cursor - scratch));
}

static int stage_body(rabbit_link *link, uint16_t channel, const uint8_t *body, size_t count) {
    size_t most = (size_t)amqp_get_frame_max(link->state) - frame_overhead;
    uint8_t head[7], end = AMQP_FRAME_END;
    while (count > 0) {
        size_t part = count < most ? count : most;
        begin_frame(head, AMQP_FRAME_BODY, channel, part);
        int status = stage(link, head, sizeof head);
        if (status == AMQP_STATUS_OK) status = stage(link, body, part);
        if (status == AMQP_STATUS_OK) status = stage(link, &end, 1);
        if (status != AMQP_STATUS_OK) return status;
        body += part;
        count -= part;
    }
    return AMQP_STATUS_OK;
}

static amqp_bytes_t lent(text value) {
    return (amqp_bytes_t){.len = value.count < 0 ? 0 : (size_t)value.count, .bytes = (void *)value.start};
}

static int publish_by_library(rabbit_link *link, uint16_t channel, bool mandatory, const texts_of_message *all,
                              const uint8_t *body, size_t count) {
    amqp_basic_properties_t properties = {
        ._flags = flags_of(all), .content_type = lent(all->content_type), .delivery_mode = 2,
        .correlation_id = lent(all->correlation_id), .reply_to = lent(all->reply_to), .message_id = lent(all->message_id),
        .type = lent(all->type), .user_id = lent(all->user_id), .cluster_id = lent(all->mark),
    };
    if (all->headers.count >= 0) {
        int status = rabbit_table(link, all->headers.start, (size_t)all->headers.count, &properties.headers);
        if (status != AMQP_STATUS_OK) return status;
    }
    int status = amqp_basic_publish(link->state, channel, lent(all->exchange), lent(all->key), mandatory, 0, &properties,
                                    (amqp_bytes_t){.len = count, .bytes = (void *)body});
    recycle_amqp_pool(&link->pool);
    return status;
}

int rabbit_publish(rabbit_link *link, uint16_t channel, bool mandatory, const uint8_t *texts, const rabbit_lengths *lengths,
                   const uint8_t *body, size_t count) {
    texts_of_message all = split(texts, lengths);
    if (link->tls) return publish_by_library(link, channel, mandatory, &all, body, count);
    if (!link->staged) link->staged = malloc(staging_size);
    if (!link->staged) return AMQP_STATUS_NO_MEMORY;
    int status = stage_head(link, channel, mandatory, &all, count);
    return status == AMQP_STATUS_OK ? stage_body(link, channel, body, count) : status;
}
