#!/usr/bin/env bash
# Prints what airgap takes against peers doing the same work, in turns in one run; medians of RUNS runs, and ratios.
#   RUNS=5 SIZE=600 Benchmarks/bench.sh
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=$PWD/.build/release/airgap
runs=${RUNS:-5}
size=${SIZE:-600}          # MB of tree, two thirds of it incompressible
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# once FILE COMMAND…: appends "<wall seconds> <cpu seconds> <peak kilobytes>" of one run to a file
once() {
    local file=$work/$1.runs
    sync # what the command before wrote is not this one's burden
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > /dev/null 2> "$work/errors" || {
        cat "$work/errors" >&2
        return 1
    }
    awk '{ printf "%s %s %s\n", $1, $2 + $3, $4 }' "$work/time" >> "$file"
}
column() { awk -v f="$2" '{ print $f }' "$work/$1.runs" | sort -n; }
median() { awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# row LABEL OURS PEER: compares two sets of runs
row() {
    local ours peer
    ours=$(column "$2" 1 | median)
    peer=$(column "$3" 1 | median)
    awk -v label="$1" -v a="$ours" -v b="$peer" -v m="$(column "$2" 3 | tail -n 1)" \
        'BEGIN { printf "%-46s %7.2f s %7.2f s %6.2fx %6.0f MB\n", label, a, b, (a > 0) ? (b / a) : 0, m / 1024 }'
}

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

for _ in $(seq 1 "$runs"); do
    once pack "${build[@]}" --locked
    once gzip sh -c "tar cf - -C '$work/out' bench-1-amd64 | gzip -6 > '$work/gzip.tgz'"
    once pigz sh -c "tar cf - -C '$work/out' bench-1-amd64 | pigz -p2 > '$work/pigz.tgz'"
    once tar sh -c "tar cf '$work/plain.tar' -C '$work/out' bench-1-amd64 && sync '$work/plain.tar'"
    cat "$bundle" > /dev/null # read from memory by all three
    once verify "$airgap" verify --quiet "$bundle"
    once gunzip sh -c "gzip -dc '$bundle' | sha256sum"
    once openssl openssl dgst -sha256 "$bundle"
done

printf '\n%-46s %9s %9s %7s %9s\n' "" airgap peer faster peak
row "build --locked, against tar | gzip -6" pack gzip
row "build --locked, against tar | pigz -p2" pack pigz
row "build --locked, against tar, then sync" pack tar
row "verify, against gzip -dc | sha256sum" verify gunzip
row "verify, against openssl dgst -sha256" verify openssl
awk -v a="$(stat -c %s "$bundle")" -v b="$(stat -c %s "$work/gzip.tgz")" \
    'BEGIN { printf "%-46s %9.3f\n", "size, against gzip -6", a / b }'

packages="containerd ipvsadm ipset conntrack socat nfs-common ceph-common lvm2 chrony htop tcpdump curl rsync"
mkdir -p "$work/closure" "$work/apt/lists/partial" "$work/apt/archives/partial"
: > "$work/apt/status"
echo "set: [$(echo "$packages" | sed 's/ /, /g')]" > "$work/closure/packages.yaml"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
cat > "$work/closure/airgap.yaml" <<YAML
name: closure
version: "1"
arches: [amd64]
targets:
  - id: debian12
    family: deb
    repositories:
      - { url: system, suites: [bookworm, bookworm-updates], components: [main], signed_by: $keyring }
      - { url: system, suites: [bookworm-security], components: [main], signed_by: $keyring }
    groups: [set]
YAML
apt=(apt-get -qq -o "Dir::State=$work/apt" -o "Dir::State::status=$work/apt/status" -o "Dir::State::lists=$work/apt/lists"
    -o "Dir::Cache=$work/apt" -o APT::Sandbox::User=root -o Acquire::Languages=none -o APT::Install-Recommends=false)
"${apt[@]}" update > /dev/null
"$airgap" plan --project "$work/closure" --cache "$work/cache" --quiet > /dev/null
for _ in $(seq 1 "$runs"); do
    # apt's own cache file is removed: both sides read the indexes and solve.
    rm -f "$work"/apt/*.bin
    once plan "$airgap" plan --update --project "$work/closure" --cache "$work/cache" --quiet
    # shellcheck disable=SC2086
    once apt "${apt[@]}" install --print-uris -y $packages
done
row "plan of 13 packages, against apt --print-uris" plan apt
