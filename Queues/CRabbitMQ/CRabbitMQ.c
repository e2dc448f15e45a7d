#include "link.h"
#include <amqp_tcp_socket.h>
#include <amqp_ssl_socket.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/time.h>
#include <unistd.h>

static struct timeval interval(int milliseconds) {
    return (struct timeval){.tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
}

void rabbit_library_fault(rabbit_fault *fault, int status) {
    memset(fault, 0, sizeof *fault);
    fault->kind = rabbit_library;
    fault->status = status;
    snprintf(fault->text, sizeof fault->text, "%s", amqp_error_string2(status));
}

static void describe(rabbit_fault *fault, rabbit_fault_kind kind, int code, amqp_bytes_t text) {
    memset(fault, 0, sizeof *fault);
    fault->kind = kind;
    fault->code = code;
    snprintf(fault->text, sizeof fault->text, "%.*s", (int)text.len, (const char *)text.bytes);
}

void rabbit_close_fault(rabbit_fault *fault, const amqp_method_t *method) {
    if (method->id == AMQP_CHANNEL_CLOSE_METHOD) {
        const amqp_channel_close_t *close = method->decoded;
        describe(fault, rabbit_channel_fault, close->reply_code, close->reply_text);
    } else {
        const amqp_connection_close_t *close = method->decoded;
        describe(fault, rabbit_connection_fault, close->reply_code, close->reply_text);
    }
}

bool rabbit_accept(rabbit_link *link, uint16_t channel, amqp_rpc_reply_t reply, rabbit_fault *fault) {
    switch (reply.reply_type) {
    case AMQP_RESPONSE_NORMAL: return true;
    case AMQP_RESPONSE_SERVER_EXCEPTION:
        if (reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
            rabbit_close_fault(fault, &reply.reply);
            amqp_channel_close_ok_t answer = {0};
            amqp_send_method(link->state, channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer);
            return false;
        }
        if (reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
            rabbit_close_fault(fault, &reply.reply);
            amqp_connection_close_ok_t answer = {0};
            amqp_send_method(link->state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer);
            return false;
        }
        rabbit_library_fault(fault, AMQP_STATUS_UNEXPECTED_STATE);
        return false;
    case AMQP_RESPONSE_LIBRARY_EXCEPTION: rabbit_library_fault(fault, reply.library_error); return false;
    default: rabbit_library_fault(fault, AMQP_STATUS_CONNECTION_CLOSED); return false;
    }
}

static amqp_table_entry_t flag(const char *name) {
    return (amqp_table_entry_t){.key = amqp_cstring_bytes(name),
                                .value = {.kind = AMQP_FIELD_KIND_BOOLEAN, .value = {.boolean = 1}}};
}

static amqp_table_entry_t text(const char *name, const char *value) {
    return (amqp_table_entry_t){.key = amqp_cstring_bytes(name),
                                .value = {.kind = AMQP_FIELD_KIND_UTF8, .value = {.bytes = amqp_cstring_bytes(value)}}};
}

static bool log_in(rabbit_link *link, const rabbit_target *target, rabbit_fault *fault) {
    amqp_table_entry_t capabilities[] = {
        flag("connection.blocked"), flag("consumer_cancel_notify"), flag("publisher_confirms"),
        flag("basic.nack"),         flag("authentication_failure_close"),
    };
    amqp_table_t able = {.num_entries = sizeof capabilities / sizeof *capabilities, .entries = capabilities};
    amqp_table_entry_t entries[] = {
        text("product", "guichet"),
        text("connection_name", target->name),
        {.key = amqp_cstring_bytes("capabilities"),
         .value = {.kind = AMQP_FIELD_KIND_TABLE, .value = {.table = able}}},
    };
    amqp_table_t properties = {.num_entries = sizeof entries / sizeof *entries, .entries = entries};
    amqp_rpc_reply_t reply =
        amqp_login_with_properties(link->state, target->vhost, 2047, target->frame_max, target->heartbeat, &properties,
                                   AMQP_SASL_METHOD_PLAIN, target->user, target->password);
    return rabbit_accept(link, 0, reply, fault);
}

rabbit_link *rabbit_open(const rabbit_target *target, rabbit_fault *fault) {
    memset(fault, 0, sizeof *fault);
    rabbit_link *link = calloc(1, sizeof *link);
    if (link) link->state = amqp_new_connection();
    if (!link || !link->state) {
        free(link);
        rabbit_library_fault(fault, AMQP_STATUS_NO_MEMORY);
        return NULL;
    }
    init_amqp_pool(&link->pool, 4096);
    link->tls = target->tls;
    amqp_socket_t *socket = target->tls ? amqp_ssl_socket_new(link->state) : amqp_tcp_socket_new(link->state);
    int status = socket ? AMQP_STATUS_OK : AMQP_STATUS_NO_MEMORY;
    if (socket && target->tls) status = rabbit_secure(link, socket, target);
    struct timeval handshake = interval(target->connect_milliseconds), call = interval(target->call_milliseconds);
    if (status == AMQP_STATUS_OK) status = amqp_set_handshake_timeout(link->state, &handshake);
    if (status == AMQP_STATUS_OK) status = amqp_set_rpc_timeout(link->state, &call);
    if (status == AMQP_STATUS_OK) status = amqp_socket_open_noblock(socket, target->host, target->port, &handshake);
    if (status != AMQP_STATUS_OK) {
        rabbit_library_fault(fault, status);
        if (link->certificate_fault)
            snprintf(fault->text, sizeof fault->text, "%s", X509_verify_cert_error_string(link->certificate_fault));
    } else if (log_in(link, target, fault)) {
        return link;
    }
    rabbit_abandon(link);
    return NULL;
}

void rabbit_abandon(rabbit_link *link) {
    amqp_destroy_connection(link->state);
    empty_amqp_pool(&link->pool);
    free(link->server_name);
    free(link->body);
    free(link->kept);
    free(link->staged);
    free(link);
}

void rabbit_close(rabbit_link *link, int milliseconds) {
    struct timeval limit = interval(milliseconds);
    if (rabbit_flush(link) == AMQP_STATUS_OK && amqp_get_sockfd(link->state) >= 0 &&
        amqp_set_rpc_timeout(link->state, &limit) == AMQP_STATUS_OK)
        amqp_connection_close(link->state, AMQP_REPLY_SUCCESS);
    rabbit_abandon(link);
}

int rabbit_descriptor(const rabbit_link *link) { return amqp_get_sockfd(link->state); }
int rabbit_heartbeat(const rabbit_link *link) { return amqp_get_heartbeat(link->state); }
int rabbit_frame_max(const rabbit_link *link) { return amqp_get_frame_max(link->state); }
const char *rabbit_status_text(int status) { return amqp_error_string2(status); }

int rabbit_bell_make(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/* A full counter (EAGAIN) rings already, and an unrung one has nothing to quiet. */
void rabbit_bell_ring(int descriptor) {
    uint64_t one = 1;
    ssize_t written = write(descriptor, &one, sizeof one);
    (void)written;
}

void rabbit_bell_quiet(int descriptor) {
    uint64_t count;
    ssize_t got = read(descriptor, &count, sizeof count);
    (void)got;
}
