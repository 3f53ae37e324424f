#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What SHA-256 (FIPS 180-4, section 6.2) carries from block to block.
typedef struct {
    uint32_t words[8];
} airgap_sha256_state;

/// Whether this processor has the instructions that the others of these functions need.
bool airgap_sha256_has_instructions(void);

/// The state before the first block.
airgap_sha256_state airgap_sha256_start(void);

/// Takes whole blocks of 64 bytes.
void airgap_sha256_one(airgap_sha256_state *state, const uint8_t *bytes, size_t blocks);

/// Takes so many blocks of two messages abreast: the processor waits for most of what one needs, and does the other's work
/// meanwhile, so both together are half as fast again as one after the other.
void airgap_sha256_two(
    airgap_sha256_state *first, const uint8_t *first_bytes,
    airgap_sha256_state *second, const uint8_t *second_bytes, size_t blocks);
