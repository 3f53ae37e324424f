#!/usr/bin/env bash
# Sets up an isolated site from an unpacked bundle; see `./install.sh help` and docs/install.md.
set -euo pipefail

bundle=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
site=$bundle/site
# shellcheck source=library/output.sh
. "$bundle/library/output.sh"
# shellcheck source=library/record.sh
. "$bundle/library/record.sh"
# shellcheck source=library/blocks.sh
. "$bundle/library/blocks.sh"
# shellcheck source=library/config.sh
. "$bundle/library/config.sh"
# shellcheck source=library/system.sh
. "$bundle/library/system.sh"
# shellcheck source=library/network.sh
. "$bundle/library/network.sh"
# shellcheck source=library/certificates.sh
. "$bundle/library/certificates.sh"
# shellcheck source=library/engine.sh
. "$bundle/library/engine.sh"
# shellcheck source=library/render.sh
. "$bundle/library/render.sh"
# shellcheck source=library/health.sh
. "$bundle/library/health.sh"
# shellcheck source=library/cluster.sh
. "$bundle/library/cluster.sh"

help() {
    cat << END
Sets up an isolated site from this unpacked bundle: package repositories, a file
server and a registry on this machine, and a Kubernetes cluster where the bundle
carries the deployer. Nothing is fetched from outside.

usage: $program [COMMAND] [OPTIONS]

  all                  compose, then cluster where the bundle carries it (default)
  compose              this machine: packages, certificates, services
  cluster              deploy the cluster, layer by layer
  add-nodes NAME…      add nodes that are in the inventory of config.yaml
  remove-node NAME…    take nodes out of the cluster
  remove               undo all: the cluster, then this machine
  remove-cluster       undo the cluster only
  remove-compose       undo this machine only
  health-check         ask the services whether they answer
  debug                a shell in the deployer's container
  help                 this text

  --dry-run            say what would be done, change nothing; needs no root
  --key FILE           the site's public key: the bundle must be signed by it
  --engine NAME        docker, nerdctl, podman; airgap: the carried program
                       serves, no container engine is needed
  --firewall HOW       open (default: only the ports of the services), leave, off
  --selinux HOW        label (default: only what the services read), leave,
                       permissive
  --packages           with remove: also remove the packages that came

Settings come from config.yaml beside this script; config-sample.yaml has all
keys. Without it the defaults hold, for a machine with a single address.
A failed run goes on where it stopped: run the same command again.

Example: cp config-sample.yaml config.yaml && vi config.yaml
         ./$program --dry-run && ./$program

Exit codes: 0 done; 1 a step failed; 3 bad or absent signature; 64 usage;
65 a fault in config.yaml.
END
}

# choice OPTION VALUE ALLOWED…
choice() {
    local option=$1 value=$2 allowed
    shift 2
    for allowed in "$@"; do [ "$value" != "$allowed" ] || return 0; done
    usage_fault "$option: expected one of: $*; found '$value'"
}

parse() {
    command='' engine=auto firewall=open selinux=label key='' with_packages=no
    arguments=()
    local option
    while [ $# -gt 0 ]; do
        option=$1
        if [ "$command" = debug ]; then
            arguments+=("$@")
            return 0
        fi
        case $1 in
            --key | --engine | --firewall | --selinux)
                [ $# -ge 2 ] || usage_fault "$1 needs a value"
                set -- "$1=$2" "${@:3}"
                ;;
        esac
        case $1 in
            -h | --help) command=help ;;
            --dry-run) dry_run=yes ;;
            --packages) with_packages=yes ;;
            --key=*) key=${1#*=} ;;
            --engine=*) engine=${1#*=} && choice --engine "$engine" auto docker nerdctl podman airgap ;;
            --firewall=*) firewall=${1#*=} && choice --firewall "$firewall" open leave off ;;
            --selinux=*) selinux=${1#*=} && choice --selinux "$selinux" label leave permissive ;;
            -*) usage_fault "unknown option '$option'" ;;
            *) if [ -z "$command" ]; then command=$1; else arguments+=("$1"); fi ;;
        esac
        shift
    done
    [ -z "$key" ] || [ -r "$key" ] || usage_fault "--key: cannot read '$key'"
    command=${command:-all}
    case $command in
        add-nodes | remove-node | debug) ;;
        *) [ "${arguments[*]-}" = '' ] || usage_fault "$command takes nothing: '${arguments[*]}'" ;;
    esac
}

