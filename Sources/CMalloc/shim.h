#pragma once
#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

/// Few arenas: otherwise every thread keeps one of its own.
static inline void airgap_limit_arenas(int count) {
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}

/// Gives free memory back to the system.
static inline void airgap_give_memory_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
