# Sourced by bench.sh: makes the files of the benchmark's bundle once, and keeps them for the next run.
# $tree/images: .deb files and gzipped layers, which hardly get smaller; $tree/plain: programs, libraries and texts.

tree=${TREE:-${TMPDIR:-/var/tmp}/airgap-bench-$(id -u)}
packages="containerd cpp-12 docker.io firefox-esr g++-12 gcc-12 golang-1.19-go kubernetes-client libllvm14 libllvm15
    libreoffice-core openjdk-17-jre-headless podman postgresql-15 thunderbird"

# make_tree IMAGES PLAIN: at most so many MB of each kind
make_tree() {
    local aside=$tree.$$ package part=0
    rm -rf "$tree"
    mkdir -p "$aside/images" "$aside/plain" "$aside/unpacked"
    # shellcheck disable=SC2086
    (cd "$aside/images" && apt-get -qq -o APT::Sandbox::User=root download $packages)
    for package in "$aside"/images/*.deb; do
        part=$((part + 1))
        dpkg-deb --fsys-tarfile "$package" | pigz -6 -n > "$aside/images/layer-$part.blob"
        dpkg-deb -x "$package" "$aside/unpacked"
    done
    keep "$aside/images" "$1"
    # Every file of some size, by name, as a flat folder.
    (cd "$aside/unpacked" && find . -type f -size +7k | LC_ALL=C sort) | while read -r package; do
        ln "$aside/unpacked/$package" "$aside/plain/$(echo "${package#./}" | tr -c 'A-Za-z0-9._\n-' _)"
    done
    rm -rf "$aside/unpacked"
    keep "$aside/plain" "$2"
    mv "$aside" "$tree"
}

# keep FOLDER MB: removes what is more than so many MB: whole files, an even choice of them
keep() {
    local file
    find "$1" -type f -printf '%f\n' | LC_ALL=C sort | while read -r file; do
        printf '%s %s\n' "$(echo "$file" | cksum | cut -d ' ' -f 1)" "$file"
    done | sort -n | while read -r _ file; do
        printf '%s %s\n' "$(stat -c %s "$1/$file")" "$file"
    done | awk -v limit="${2}000000" '{ if (sum + $1 > limit) print $2; else sum += $1 }' \
        | while read -r file; do rm "$1/$file"; done
}
