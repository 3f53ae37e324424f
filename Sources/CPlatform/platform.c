#define _GNU_SOURCE
#include "CPlatform.h"

#include <fcntl.h>
#include <unistd.h>
#if defined(__linux__)
#include <malloc.h>
#include <sys/uio.h>
#endif

void airgap_limit_arenas(int count) {
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, count);
#else
    (void)count;
#endif
}

void airgap_give_memory_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

int airgap_direct_flag(void) {
#ifdef O_DIRECT
    return O_DIRECT;
#else
    return 0;
#endif
}

#ifdef __GLIBC__
// Declared in <nss.h>, which not every version of glibc installs.
extern int __nss_configure_lookup(const char *, const char *);
#endif

void airgap_use_builtin_names(void) {
#ifdef __GLIBC__
    __nss_configure_lookup("hosts", "files dns");
    __nss_configure_lookup("passwd", "files");
    __nss_configure_lookup("group", "files");
    __nss_configure_lookup("services", "files");
#endif
}

int airgap_sync_filesystem(int descriptor) {
#if defined(__linux__)
    return syncfs(descriptor);
#else
    (void)descriptor;
    sync();
    return 0;
#endif
}

long airgap_read_in_memory(int descriptor, void *buffer, size_t count, int64_t offset) {
#ifdef RWF_NOWAIT
    const struct iovec vector = {buffer, count};
    return preadv2(descriptor, &vector, 1, offset, RWF_NOWAIT);
#else
    (void)descriptor;
    (void)buffer;
    (void)count;
    (void)offset;
    return 0;
#endif
}
