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
# build NAME FOLDER [OPTIONS]: one bundle from a warm cache
build() {
    local name=$1 folder=$2
    shift 2
    "$airgap" build --project "$work/$name" --cache "$work/cache" -o "$work/$folder" --quiet "$@"
}
project bench images plain
project images images
build bench out > /dev/null
build images out > /dev/null
bundle=$work/out/bench-1-amd64.tgz
member=$(cd "$work/out/bench-1-amd64" && find resources -name 'gcc-12_*.deb')
cached=(--cache "$work/cache" --quiet --locked)
echo "A tree of $(du -sm --apparent-size "$work/out/bench-1-amd64" | cut -f 1) MB, of which" \
    "$(du -sm --apparent-size "$tree/images" | cut -f 1) MB are .deb files and gzipped layers"

load=$(cut -d ' ' -f 1 /proc/loadavg)
for _ in $(seq 1 "$runs"); do
    once pack "$airgap" build --project "$work/bench" -o "$work/out" "${cached[@]}"
    once fast "$airgap" build --project "$work/bench" -o "$work/fast" "${cached[@]}" --compression fast
    once gzip sh -c "tar cf - -C '$work/out' bench-1-amd64 | gzip -6 > '$work/gzip.tgz'"
    once pigz sh -c "tar cf - -C '$work/out' bench-1-amd64 | pigz -p2 > '$work/pigz.tgz'"
    once images "$airgap" build --project "$work/images" -o "$work/out" "${cached[@]}"
    once tar sh -c "tar cf '$work/plain.tar' -C '$work/out' images-1-amd64 && sync '$work/plain.tar'"
    rm "$work/plain.tar"
    cat "$bundle" > /dev/null # read from memory by all of them
    once verify "$airgap" verify --quiet "$bundle"
    once openssl openssl dgst -sha256 "$bundle"
    once gunzip sh -c "gzip -dc '$bundle' | sha256sum"
    once cat "$airgap" cat "$bundle" "$member"
    once untar tar xzOf "$bundle" "bench-1-amd64/$member"
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
most "pack: size, against gzip -6" "$(stat -c %s "$bundle")" "$(stat -c %s "$work/gzip.tgz")" 1.005
most "pack --compression fast: size" "$(stat -c %s "$work/fast/bench-1-amd64.tgz")" \
    "$(stat -c %s "$work/gzip.tgz")" 1.02
peak "pack: memory" pack 64
peak "verify: memory" verify 32

if [ -n "${ONLY_BUNDLE:-}" ]; then exit 0; fi
Benchmarks/packages.sh
