#include "link.h"
#include <string.h>

bool rabbit_find_exchange(rabbit_link *link, uint16_t channel, const char *name, rabbit_fault *fault) {
    amqp_exchange_declare(
        link->state, channel, amqp_cstring_bytes(name), amqp_empty_bytes, 1, 1, 0, 0, amqp_empty_table);
    return rabbit_accept(link, channel, amqp_get_rpc_reply(link->state), fault);
}

rabbit_bytes rabbit_server_version(rabbit_link *link) {
    amqp_table_t *properties = amqp_get_server_properties(link->state);
    for (int i = 0; properties && i < properties->num_entries; i++) {
        amqp_table_entry_t *entry = &properties->entries[i];
        bool is_version = entry->key.len == 7 && !memcmp(entry->key.bytes, "version", 7);
        if (is_version && entry->value.kind == AMQP_FIELD_KIND_UTF8)
            return (rabbit_bytes){entry->value.value.bytes.bytes, entry->value.value.bytes.len};
    }
    return (rabbit_bytes){NULL, 0};
}
