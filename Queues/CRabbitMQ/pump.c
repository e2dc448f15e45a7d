#include "link.h"
#include <stdlib.h>
#include <string.h>

enum { body_worth_keeping = 1 << 20 };

static rabbit_bytes bytes_of(amqp_bytes_t bytes) {
    return (rabbit_bytes){.start = bytes.bytes ? bytes.bytes : (void *)"", .count = bytes.len};
}

static void lose(rabbit_link *link, rabbit_event *event, rabbit_fault *fault, int status) {
    link->stage = idle;
    event->kind = rabbit_lost;
    rabbit_library_fault(fault, status);
}

/* The table stands behind at most two short texts; `raw` was decoded without error, so its lengths hold. */
static rabbit_bytes encoded_headers(amqp_bytes_t raw, amqp_flags_t flags) {
    rabbit_bytes none = {0};
    const uint8_t *bytes = raw.bytes;
    size_t at = 2;
    if (raw.len < at || (bytes[1] & 1)) return none;
    if (flags & AMQP_BASIC_CONTENT_TYPE_FLAG) at += at < raw.len ? 1 + (size_t)bytes[at] : 1;
    if (flags & AMQP_BASIC_CONTENT_ENCODING_FLAG) at += at < raw.len ? 1 + (size_t)bytes[at] : 1;
    if (at + 4 > raw.len) return none;
    size_t count = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16 | (size_t)bytes[at + 2] << 8 | bytes[at + 3];
    at += 4;
    if (count > raw.len - at) return none;
    return (rabbit_bytes){.start = bytes + at, .count = count};
}

static void read_properties(rabbit_event *content, const amqp_basic_properties_t *all, amqp_bytes_t raw) {
    amqp_flags_t flags = all->_flags;
    if (flags & AMQP_BASIC_CONTENT_TYPE_FLAG) content->content_type = bytes_of(all->content_type);
    if (flags & AMQP_BASIC_MESSAGE_ID_FLAG) content->message_id = bytes_of(all->message_id);
    if (flags & AMQP_BASIC_TYPE_FLAG) content->type = bytes_of(all->type);
    if (flags & AMQP_BASIC_CORRELATION_ID_FLAG) content->correlation_id = bytes_of(all->correlation_id);
    if (flags & AMQP_BASIC_REPLY_TO_FLAG) content->reply_to = bytes_of(all->reply_to);
    if (flags & AMQP_BASIC_USER_ID_FLAG) content->user_id = bytes_of(all->user_id);
    if (flags & AMQP_BASIC_CLUSTER_ID_FLAG) content->mark = bytes_of(all->cluster_id);
    if (flags & AMQP_BASIC_HEADERS_FLAG) content->headers = encoded_headers(raw, flags);
}

/* Copies the texts out of the frames, which are released one by one from here on. */
static bool keep_texts(rabbit_link *link) {
    rabbit_event *content = &link->content;
    rabbit_bytes *texts[] = {
        &content->text, &content->exchange, &content->routing_key, &content->content_type, &content->message_id,
        &content->type, &content->correlation_id, &content->reply_to, &content->user_id, &content->mark,
        &content->headers,
    };
    size_t total = 1;
    for (size_t index = 0; index < sizeof texts / sizeof *texts; index++) total += texts[index]->count;
    uint8_t *cursor = malloc(total);
    if (!cursor) return false;
    free(link->kept);
    link->kept = cursor;
    for (size_t index = 0; index < sizeof texts / sizeof *texts; index++) {
        if (!texts[index]->start) continue;
        memcpy(cursor, texts[index]->start, texts[index]->count);
        texts[index]->start = cursor;
        cursor += texts[index]->count;
    }
    return true;
}

/* Grows with what arrives, not with what the header promises. */
static bool append(rabbit_link *link, amqp_bytes_t fragment) {
    size_t needed = link->body_filled + fragment.len;
    if (needed > link->body_capacity) {
        size_t capacity = link->body_capacity ? link->body_capacity : 1 << 18;
        while (capacity < needed) capacity *= 2;
        uint8_t *grown = realloc(link->body, capacity);
        if (!grown) return false;
        link->body = grown;
        link->body_capacity = capacity;
    }
    memcpy(link->body + link->body_filled, fragment.bytes, fragment.len);
    link->body_filled = needed;
    return true;
}

static void complete(rabbit_link *link, rabbit_event *event, rabbit_bytes body) {
    link->stage = idle;
    *event = link->content;
    event->body = body;
}

/* True when `event` holds something to hand over. */
static bool take_header(rabbit_link *link, const amqp_frame_t *frame, rabbit_event *event, rabbit_fault *fault) {
    if (link->stage != awaiting_header || frame->channel != link->channel) {
        lose(link, event, fault, AMQP_STATUS_UNEXPECTED_STATE);
        return true;
    }
    read_properties(&link->content, frame->payload.properties.decoded, frame->payload.properties.raw);
    link->body_size = frame->payload.properties.body_size;
    link->body_filled = 0;
    link->stage = awaiting_body;
    if (link->body_size == 0) {
        complete(link, event, (rabbit_bytes){.start = (const uint8_t *)"", .count = 0});
        return true;
    }
    if (link->body_size > (uint64_t)(amqp_get_frame_max(link->state) - 8) && !keep_texts(link)) {
        lose(link, event, fault, AMQP_STATUS_NO_MEMORY);
        return true;
    }
    return false;
}

