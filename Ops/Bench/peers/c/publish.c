#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { window = 1000 };

static int organisation_event(char *text, size_t room, const char *id, const char *time, long number, const char *filler) {
    return snprintf(
        text, room,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/bench\",\"type\":\"bench.organisation.changed\","
        "\"subject\":\"organisation/00000000-0000-4000-8000-%012ld\",\"time\":\"%s\","
        "\"datacontenttype\":\"application/json\",\"data\":{\"organisationId\":\"00000000-0000-4000-8000-%012ld\","
        "\"state\":\"active\",\"details\":{\"name\":\"Organisation %05ld\",\"site\":\"paris-3\",\"supportLevel\":\"gold\","
        "\"contact\":\"ops@org-%05ld.example\",\"quota\":{\"cpu\":64,\"memory\":256,\"storage\":4096},\"vdcs\":[1,2,3],"
        "\"note\":\"%s\"}}}",
        id, number, time, number, number, number, filler);
}

static int signup_event(char *text, size_t room, const char *id, const char *time, const char *account) {
    return snprintf(
        text, room,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/bench/portal\",\"type\":\"account.signup.requested\","
        "\"subject\":\"account/%s\",\"time\":\"%s\",\"sequence\":1,\"datacontenttype\":\"application/json\","
        "\"data\":{\"accountId\":\"%s\",\"email\":\"person-%s@people.example\",\"locale\":\"fr\"}}",
        id, account, time, account, account);
}

static void time_text(char text[32]) {
    struct timespec now;
    struct tm parts;
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    size_t length = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text + length, 32 - length, ".%06ldZ", now.tv_nsec / 1000);
}

static void pace(const struct timespec *begin, long number, long rate) {
    struct timespec due = *begin;
    long nanoseconds = due.tv_nsec + (long)((double)number / (double)rate * 1e9) % 1000000000;
    due.tv_sec += number / rate + nanoseconds / 1000000000;
    due.tv_nsec = nanoseconds % 1000000000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
}

void publish(const char *exchange, const char *key, const char *kind, long count, long rate, long subjects, long size) {
    link_t link = link_open();
    amqp_confirm_select(link.state, 1);
    link_check(amqp_get_rpc_reply(link.state), "confirm.select");
    bool is_signup = strcmp(kind, "signup") == 0;
    size_t room = (size_t)size + 2048;
    char *body = malloc(room), *filler = malloc((size_t)size + 1);
    memset(filler, 'x', (size_t)size);
    filler[size] = 0;
    confirms_t confirms = {0};
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (long number = 0; number < count && !stopping; number++) {
        if (rate) pace(&begin, number, rate);
        uint8_t bytes[16], account[16];
        char id[37], account_id[37], time[32];
        new_uuid(bytes);
        new_uuid(account);
        uuid_text(bytes, id);
        uuid_text(account, account_id);
        time_text(time);
        int length = is_signup ? signup_event(body, room, id, time, account_id)
                               : organisation_event(body, room, id, time, number % subjects, filler);
        const char *type = is_signup ? "account.signup.requested" : "bench.organisation.changed";
        amqp_basic_properties_t properties = {
            ._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG |
                      AMQP_BASIC_TYPE_FLAG,
            .content_type = amqp_cstring_bytes("application/cloudevents+json"), .delivery_mode = 2,
            .message_id = amqp_cstring_bytes(id), .type = amqp_cstring_bytes(type),
        };
        if (amqp_basic_publish(link.state, 1, amqp_cstring_bytes(exchange), amqp_cstring_bytes(key), 0, 0, &properties,
                               (amqp_bytes_t){.len = (size_t)length, .bytes = body}) != AMQP_STATUS_OK)
            fail("connection lost while publishing");
        await_confirms(&link, &confirms, (uint64_t)number + 1, window);
    }
    await_confirms(&link, &confirms, (uint64_t)count, 0);
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - begin.tv_sec) + (double)(now.tv_nsec - begin.tv_nsec) / 1e9;
    printf("%.6f\n", seconds);
    amqp_connection_close(link.state, AMQP_REPLY_SUCCESS);
}
