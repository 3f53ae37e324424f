#!/usr/bin/env bash
# Sets up a machine of an isolated site from the site's server, and undoes it again:
#   curl -fsS http://SERVER:8080/node-setup.sh | bash -s -- http://SERVER:8080 --ca-sha256 HEX
#   bash node-setup.sh --remove
# What it makes stands in /var/lib/airgap-node/made before it is made; --remove undoes exactly that.
set -euo pipefail

state=/var/lib/airgap-node
made_file=$state/made
block_begin='# airgap begin: made by node-setup.sh, taken out by node-setup.sh --remove'
block_end='# airgap end'
work=''

say() { printf '%s\n' "$*" >&2; }
warn() { say "node-setup: warning: $*"; }
fail() {
    say "node-setup: error: $*"
    exit 1
}
has() { command -v "$1" > /dev/null 2>&1; }

usage() {
    cat << 'END'
Sets up this machine from the server of an isolated site: package repositories,
trust in the site's authority, the registry's name, containerd's mirrors for the
original image names, and the clock.

usage: node-setup.sh URL [--ca-sha256 HEX] [--https] [--no-packages]
       node-setup.sh --remove

  URL              the site's server over http, such as http://192.0.2.10:8080
  --ca-sha256 HEX  the SHA-256 of the authority's certificate file, from somebody
                   you trust; install.sh prints it. Without it the first answer
                   is believed.
  --https          packages come over TLS, under the registry's name
  --no-packages    do not install ca-certificates and chrony where they miss
  --remove         undo all of it
END
}

# What was made: kind and value, a line each.
made() {
    [ -d "$state" ] || { mkdir -p "$state" && : > "$made_file"; }
    grep -qxF -- "$1"$'\t'"$2" "$made_file" || printf '%s\t%s\n' "$1" "$2" >> "$made_file"
}
is_made() { [ -f "$made_file" ] && grep -qxF -- "$1"$'\t'"$2" "$made_file"; }

folder() {
    [ ! -d "$1" ] || return 0
    folder "$(dirname "$1")"
    made folder "$1"
    mkdir -m 755 "$1"
}

# put FILE: writes what stands on stdin, whole or not at all; a file of somebody else is set aside first
put() {
    folder "$(dirname "$1")"
    set_aside "$1"
    made file "$1"
    rm -f "$1.airgap-new"
    cat > "$1.airgap-new"
    chmod 644 "$1.airgap-new"
    mv -f "$1.airgap-new" "$1"
}

# set_aside FILE: moves it below the state folder, from where --remove brings it back
set_aside() {
    { [ -e "$1" ] || [ -L "$1" ]; } && ! is_made file "$1" || return 0
    made saved "$1"
    mkdir -p "$state/saved$(dirname "$1")"
    mv "$1" "$state/saved$1"
}

# put_block FILE TEXT: lines of ours in a file of others; KIND is hosts, or block
put_block() {
    made block "$1"
    without_block "$1" > "$1.airgap-new"
    # A last line without its end would swallow the mark.
    [ -z "$(tail -c 1 "$1.airgap-new")" ] || echo >> "$1.airgap-new"
    printf '%s\n%s\n%s\n' "$block_begin" "$2" "$block_end" >> "$1.airgap-new"
    cat "$1.airgap-new" > "$1"
    rm -f "$1.airgap-new"
}
without_block() {
    [ ! -f "$1" ] || begin=$block_begin end=$block_end awk '
        $0 == ENVIRON["begin"] { inside = 1 }
        !inside { print }
        $0 == ENVIRON["end"] { inside = 0 }' "$1"
}

undo_one() {
    case $1 in
        file) rm -f -- "$2" ;;
        folder) [ ! -d "$2" ] || rmdir --ignore-fail-on-non-empty -- "$2" ;;
        saved) if [ -e "$state/saved$2" ] || [ -L "$state/saved$2" ]; then mv -f "$state/saved$2" "$2"; fi ;;
        block)
            if [ -f "$2" ] && grep -qxF -- "$block_begin" "$2"; then
                without_block "$2" > "$2.airgap-new"
                cat "$2.airgap-new" > "$2"
                rm -f "$2.airgap-new"
            fi
            ;;
        authorities) if has "$2"; then "$2" > /dev/null; fi ;;
        restart) restart "$2" ;;
        package) if is_installed "$2"; then came+=("$2"); fi ;;
        packages) purge ;;
        cache) rm -rf /var/cache/dnf/airgap-* /var/cache/yum/*/*/airgap-* ;;
    esac
}
came=()