static bool take_body(rabbit_link *link, const amqp_frame_t *frame, rabbit_event *event, rabbit_fault *fault) {
    amqp_bytes_t fragment = frame->payload.body_fragment;
    if (link->stage != awaiting_body || frame->channel != link->channel ||
        fragment.len > link->body_size - link->body_filled) {
        lose(link, event, fault, AMQP_STATUS_UNEXPECTED_STATE);
        return true;
    }
    if (link->body_filled == 0 && fragment.len == link->body_size) {
        complete(link, event, bytes_of(fragment));
        return true;
    }
    if (!append(link, fragment)) {
        lose(link, event, fault, AMQP_STATUS_NO_MEMORY);
        return true;
    }
    if (link->body_size > (uint64_t)(amqp_get_frame_max(link->state) - 8))
        amqp_maybe_release_buffers_on_channel(link->state, frame->channel);
    if (link->body_filled < link->body_size) return false;
    complete(link, event, (rabbit_bytes){.start = link->body, .count = link->body_filled});
    return true;
}

static bool begin_content(rabbit_link *link, uint16_t channel, rabbit_kind kind) {
    memset(&link->content, 0, sizeof link->content);
    link->content.kind = kind;
    link->channel = channel;
    link->stage = awaiting_header;
    return false;
}

static bool take_method(rabbit_link *link, const amqp_frame_t *frame, rabbit_event *event, rabbit_fault *fault) {
    const void *decoded = frame->payload.method.decoded;
    switch (frame->payload.method.id) {
    case AMQP_BASIC_DELIVER_METHOD: {
        const amqp_basic_deliver_t *deliver = decoded;
        begin_content(link, frame->channel, rabbit_delivered);
        link->content.tag = deliver->delivery_tag;
        link->content.redelivered = deliver->redelivered;
        link->content.exchange = bytes_of(deliver->exchange);
        link->content.routing_key = bytes_of(deliver->routing_key);
        return false;
    }
    case AMQP_BASIC_RETURN_METHOD: {
        const amqp_basic_return_t *back = decoded;
        begin_content(link, frame->channel, rabbit_returned);
        link->content.code = back->reply_code;
        link->content.text = bytes_of(back->reply_text);
        link->content.exchange = bytes_of(back->exchange);
        link->content.routing_key = bytes_of(back->routing_key);
        return false;
    }
    case AMQP_BASIC_ACK_METHOD:
        event->kind = rabbit_acked;
        event->tag = ((const amqp_basic_ack_t *)decoded)->delivery_tag;
        event->multiple = ((const amqp_basic_ack_t *)decoded)->multiple;
        return true;
    case AMQP_BASIC_NACK_METHOD:
        event->kind = rabbit_nacked;
        event->tag = ((const amqp_basic_nack_t *)decoded)->delivery_tag;
        event->multiple = ((const amqp_basic_nack_t *)decoded)->multiple;
        return true;
    case AMQP_BASIC_CANCEL_METHOD: event->kind = rabbit_cancelled; return true;
    case AMQP_BASIC_CANCEL_OK_METHOD: event->kind = rabbit_cancel_ok; return true;
    case AMQP_CONNECTION_BLOCKED_METHOD:
        event->kind = rabbit_blocked;
        event->text = bytes_of(((const amqp_connection_blocked_t *)decoded)->reason);
        return true;
    case AMQP_CONNECTION_UNBLOCKED_METHOD: event->kind = rabbit_unblocked; return true;
    case AMQP_CHANNEL_CLOSE_METHOD: {
        rabbit_close_fault(fault, &frame->payload.method);
        amqp_channel_close_ok_t answer = {0};
        amqp_send_method(link->state, frame->channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer);
        event->kind = rabbit_lost;
        return true;
    }
    case AMQP_CONNECTION_CLOSE_METHOD: {
        rabbit_close_fault(fault, &frame->payload.method);
        amqp_connection_close_ok_t answer = {0};
        amqp_send_method(link->state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer);
        event->kind = rabbit_lost;
        return true;
    }
    default: return false; /* answers to calls that gave up waiting */
    }
}

static void release(rabbit_link *link) {
    if (link->stage != idle) return;
    if (link->channel) amqp_maybe_release_buffers_on_channel(link->state, link->channel);
    if (link->body_capacity > body_worth_keeping) {
        free(link->body);
        link->body = NULL;
        link->body_capacity = 0;
    }
    if (link->kept) {
        free(link->kept);
        link->kept = NULL;
    }
}

void rabbit_step(rabbit_link *link, rabbit_event *event, rabbit_fault *fault) {
    static const struct timeval at_once = {0, 0};
    memset(event, 0, sizeof *event);
    release(link);
    int flushed = rabbit_flush(link);
    if (flushed != AMQP_STATUS_OK) {
        lose(link, event, fault, flushed);
        return;
    }
    for (;;) {
        amqp_frame_t frame;
        int status = amqp_simple_wait_frame_noblock(link->state, &frame, &at_once);
        if (status == AMQP_STATUS_TIMEOUT) {
            event->kind = rabbit_nothing;
            if (link->stage == idle) amqp_maybe_release_buffers(link->state);
            return;
        }
        if (status != AMQP_STATUS_OK) {
            lose(link, event, fault, status);
            return;
        }
        bool done = false;
        switch (frame.frame_type) {
        case AMQP_FRAME_METHOD: done = take_method(link, &frame, event, fault); break;
        case AMQP_FRAME_HEADER: done = take_header(link, &frame, event, fault); break;
        case AMQP_FRAME_BODY: done = take_body(link, &frame, event, fault); break;
        default: break;
        }
        if (done) return;
    }
}
