#include "bench.h"
#include <amqp_tcp_socket.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

volatile int stopping;

void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(70);
}

static const char *setting(const char *name) {
    const char *value = getenv(name);
    if (!value) fail("%s is not set", name);
    return value;
}

void link_check(amqp_rpc_reply_t reply, const char *what) {
    if (reply.reply_type != AMQP_RESPONSE_NORMAL) fail("%s failed (%d)", what, reply.library_error);
}

link_t link_open(void) {
    char *url = strdup(setting("BENCH_AMQP_URL"));
    struct amqp_connection_info info;
    if (amqp_parse_url(url, &info) != AMQP_STATUS_OK) fail("BENCH_AMQP_URL is no URL");
    link_t link = {.state = amqp_new_connection()};
    amqp_socket_t *socket = amqp_tcp_socket_new(link.state);
    if (!socket || amqp_socket_open(socket, info.host, info.port)) fail("no broker at %s:%d", info.host, info.port);
    link_check(amqp_login(link.state, info.vhost, 0, 131072, 30, AMQP_SASL_METHOD_PLAIN, info.user, info.password), "login");
    amqp_channel_open(link.state, 1);
    link_check(amqp_get_rpc_reply(link.state), "channel.open");
    link.descriptor = amqp_get_sockfd(link.state);
    int one = 1;
    setsockopt(link.descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    free(url);
    return link;
}

bool link_wait(link_t *link, int milliseconds) {
    struct pollfd readable = {.fd = link->descriptor, .events = POLLIN};
    return poll(&readable, 1, milliseconds) > 0 && !stopping;
}

static void advance(confirms_t *confirms) {
    while (confirms->ahead[(confirms->below + 1) % 4096]) confirms->ahead[++confirms->below % 4096] = false;
}

void await_confirms(link_t *link, confirms_t *confirms, uint64_t sent, uint64_t most) {
    while (sent - confirms->below > most) {
        amqp_frame_t frame;
        if (amqp_simple_wait_frame(link->state, &frame) != AMQP_STATUS_OK) fail("connection lost while publishing");
        if (frame.frame_type != AMQP_FRAME_METHOD) continue;
        if (frame.payload.method.id != AMQP_BASIC_ACK_METHOD) fail("the broker refused a message");
        const amqp_basic_ack_t *ack = frame.payload.method.decoded;
        if (ack->multiple)
            while (confirms->below < ack->delivery_tag) confirms->ahead[++confirms->below % 4096] = false;
        else
            confirms->ahead[ack->delivery_tag % 4096] = true;
        advance(confirms);
        amqp_maybe_release_buffers(link->state);
    }
}

PGconn *database_open(bool pipeline) {
    PGconn *connection = PQconnectdb(setting("BENCH_DATABASE_URL"));
    if (PQstatus(connection) != CONNECTION_OK) fail("no database: %s", PQerrorMessage(connection));
    if (pipeline && !PQenterPipelineMode(connection)) fail("no pipeline mode");
    return connection;
}

static uint64_t random_bits(void) {
    static uint64_t state;
    if (!state) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        state = (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u ^ (uint64_t)now.tv_sec;
    }
    uint64_t z = state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

void new_uuid(uint8_t bytes[16]) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t milliseconds = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
    uint64_t fraction = (uint64_t)(now.tv_nsec % 1000000) * 4096 / 1000000, tail = random_bits();
    for (int index = 0; index < 6; index++) bytes[index] = (uint8_t)(milliseconds >> (40 - 8 * index));
    bytes[6] = (uint8_t)(0x70 | fraction >> 8);
    bytes[7] = (uint8_t)fraction;
    memcpy(bytes + 8, &tail, 8);
    bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3F));
}

void uuid_text(const uint8_t bytes[16], char text[37]) {
    static const char digits[] = "0123456789abcdef";
    char *cursor = text;
    for (int index = 0; index < 16; index++) {
        if (index == 4 || index == 6 || index == 8 || index == 10) *cursor++ = '-';
        *cursor++ = digits[bytes[index] >> 4];
        *cursor++ = digits[bytes[index] & 15];
    }
    *cursor = 0;
}

bool uuid_parse(const char *text, size_t length, uint8_t bytes[16]) {
    if (length != 36) return false;
    int nibbles = 0;
    for (size_t index = 0; index < 36; index++) {
        char letter = text[index];
        if (letter == '-') continue;
        int digit = letter <= '9' ? letter - '0' : (letter | 32) - 'a' + 10;
        if (digit < 0 || digit > 15 || nibbles == 32) return false;
        bytes[nibbles / 2] = (uint8_t)(nibbles % 2 ? bytes[nibbles / 2] | digit : digit << 4);
        nibbles++;
    }
    return nibbles == 32;
}

void append(buffer *to, const void *bytes, size_t count) {
    if (to->count + count > to->capacity) {
        to->capacity = (to->count + count) * 2;
        to->bytes = realloc(to->bytes, to->capacity);
        if (!to->bytes) fail("no memory");
    }
    memcpy(to->bytes + to->count, bytes, count);
    to->count += count;
}

void append_int32(buffer *to, uint32_t number) {
    uint32_t swapped = __builtin_bswap32(number);
    append(to, &swapped, 4);
}

void append_int64(buffer *to, uint64_t number) {
    uint64_t swapped = __builtin_bswap64(number);
    append(to, &swapped, 8);
}

void begin_array(buffer *to, uint32_t oid, uint32_t count) {
    to->count = 0;
    append_int32(to, 1);
    append_int32(to, 0);
    append_int32(to, oid);
    append_int32(to, count);
    append_int32(to, 1);
}