# The bundle is whole; with --key also signed by it. What stands in site/ and config.yaml is the site's own. The carried
# program knows more of what belongs together; where it does not run, or the key is openssl's, verify.sh does it.
do_verify() {
    local status=0
    [ -n "$key" ] || [ ! -f "$bundle/SHA256SUMS.sig" ] ||
        warn "the bundle is signed, but nothing checks that here without --key FILE (the key comes on another way)"
    if program_runs && ! { [ -n "$key" ] && grep -q -- '-----BEGIN PUBLIC KEY' "$key"; }; then
        act "$bundle/airgap" verify ${key:+--key "$key"} "$bundle" || status=$?
        case $status in
            0 | 1 | 3) [ "$status" = 0 ] || exit "$status" ;;
            *)
                warn "$bundle/airgap verify ended with the status $status, so verify.sh looks"
                act sh "$bundle/verify.sh" ${key:+"$key"} || exit $?
                ;;
        esac
    else
        act sh "$bundle/verify.sh" ${key:+"$key"} || exit $?
    fi
}

# A changed config.yaml makes the steps run again that depend on it.
notice_changes() {
    local now=none before='' name
    [ ! -f "$config_file" ] || now=$(sha256_of "$config_file")
    [ ! -f "$site/config.sha256" ] || before=$(cat "$site/config.sha256")
    if [ -n "$before" ] && [ "$before" != "$now" ]; then
        say "config.yaml has changed since the last run: the steps that depend on it run again"
        for name in configuration hosts certificates firewall services health chrony; do
            [ "$dry_run" = yes ] || drop_line "$steps_file" "$name"
        done
    fi
    [ "$dry_run" != yes ] || return 0
    current_step=configuration
    made file "$site/config.sha256"
    current_step=
    printf '%s\n' "$now" | put "$site/config.sha256" 644
}

compose_steps='verify repository packages tools configuration hosts certificates selinux firewall images services health chrony'

install_compose() {
    step verify "nothing of the bundle is missing, added or changed" do_verify
    step repository "the bundle's packages, for this machine's package tool" do_repository
    step packages "what the services need of the distribution" do_packages
    step tools "programs of the bundle" do_tools
    notice_changes
    step configuration "config.yaml becomes variables, inventory and ports" do_configuration
    step hosts "the registry's name" do_hosts
    step certificates "the site's authority and the registry's certificate" do_certificates
    step selinux "what the services may read" do_selinux
    step firewall "the ports of the services" do_firewall
    step images "the images of the services" do_images
    step services "nginx and the registry" do_services
    step health "do they answer" do_health
    step chrony "one time for the site" do_chrony
    [ "$dry_run" = no ] || return 0
    say ""
    say "The site is up. Nodes take their set-up from it:"
    say "  curl -fsS http://$internal_ip:$http_port/node-setup.sh | bash -s -- http://$internal_ip:$http_port$(authority_option)"
}

authority_option() { [ ! -s "$certs/rootCA.crt" ] || printf ' --ca-sha256 %s' "$(sha256_of "$certs/rootCA.crt")"; }

remove_compose() {
    if [ ! -f "$made_file" ] && [ ! -f "$steps_file" ]; then
        say "   nothing was installed from here"
        return 0
    fi
    # shellcheck disable=SC2086
    undo $compose_steps
    if [ "$dry_run" = no ] && [ -d "$site" ]; then rmdir --ignore-fail-on-non-empty "$site"; fi
}

remove() {
    if [ "$command" != remove-compose ]; then
        title "the cluster"
        remove_cluster
    fi
    if [ "$command" != remove-cluster ]; then
        title "what this script made on this machine"
        remove_compose
    fi
}

dispatch() {
    case $command in
        all)
            check_architecture
            install_compose
            if has_deployer; then
                cluster
            else
                say "This bundle carries no deployer: there is no cluster to set up."
            fi
            ;;
        compose)
            check_architecture
            install_compose
            ;;
        cluster) cluster ;;
        add-nodes) add_nodes "${arguments[@]+"${arguments[@]}"}" ;;
        remove-node) remove_node "${arguments[@]+"${arguments[@]}"}" ;;
        debug)
            need_deployer
            deployer yes "${arguments[@]-bash}"
            ;;
        health-check)
            is_done services || fail "the services are not installed"
            do_health
            ;;
    esac
}

main() {
    parse "$@"
    case $command in
        help)
            help
            return 0
            ;;
        all | compose | cluster | add-nodes | remove-node | debug | health-check | remove | remove-cluster | remove-compose) ;;
        *) usage_fault "unknown command '$command'" ;;
    esac
    trap on_exit EXIT
    detect_system
    [ "$command" = health-check ] || need_root
    case $command in
        remove | remove-cluster | remove-compose) remove ;;
        *)
            load_config
            dispatch
            ;;
    esac
}

main "$@"
