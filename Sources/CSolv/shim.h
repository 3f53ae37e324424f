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
#include <solv/pool_parserpmrichdep.h>
#include <solv/knownid.h>

/// Makes relation Ids recognisable without the function-like macros, which are not imported.
static inline int airgap_is_relation(Id id) { return ISRELDEP(id); }