remove() {
    [ -f "$made_file" ] || { say "node-setup: nothing was set up here" && return 0; }
    detect_system
    local lines line
    lines=$(awk '{ text = $0 "\n" text } END { printf "%s", text }' "$made_file")
    while IFS= read -r line <&3; do
        [ -n "$line" ] || continue
        undo_one "${line%%$'\t'*}" "${line#*$'\t'}" < /dev/null
        line=$line awk '$0 != ENVIRON["line"]' "$made_file" > "$made_file.new"
        mv -f "$made_file.new" "$made_file"
    done 3<<< "$lines"
    rm -rf "$state"
    say "node-setup: removed"
}

detect_system() {
    local file=/etc/os-release
    [ -r "$file" ] || file=/usr/lib/os-release
    [ -r "$file" ] || fail "no /etc/os-release: which distribution is this?"
    local id version
    id=$(os_value ID "$file") version=$(os_value VERSION_ID "$file")
    case $id in
        debian | ubuntu) family=deb distributions=$id releases=$(os_value VERSION_CODENAME "$file") ;;
        rocky) family=rpm distributions='rocky' ;;
        almalinux) family=rpm distributions='alma almalinux' ;;
        centos) family=rpm distributions='centos centos-stream' ;;
        rhel) family=rpm distributions='rhel redhat rocky alma almalinux centos' ;;
        ol) family=rpm distributions='ol oracle rhel rocky alma almalinux' ;;
        fedora) family=rpm distributions='fedora' ;;
        openEuler | openeuler) family=rpm distributions='openeuler openEuler' ;;
        *) fail "'$id' is not supported: Debian, Ubuntu, RHEL, Rocky, Alma, CentOS, Oracle, Fedora and openEuler are" ;;
    esac
    [ "$family" = deb ] || releases="$version ${version%%.*}"
    case $(uname -m) in
        x86_64) architecture=amd64 rpm_architecture=x86_64 ;;
        aarch64) architecture=arm64 rpm_architecture=aarch64 ;;
        *) fail "this machine is a $(uname -m): bundles are made for x86_64 and aarch64" ;;
    esac
}
os_value() {
    name=$1 awk -F = '$1 == ENVIRON["name"] { sub(/^[^=]*=/, ""); gsub(/^["\047]|["\047]$/, ""); print; exit }' "$2"
}

