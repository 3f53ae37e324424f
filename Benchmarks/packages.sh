#!/usr/bin/env bash
# Prints what `airgap plan` takes to close over packages against apt and dnf, in turns in one run; medians of RUNS runs.
set -euo pipefail
cd "$(dirname "$0")/.."
airgap=$PWD/.build/release/airgap
runs=${RUNS:-5}
work=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server"
    rm -rf "$work"
}
trap finish EXIT
# shellcheck source-path=SCRIPTDIR
. Benchmarks/measure.sh

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
    # apt's own cache file and airgap's parsed index are removed: both sides read the indexes and solve.
    rm -rf "$work"/apt/*.bin "$work/cache/metadata"
    once plan "$airgap" plan --update --project "$work/closure" --cache "$work/cache" --quiet
    # shellcheck disable=SC2086
    once apt "${apt[@]}" install --print-uris -y $packages
done
# What is parsed is kept: this asks for the signed InRelease files and solves.
for _ in $(seq 1 "$runs"); do
    once again "$airgap" plan --update --project "$work/closure" --cache "$work/cache" --quiet
done

# CentOS Stream 9, signed by a key of its own, from a loopback server; both sides begin with nothing.
rpms="bash openssh-server chrony lvm2 nfs-utils rsync nodejs"
mkdir -p "$work/site" "$work/gpg" "$work/rpm" "$work/root"
chmod 700 "$work/gpg"
cp -r Tests/Fixtures/rpm-md/whole-baseos Tests/Fixtures/rpm-md/whole-appstream "$work/site"
gpg=(gpg --homedir "$work/gpg" --batch --quiet --pinentry-mode loopback --passphrase "")
"${gpg[@]}" --quick-generate-key "Bench <bench@example.org>" rsa2048 sign never
"${gpg[@]}" --export > "$work/rpm/key.gpg"
for name in baseos appstream; do "${gpg[@]}" --armor --detach-sign "$work/site/whole-$name/repodata/repomd.xml"; done
gpgconf --homedir "$work/gpg" --kill all
(cd "$work/site" && exec python3 -u -m http.server --bind 127.0.0.1 0 > "$work/server" 2> /dev/null) &
server=$!
until grep -q port "$work/server" 2> /dev/null; do sleep 0.1; done
base=$(sed 's,.*(\(http.*\)/).*,\1,' "$work/server")
cat > "$work/rpm/airgap.yaml" <<YAML
name: closure
version: "1"
arches: [amd64]
targets:
  - id: centos9
    family: rpm
    repositories:
      - { id: baseos, url: '$base/whole-baseos/', gpgkey: key.gpg }
      - { id: appstream, url: '$base/whole-appstream/', gpgkey: key.gpg }
    packages: [$(echo "$rpms" | sed 's/ /, /g')]
YAML
dnf="dnf -q -y --installroot=$work/root --setopt=plugins=0 --setopt=reposdir=/dev/null --setopt=cachedir=$work/dnf"
dnf="$dnf --setopt=logdir=$work --setopt=install_weak_deps=0 --setopt=module_platform_id=platform:el9"
dnf="$dnf --releasever=9 --forcearch=x86_64 --nogpgcheck --repofrompath=b,$base/whole-baseos"
dnf="$dnf --repofrompath=a,$base/whole-appstream install --assumeno $rpms"
for _ in $(seq 1 "$runs"); do
    rm -rf "$work/rpmcache" "$work/dnf" "$work/root" "$work/rpm/airgap.lock"
    mkdir "$work/root"
    once rpmplan "$airgap" plan --update --project "$work/rpm" --cache "$work/rpmcache" --quiet
    # --assumeno ends with 1 when everything was found.
    once dnf sh -c "$dnf; test \$? -eq 1"
    once rpmagain "$airgap" plan --update --project "$work/rpm" --cache "$work/rpmcache" --quiet
done

printf '\n%-46s %9s %9s %7s %9s\n' "" airgap peer faster peak
row "plan of 13 packages, against apt --print-uris" plan apt
row "the same, with what was parsed before" again apt
row "plan of 7 rpms, from nothing, against dnf" rpmplan dnf
row "the same, with what was parsed before" rpmagain dnf
