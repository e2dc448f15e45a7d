#include "bench.h"
#include <stdio.h>
#include <string.h>

static const char *after(const char *body, size_t length, const char *mark) {
    const char *found = memmem(body, length, mark, strlen(mark));
    return found ? found + strlen(mark) : NULL;
}

bool read_event(const char *body, size_t length, event_t *event) {
    const char *end = body + length;
    const char *id = after(body, length, "\"id\":\"");
    const char *organisation = after(body, length, "\"organisationId\":\"");
    const char *state = after(body, length, "\"state\":\"");
    const char *details = after(body, length, "\"details\":");
    if (!id || !organisation || !state || !details || end - id < 36 || !uuid_parse(id, 36, event->id)) return false;
    const char *organisation_end = memchr(organisation, '"', (size_t)(end - organisation));
    const char *state_end = memchr(state, '"', (size_t)(end - state));
    if (!organisation_end || !state_end || end - details < 3) return false;
    event->organisation = organisation;
    event->organisation_length = (size_t)(organisation_end - organisation);
    event->state = state;
    event->state_length = (size_t)(state_end - state);
    event->details = details;
    event->details_length = (size_t)(end - details) - 2; /* `details` is the last field of data, data of the event */
    return true;
}

size_t follow_up(const event_t *event, char *text, size_t room) {
    uint8_t bytes[16];
    char id[37];
    new_uuid(bytes);
    uuid_text(bytes, id);
    int length = snprintf(
        text, room,
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/bench/worker\",\"type\":\"bench.organisation.noted\","
        "\"subject\":\"organisation/%.*s\",\"datacontenttype\":\"application/json\","
        "\"data\":{\"organisationId\":\"%.*s\",\"state\":\"%.*s\"}}",
        id, (int)event->organisation_length, event->organisation, (int)event->organisation_length, event->organisation,
        (int)event->state_length, event->state);
    return (size_t)length;
}
