#!/usr/bin/env bash
# Prints what taking images costs against peers doing the same work on one loopback registry; medians of RUNS runs in turns.
#   RUNS=3 LAYER=98 BLOB=1000 Benchmarks/images.sh
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=$PWD/.build/release/airgap
runs=${RUNS:-3}
layer=${LAYER:-98}         # MB of each of ten layers; two of them are in four images each
work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

# once FILE COMMAND…: appends "<wall seconds> <peak kilobytes>" of one run to a file
once() {
    local file=$work/$1.runs
    sync # what the command before wrote is not this one's burden
    shift
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" > /dev/null 2> "$work/errors" || {
        cat "$work/errors" >&2
        return 1
    }
    cat "$work/time" >> "$file"
}

# tree FILE PROJECT: the same of an airgap build until its tree stands, which is when a registry can serve it; the
# archive, which no peer writes, is left out
tree() {
    local file=$work/$1.runs start pid
    sync
    rm -rf "$work/out"
    start=$(date +%s%N)
    "$airgap" build --project "$2" --cache "$work/cache" -o "$work/out" --quiet > /dev/null 2> "$work/errors" &
    pid=$!
    until [ -d "$work/out/bench-1-amd64" ]; do
        kill -0 "$pid" 2>/dev/null || {
            cat "$work/errors" >&2
            return 1
        }
        sleep 0.005
    done
    printf '%s %s\n' "$(($(date +%s%N) - start))" "$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status")" \
        | awk '{ printf "%.3f %s\n", $1 / 1e9, $2 }' >> "$file"
    kill "$pid"
    wait "$pid" 2>/dev/null || true
}
median() { awk -v f="$2" '{ print $f }' "$work/$1.runs" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
most() { awk -v f="$2" '$f > m { m = $f } END { print m }' "$work/$1.runs"; }
row() {
    awk -v label="$1" -v a="$(median "$2" 1)" -v b="$(median "$3" 1)" -v m="$(most "$2" 2)" \
        'BEGIN { printf "%-58s %7.2f s %7.2f s %6.2fx %6.0f MB\n", label, a, b, (a > 0) ? (b / a) : 0, m / 1024 }'
}

# registry FOLDER [READONLY]: starts docker-registry on a free port, which becomes $port
registry() {
    cat > "$1.yml" <<YAML
version: 0.1
storage:
  filesystem: { rootdirectory: '$1' }
  maintenance: { readonly: { enabled: ${2:-false} } }
http: { addr: '127.0.0.1:0', secret: bench }
YAML
    docker-registry serve "$1.yml" > "$1.log" 2>&1 &
    pids+=($!)
    for _ in $(seq 200); do
        port=$(sed -n 's/.*listening on 127.0.0.1:\([0-9]*\).*/\1/p' "$1.log")
        if [ -n "$port" ]; then return; fi
        sleep 0.05
    done
    cat "$1.log" >&2
    return 1
}

# put FILE TYPE: writes a blob or manifest below the registry's storage as curl uploads it
blob() {
    local digest place
    digest=$(sha256sum "$1" | cut -c1-64)
    place=$(curl -fsS -X POST -o /dev/null -D - "$base/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
    curl -fsS -X PUT -H 'Content-Type: application/octet-stream' -T "$1" "$place&digest=sha256:$digest"
    printf '{"mediaType": "%s", "digest": "sha256:%s", "size": %s}' "$2" "$digest" "$(stat -c %s "$1")"
}

# image NAME LAYER…: uploads an image whose layers are gzipped tars of those files
image() {
    local name=$1 layers="" ids="" descriptor
    shift
    base=http://127.0.0.1:$port/v2/bench/$name
    for file in "$@"; do
        if [ ! -e "$file.tgz" ]; then
            tar cf "$file.tar" -C "$(dirname "$file")" "$(basename "$file")"
            pigz -1 -kc "$file.tar" > "$file.tgz"
        fi
        descriptor=$(blob "$file.tgz" application/vnd.oci.image.layer.v1.tar+gzip)
        layers+="${layers:+, }$descriptor"
        ids+="${ids:+, }\"sha256:$(sha256sum "$file.tar" | cut -c1-64)\""
    done
    printf '{"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [%s]}}' "$ids" \
        > "$work/config"
    descriptor=$(blob "$work/config" application/vnd.oci.image.config.v1+json)
    printf '{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": %s, "layers": [%s]}' \
        "$descriptor" "$layers" > "$work/manifest"
    curl -fsS -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary "@$work/manifest" \
        "$base/manifests/1"
}

# project FOLDER IMAGE…: a project with nothing but images of the registry
project() {
    local folder=$1
    shift
    mkdir -p "$folder"
    printf 'name: bench\nversion: "1"\narches: [amd64]\nimages:\n  source: 127.0.0.1:%s\n  list: [%s]\n' "$port" \
        "$(printf 'bench/%s:1,' "$@" | sed 's/,$//')" > "$folder/airgap.yaml"
}

echo "Eight images of a loopback registry: $((10 * layer)) MB of different layers, $((16 * layer)) MB summed"
mkdir -p "$work/layers" "$work/upstream"
registry "$work/upstream"
for n in 1 2; do head -c "${layer}000000" /dev/urandom > "$work/layers/shared$n"; done
names=()
for n in 1 2 3 4 5 6 7 8; do head -c "${layer}000000" /dev/urandom > "$work/layers/own$n"; done
for n in 1 2 3 4 5 6 7 8; do
    names+=("image$n")
    image "image$n" "$work/layers/shared$((n % 2 + 1))" "$work/layers/own$n"
done
rm "$work"/layers/*.tar
project "$work/project" "${names[@]}"

# What the seed does: skopeo into a folder, then links into the registry's layout, as hard links.
cat > "$work/seed.sh" <<'SH'
set -e
port=$1 out=$2
shift 2
v2=$out/docker/registry/v2
mkdir -p "$v2"
for name in "$@"; do
    skopeo --insecure-policy copy -q --src-tls-verify=false "docker://127.0.0.1:$port/bench/$name:1" "dir:$out/$name"
    manifest=$(sha256sum "$out/$name/manifest.json" | cut -c1-64)
    repository=$v2/repositories/bench/$name
    for digest in $(grep -oE '[0-9a-f]{64}' "$out/$name/manifest.json" | sort -u); do
        mkdir -p "$v2/blobs/sha256/${digest:0:2}/$digest" "$repository/_layers/sha256/$digest"
        ln -f "$out/$name/$digest" "$v2/blobs/sha256/${digest:0:2}/$digest/data"
        printf 'sha256:%s' "$digest" > "$repository/_layers/sha256/$digest/link"
    done
    mkdir -p "$v2/blobs/sha256/${manifest:0:2}/$manifest"
    ln -f "$out/$name/manifest.json" "$v2/blobs/sha256/${manifest:0:2}/$manifest/data"
    for place in revisions/sha256/$manifest tags/1/current tags/1/index/sha256/$manifest; do
        mkdir -p "$repository/_manifests/$place"
        printf 'sha256:%s' "$manifest" > "$repository/_manifests/$place/link"
    done
done
SH
# The least that moving the bytes takes: each blob once, nothing checked.
cat > "$work/curl.sh" <<'SH'
set -e
port=$1 out=$2
shift 2
mkdir -p "$out"
for name in "$@"; do
    base=http://127.0.0.1:$port/v2/bench/$name
    curl -fsS -H 'Accept: application/vnd.oci.image.manifest.v1+json' "$base/manifests/1" -o "$out/$name"
    for digest in $(grep -oE 'sha256:[0-9a-f]{64}' "$out/$name" | sort -u); do
        [ -e "$out/$digest" ] || curl -fsS "$base/blobs/$digest" -o "$out/$digest"
    done
done
SH
# The images as `docker save` archives, and a registry that they are pushed into.
mkdir -p "$work/saved"
for name in "${names[@]}"; do
    skopeo --insecure-policy copy -q --src-tls-verify=false "docker://127.0.0.1:$port/bench/$name:1" \
        "docker-archive:$work/saved/$name.tar:bench/$name:1"
done
cat > "$work/push.sh" <<'SH'
set -e
port=$1 saved=$2
shift 2
for name in "$@"; do
    skopeo --insecure-policy copy -q --dest-tls-verify=false "docker-archive:$saved/$name.tar" \
        "docker://127.0.0.1:$port/bench/$name:1"
done
SH
upstream=$port
for n in $(seq 1 "$runs"); do
    rm -rf "$work/cache" "$work/project/airgap.lock"
    before=$(grep -c 'GET /v2/.*/blobs/' "$work/upstream.log" || true)
    tree first "$work/project"
    asked=$(grep -c 'GET /v2/.*/blobs/' "$work/upstream.log" || true)
    tree again "$work/project"
    fetched=$((asked - before))
    moved=$(($(grep -c 'GET /v2/.*/blobs/' "$work/upstream.log" || true) - asked))
    rm -rf "$work/cache" "$work/seed" "$work/curl"
    once seed bash "$work/seed.sh" "$upstream" "$work/seed" "${names[@]}"
    once curl bash "$work/curl.sh" "$upstream" "$work/curl" "${names[@]}"
    rm -rf "$work/seed" "$work/curl"
    mkdir "$work/target$n"
    registry "$work/target$n"
    once push bash "$work/push.sh" "$port" "$work/saved" "${names[@]}"
    rm -rf "$work/target$n"
done
rm -rf "$work/saved"

printf '\n%-58s %9s %9s %7s %9s\n' "" airgap peer faster peak
row "tree from a registry, against skopeo dir: and links" first seed
row "tree from a registry, against serial curl, nothing checked" first curl
row "tree from a registry, against pushing docker save archives" first push
row "the same again, nothing changed, against the first" again first
echo "blobs moved by the first run: $fetched, by the second: $moved"

# Eight large blobs at once: two names of one registry, because one host gets four transfers.
size=${BLOB:-1000}         # MB
port=$upstream
printf 'name: bench\nversion: "1"\narches: [amd64]\nimages:\n  attachments: false\n  list: [big/one:1, big/two:1]\n' \
    > "$work/project/airgap.yaml"
printf -- '- { src: "127.0.0.1:%s/bench/big1", dest: big/one }\n- { src: "localhost:%s/bench/big2", dest: big/two }\n' \
    "$port" "$port" > "$work/project/images_origin.yaml"
for image in 1 2; do
    files=()
    for n in 1 2 3 4; do
        head -c "${size}000000" /dev/urandom > "$work/layers/big$image$n.tgz"
        : > "$work/layers/big$image$n.tar"
        files+=("$work/layers/big$image$n")
    done
    image "big$image" "${files[@]}"
    rm "$work"/layers/big*
done
rm -rf "$work/cache" "$work/project/airgap.lock"
tree large "$work/project"
awk -v m="$(most large 2)" -v t="$(median large 1)" -v s="$size" \
    'BEGIN { printf "eight blobs of %d MB at once: %.0f MB of memory at the most, %.1f s\n", s, m / 1024, t }'
