#!/usr/bin/env bash
# Prints what airgap takes against peers doing the same work, in turns in one run: the best of RUNS runs each, the ratio,
# and the bar that it is to hold. About six minutes on two quiet processors.
#   RUNS=3 Benchmarks/bench.sh
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=$PWD/.build/release/airgap
runs=${RUNS:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck source-path=SCRIPTDIR
. Benchmarks/measure.sh
# shellcheck source-path=SCRIPTDIR
. Benchmarks/tree.sh
[ -d "$tree" ] || make_tree 900 490

# project NAME FOLDER…: a project with the files of these folders; `arch: any` because nobody is to look into layers
project() {
    local name=$1 kind
    shift
    mkdir "$work/$name"
    printf 'name: %s\nversion: "1"\narches: [amd64]\nfiles:\n  extra:\n' "$name" > "$work/$name/airgap.yaml"
    for kind in "$@"; do
        ln -s "$tree/$kind" "$work/$name/$kind"
        find "$tree/$kind" -type f -printf '%f\n' | LC_ALL=C sort | sed "s,.*,    - { path: \"$kind/&\"\, to: \"$kind/&\"\, arch: any }," \
            >> "$work/$name/airgap.yaml"
    done
}
# build NAME FOLDER [OPTIONS]: one bundle of these files alone; the carried program would be a tenth more to compress
build() {
    local name=$1 folder=$2
    shift 2
    "$airgap" build --project "$work/$name" --cache "$work/cache" -o "$work/$folder" --quiet --program none "$@"
}
project bench images plain
project images images
build bench out > /dev/null
build images out > /dev/null
build bench fast --compression fast > /dev/null
bundle=$work/out/bench-1-amd64.tgz
tree_of=$work/out
member=$(cd "$tree_of/bench-1-amd64" && find resources -name 'gcc-12_*.deb')
options=(--cache "$work/cache" -o "$work/new" --quiet --locked --program none)
echo "A tree of $(du -sm --apparent-size "$tree_of/bench-1-amd64" | cut -f 1) MB, of which" \
    "$(du -sm --apparent-size "$tree/images" | cut -f 1) MB are .deb files and gzipped layers"

# packing FILE COMMAND…: what packs the tree finds its files in memory, and writes a new file
packing() {
    find "$work/cache" -type f -exec cat {} + > /dev/null
    rm -rf "$work/new"
    mkdir "$work/new"
    once "$@"
}
# reading FILE COMMAND…: what reads the bundle finds it in memory
reading() {
    cat "$bundle" > /dev/null
    once "$@"
}

load=$(cut -d ' ' -f 1 /proc/loadavg)
for _ in $(seq 1 "$runs"); do
    packing pack "$airgap" build --project "$work/bench" "${options[@]}"
    packing fast "$airgap" build --project "$work/bench" "${options[@]}" --compression fast
    packing gzip sh -c "tar cf - -C '$tree_of' bench-1-amd64 | gzip -6 > '$work/new/gzip.tgz'"
    gzipped=$(stat -c %s "$work/new/gzip.tgz")
    packing pigz sh -c "tar cf - -C '$tree_of' bench-1-amd64 | pigz -p2 > '$work/new/pigz.tgz'"
    packing images "$airgap" build --project "$work/images" "${options[@]}"
    packing tar sh -c "tar cf '$work/new/plain.tar' -C '$tree_of' images-1-amd64 && sync '$work/new/plain.tar'"
    reading verify "$airgap" verify --quiet "$bundle"
    reading openssl openssl dgst -sha256 "$bundle"
    reading gunzip sh -c "gzip -dc '$bundle' | sha256sum"
    reading cat "$airgap" cat "$bundle" "$member"
    reading untar tar xzOf "$bundle" "bench-1-amd64/$member"
done

echo "Load before $load, after $(cut -d ' ' -f 1 /proc/loadavg): above $(nproc) the seconds mean little"
printf '\n%-44s %9s %9s %9s  %s\n' "" airgap peer ratio bar
compare "pack: tar | gzip -6" pack gzip faster 10
compare "pack: tar | pigz -p2" pack pigz faster 4
compare "pack --compression fast: tar | gzip -6" fast gzip faster 15
compare "pack images and packages: tar, then sync" images tar time 1.0
compare "verify: openssl dgst -sha256 of the file" verify openssl time 1.15
compare "verify: gzip -dc | sha256sum" verify gunzip faster 7
compare "cat of one 20 MB file: tar xzO" cat untar faster 10
most "pack: processor time, against tar | gzip -6" "$(best pack 2)" "$(best gzip 2)" 0.2
most "pack: size, against gzip -6" "$(stat -c %s "$bundle")" "$gzipped" 1.005
most "pack --compression fast: size" "$(stat -c %s "$work/fast/bench-1-amd64.tgz")" "$gzipped" 1.02
peak "pack: memory" pack 64
peak "verify: memory" verify 32

if [ -n "${ONLY_BUNDLE:-}" ]; then exit 0; fi
Benchmarks/packages.sh
