#include "csha256.h"

airgap_sha256_state airgap_sha256_start(void) {
    // FIPS 180-4, section 5.3.3.
    const airgap_sha256_state start = {{
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    }};
    return start;
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define WITH_INSTRUCTIONS __attribute__((target("sha,sse4.1,ssse3")))

bool airgap_sha256_has_instructions(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

// FIPS 180-4, section 4.2.2.
static const uint32_t constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/// The eight words as the instructions want them: a, b, e, f and c, d, g, h, the highest first.
typedef struct {
    __m128i abef, cdgh;
} pair;

WITH_INSTRUCTIONS static inline pair load(const airgap_sha256_state *state) {
    const __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state->words), 0xB1);
    const __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state->words + 4)), 0x1B);
    const pair result = {_mm_alignr_epi8(low, high, 8), _mm_blend_epi16(high, low, 0xF0)};
    return result;
}

WITH_INSTRUCTIONS static inline void store(airgap_sha256_state *state, pair value) {
    const __m128i low = _mm_shuffle_epi32(value.abef, 0x1B), high = _mm_shuffle_epi32(value.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state->words, _mm_blend_epi16(low, high, 0xF0));
    _mm_storeu_si128((__m128i *)(state->words + 4), _mm_alignr_epi8(high, low, 8));
}

/// Sixteen words of the message, turned to this machine's byte order.
WITH_INSTRUCTIONS static inline void message(__m128i words[4], const uint8_t *bytes) {
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    for (int i = 0; i < 4; i++)
        words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(bytes + 16 * i)), order);
}

/// The next four words of the message schedule take the place of the oldest.
WITH_INSTRUCTIONS static inline void schedule(__m128i words[4], int i) {
    const __m128i last = words[(i + 3) & 3];
    const __m128i early = _mm_sha256msg1_epu32(words[i & 3], words[(i + 1) & 3]);
    const __m128i middle = _mm_alignr_epi8(last, words[(i + 2) & 3], 4);
    words[i & 3] = _mm_sha256msg2_epu32(_mm_add_epi32(early, middle), last);
}

WITH_INSTRUCTIONS static inline __m128i input(const __m128i words[4], int i) {
    return _mm_add_epi32(words[i & 3], _mm_load_si128((const __m128i *)(constants + 4 * i)));
}

WITH_INSTRUCTIONS static inline void add(pair *value, pair other) {
    value->abef = _mm_add_epi32(value->abef, other.abef);
    value->cdgh = _mm_add_epi32(value->cdgh, other.cdgh);
}

WITH_INSTRUCTIONS void airgap_sha256_one(airgap_sha256_state *state, const uint8_t *bytes, size_t blocks) {
    pair x = load(state);
    for (; blocks > 0; blocks--, bytes += 64) {
        const pair before = x;
        __m128i words[4];
        message(words, bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            const __m128i part = input(words, i);
            x.cdgh = _mm_sha256rnds2_epu32(x.cdgh, x.abef, part);
            x.abef = _mm_sha256rnds2_epu32(x.abef, x.cdgh, _mm_shuffle_epi32(part, 0x0E));
            if (i < 12) schedule(words, i);
        }
        add(&x, before);
    }
    store(state, x);
}

WITH_INSTRUCTIONS void airgap_sha256_two(
    airgap_sha256_state *first, const uint8_t *first_bytes,
    airgap_sha256_state *second, const uint8_t *second_bytes, size_t blocks) {
    pair x = load(first), y = load(second);
    for (; blocks > 0; blocks--, first_bytes += 64, second_bytes += 64) {
        const pair x_before = x, y_before = y;
        __m128i v[4], w[4];
        message(v, first_bytes);
        message(w, second_bytes);
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            const __m128i m = input(v, i), n = input(w, i);
            x.cdgh = _mm_sha256rnds2_epu32(x.cdgh, x.abef, m);
            y.cdgh = _mm_sha256rnds2_epu32(y.cdgh, y.abef, n);
            if (i < 12) {
                schedule(v, i);
                schedule(w, i);
            }
            x.abef = _mm_sha256rnds2_epu32(x.abef, x.cdgh, _mm_shuffle_epi32(m, 0x0E));
            y.abef = _mm_sha256rnds2_epu32(y.abef, y.cdgh, _mm_shuffle_epi32(n, 0x0E));
        }
        add(&x, x_before);
        add(&y, y_before);
    }
    store(first, x);
    store(second, y);
}

#else

// Whoever asks before, as the header says, never comes here.
bool airgap_sha256_has_instructions(void) { return false; }

void airgap_sha256_one(airgap_sha256_state *state, const uint8_t *bytes, size_t blocks) {
    (void)state, (void)bytes, (void)blocks;
}

void airgap_sha256_two(
    airgap_sha256_state *first, const uint8_t *first_bytes,
    airgap_sha256_state *second, const uint8_t *second_bytes, size_t blocks) {
    (void)first, (void)first_bytes, (void)second, (void)second_bytes, (void)blocks;
}

#endif
