/* What the machine itself can do now: sleeps towards one moment after another, and says how late it woke.
   ticker PERIOD_MS COUNT: one line each, in ms. The least that a cue can be late. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv) {
    long long period = (argc > 1 ? atoll(argv[1]) : 200) * 1000000LL, due = now() + period;
    for (long left = argc > 2 ? atol(argv[2]) : 100; left > 0; left--, due += period) {
        struct timespec t = {due / 1000000000LL, due % 1000000000LL};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL))
            ;
        printf("%.4f\n", (now() - due) / 1e6);
    }
    return 0;
}
