# shellcheck shell=bash
# What differs between distributions: names, package tools, paths.

# detect_system: sets family (deb or rpm), os_id, os_name, architecture and the names that a repository may have
detect_system() {
    local file=/etc/os-release
    [ -r "$file" ] || file=/usr/lib/os-release
    [ -r "$file" ] || fail "no /etc/os-release: which distribution is this?"
    client_file='' repository=''
    os_id=$(os_value ID "$file")
    os_name=$(os_value PRETTY_NAME "$file")
    os_version=$(os_value VERSION_ID "$file")
    os_codename=$(os_value VERSION_CODENAME "$file")
    case $os_id in
        debian | ubuntu) family=deb distributions=$os_id releases=$os_codename ;;
        rocky) family=rpm distributions='rocky' ;;
        almalinux) family=rpm distributions='alma almalinux' ;;
        centos) family=rpm distributions='centos centos-stream' ;;
        rhel) family=rpm distributions='rhel redhat rocky alma almalinux centos' ;;
        ol) family=rpm distributions='ol oracle rhel rocky alma almalinux' ;;
        fedora) family=rpm distributions='fedora' ;;
        openEuler | openeuler) family=rpm distributions='openeuler openEuler' ;;
        *) fail "'${os_name:-$os_id}' is not supported: Debian, Ubuntu, RHEL, Rocky, Alma, CentOS, Oracle, Fedora and openEuler are" ;;
    esac
    [ "$family" = deb ] || releases="$os_version ${os_version%%.*}"
    case $(uname -m) in
        x86_64) architecture=amd64 rpm_architecture=x86_64 ;;
        aarch64) architecture=arm64 rpm_architecture=aarch64 ;;
        *) fail "this machine is a $(uname -m): bundles are made for x86_64 and aarch64" ;;
    esac
}

# os_value NAME FILE: os-release is data here, it is not run
os_value() {
    name=$1 awk -F = '$1 == ENVIRON["name"] {
        sub(/^[^=]*=/, ""); gsub(/^["\047]|["\047]$/, ""); print; exit }' "$2"
}

# program_runs: the bundle carries the program, and it runs on this machine
program_runs() { "$bundle/airgap" --version > /dev/null 2>&1; }

check_architecture() {
    [ "$architecture" = "$bundle_arch" ] || fail "this bundle is for $bundle_arch, this machine is $architecture"
}

# find_repository KIND: the bundle's client file (file or http) for this machine; sets client_file and repository
find_repository() {
    local distribution release file
    for distribution in $distributions; do
        for release in $releases; do
            repository=$distribution/$release/os/$rpm_architecture
            [ "$family" = rpm ] || repository=$distribution/$architecture/$release
            [ -d "$bundle/resources/nginx/$repository" ] || continue
            for file in "$bundle"/resources/nginx/repos/*-"$1".*; do
                if grep -qE "^(URIs:|baseurl=).*/$repository/?$" "$file" 2> /dev/null; then
                    client_file=$file
                    return 0
                fi
            done
        done
    done
    repository='' client_file=''
    return 1
}

# The bundle's repository for this machine, read from the disk. Other sources stay; packages are taken from this one.
do_repository() {
    if ! find_repository file; then
        warn "the bundle has no packages for $os_name: what is missing on this machine must be installed before"
        return 0
    fi
    local target=/etc/apt/sources.list.d/airgap.sources
    [ "$family" = deb ] || target=/etc/yum.repos.d/airgap.repo
    if grep -qi '^Trusted: yes' "$client_file" || grep -q '^gpgcheck=0' "$client_file"; then
        warn "the bundle's packages bear no signature of the site (built without --sign): their proof is SHA256SUMS"
    fi
    [[ $bundle != *[[:space:]]* ]] || fail "the bundle's path holds white space, which apt and dnf cannot read: $bundle"
    folder "$(dirname "$target")"
    made file "$target"
    sed "s,@AIRGAP_BUNDLE@,$bundle," "$client_file" | put "$target" 644
    [ "$family" = rpm ] || refresh_apt "$target"
}

# apt sees this one source only: others are not reachable here. List-Cleanup=0 keeps the lists of the others.
apt_options() {
    options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=/dev/null
        -o Dir::Etc::sourcelist="$1" -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any
        -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=300 -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
}

# refresh_apt FILE: reads the index, and remembers the lists that this made
refresh_apt() {
    local options name before status=0
    apt_options "$1"
    before=$(ls /var/lib/apt/lists 2> /dev/null || true)
    act apt-get "${options[@]}" -q update || status=$?
    for name in /var/lib/apt/lists/*; do
        if grep -qxF -- "${name##*/}" <<< "$before"; then continue; fi
        if [ -d "$name" ]; then made folder "$name"; elif [ -f "$name" ]; then made file "$name"; fi
    done
    return "$status"
}

