#pragma once
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>
#if defined(__linux__)
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

/// The flag of open(2) and fcntl(2) that lets writes go past the page cache; 0 where there is none.
static inline int airgap_direct_flag(void) {
#ifdef __O_DIRECT
    return __O_DIRECT;
#else
    return 0;
#endif
}

#ifdef __GLIBC__
// Declared in <nss.h>, which not every version of glibc installs.
extern int __nss_configure_lookup(const char *, const char *);
#endif

/// Names are looked up by what glibc has inside, whatever nsswitch.conf says.
static inline void airgap_use_builtin_names(void) {
#ifdef __GLIBC__
    __nss_configure_lookup("hosts", "files dns");
    __nss_configure_lookup("passwd", "files");
    __nss_configure_lookup("group", "files");
    __nss_configure_lookup("services", "files");
#endif
}

#if defined(__linux__)
// Declared by glibc only with _GNU_SOURCE, which a module cannot ask for.
extern int syncfs(int);
#endif

/// Waits until the file system of an open file is on the disk; 0 when that worked.
static inline int airgap_sync_filesystem(int descriptor) {
#if defined(__linux__)
    return syncfs(descriptor);
#else
    (void)descriptor;
    sync();
    return 0;
#endif
}

#if defined(__linux__)
extern ssize_t preadv2(int, const struct iovec *, int, off_t, int);
#endif

/// Reads what the system has in memory of a place in a file, and waits for no disk: as pread(2) otherwise; 0 where the
/// system cannot do that.
static inline ssize_t airgap_read_in_memory(int descriptor, void *buffer, size_t count, off_t offset) {
#if defined(__linux__)
    struct iovec vector = {buffer, count};
    return preadv2(descriptor, &vector, 1, offset, 0x8 /* RWF_NOWAIT */);
#else
    (void)descriptor;
    (void)buffer;
    (void)count;
    (void)offset;
    return 0;
#endif
}
