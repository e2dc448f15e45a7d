// Transactions go through libnftables. What the kernel has is read from the kernel itself, over netlink: the library would
// read whole sets to look at one element, and prints them as text.
#ifndef CNFTABLES_H
#define CNFTABLES_H

#include <nftables/libnftables.h>
#include <stdint.h>

/// An element of a set. Its key is in network order.
struct cnft_element {
    uint8_t key[16];
    uint8_t length;
    /// From the beginning of the question. 0 where it has no timeout, and so stays until somebody removes it.
    uint64_t expires_ms;
};

/// A netlink socket in the network namespace of the calling thread, or a negative errno.
int cnft_open(void);

/// The number of transactions of this network namespace, whoever made them. Elements that expire are none.
int cnft_generation(int socket, uint32_t *generation);

/// All elements of a set of the table `inet guichet`, in memory that the caller frees. Their number, or a negative errno:
/// -ENOENT where there is no such set. `interrupted` is set where a transaction came in between: then some may be missing.
long cnft_elements(int socket, const char *set, struct cnft_element **elements, int *interrupted);

/// 1 and the element, 0 where the set has not this key or is not there, or a negative errno.
int cnft_element(int socket, const char *set, const uint8_t *key, uint8_t length, struct cnft_element *element);

/// A hash of the table's flags and of all rules of the chain: it changes where somebody changed them. 0 where there are none.
int cnft_fingerprint(int socket, const char *chain, uint64_t *fingerprint);

#endif
