#include "bench.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void stop(int number) {
    (void)number;
    stopping = 1;
}

static long number(int count, char **values, int index, long otherwise) {
    return index < count ? atol(values[index]) : otherwise;
}

int main(int count, char **values) {
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    const char *mode = count > 1 ? values[1] : "";
    if (!strcmp(mode, "publish") && count > 5)
        publish(values[2], values[3], values[4], atol(values[5]), number(count, values, 6, 0),
                number(count, values, 7, 1000), number(count, values, 8, 60));
    else if (!strcmp(mode, "batch") && count > 2)
        work_batched(values[2], (int)number(count, values, 3, 250), (int)number(count, values, 4, 1000));
    else if (!strcmp(mode, "each") && count > 2)
        work_singly(values[2], (int)number(count, values, 3, 100));
    else if (!strcmp(mode, "relay") && count > 2)
        relay(values[2], (int)number(count, values, 3, 500));
    else
        fail("usage: bench-c publish EXCHANGE KEY KIND COUNT [RATE [SUBJECTS [FILLER]]]\n"
             "       bench-c batch QUEUE [BATCH [PREFETCH]] | each QUEUE [PREFETCH] | relay QUEUE [LIMIT]");
    return 0;
}