# offered NAME: whether the bundle's repository for this machine has the package
offered() {
    local folder=$bundle/resources/nginx/$repository
    if [ "$family" = deb ]; then
        grep -qx "Package: $1" "$folder/Packages"
    else
        gzip -dc "$folder"/repodata/*primary.xml.gz | grep -qF "<name>$1</name>"
    fi
}

installed() {
    if [ "$family" = deb ]; then
        [ "$(dpkg-query -W -f '${Status}' "$1" 2> /dev/null || true)" = 'install ok installed' ]
    else
        rpm -q --quiet "$1"
    fi
}

# all_installed: every installed package's name, for what an installation brought besides
all_installed() {
    if [ "$family" = deb ]; then
        dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' | awk '$1 == "ii" { print $2 }' | LC_ALL=C sort -u
    else
        rpm -qa --qf '%{NAME}\n' | LC_ALL=C sort -u
    fi
}

# install_packages NAMES…: those that the bundle has and this machine has not
install_packages() {
    local missing=() name before
    for name in "$@"; do
        installed "$name" || ! offered "$name" || missing+=("$name")
    done
    if [ "${missing[*]-}" = '' ]; then
        say "   nothing to install"
        return 0
    fi
    say "   installing: ${missing[*]}"
    before=$(all_installed)
    if [ "$family" = deb ]; then
        local options
        apt_options /etc/apt/sources.list.d/airgap.sources
        act env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" -q -y --no-install-recommends install "${missing[@]}"
    else
        local tool=dnf
        has dnf || tool=yum
        act "$tool" -y --disablerepo='*' --enablerepo='airgap-*' install "${missing[@]}"
    fi
    [ "$dry_run" = yes ] || remember_packages "$before" "$(all_installed)"
}

# remember_packages BEFORE NOW: what came, and what gave way: chrony takes the place of systemd-timesyncd
remember_packages() {
    local name
    while IFS= read -r name <&3; do
        [ -z "$name" ] || made package "$name"
    done 3<<< "$(only_in_second "$1" "$2")"
    while IFS= read -r name <&3; do
        [ -n "$name" ] || continue
        warn "$name was removed, what came takes its place"
        made gone "$name"
    done 3<<< "$(only_in_second "$2" "$1")"
}

only_in_second() {
    first=$1 awk 'BEGIN { n = split(ENVIRON["first"], all, "\n"); for (i = 1; i <= n; i++) had[all[i]] = 1 }
        !($0 in had)' <<< "$2"
}

# Packages that came stay unless --packages is given: other programs may use them by now.
undo_package() {
    if installed "$1"; then came+=("$1"); fi
}

# purge_packages: all of them at once; the package tool refuses when something else needs one of them
purge_packages() {
    [ "${came[*]-}" != '' ] || return 0
    if [ "$with_packages" = no ]; then
        say "   packages that came stay (--packages takes them out too): ${came[*]}"
        came=()
        return 0
    fi
    local remover=(rpm -e)
    [ "$family" = rpm ] || remover=(dpkg --purge)
    act "${remover[@]}" "${came[@]}" || warn "these packages stay, something else needs them: ${came[*]}"
    came=()
}
came=()

do_packages() {
    local wanted='ca-certificates chrony curl openssl rsync tar bash-completion'
    [ "$family" = deb ] || wanted+=' container-selinux policycoreutils-python-utils'
    if [ "$engine" = auto ] && [ -z "$(find_engine)" ]; then
        wanted+=$(engine_packages)
    fi
    if [ -z "$client_file" ] && ! find_repository file; then
        say "   nothing to install from"
        return 0
    fi
    # shellcheck disable=SC2086
    install_packages $wanted
}

# The programs of resources/nginx/tools, where this machine has none of that name.
do_tools() {
    local file name found=no
    for file in "$bundle"/resources/nginx/tools/*; do
        [ -f "$file" ] || continue
        name=${file##*/}
        found=yes
        case $name in
            nerdctl-full-*.tar.gz | nerdctl-full-*.tgz) install_nerdctl "$file" ;;
            *)
                [ -x "$file" ] || continue
                if [ -e "/usr/local/bin/$name" ]; then
                    say "   /usr/local/bin/$name is there already"
                    continue
                fi
                folder /usr/local/bin
                made file "/usr/local/bin/$name"
                act install -m 755 "$file" "/usr/local/bin/$name"
                ;;
        esac
    done
    [ "$found" = yes ] || say "   the bundle carries no tools"
}

has_systemd() { [ -d /run/systemd/system ]; }

restart_service() {
    if has_systemd; then
        act systemctl restart "$1"
    else
        warn "no systemd here: restart $1 by your own means"
    fi
}
