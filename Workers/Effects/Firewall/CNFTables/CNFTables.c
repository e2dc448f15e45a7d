#include "CNFTables.h"

#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <endian.h>

static const char table[] = "guichet";

struct request {
    struct nlmsghdr header;
    struct nfgenmsg family;
    uint8_t attributes[512];
};

int cnft_open(void) {
    int descriptor = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
    if (descriptor < 0) return -errno;
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    struct timeval patience = {.tv_sec = 5};
    int size = 1 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) ||
        bind(descriptor, (struct sockaddr *)&address, sizeof address)) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

static void begin(struct request *request, int type, int flags, int family) {
    memset(request, 0, sizeof *request);
    request->header.nlmsg_len = NLMSG_LENGTH(sizeof request->family);
    request->header.nlmsg_type = (uint16_t)(NFNL_SUBSYS_NFTABLES << 8 | type);
    request->header.nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
    request->family.nfgen_family = (uint8_t)family;
    request->family.version = NFNETLINK_V0;
}

static struct nlattr *put(struct request *request, int type, const void *data, size_t size) {
    struct nlattr *attribute = (struct nlattr *)((uint8_t *)request + NLMSG_ALIGN(request->header.nlmsg_len));
    if ((uint8_t *)attribute + NLA_HDRLEN + size > (uint8_t *)request + sizeof *request) return NULL;
    attribute->nla_type = (uint16_t)type;
    attribute->nla_len = (uint16_t)(NLA_HDRLEN + size);
    if (size) memcpy((uint8_t *)attribute + NLA_HDRLEN, data, size);
    request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + NLA_ALIGN(attribute->nla_len);
    return attribute;
}

static struct nlattr *nest(struct request *request, int type) { return put(request, type | NLA_F_NESTED, NULL, 0); }

static void end(struct request *request, struct nlattr *nested) {
    nested->nla_len = (uint16_t)((uint8_t *)request + NLMSG_ALIGN(request->header.nlmsg_len) - (uint8_t *)nested);
}

static const struct nlattr *find(const void *data, size_t size, int type) {
    const uint8_t *place = data;
    while (size >= NLA_HDRLEN) {
        const struct nlattr *attribute = (const struct nlattr *)place;
        if (attribute->nla_len < NLA_HDRLEN || attribute->nla_len > size) return NULL;
        if ((attribute->nla_type & NLA_TYPE_MASK) == type) return attribute;
        size_t step = NLA_ALIGN(attribute->nla_len);
        if (step >= size) return NULL;
        place += step;
        size -= step;
    }
    return NULL;
}

static const void *value(const struct nlattr *attribute) { return (const uint8_t *)attribute + NLA_HDRLEN; }
static size_t length(const struct nlattr *attribute) { return attribute->nla_len - NLA_HDRLEN; }

/// Called with the attributes of each answer.
typedef int (*taker)(const void *attributes, size_t size, void *context);

