#ifndef CNAMESPACES_H
#define CNAMESPACES_H

/// Moves the calling thread, and no other, into the network namespace of this file. 0, or an errno.
int cnamespaces_enter(const char *path);

#endif
