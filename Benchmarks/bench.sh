#!/usr/bin/env bash
# Prints what airgap takes against peers doing the same work, in turns in one run; medians of RUNS runs, and ratios.
#   RUNS=5 SIZE=600 Benchmarks/bench.sh
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=$PWD/.build/release/airgap
runs=${RUNS:-5}
size=${SIZE:-1400}         # MB of tree, two thirds of it incompressible
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source-path=SCRIPTDIR
. Benchmarks/measure.sh

echo "A tree of about $size MB, two thirds incompressible, one third programs and text"
project=$work/project
mkdir -p "$project/data"
third=$((size / 3))
for n in $(seq 1 $((third / 10))); do head -c 20000000 /dev/urandom > "$project/data/noise-$n"; done
{
    find /usr/bin /usr/lib /usr/share/doc -type f -size +8k -size -20000k 2>/dev/null || true
} | LC_ALL=C sort > "$work/list"
tr '\n' '\0' < "$work/list" | { xargs -0 cat 2>/dev/null || true; } | { head -c "${third}000000"; cat > /dev/null; } > "$work/plain"
split -a 4 -b 4000000 "$work/plain" "$project/data/plain-"
rm "$work/plain"
{
    printf 'name: bench\nversion: "1"\narches: [amd64]\nfiles:\n  extra:\n'
    for file in "$project"/data/*; do
        printf '    - { path: data/%s, to: data/%s }\n' "$(basename "$file")" "$(basename "$file")"
    done
} > "$project/airgap.yaml"
build=("$airgap" build --project "$project" --cache "$work/cache" -o "$work/out" --quiet)
"${build[@]}" > /dev/null
bundle=$work/out/bench-1-amd64.tgz
# The same without what gets smaller: what images and packages are like.
images=$work/images
mkdir "$images"
grep -v plain- "$project/airgap.yaml" | sed 's/^name: bench/name: images/' > "$images/airgap.yaml"
ln -s "$project/data" "$images/data"
images=("$airgap" build --project "$images" --cache "$work/cache" -o "$work/out" --quiet)
"${images[@]}" > /dev/null
member=$(cd "$work/out/bench-1-amd64" && find resources -name 'noise-2')

for _ in $(seq 1 "$runs"); do
    once pack "${build[@]}" --locked
    once fast "$airgap" build --project "$project" --cache "$work/cache" -o "$work/fast" --quiet --locked --compression fast
    once gzip sh -c "tar cf - -C '$work/out' bench-1-amd64 | gzip -6 > '$work/gzip.tgz'"
    once pigz sh -c "tar cf - -C '$work/out' bench-1-amd64 | pigz -p2 > '$work/pigz.tgz'"
    once tar sh -c "tar cf '$work/plain.tar' -C '$work/out' bench-1-amd64 && sync '$work/plain.tar'"
    once images "${images[@]}" --locked
    once imagestar sh -c "tar cf '$work/plain.tar' -C '$work/out' images-1-amd64 && sync '$work/plain.tar'"
    cat "$bundle" > /dev/null # read from memory by all of them
    once verify "$airgap" verify --quiet "$bundle"
    once gunzip sh -c "gzip -dc '$bundle' | sha256sum"
    once openssl openssl dgst -sha256 "$bundle"
    once cat "$airgap" cat "$bundle" "$member"
    once untar tar xzOf "$bundle" "bench-1-amd64/$member"
done

printf '\n%-46s %9s %9s %7s %9s\n' "" airgap peer faster peak
row "build --locked, against tar | gzip -6" pack gzip
row "build --locked, against tar | pigz -p2" pack pigz
row "build --locked, against tar, then sync" pack tar
row "build --compression fast, against tar | gzip -6" fast gzip
row "build of images only, against tar, then sync" images imagestar
row "verify, against gzip -dc | sha256sum" verify gunzip
row "verify, against openssl dgst -sha256" verify openssl
row "cat of one 20 MB file, against tar xzO" cat untar
ratio "size, against gzip -6" "$(stat -c %s "$bundle")" "$(stat -c %s "$work/gzip.tgz")"
ratio "size with --compression fast, against gzip -6" "$(stat -c %s "$work/fast/bench-1-amd64.tgz")" \
    "$(stat -c %s "$work/gzip.tgz")"
ratio "processor time of build, against tar | gzip -6" "$(cpu pack)" "$(cpu gzip)"

if [ -n "${ONLY_BUNDLE:-}" ]; then exit 0; fi
Benchmarks/packages.sh
