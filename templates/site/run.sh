#!/usr/bin/env bash
# Deploys the cluster, layer by layer. install.sh runs this in the deployer's container, where the bundle is /bundle.
#   run.sh deploy-cluster | remove-cluster | add-node NAME[,NAME…] | remove-node NAME[,NAME…]
set -euo pipefail

bundle=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
site=$bundle/site
steps=$site/.cluster_steps
export ANSIBLE_FORKS=${ANSIBLE_FORKS:-10}
export ANSIBLE_SSH_COMMON_ARGS=${ANSIBLE_SSH_COMMON_ARGS:--o StrictHostKeyChecking=accept-new}
become_user=${BECOME_USER:-root}
[ "${ANSIBLE_LOG_FORMAT:-yaml}" != yaml ] || export ANSIBLE_CALLBACK_RESULT_FORMAT=yaml

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "run.sh: error: $*"
    exit 1
}

# The layers, as files <layer>.yml of the configuration the bundle carries or of the deployer's own playbooks.
layers='00-default-ssh-config 01-cluster-bootstrap-os 02-cluster-etcd 03-cluster-kubernetes 04-cluster-network 05-cluster-apps'

# find_playbook NAMES…: the first that is there
find_playbook() {
    local name folder
    for name in "$@"; do
        for folder in "$bundle/resources/kubespray/config/playbooks" "$deployer/playbooks" "$deployer"; do
            if [ -f "$folder/$name.yml" ]; then
                printf '%s' "$folder/$name.yml"
                return 0
            fi
        done
    done
    return 1
}

find_deployer() {
    local folder
    for folder in "${KUBESPRAY_FOLDER:-}" /kubespray /opt/kubespray "$PWD"; do
        if [ -n "$folder" ] && [ -f "$folder/cluster.yml" ]; then
            deployer=$folder
            return 0
        fi
    done
    fail "no kubespray in this container: cluster.yml is neither in /kubespray nor in $PWD (KUBESPRAY_FOLDER names another folder)"
}

find_inventory() {
    local name
    for name in inventory.ini inventory.yml; do
        if [ -f "$site/$name" ]; then
            inventory=$site/$name
            return 0
        fi
    done
    fail "no inventory: $site has neither inventory.yml nor inventory.ini"
}

# The later file wins: what the bundle carries, what follows from the site, what the bundle's lists say.
variables() {
    local file
    options=()
    for file in "$bundle/resources/kubespray/vars.yml" "$site/offline.yml" "$site/env.yml"; do
        [ ! -f "$file" ] || options+=(-e "@$file")
    done
}

play() {
    say "== $1"
    (cd "$deployer" && ansible-playbook -i "$inventory" --become --become-user "$become_user" "${options[@]}" "$@")
}

# on_nodes PATTERN WORDS…: node-setup.sh on machines, over the connection that ansible has
on_nodes() {
    local pattern=$1 base checksum
    shift
    base=$(awk -F '"' '/^offline_resources_url:/ { print $2; exit }' "$site/env.yml")
    checksum=$(awk -F = '$1 == "ca_sha256" { print $2; exit }' "$site/public/site.conf")
    say "== node-setup.sh on $pattern"
    ansible "$pattern" -i "$inventory" --become --become-user "$become_user" -m ansible.builtin.script \
        -a "$bundle/resources/nginx/node-setup.sh $base --ca-sha256 $checksum${*:+ $*}"
}

is_done() { [ -f "$steps" ] && grep -qxF -- "$1" "$steps"; }

# layer NAME COMMAND…: once; a rerun passes over it
layer() {
    local name=$1
    shift
    if is_done "$name"; then
        say "   $name: done before"
        return 0
    fi
    "$@"
    printf '%s\n' "$name" >> "$steps"
}

deploy_cluster() {
    local name playbook found=no
    layer nodes on_nodes all
    for name in $layers; do
        playbook=$(find_playbook "$name") || continue
        found=yes
        layer "$name" play "$playbook"
    done
    # kubespray as it is published has one playbook for all layers.
    [ "$found" = yes ] || layer cluster play "$(find_playbook cluster)"
}

remove_cluster() {
    local playbook
    playbook=$(find_playbook 90-remove-cluster reset) || fail "the deployer has no reset.yml"
    play "$playbook" -e reset_confirmation=yes
    on_nodes all --remove
    rm -f "$steps"
}

add_node() {
    local playbook
    playbook=$(find_playbook 10-scale-nodes scale) || fail "the deployer has no scale.yml"
    on_nodes "$1"
    play "$playbook" --limit "$1"
}

remove_node() {
    local playbook
    playbook=$(find_playbook 11-remove-node remove-node) || fail "the deployer has no remove-node.yml"
    play "$playbook" -e "node=$1" -e reset_nodes=true -e skip_confirmation=yes
    on_nodes "$1" --remove
}

case ${1:-} in
    deploy-cluster | remove-cluster) [ $# = 1 ] || fail "$1 takes nothing" ;;
    add-node | remove-node)
        [[ $# = 2 && $2 =~ ^[A-Za-z0-9][A-Za-z0-9.,-]*$ ]] || fail "$1 takes names of nodes with commas between"
        ;;
    *)
        say "usage: run.sh deploy-cluster | remove-cluster | add-node NAMES | remove-node NAMES"
        exit 64
        ;;
esac
find_deployer
find_inventory
variables
case $1 in
    deploy-cluster) deploy_cluster ;;
    remove-cluster) remove_cluster ;;
    add-node) add_node "$2" ;;
    remove-node) remove_node "$2" ;;
esac
