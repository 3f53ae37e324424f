#pragma once
#include <stdio.h>
#include <solv/pool.h>
#include <solv/poolarch.h>
#include <solv/repo.h>
#include <solv/repo_solv.h>
#include <solv/repo_write.h>
#include <solv/solver.h>
#include <solv/problems.h>
#include <solv/transaction.h>
#include <solv/evr.h>
#include <solv/knownid.h>

/// Makes relation Ids recognisable without the function-like macros, which are not imported.
static inline int airgap_is_relation(Id id) { return ISRELDEP(id); }

#if defined(__GLIBC__)
#include <stdio_ext.h>
#endif

/// A file that one thread alone writes to needs no lock for each byte.
static inline void airgap_use_alone(FILE *file) {
#if defined(__GLIBC__)
    __fsetlocking(file, FSETLOCKING_BYCALLER);
#else
    (void)file;
#endif
}
