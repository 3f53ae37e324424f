#!/usr/bin/env bash
# Prints how fast a bundle is served, in turns with docker-registry and nginx on the same files: CLIENTS clients at once,
# each of which pulls the whole image set; medians of RUNS runs.
#   RUNS=3 CLIENTS=200 SIZE=300 Benchmarks/serve.sh
# Wall time is the clients' too; what a server costs is its processor time for each gigabyte. At the end, what HELD clients
# (1000) that do not read cost in memory, each server started anew.
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=${AIRGAP:-$PWD/.build/release/airgap}
runs=${RUNS:-3}
clients=${CLIENTS:-200}
size=${SIZE:-300}          # MB of all layers together
held=${HELD:-1000}
# curl takes a greater number of transfers at once for none.
[ "$clients" -le 300 ] || { echo "CLIENTS: 300 at most; HELD may be more" >&2; exit 64; }
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT
ulimit -n 8192 2>/dev/null || true

# shellcheck source-path=SCRIPTDIR
. Benchmarks/measure.sh

# put FILE TYPE: a blob of the storage below $work/source; prints its descriptor
put() {
    local digest folder
    digest=$(sha256sum "$1" | cut -c1-64)
    folder=$work/source/docker/registry/v2/blobs/sha256/${digest:0:2}/$digest
    mkdir -p "$folder"
    cp "$1" "$folder/data"
    printf '{"mediaType": "%s", "digest": "sha256:%s", "size": %s}' "$2" "$digest" "$(stat -c %s "$1")"
}
# link DIGEST PATH: says that the repository has it
link() {
    mkdir -p "$repository/$2"
    printf 'sha256:%s' "$1" > "$repository/$2/link"
}

echo "An image of six layers, $size MB, for $clients clients at once"
repository=$work/source/docker/registry/v2/repositories/bench/image
layers=''
digests=()
for _ in 1 2 3 4 5 6; do
    head -c "$((size * 1000000 / 6))" /dev/urandom > "$work/layer"
    layers+="${layers:+, }$(put "$work/layer" application/vnd.oci.image.layer.v1.tar)"
    digests+=("$(sha256sum "$work/layer" | cut -c1-64)")
done
rm "$work/layer"
printf '{"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}' > "$work/config"
config=$(put "$work/config" application/vnd.oci.image.config.v1+json)
printf '{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": %s, "layers": [%s]}' \
    "$config" "$layers" > "$work/manifest"
put "$work/manifest" application/vnd.oci.image.manifest.v1+json > /dev/null
manifest=$(sha256sum "$work/manifest" | cut -c1-64)
for digest in "${digests[@]}" "$(sha256sum "$work/config" | cut -c1-64)"; do link "$digest" "_layers/sha256/$digest"; done
for place in "revisions/sha256/$manifest" tags/1/current "tags/1/index/sha256/$manifest"; do
    link "$manifest" "_manifests/$place"
done

# port LOG PATTERN: waits until a server says where it listens
port() {
    for _ in $(seq 600); do
        sed -n "s|.*$2.*|\\1|p" "$1" | head -n 1 | grep . && return
        sleep 0.05
    done
    cat "$1" >&2
    return 1
}

# registry NAME STORAGE: docker-registry on a storage, as sites mount it
registry() {
    cat > "$work/$1.yml" <<YAML
version: 0.1
log: { accesslog: { disabled: true }, level: info }
storage:
  filesystem: { rootdirectory: '$2' }
  maintenance: { readonly: { enabled: true } }
http: { addr: '127.0.0.1:0', secret: bench }
YAML
    : > "$work/$1.log"
    docker-registry serve "$work/$1.yml" > "$work/$1.log" 2>&1 &
    pids+=($!)
    eval "$1_pid=$! $1_port=\$(port '$work/$1.log' 'listening on 127.0.0.1:\\([0-9]*\\).*')"
}

registry source "$work/source"
mkdir "$work/project"
# shellcheck disable=SC2154
printf 'name: bench\nversion: "1"\narches: [amd64]\nimages:\n  source: 127.0.0.1:%s\n  list: ["bench/image:1"]\n' \
    "$source_port" > "$work/project/airgap.yaml"
