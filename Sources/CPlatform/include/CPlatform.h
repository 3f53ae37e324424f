#pragma once
// Only what every C library declares itself comes along: a header that has struct stat in it would make that type this
// module's own.
#include <stddef.h>
#include <stdint.h>

/// Few arenas: otherwise every thread keeps one of its own.
void airgap_limit_arenas(int count);

/// Gives free memory back to the system.
void airgap_give_memory_back(void);

/// The flag of open(2) and fcntl(2) that lets writes go past the page cache; 0 where there is none.
int airgap_direct_flag(void);

/// Names are looked up by what glibc has inside, whatever nsswitch.conf says.
void airgap_use_builtin_names(void);

/// Waits until the file system of an open file is on the disk; 0 when that worked.
int airgap_sync_filesystem(int descriptor);

/// Reads what the system has in memory of a place in a file, and waits for no disk: as pread(2) otherwise; 0 where the
/// system cannot do that.
long airgap_read_in_memory(int descriptor, void *buffer, size_t count, int64_t offset);
