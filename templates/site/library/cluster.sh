# shellcheck shell=bash
# The cluster: run.sh in the deployer's container, with the bundle read-only and the folder site for its record.

has_deployer() { [ -f "$bundle/resources/kubespray/vars.yml" ]; }

need_deployer() {
    has_deployer || fail "this bundle carries no deployer (the section kubespray: of airgap.yaml): only compose can be installed"
    [ -n "$(inventory_file)" ] || [ "$dry_run" = yes ] || {
        [ -n "$(inventory_text)" ] && fail "there is no inventory yet: run '$program compose' first"
        fail "config.yaml has no inventory: write which machines the cluster has (config-sample.yaml shows how)"
    }
}

deployer_image() {
    local name
    name=$(awk -F '"' '/^kubespray_image:/ { print $2; exit }' "$bundle/resources/kubespray/vars.yml")
    [ -n "$name" ] || fail "resources/kubespray/vars.yml names no kubespray_image"
    # The registry on loopback is trusted by docker and nerdctl as it is; podman checks certificates there too.
    if [ "$engine" = podman ]; then
        printf '%s/%s' "$registry_host" "$name"
    else
        printf '127.0.0.1:%s/%s' "$push_port" "$name"
    fi
}

# deployer INTERACTIVE COMMAND…: runs a command in the deployer's container
deployer() {
    choose_engine
    [ "$engine" != airgap ] || fail "the deployer is a container: it needs docker, nerdctl or podman"
    local arguments=(run --rm --network host -v "$bundle:/bundle:ro" -v "$site:/bundle/site") image
    if [ "$1" = yes ]; then arguments+=(-it); fi
    if [ -d "${SSH_FOLDER:-$HOME/.ssh}" ]; then arguments+=(-v "${SSH_FOLDER:-$HOME/.ssh}:/root/.ssh"); fi
    for name in ANSIBLE_FORKS BECOME_USER ANSIBLE_LOG_FORMAT KUBESPRAY_FOLDER; do
        if [ -n "${!name:-}" ]; then arguments+=(-e "$name"); fi
    done
    shift
    image=$(deployer_image)
    act "$engine" "${arguments[@]}" "$image" "$@"
}

do_cluster() { deployer no bash /bundle/run.sh deploy-cluster; }

cluster() {
    need_deployer
    step cluster "the cluster, layer by layer" do_cluster
}

# check_nodes NAMES…: each a name of the inventory
check_nodes() {
    [ $# -gt 0 ] || usage_fault "which nodes? $program $command NAME…"
    local name text
    text=$(inventory_text)
    for name in "$@"; do
        is_name "$name" || usage_fault "not a node's name: '$name'"
        grep -qE "(^|[[:space:]\"'{,])${name//./\\.}[\"']?([[:space:]]*:|[[:space:]]|$)" <<< "$text" ||
            fail "the inventory of config.yaml has no node '$name': write it there first"
    done
}

add_nodes() {
    need_deployer
    check_nodes "$@"
    is_done services || fail "the services are not installed: run '$program compose' first"
    current_step=configuration
    do_configuration
    current_step=add-nodes
    deployer no bash /bundle/run.sh add-node "$(IFS=,; printf '%s' "$*")"
    current_step=
}

remove_node() {
    need_deployer
    check_nodes "$@"
    current_step=remove-node
    deployer no bash /bundle/run.sh remove-node "$(IFS=,; printf '%s' "$*")"
    current_step=
    say "Take $* out of the inventory in config.yaml now."
}

remove_cluster() {
    if ! has_deployer || [ -z "$(inventory_file)" ]; then
        say "   no cluster was deployed from here"
        return 0
    fi
    if ! is_done cluster && [ ! -f "$site/.cluster_steps" ]; then
        say "   no cluster was deployed from here"
        return 0
    fi
    load_config
    current_step=remove-cluster
    deployer no bash /bundle/run.sh remove-cluster
    current_step=
    [ "$dry_run" = yes ] || drop_line "$steps_file" cluster
}