"$airgap" build --project "$work/project" --cache "$work/cache" -o "$work/out" --quiet > /dev/null
tree=$work/out/bench-1-amd64
# shellcheck disable=SC2154
kill "$source_pid"

# ours NAME BUNDLE: airgap serve
ours() {
    : > "$work/$1.log"
    "$airgap" serve "$2" --host 127.0.0.1 --http-port 0 --https-port 0 --state "$work/state" > "$work/$1.log" 2>&1 &
    pids+=($!)
    eval "$1_pid=$! $1_port=\$(port '$work/$1.log' 'serving on http://127.0.0.1:\\([0-9]*\\)/')"
    eval "$1_tls=\$(port '$work/$1.log' 'serving on https://127.0.0.1:\\([0-9]*\\)/')"
}
ours folder "$tree"
ours packed "$work/out/bench-1-amd64.tgz"
registry docker "$tree/resources/registry"
# nginx gives the blobs as files, over HTTP and with the same certificate over TLS.
mkdir -p "$work/nginx"
nginx_port=$((20000 + RANDOM % 10000))
cat > "$work/nginx.conf" <<CONF
worker_processes auto;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 4096; }
http {
    access_log off;
    sendfile on;
    client_body_temp_path $work/nginx; proxy_temp_path $work/nginx; fastcgi_temp_path $work/nginx;
    uwsgi_temp_path $work/nginx; scgi_temp_path $work/nginx;
    server {
        listen 127.0.0.1:$nginx_port;
        listen 127.0.0.1:$((nginx_port + 1)) ssl;
        ssl_certificate $work/state/server.crt;
        ssl_certificate_key $work/state/server.key;
        root $tree/resources/registry;
    }
}
user root;
CONF
front() {
    nginx -c "$work/nginx.conf" -g 'daemon off;' &
    nginx_pid=$!
    pids+=("$nginx_pid")
}
front

# ticks PID: processor time of a process and its children, in hundredths of a second
ticks() {
    # shellcheck disable=SC2046
    for pid in "$1" $(pgrep -P "$1" || true); do awk '{ print $14 + $15 }' "/proc/$pid/stat"; done \
        | awk '{ s += $1 } END { print s }'
}
# peak PID: the most memory of a process and its children, in kilobytes
peak() {
    # shellcheck disable=SC2046
    for pid in "$1" $(pgrep -P "$1" || true); do awk '/VmHWM/ { print $2 }' "/proc/$pid/status"; done \
        | awk '{ s += $1 } END { print s }'
}

# urls BASE KIND: the requests of all clients
urls() {
    for _ in $(seq "$clients"); do
        for digest in "${digests[@]}"; do
            if [ "$2" = files ]; then
                echo "url = \"$1/docker/registry/v2/blobs/sha256/${digest:0:2}/$digest/data\""
            else
                echo "url = \"$1/v2/bench/image/blobs/sha256:$digest\""
            fi
            echo 'output = /dev/null'
        done
    done
}

# pull NAME PID BASE KIND: one run; appends "<wall seconds> <cpu seconds> <peak kilobytes>"
pull() {
    local start before
    urls "$3" "$4" > "$work/urls"
    before=$(ticks "$2")
    start=$(date +%s%N)
    curl -sS --fail --cacert "$work/state/rootCA.crt" --parallel --parallel-immediate --parallel-max "$clients" \
        -K "$work/urls" > "$work/errors" 2>&1 || {
        head -n 5 "$work/errors" >&2
        return 1
    }
    printf '%s %s %s %s\n' "$start" "$(date +%s%N)" "$(($(ticks "$2") - before))" "$(peak "$2")" \
        | awk '{ printf "%.3f %.3f %s\n", ($2 - $1) / 1e9, $3 / 100, $4 }' >> "$work/$1.runs"
}