# fetch URL FILE: by whatever is here; https checks the site's authority
fetch() {
    rm -f "$2"
    if has curl; then
        curl -fsS --noproxy '*' --max-time 60 --max-filesize 8388608 --tlsv1.2 --cacert "$authority" -o "$2" "$1"
    elif has wget; then
        wget -q --no-proxy -T 60 -t 2 --ca-certificate="$authority" -O "$2" "$1"
    elif [[ $1 == http://* ]]; then
        fetch_by_bash "$1" "$2"
    elif [ -x /usr/lib/apt/apt-helper ]; then
        /usr/lib/apt/apt-helper -o Acquire::https::CaInfo="$authority" -o APT::Sandbox::User=root \
            download-file "$1" "$2" > /dev/null 2>&1
    else
        fail "neither curl nor wget is here to fetch $1"
    fi
}

# A machine of a minimal installation has bash, which can speak HTTP/1.0.
fetch_by_bash() {
    local rest=${1#http://} line length='' place port
    place=${rest%%/*} port=80
    case $place in *:*) port=${place##*:} ;; esac
    exec 5<> "/dev/tcp/${place%%:*}/$port" || return 1
    printf 'GET /%s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n' "${rest#*/}" "$place" >&5
    IFS= read -r line <&5 || return 1
    [[ $line == HTTP/1.[01]' 200'* ]] || { exec 5>&- && return 1; }
    while IFS= read -r line <&5 && [ "${line%$'\r'}" != '' ]; do
        case $line in [Cc]ontent-[Ll]ength:*) length=${line#*:} && length=${length//[!0-9]/} ;; esac
    done
    # No more than the length that was said, for a server may keep the connection open.
    if [ -n "$length" ] && [ "${length:8}" = '' ] && [ "$((10#$length))" -le 8388608 ]; then
        head -c "$((10#$length))" <&5 > "$2"
    else
        head -c 8388608 <&5 > "$2"
    fi
    exec 5>&-
    [ -z "$length" ] || [ "$(wc -c < "$2")" = "$length" ]
}

# The site's settings are data: each value is checked, nothing is run.
is_name() { [[ $1 =~ ^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$ ]]; }
is_ip() { [[ $1 =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; }
is_port() { [[ $1 =~ ^[1-9][0-9]{0,4}$ ]]; }
is_path() { [[ $1 =~ ^(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$ ]]; }
is_sha256() { [[ $1 =~ ^[0-9a-f]{64}$ ]]; }
is_registry() { [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?$ ]]; }
is_answer() { [[ $1 =~ ^(yes|no)$ ]]; }
is_client_file() { [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*-http\.(sources|repo)$ ]]; }

# take VARIABLE CHECK DEFAULT: a value of site.conf, or of a list each
take() {
    local value word
    value=$(name=$1 awk '{ sub(/\r$/, "") } index($0, ENVIRON["name"] "=") == 1 { sub(/^[^=]*=/, ""); print; exit }' "$work/site.conf")
    value=${value:-$3}
    for word in $value; do
        "$2" "$word" || fail "$base/site.conf: $1 has the value '$word'"
    done
    printf -v "$1" '%s' "$value"
}

read_site() {
    fetch "$base/site.conf" "$work/site.conf" || fail "$base/site.conf cannot be had: is this the site's server?"
    registry_domain='' registry_ip='' registry_port='' https_port='' ca_path='' ca_sha256='' registries='' ns_mapping=''
    ntp_server='' repos=''
    set -f
    take registry_domain is_name ''
    take registry_ip is_ip ''
    take registry_port is_port 443
    take https_port is_port "$registry_port"
    take ca_path is_path /certs/rootCA.crt
    take ca_sha256 is_sha256 ''
    take registries is_registry ''
    take ns_mapping is_answer no
    take ntp_server is_name ''
    take repos is_client_file ''
    set +f
    [ -n "$registry_domain" ] || fail "$base/site.conf names no registry_domain"
    [ -n "$registry_ip" ] || fail "$base/site.conf names no registry_ip"
    registry=$registry_domain
    [ "$registry_port" = 443 ] || registry=$registry_domain:$registry_port
}

read_authority() {
    local found
    if grep -qx 'ca_path=' "$work/site.conf"; then
        say "== the site has a certificate that machines trust already"
        authority=/etc/ssl/certs/ca-certificates.crt
        if [ "$family" = rpm ]; then authority=/etc/pki/tls/certs/ca-bundle.crt; fi
        return 0
    fi
    fetch "$base$ca_path" "$work/ca.crt" || fail "$base$ca_path cannot be had"
    grep -q -- '-----BEGIN CERTIFICATE-----' "$work/ca.crt" || fail "$base$ca_path is no certificate"
    ! grep -q 'PRIVATE KEY' "$work/ca.crt" || fail "$base$ca_path holds a private key"
    found=$(sha256sum "$work/ca.crt" | cut -c 1-64)
    if [ -n "$wanted_sha256" ]; then
        [ "$found" = "$wanted_sha256" ] || fail "the authority's certificate has SHA-256 $found, not $wanted_sha256: somebody else answers, or it was renewed"
    else
        warn "nobody vouches for the authority's certificate (SHA-256 $found): compare it, or give --ca-sha256"
        [ -z "$ca_sha256" ] || [ "$found" = "$ca_sha256" ] || fail "$base$ca_path and $base/site.conf do not fit together"
    fi
    authority=$work/ca.crt
}

set_hosts() {
    if without_block /etc/hosts | awk -v name="$registry_domain" -v address="$registry_ip" '
        /^#/ { next } $1 == address { for (i = 2; i <= NF; i++) if ($i == name) found = 1 } END { exit !found }'; then return 0; fi
    say "== $registry_domain is $registry_ip"
    put_block /etc/hosts "$registry_ip $registry_domain"
}

set_trust() {
    local target=/usr/local/share/ca-certificates/airgap-site.crt tool=update-ca-certificates
    if [ "$family" = rpm ]; then target=/etc/pki/ca-trust/source/anchors/airgap-site.crt tool=update-ca-trust; fi
    [ -f "$work/ca.crt" ] || return 0
    say "== trust in the site's authority"
    made authorities "$tool"
    put "$target" < "$work/ca.crt"
    authority=$target
    if has "$tool"; then
        update_trust "$tool"
    else
        warn "$tool is not here: programs do not look at $target until the package ca-certificates is installed"
    fi
}

# update_trust TOOL: Debian's tool makes links that it does not take away again, so they are remembered
update_trust() {
    local name
    "$1" > /dev/null
    while IFS= read -r name <&3; do
        [ -z "$name" ] || made file "$name"
    done 3<<< "$(find /etc/ssl/certs -type l '(' -lname '*/airgap-site.crt' -o -lname 'airgap-site.pem' ')' 2> /dev/null)"
}

# The client file of this machine's distribution, as the bundle has it: its word on signatures stands, so it comes over TLS.
find_client_file() {
    local name distribution release path
    if [ -z "$repos" ]; then
        fetch "$secure/repos/" "$work/listing" || return 1
        repos=$(grep -oE '[A-Za-z0-9][A-Za-z0-9._-]*-http\.(sources|repo)' "$work/listing" | LC_ALL=C sort -u)
    fi
    for name in $repos; do
        fetch "$secure/repos/$name" "$work/$name" || fail "$secure/repos/$name cannot be had"
    done
    for distribution in $distributions; do
        for release in $releases; do
            path=$distribution/$release/os/$rpm_architecture
            [ "$family" = rpm ] || path=$distribution/$architecture/$release
            for name in $repos; do
                if grep -qE "^(URIs:|baseurl=).*/$path/?$" "$work/$name"; then
                    client_file=$work/$name
                    return 0
                fi
            done
        done
    done
    return 1
}

# put_key PATH FILE: a public key of the site's web root. Keys decide what is believed, so they come over TLS, always.
put_key() {
    fetch "$secure/$1" "$work/key" || fail "$secure/$1 cannot be had: the key that packages are checked with"
    grep -q -- '-----BEGIN PGP PUBLIC KEY BLOCK-----' "$work/key" || fail "$secure/$1 is no public key"
    ! grep -q 'PRIVATE KEY' "$work/key" || fail "$secure/$1 holds a private key"
    put "$2" < "$work/key"
}

# put_rpm_keys: those that the client file names; dnf and yum read them from the disk
put_rpm_keys() {
    local path
    for path in $(grep -oE '@AIRGAP_SERVER@/repos/keys/[A-Za-z0-9][A-Za-z0-9._-]*\.asc' "$client_file" | LC_ALL=C sort -u); do
        put_key "${path#*/}" "$rpm_keys${path##*/}"
    done
}
rpm_keys=/etc/pki/rpm-gpg/airgap-

set_repositories() {
    local server=http://${base#http://} secure=https://$registry_domain:$https_port file
    if ! find_client_file; then
        warn "the site has no packages for this distribution: the repositories stay as they are"
        return 0
    fi
    say "== packages from the site; other repositories are set aside"
    if [ "$use_https" = yes ]; then server=$secure; fi
    if grep -qi '^Trusted: yes' "$client_file" || grep -q '^gpgcheck=0' "$client_file"; then
        warn "the site's packages are not signed (the bundle was built without --sign)"
    fi
    if [ "$family" = deb ]; then
        for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
            if [ -e "$file" ]; then set_aside "$file"; fi
        done
        if grep -q '^Signed-By: /etc/apt/keyrings/airgap-site.asc' "$client_file"; then
            put_key repos/keys/airgap-site.asc /etc/apt/keyrings/airgap-site.asc
        fi
        [ "$use_https" = no ] || printf 'Acquire::https::%s::CaInfo "%s";\n' "$registry_domain" "$authority" |
            put /etc/apt/apt.conf.d/90airgap
        sed "s,http://@AIRGAP_SERVER@,$server,g" "$client_file" | put /etc/apt/sources.list.d/airgap.sources
        refresh_apt
    else
        for file in /etc/yum.repos.d/*.repo; do
            if [ -e "$file" ]; then set_aside "$file"; fi
        done
        made cache ''
        put_rpm_keys
        sed -e "s,http://@AIRGAP_SERVER@/repos/keys/\([^/]*\.asc\)\$,file://$rpm_keys\1," -e "s,http://@AIRGAP_SERVER@,$server,g" -e "s,^baseurl=https.*,&\nsslcacert=$authority," "$client_file" |
            put /etc/yum.repos.d/airgap.repo
    fi
    install_packages
}

# The lists that come are remembered; those of the repositories that were set aside stay.
refresh_apt() {
    local before file status=0
    before=$(ls /var/lib/apt/lists 2> /dev/null || true)
    apt-get -q -o APT::Update::Error-Mode=any -o APT::Get::List-Cleanup=0 -o DPkg::Lock::Timeout=300 \
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= update < /dev/null || status=$?
    for file in /var/lib/apt/lists/*; do
        if grep -qxF -- "${file##*/}" <<< "$before"; then continue; fi
        if [ -d "$file" ]; then made folder "$file"; elif [ -f "$file" ]; then made file "$file"; fi
    done
    [ "$status" = 0 ] || fail "apt-get update failed"
}

is_installed() {
    if [ "$family" = deb ]; then
        [ "$(dpkg-query -W -f '${Status}' "$1" 2> /dev/null || true)" = 'install ok installed' ]
    else
        rpm -q --quiet "$1"
    fi
}
all_installed() {
    if [ "$family" = deb ]; then
        dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' | awk '$1 == "ii" { print $2 }'
    else
        rpm -qa --qf '%{NAME}\n'
    fi | LC_ALL=C sort -u
}

install_packages() {
    [ "$with_packages" = yes ] || return 0
    local name before missing=()
    for name in ca-certificates chrony; do
        if is_installed "$name"; then continue; fi
        if [ "$family" = rpm ] || [ -n "$(apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= show "$name" 2> /dev/null)" ]; then
            missing+=("$name")
        fi
    done
    [ "${missing[*]-}" != '' ] || return 0
    say "== packages: ${missing[*]}"
    before=$(all_installed)
    if [ "$family" = deb ]; then
        DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dir::Cache::pkgcache= \
            -o Dir::Cache::srcpkgcache= --no-install-recommends install "${missing[@]}" < /dev/null
    elif has dnf; then
        dnf -y --setopt=strict=0 install "${missing[@]}" < /dev/null
    else
        yum -y install "${missing[@]}" < /dev/null
    fi
    made packages ''
    while IFS= read -r name <&3; do
        [ -z "$name" ] || is_installed "$name" || warn "$name was removed, what came takes its place"
    done 3<<< "$before"
    while IFS= read -r name <&3; do
        [ -z "$name" ] || made package "$name"
    done 3<<< "$(before=$before awk 'BEGIN { n = split(ENVIRON["before"], all, "\n"); for (i = 1; i <= n; i++) had[all[i]] = 1 }
        !($0 in had)' <<< "$(all_installed)")"
    local tool=update-ca-certificates
    if [ "$family" = rpm ]; then tool=update-ca-trust; fi
    if has "$tool" && [ -f "$work/ca.crt" ]; then update_trust "$tool"; fi
}

# All that came, at once; what something else needs by now stays.
purge() {
    [ "${came[*]-}" != '' ] || return 0
    if [ "$family" = deb ]; then
        dpkg --purge "${came[@]}" || warn "these packages stay, something else needs them: ${came[*]}"
    else
        rpm -e "${came[@]}" || warn "these packages stay, something else needs them: ${came[*]}"
    fi
    came=()
}

# containerd asks the site for the original names: it adds ?ns=quay.io, and the server knows what that is called here.
set_containerd() {
    local name all=$registry
    if [ "$ns_mapping" = yes ]; then all+=" $registries"; fi
    say "== containerd: $all come from the site"
    for name in $all; do
        put "/etc/containerd/certs.d/$name/hosts.toml" << END
# Made by node-setup.sh.
server = "https://$registry_domain:$registry_port"
capabilities = ["pull", "resolve"]
ca = "$authority"

[host."https://$registry_domain:$registry_port"]
  capabilities = ["pull", "resolve"]
  ca = "$authority"
END
    done
    set_config_path
}

# containerd looks at certs.d only when its configuration says so.
set_config_path() {
    local file=/etc/containerd/config.toml table=''
    [ -f "$file" ] || {
        warn "containerd has no $file: let its registry config_path be /etc/containerd/certs.d"
        return 0
    }
    ! without_block "$file" | grep -qE '^[[:space:]]*config_path[[:space:]]*=.*certs\.d' || return 0
    if ! without_block "$file" | grep -qE '^[[:space:]]*\[plugins\..*\.registry\]'; then
        case $(sed -n 's/^version *= *\([0-9]\).*/\1/p' "$file" | head -n 1) in
            2) table='io.containerd.grpc.v1.cri' ;;
            3) table='io.containerd.cri.v1.images' ;;
        esac
    fi
    if [ -z "$table" ]; then
        warn "let the registry config_path in $file be /etc/containerd/certs.d"
        return 0
    fi
    made restart containerd
    put_block "$file" "[plugins.\"$table\".registry]
  config_path = \"/etc/containerd/certs.d\""
    restart containerd
}

restart() {
    if [ -d /run/systemd/system ] && systemctl --quiet is-active "$1"; then systemctl restart "$1"; fi
}

set_clock() {
    local file text='' name service=chronyd
    if [ "$family" = deb ]; then service=chrony; fi
    for file in /etc/chrony/chrony.conf /etc/chrony.conf; do
        if [ -f "$file" ] && [ -n "$ntp_server" ]; then
            say "== the clock follows $ntp_server"
            for name in $ntp_server; do text+="${text:+$'\n'}server $name iburst"; done
            made restart "$service"
            put_block "$file" "$text"
            restart "$service"
            return 0
        fi
    done
    warn "chrony is not installed or the site names no clock: see to this machine's clock yourself"
}

main() {
    local base='' wanted_sha256='' use_https=no removing=no with_packages=yes authority=/dev/null registry='' client_file=''
    while [ $# -gt 0 ]; do
        case $1 in
            --ca-sha256)
                [ $# -ge 2 ] || fail "--ca-sha256 needs a value"
                wanted_sha256=$2
                shift
                ;;
            --ca-sha256=*) wanted_sha256=${1#*=} ;;
            --https) use_https=yes ;;
            --no-packages) with_packages=no ;;
            --remove) removing=yes ;;
            -h | --help)
                usage
                return 0
                ;;
            http://*) base=${1%/} ;;
            *) fail "not understood: '$1' (see --help)" ;;
        esac
        shift
    done
    [ "$(id -u)" = 0 ] || fail "this changes the machine: run it as root"
    if [ "$removing" = yes ]; then
        remove
        return 0
    fi
    [[ $base =~ ^http://[A-Za-z0-9.-]+(:[0-9]+)?$ ]] || fail "give the site's server, such as http://192.0.2.10:8080"
    [ -z "$wanted_sha256" ] || is_sha256 "$wanted_sha256" || fail "--ca-sha256: expected 64 lower-case hex digits"
    umask 022
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    detect_system
    read_site
    read_authority
    set_hosts
    set_trust
    set_repositories
    set_containerd
    set_clock
    say "node-setup: done; --remove undoes it"
}

main "$@"