/// Sends a request and reads to the end of its answer. 0, or a negative errno.
static int ask(int socket, struct request *request, taker take, void *context) {
    static _Atomic uint32_t numbers = 1;
    static const size_t room = 1 << 16;
    uint32_t number = numbers++;
    int is_dump = (request->header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP, interrupted = 0;
    request->header.nlmsg_seq = number;
    if (send(socket, request, request->header.nlmsg_len, 0) < 0) return -errno;
    uint8_t *buffer = malloc(room);
    if (!buffer) return -ENOMEM;
    int result = 1;
    while (result == 1) {
        ssize_t count = recv(socket, buffer, room, 0);
        if (count < 0) {
            if (errno == EINTR) continue;
            result = -errno;
            break;
        }
        size_t rest = (size_t)count;
        for (struct nlmsghdr *header = (struct nlmsghdr *)buffer; result == 1 && NLMSG_OK(header, rest); header = NLMSG_NEXT(header, rest)) {
            // What is left of an earlier question that was given up.
            if (header->nlmsg_seq != number) continue;
            if (header->nlmsg_flags & NLM_F_DUMP_INTR) interrupted = 1;
            if (header->nlmsg_type == NLMSG_DONE) {
                result = interrupted ? -EINTR : 0;
            } else if (header->nlmsg_type == NLMSG_ERROR) {
                result = ((struct nlmsgerr *)NLMSG_DATA(header))->error;
            } else {
                const uint8_t *attributes = (const uint8_t *)NLMSG_DATA(header) + NLMSG_ALIGN(sizeof(struct nfgenmsg));
                size_t size = header->nlmsg_len - NLMSG_LENGTH(sizeof(struct nfgenmsg));
                int taken = take(attributes, size, context);
                if (taken < 0) result = taken;
                else if (!is_dump) result = 0;
            }
        }
    }
    free(buffer);
    return result;
}

// MARK: Generation

static int take_generation(const void *attributes, size_t size, void *context) {
    const struct nlattr *id = find(attributes, size, NFTA_GEN_ID);
    if (!id || length(id) < 4) return -EPROTO;
    memcpy(context, value(id), 4);
    return 0;
}

int cnft_generation(int socket, uint32_t *generation) {
    struct request request;
    uint32_t id = 0;
    begin(&request, NFT_MSG_GETGEN, 0, AF_UNSPEC);
    int result = ask(socket, &request, take_generation, &id);
    *generation = be32toh(id);
    return result;
}

// MARK: Elements

struct elements {
    struct cnft_element *all;
    size_t count, room;
    uint64_t begun;
};

static uint64_t clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int take_elements(const void *attributes, size_t size, void *context) {
    struct elements *elements = context;
    const struct nlattr *list = find(attributes, size, NFTA_SET_ELEM_LIST_ELEMENTS);
    if (!list) return 0;
    const uint8_t *place = value(list);
    size_t rest = length(list);
    while (rest >= NLA_HDRLEN) {
        const struct nlattr *item = (const struct nlattr *)place;
        if (item->nla_len < NLA_HDRLEN || item->nla_len > rest) break;
        const struct nlattr *key = find(value(item), length(item), NFTA_SET_ELEM_KEY);
        const struct nlattr *data = key ? find(value(key), length(key), NFTA_DATA_VALUE) : NULL;
        if (data && length(data) <= 16) {
            if (elements->count == elements->room) {
                size_t room = elements->room ? elements->room * 2 : 64;
                struct cnft_element *all = realloc(elements->all, room * sizeof *all);
                if (!all) return -ENOMEM;
                elements->all = all;
                elements->room = room;
            }
            struct cnft_element *element = &elements->all[elements->count++];
            memset(element, 0, sizeof *element);
            memcpy(element->key, value(data), length(data));
            element->length = (uint8_t)length(data);
            const struct nlattr *expires = find(value(item), length(item), NFTA_SET_ELEM_EXPIRATION);
            if (expires && length(expires) >= 8) {
                uint64_t left;
                memcpy(&left, value(expires), 8);
                // A large set takes seconds, and the kernel says what is left when it comes to the element.
                element->expires_ms = (be64toh(left) ? be64toh(left) : 1) + (clock_ms() - elements->begun);
            }
        }
        size_t step = NLA_ALIGN(item->nla_len);
        if (step >= rest) break;
        place += step;
        rest -= step;
    }
    return 0;
}

static void begin_elements(struct request *request, const char *set, int flags) {
    begin(request, NFT_MSG_GETSETELEM, flags, NFPROTO_INET);
    put(request, NFTA_SET_ELEM_LIST_TABLE, table, sizeof table);
    put(request, NFTA_SET_ELEM_LIST_SET, set, strlen(set) + 1);
}

long cnft_elements(int socket, const char *set, struct cnft_element **elements, int *interrupted) {
    struct request request;
    struct elements found = {.begun = clock_ms()};
    begin_elements(&request, set, NLM_F_DUMP);
    int result = ask(socket, &request, take_elements, &found);
    *interrupted = result == -EINTR;
    if (result < 0 && !*interrupted) {
        free(found.all);
        *elements = NULL;
        return result;
    }
    *elements = found.all;
    return (long)found.count;
}

int cnft_element(int socket, const char *set, const uint8_t *key, uint8_t size, struct cnft_element *element) {
    struct request request;
    struct elements found = {.begun = clock_ms()};
    begin_elements(&request, set, 0);
    struct nlattr *list = nest(&request, NFTA_SET_ELEM_LIST_ELEMENTS);
    struct nlattr *item = nest(&request, NFTA_LIST_ELEM);
    struct nlattr *data = nest(&request, NFTA_SET_ELEM_KEY);
    if (!list || !item || !data || !put(&request, NFTA_DATA_VALUE, key, size)) return -EMSGSIZE;
    end(&request, data);
    end(&request, item);
    end(&request, list);
    int result = ask(socket, &request, take_elements, &found);
    if (result == 0 && found.count > 0) *element = found.all[0];
    free(found.all);
    if (result == -ENOENT) return 0;
    return result < 0 ? result : found.count > 0;
}

// MARK: Rules

static uint64_t hashed(uint64_t hash, const uint8_t *bytes, size_t size) {
    for (size_t place = 0; place < size; place++) hash = (hash ^ bytes[place]) * 1099511628211u;
    return hash;
}

static int take_rule(const void *attributes, size_t size, void *context) {
    uint64_t *hash = context;
    *hash = hashed(*hash ? *hash : 14695981039346656037u, attributes, size);
    return 0;
}

static int take_flags(const void *attributes, size_t size, void *context) {
    uint64_t *hash = context;
    const struct nlattr *flags = find(attributes, size, NFTA_TABLE_FLAGS);
    if (flags && *hash) *hash = hashed(*hash, value(flags), length(flags));
    return 0;
}

int cnft_fingerprint(int socket, const char *chain, uint64_t *fingerprint) {
    struct request request;
    int result = -EINTR;
    for (int tries = 0; result == -EINTR && tries < 10; tries++) {
        *fingerprint = 0;
        begin(&request, NFT_MSG_GETRULE, NLM_F_DUMP, NFPROTO_INET);
        put(&request, NFTA_RULE_TABLE, table, sizeof table);
        put(&request, NFTA_RULE_CHAIN, chain, strlen(chain) + 1);
        result = ask(socket, &request, take_rule, fingerprint);
    }
    if (result == -ENOENT) return 0;
    if (result < 0 || *fingerprint == 0) return result;
    begin(&request, NFT_MSG_GETTABLE, 0, NFPROTO_INET);
    put(&request, NFTA_TABLE_NAME, table, sizeof table);
    result = ask(socket, &request, take_flags, fingerprint);
    return result == -ENOENT ? 0 : result;
}
