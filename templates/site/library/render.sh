# shellcheck shell=bash
# What follows from config.yaml: variables for kubespray, the inventory, compose's ports, and site.conf for the nodes.

do_configuration() {
    folder "$site"
    folder "$public"
    local file
    for file in env.yml compose.env; do made file "$site/$file"; done
    env_text | put "$site/env.yml" 600
    compose_text | put "$site/compose.env" 644
    write_inventory
    if [ -f "$bundle/config/offline.yml" ]; then
        made file "$site/offline.yml"
        put "$site/offline.yml" 644 < "$bundle/config/offline.yml"
    fi
}

compose_text() {
    printf 'NGINX_HTTP_PORT=%s\nREGISTRY_HTTPS_PORT=%s\nREGISTRY_PUSH_PORT=%s\n' "$http_port" "$https_port" "$push_port"
}

# A JSON text is a YAML text: what stands in quotes cannot become something else.
quoted() {
    local text=${1//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}

env_text() {
    local name key _ value list=''
    printf -- '---\n# Made by install.sh from config.yaml; after a change there, run install.sh again\n'
    for name in registry_domain registry_ip registry_host offline_resources_url files_repo; do
        case $name in
            offline_resources_url) value=$offline_url ;;
            files_repo) value=$offline_url/files ;;
            *) value=${!name} ;;
        esac
        printf '%s: %s\n' "$name" "$(quoted "$value")"
    done
    printf 'registry_project: %s\nimage_repository: %s\n' "$(quoted "$image_repository")" "$(quoted "$image_repository")"
    printf 'registry_https_port: %s\nregistry_push_port: %s\nnginx_http_port: %s\n' "$https_port" "$push_port" "$http_port"
    printf 'offline_resources_enabled: %s\n' "$(is_no "$offline_enabled" && printf false || printf true)"
    for name in $ntp_servers; do list+="${list:+, }$(quoted "$name")"; done
    printf 'ntp_server: [%s]\nntp_enabled: true\nntp_servers: [%s]\n' "$list" "$list"
    while IFS=$'\t' read -r key _ value <&3; do
        [[ $key == kubespray.* ]] || continue
        printf '%s: %s\n' "${key#kubespray.}" "$(quoted "$value")"
    done 3<<< "$flat"
}

# What node-setup.sh reads: plain lines of key=value.
site_text() {
    printf '# Made by install.sh for node-setup.sh.\n'
    printf 'registry_domain=%s\nregistry_ip=%s\nregistry_port=%s\n' "$registry_domain" "$registry_ip" "$https_port"
    printf 'http_port=%s\nhttps_port=%s\n' "$http_port" "$https_port"
    printf 'ca_path=/certs/rootCA.crt\n'
    if [ -s "$certs/rootCA.crt" ]; then printf 'ca_sha256=%s\n' "$(sha256_of "$certs/rootCA.crt")"; fi
    printf 'registries=%s\nns_mapping=yes\n' "$(original_registries)"
    printf 'ntp_server=%s\n' "$ntp_servers"
    printf 'repos=%s\n' "$(client_files)"
}

# client_files: the names of what a node may put into sources.list.d or yum.repos.d
client_files() {
    local file names=''
    for file in "$bundle"/resources/nginx/repos/*-http.*; do
        [ ! -f "$file" ] || names+="${names:+ }${file##*/}"
    done
    printf '%s' "$names"
}

# original_registries: where the bundle's images come from, as config/origins.conf has it
original_registries() {
    [ -f "$bundle/config/origins.conf" ] || return 0
    awk '/^[^#]/ && !seen[$1]++ { printf "%s%s", sep, $1; sep = " " }' "$bundle/config/origins.conf"
}

write_inventory() {
    local text name=inventory.yml
    text=$(inventory_text)
    [ -n "$text" ] || return 0
    # INI begins with a section or a bare host line; YAML and JSON begin otherwise.
    if grep -qE '^\[[^]]+\][[:space:]]*(#.*)?$' <<< "$text"; then name=inventory.ini; fi
    made file "$site/$name"
    printf '%s\n' "$text" | put "$site/$name" 600
}

inventory_file() {
    local name
    for name in inventory.ini inventory.yml; do
        [ ! -f "$site/$name" ] || { printf '%s' "$name" && return 0; }
    done
}
