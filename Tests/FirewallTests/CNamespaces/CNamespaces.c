#define _GNU_SOURCE
#include "CNamespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

int cnamespaces_enter(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    int error = setns(descriptor, CLONE_NEWNET) ? errno : 0;
    close(descriptor);
    return error;
}
