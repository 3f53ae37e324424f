# shellcheck shell=bash
# The container engine that is here, the images that start the services, and the services.

# find_engine: docker, nerdctl, podman or airgap, the first that can run compose.yaml; nothing when none can
find_engine() {
    if has docker && docker info > /dev/null 2>&1 && { docker compose version > /dev/null 2>&1 || has docker-compose; }; then
        printf docker
    elif has nerdctl && nerdctl info > /dev/null 2>&1; then
        printf nerdctl
    elif has podman && has podman-compose; then
        printf podman
    fi
}

# engine_packages: an engine that the bundle has packages for, with a space before each name
engine_packages() {
    [ -n "${repository:-}" ] || find_repository file || return 0
    if offered docker.io && offered docker-compose; then
        printf ' docker.io docker-compose'
    elif offered moby-engine && offered docker-compose; then
        printf ' moby-engine docker-compose'
    elif offered podman && offered podman-compose; then
        printf ' podman podman-compose'
        # Containers find each other by name with these two; podman only recommends them.
        if offered netavark && offered aardvark-dns; then printf ' netavark aardvark-dns'; fi
    fi
}

# choose_engine: settles which engine it is, or says what can be done about none
choose_engine() {
    [ "$engine" = auto ] || return 0
    # The one that was taken before.
    if [ -f "$made_file" ]; then engine=$(awk -F '\t' '$2 == "compose" { name = $3 } END { print name }' "$made_file"); fi
    [ -n "$engine" ] && [ "$engine" != auto ] || engine=$(find_engine)
    if [ -z "$engine" ] && [ "$dry_run" = yes ]; then
        engine=docker
        warn "no container engine is here now; what follows is said for docker"
    fi
    [ -n "$engine" ] || {
        if [ -x "$bundle/airgap" ]; then
            fail "no container engine with compose is here (docker, nerdctl, podman with podman-compose): install one, or run with --engine airgap, which needs none"
        fi
        fail "no container engine with compose is here (docker, nerdctl, podman with podman-compose), and the bundle has no packages of one"
    }
}

# install_nerdctl ARCHIVE: nerdctl-full has containerd, runc and the plugins; its folders are those of /usr/local
install_nerdctl() {
    if [ -n "$(find_engine)" ]; then
        say "   ${1##*/} is not needed: $(find_engine) is here"
        return 0
    fi
    local name
    while IFS= read -r name <&3; do
        case $name in
            /* | *..*) fail "${1##*/} has the path '$name'" ;;
            */) folder "/usr/local/${name%/}" ;;
            *) [ -e "/usr/local/$name" ] || made file "/usr/local/$name" ;;
        esac
    done 3<<< "$(tar -tzf "$1")"
    act tar -xzf "$1" -C /usr/local --skip-old-files --no-same-owner
    if has_systemd; then
        folder /etc/systemd/system
        made daemon-reload ''
        made file /etc/systemd/system/containerd.service
        act cp /usr/local/lib/systemd/system/containerd.service /etc/systemd/system/containerd.service
        made service containerd.service
        act systemctl daemon-reload
        act systemctl enable --now containerd.service
    else
        warn "no systemd here: start /usr/local/bin/containerd by your own means"
    fi
}

do_images() {
    choose_engine
    if [ "$engine" = airgap ]; then
        say "   none is needed: the program serves by itself"
        return 0
    fi
    start_engine
    local file name found=no
    for file in "$bundle"/resources/images/*.tar; do
        [ -f "$file" ] || continue
        found=yes
        name=$(archive_name "$file")
        [ -n "$name" ] || fail "${file##*/} names no image"
        if "$engine" image inspect "$name" > /dev/null 2>&1; then
            say "   $name is here already"
            continue
        fi
        made image "$engine $name"
        act "$engine" load -i "$file" > /dev/null
        say "   $name"
    done
    [ "$found" = yes ] || warn "the bundle carries no archives of $(bundle_value nginx_image) and $(bundle_value registry_image) (images.bootstrap)"
}

start_engine() {
    if [ "$engine" = docker ] && has_systemd && ! docker info > /dev/null 2>&1; then
        act systemctl enable --now docker
    fi
}

# archive_name FILE: the first tag in an archive that `docker load` reads
archive_name() {
    tar -xOf "$1" manifest.json | tr -d ' \n' | sed -n 's/.*"RepoTags":\["\([^"]*\)".*/\1/p'
}

# compose ENGINE ARGUMENTS…: the engine's compose on this bundle's project alone
compose() {
    local tool=("$1" compose) settings=(--env-file "$site/compose.env") values=()
    case $1 in
        docker) docker compose version > /dev/null 2>&1 || tool=(docker-compose) ;;
        podman)
            # podman-compose 1.0, as Debian 12 has it, knows no --env-file; all of them look at the environment.
            [ ! -f "$site/compose.env" ] || mapfile -t values < "$site/compose.env"
            tool=(env "${values[@]+"${values[@]}"}" podman-compose) settings=()
            ;;
    esac
    shift
    act "${tool[@]}" -p airgap-site "${settings[@]+"${settings[@]}"}" -f "$bundle/compose.yaml" "$@"
}

do_services() {
    choose_engine
    made compose "$engine"
    if [ "$engine" = airgap ]; then
        start_program
    else
        compose "$engine" up -d
        if [ "$engine" = podman ]; then start_with_machine; fi
    fi
}

# podman has no daemon that starts the containers again when the machine starts.
start_with_machine() {
    if ! has_systemd || systemctl --quiet is-enabled podman-restart.service 2> /dev/null; then return 0; fi
    made enabled podman-restart.service
    act systemctl enable podman-restart.service
}

compose_down() {
    if [ "$1" = airgap ] || [ ! -f "$site/compose.env" ]; then return 0; fi
    compose "$1" down
    # podman-compose leaves the network.
    if [ "$1" = podman ] && podman network exists airgap-site_default 2> /dev/null; then
        act podman network rm airgap-site_default
    fi
}

# The carried program as a service, where there is no engine.
start_program() {
    [ -x "$bundle/airgap" ] || fail "--engine airgap: the bundle carries no program"
    has_systemd || fail "--engine airgap: no systemd here; start it yourself: $(serve_command)"
    made daemon-reload ''
    made file /etc/systemd/system/airgap-site.service
    put /etc/systemd/system/airgap-site.service 644 << END
[Unit]
Description=Packages, files and images of $bundle_name $bundle_version
After=network.target

[Service]
ExecStart=$(serve_command)
Restart=always
DynamicUser=no
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
ReadWritePaths=$site

[Install]
WantedBy=multi-user.target
END
    made service airgap-site.service
    act systemctl daemon-reload
    act systemctl enable --now airgap-site.service
}

serve_command() {
    printf '%s serve %s --http-port %s --https-port %s --registry-domain %s --address %s --state %s' \
        "$bundle/airgap" "$bundle" "$http_port" "$https_port" "$registry_domain" "$registry_ip" "$authority"
    printf ' --certificate %s --certificate-key %s --ca %s' "$certs/server.crt" "$certs/server.key" "$certs/rootCA.crt"
    if ! serves_time; then printf ' --ntp-server %s' "${ntp_servers%% *}"; fi
}
