#!/usr/bin/env bash
# Prints what pushing the same images into docker-registry costs airgap, from the packed and the unpacked bundle, and
# skopeo, from an OCI layout; medians of RUNS runs in turns. AIRGAP names another build.
#   RUNS=3 LAYER=500 Benchmarks/push.sh
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=${AIRGAP:-$PWD/.build/release/airgap}
runs=${RUNS:-3}
layer=${LAYER:-250}        # MB of each of two layers, which two images share
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2> /dev/null || true; rm -rf "$work"' EXIT

# registry FOLDER: starts docker-registry with an empty storage on a free port, which becomes $port; $pid is its own
registry() {
    rm -rf "$1" "$1.log"
    mkdir "$1"
    printf "version: 0.1\nstorage: {filesystem: {rootdirectory: '%s'}}\nhttp: {addr: '127.0.0.1:0', secret: bench}\n" "$1" > "$1.yml"
    docker-registry serve "$1.yml" > "$1.log" 2>&1 &
    pid=$!
    for _ in $(seq 200); do
        port=$(sed -n 's/.*listening on 127.0.0.1:\([0-9]*\).*/\1/p' "$1.log")
        if [ -n "$port" ]; then return; fi
        sleep 0.05
    done
    cat "$1.log" >&2
    return 1
}

stop() {
    kill "$pid"
    wait "$pid" 2> /dev/null || true
    pid=
}

# once NAME COMMAND…: appends "<wall seconds> <peak kilobytes> <processor seconds>" of one run into a fresh registry; {} is its address
once() {
    local name=$1
    shift
    registry "$work/target"
    sync
    /usr/bin/time -f '%e %M %U %S' -o "$work/time" "${@//\{\}/127.0.0.1:$port}" > /dev/null 2> "$work/errors" || {
        cat "$work/errors" >&2
        return 1
    }
    awk '{ print $1, $2, $3 + $4 }' "$work/time" >> "$work/$name.runs"
    stop
}

median() { awk -v f="${2:-1}" '{ print $f }' "$work/$1.runs" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
most() { awk '$2 > m { m = $2 } END { print m / 1024 }' "$work/$1.runs"; }
row() {
    awk -v label="$1" -v a="$(median "$2" "$3")" -v b="$(median skopeo "$3")" -v m="$(most "$2")" \
        'BEGIN { printf "%-46s %7.2f s %7.2f s %6.2fx %6.0f MB\n", label, a, b, (a > 0) ? (b / a) : 0, m }'
}

umoci init --layout "$work/layout"
for number in 1 2; do head -c "${layer}M" /dev/urandom > "$work/layer$number"; done
for image in one two; do
    umoci new --image "$work/layout:$image"
    for number in 1 2; do umoci insert --rootless --image "$work/layout:$image" "$work/layer$number" "/$number"; done
    umoci config --image "$work/layout:$image" --architecture amd64 --os linux --config.user "$image"
done
registry "$work/source"
for image in one two; do
    skopeo --insecure-policy copy -q --preserve-digests --dest-tls-verify=false \
        "oci:$work/layout:$image" "docker://127.0.0.1:$port/w/$image:1"
done
mkdir "$work/project"
printf "{name: bench, version: 1, arches: [amd64], images: {list: ['w/one:1', 'w/two:1'], source: '127.0.0.1:%s'}}\n" "$port" \
    > "$work/project/airgap.yaml"
printf -- "- {src: '127.0.0.1:%s/w/one', dest: w/one}\n- {src: '127.0.0.1:%s/w/two', dest: w/two}\n" "$port" "$port" \
    > "$work/project/images_origin.yaml"
"$airgap" build --project "$work/project" --cache "$work/cache" -o "$work/out" --quiet > /dev/null
stop

cat > "$work/skopeo" <<SCRIPT
for image in one two; do
    skopeo --insecure-policy copy -q --dest-tls-verify=false "oci:$work/layout:\$image" "docker://\$1/w/\$image:1"
done
SCRIPT
for _ in $(seq "$runs"); do
    once packed "$airgap" push "$work/out/bench-1-amd64.tgz" --to '{}' --quiet
    once folder "$airgap" push "$work/out/bench-1-amd64" --to '{}' --quiet
    once skopeo bash "$work/skopeo" '{}'
done
printf '%-46s %9s %9s %7s %9s\n' '' airgap skopeo faster peak
row 'push from the archive, against skopeo copy' packed 1
row 'push from the folder, against skopeo copy' folder 1
row 'processor time, from the archive' packed 3
row 'processor time, from the folder' folder 3