# shellcheck disable=SC2154
for _ in $(seq "$runs"); do
    cat "$tree"/resources/registry/docker/registry/v2/blobs/sha256/*/*/data "$work/out/bench-1-amd64.tgz" > /dev/null
    pull folder "$folder_pid" "http://127.0.0.1:$folder_port" registry
    pull packed "$packed_pid" "http://127.0.0.1:$packed_port" registry
    pull docker "$docker_pid" "http://127.0.0.1:$docker_port" registry
    pull nginx "$nginx_pid" "http://127.0.0.1:$nginx_port" files
    pull foldertls "$folder_pid" "https://127.0.0.1:$folder_tls" registry
    pull nginxtls "$nginx_pid" "https://127.0.0.1:$((nginx_port + 1))" files
done

total=$(awk -v c="$clients" -v s="$size" 'BEGIN { print c * s / 1000 }')
# line LABEL NAME PEER…: throughput, processor time for a gigabyte, peak; then ratios to peers
line() {
    local label=$1 name=$2 peer
    shift 2
    awk -v label="$label" -v t="$total" -v w="$(column "$name" 1 | median)" -v c="$(column "$name" 2 | median)" \
        -v m="$(column "$name" 3 | tail -n 1)" \
        'BEGIN { printf "%-32s %6.2f GB/s %7.3f s/GB %6.0f MB", label, t / w, c / t, m / 1024 }'
    for peer in "$@"; do
        awk -v a="$(column "$peer" 1 | median)" -v b="$(column "$name" 1 | median)" -v c="$(column "$peer" 2 | median)" \
            -v d="$(column "$name" 2 | median)" -v p="$peer" \
            'BEGIN { printf "   %s: %.2fx as fast, %.2fx the processor time", p, a / b, (c > 0) ? d / c : 0 }'
    done
    echo
}
printf '\n%-32s %11s %12s %9s\n' "$total GB in all" throughput processor peak
line "airgap serve FOLDER" folder docker nginx
line "airgap serve BUNDLE.tgz" packed docker nginx
line "docker-registry" docker
line "nginx" nginx
line "airgap serve FOLDER, TLS" foldertls nginxtls
line "nginx, TLS" nginxtls

# wait_line NAME PID PORT AUTHORITY PATH: what clients that do not read cost
wait_line() {
    local values
    values=$(Benchmarks/hold.py "$2" "$3" "$held" "$4" "$5")
    echo "$values" | awk -v n="$1" -v c="$held" \
        '{ printf "%-32s %6.0f MB before, %6.0f MB with them: %5.1f kB each\n", n, $1 / 1024, $2 / 1024, ($2 - $1) / c }'
}
blob=/v2/bench/image/blobs/sha256:${digests[0]}
file=/docker/registry/v2/blobs/sha256/${digests[0]:0:2}/${digests[0]}/data
authority=$work/state/rootCA.crt
stop() {
    kill "$1"
    wait "$1" 2>/dev/null || true
}
for pid in "$folder_pid" "$packed_pid" "$docker_pid" "$nginx_pid"; do stop "$pid"; done
printf '\n%s clients that ask for a layer and do not read\n' "$held"
ours folder "$tree"
wait_line "airgap serve FOLDER" "$folder_pid" "$folder_port" '' "$blob"
stop "$folder_pid"
ours folder "$tree"
wait_line "airgap serve FOLDER, TLS" "$folder_pid" "$folder_tls" "$authority" "$blob"
stop "$folder_pid"
ours packed "$work/out/bench-1-amd64.tgz"
# shellcheck disable=SC2154
wait_line "airgap serve BUNDLE.tgz, TLS" "$packed_pid" "$packed_tls" "$authority" "$blob"
registry docker "$tree/resources/registry"
wait_line "docker-registry" "$docker_pid" "$docker_port" '' "$blob"
front
sleep 1
wait_line "nginx" "$nginx_pid" "$nginx_port" '' "$file"
stop "$nginx_pid"
front
sleep 1
wait_line "nginx, TLS" "$nginx_pid" "$((nginx_port + 1))" "$authority" "$file"
