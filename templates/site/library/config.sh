# shellcheck shell=bash
# config.yaml, read with awk: two levels of keys with scalars and lists, and the inventory as it stands. No yq is needed.

config_file=${AIRGAP_CONFIG:-$bundle/config.yaml}

# flatten FILE: lines `section.key<TAB>line<TAB>value`, a list's elements with spaces between; faults as `!line<TAB>text`.
# The section inventory is left to `inventory_text`.
flatten() {
    awk '
    function fault(text) { printf "!%d\t%s\n", NR, text; bad = 1 }
    function scalar(text,    quote, rest) {
        sub(/^[ ]+/, "", text)
        quote = substr(text, 1, 1)
        if (quote == "\"" || quote == "\047") {
            rest = substr(text, 2)
            if (!match(rest, quote)) { fault("no closing quote in " text); return "" }
            text = substr(rest, 1, RSTART - 1)
            rest = substr(rest, RSTART + 1)
            if (rest !~ /^[ ]*(#.*)?$/) fault("nothing but a comment may follow a quoted value: " rest)
            if (quote == "\"" && text ~ /\\/) fault("a backslash in quotes is not understood: " text)
            return text
        }
        sub(/(^|[ ]+)#.*$/, "", text)
        sub(/[ ]+$/, "", text)
        if (text ~ /^[&*!|>%@`{]/) fault("write one plain value here, not " text)
        return text
    }
    function list(text,    count, parts, i, result) {
        sub(/[ ]+#.*$/, "", text)
        sub(/[ ]+$/, "", text)
        if (text !~ /\]$/) { fault("a list in brackets ends on its own line: " text); return "" }
        count = split(substr(text, 2, length(text) - 2), parts, ",")
        result = ""
        for (i = 1; i <= count; i++) {
            text = scalar(parts[i])
            if (text != "") result = result (result == "" ? "" : " ") text
        }
        return result
    }
    function value(text) { return text ~ /^\[/ ? list(text) : scalar(text) }
    function flush() { if (key != "") printf "%s\t%d\t%s\n", key, keyline, held; key = "" }
    { sub(/\r$/, "") }
    /^[ ]*(#.*)?$/ || /^---[ ]*$/ || /^\.\.\.[ ]*$/ { next }
    /^[^ \t#-]/ {
        flush()
        if ($0 !~ /^[A-Za-z_][A-Za-z0-9_]*:([ ]|$)/) { fault("expected `key:`, found: " $0); section = ""; next }
        section = $0; sub(/:.*/, "", section)
        if (section in sections) fault("the key " section " stands twice, first on line " sections[section])
        sections[section] = NR
        if (section == "inventory") next
        rest = $0; sub(/^[^:]*:[ ]*/, "", rest); sub(/^#.*/, "", rest)
        if (rest ~ /^\{\}[ ]*$/) next
        if (rest != "") fault(section ": write its keys on lines of their own, indented by two spaces")
        printf "%s\t%d\t\n", section, NR
        depth = 0
        next
    }
    section == "inventory" { next }
    /\t/ { fault("a tab: YAML is indented with spaces"); next }
    section == "" { next }
    {
        match($0, /^[ ]*/); indent = RLENGTH
        text = substr($0, indent + 1)
        if (text ~ /^- / || text == "-") {
            if (key == "" || indent < depth) { fault("a list element without a key: " text); next }
            element = scalar(substr(text, 2))
            held = held (held == "" ? "" : " ") element
            next
        }
        flush()
        if (depth == 0) depth = indent
        if (indent != depth) { fault("this line is indented by " indent " spaces, its neighbours by " depth); next }
        if (text !~ /^[A-Za-z_][A-Za-z0-9_.-]*:([ ]|$)/) { fault("expected `key: value`, found: " text); next }
        name = text; sub(/:.*/, "", name)
        sub(/^[^:]*:[ ]*/, "", text)
        key = section "." name; keyline = NR; held = value(text)
        if (key in keys) fault(key " stands twice, first on line " keys[key])
        keys[key] = NR
    }
    END { flush() }' "$1"
}

# inventory_text: what stands below `inventory:`, moved to the left; INI text of a block scalar too
inventory_text() {
    [ -f "$config_file" ] || return 0
    awk '
    { sub(/\r$/, "") }
    /^inventory:/ {
        rest = $0; sub(/^inventory:[ ]*/, "", rest)
        if (rest !~ /^[|>][+-]?[ ]*(#.*)?$/ && rest !~ /^(#.*)?$/) print rest
        inside = 1; depth = -1; next
    }
    /^[^ \t#}\]]/ { inside = 0 }
    inside {
        if (depth < 0 && $0 ~ /[^ ]/) { match($0, /^[ ]*/); depth = RLENGTH }
        match($0, /^[ ]*/)
        print substr($0, (RLENGTH < depth ? RLENGTH : depth) + 1)
    }' "$config_file"
}

# setting NAME: the value of `section.key` in config.yaml, nothing when it is not there
setting() {
    [ -n "$flat" ] || return 0
    name=$1 awk -F '\t' '$1 == ENVIRON["name"] { sub(/^[^\t]*\t[^\t]*\t/, ""); print; exit }' <<< "$flat"
}

# config_fault KEY TEXT: remembers a fault with the line of the key
config_fault() {
    local line
    line=$(name=$1 awk -F '\t' '$1 == ENVIRON["name"] { print $2; exit }' <<< "$flat")
    faults+="${config_file##*/}:${line:-0}: $1: $2"$'\n'
}

known_keys='compose.internal_ip compose.nginx_http_port compose.registry_domain
default.ntp_server default.registry_ip default.offline_resources_url default.offline_resources_enabled
default.image_repository default.generate_domain_crt default.registry_https_port default.registry_push_port'

# section_keys SECTION: its known keys, with commas between
section_keys() {
    section=$1 awk -v RS='[ \n]+' 'index($0, ENVIRON["section"] ".") == 1 { sub(/^[^.]*\./, ""); printf "%s%s", sep, $0; sep = ", " }' \
        <<< "$known_keys"
}

check_keys() {
    local key line rest
    while IFS=$'\t' read -r key line rest; do
        case $key in
            '') ;;
            '!'*) faults+="${config_file##*/}:${key#!}: $line${rest:+ $rest}"$'\n' ;;
            compose | kubespray | default | kubespray.*) ;;
            compose.* | default.*)
                [[ " ${known_keys//$'\n'/ } " == *" $key "* ]] ||
                    faults+="${config_file##*/}:$line: $key: unknown key; ${key%%.*} has: $(section_keys "${key%%.*}")"$'\n'
                ;;
            *) faults+="${config_file##*/}:$line: $key: unknown section; known are: compose kubespray inventory default"$'\n' ;;
        esac
    done <<< "$flat"
}

is_ip() {
    [[ $1 =~ ^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$ ]] || return 1
    local part
    for part in "${BASH_REMATCH[@]:1}"; do
        [ "$((10#$part))" -le 255 ] || return 1
    done
}
is_port() { [[ $1 =~ ^[0-9]{1,5}$ ]] && [ "$((10#$1))" -ge 1 ] && [ "$((10#$1))" -le 65535 ]; }
is_name() { [[ $1 =~ ^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$ ]]; }

# choose VARIABLE KEY DEFAULT CHECK WHAT: the setting or its default, checked
choose() {
    local value
    value=$(setting "$2")
    [ -n "$value" ] || value=$3
    if [ -n "$value" ] && ! "$4" "$value"; then config_fault "$2" "expected $5, found '$value'"; fi
    printf -v "$1" '%s' "$value"
}

is_truth() { [[ $1 =~ ^(true|false|yes|no|True|False)$ ]]; }
is_repository() { [[ $1 =~ ^[a-z0-9]+([._/-][a-z0-9]+)*$ ]]; }
is_url() { [[ $1 =~ ^https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$ ]]; }

# own_ip: the only address of this machine that is not loopback or a container bridge; nothing when there are several
own_ip() {
    local found=''
    if has ip; then
        found=$(ip -4 -o addr show scope global 2> /dev/null |
            awk '$2 !~ /^(docker|br-|cni|nerdctl|podman|virbr|veth|flannel|cali|tunl)/ { sub(/\/.*/, "", $4); print $4 }')
    elif has hostname; then
        found=$(hostname -I 2> /dev/null | tr ' ' '\n' | awk '/^[0-9]+\./' || true)
    fi
    if [ "$(wc -w <<< "$found")" = 1 ]; then printf '%s' "$found"; fi
}

# bundle_value NAME: what the bundle was built with
bundle_value() {
    name=$1 awk -F = '/^[a-z_]+=/ && $1 == ENVIRON["name"] { sub(/^[^=]*=/, ""); print; exit }' "$bundle/config/bundle.conf"
}

# load_config: reads config.yaml once, fills in the defaults, and fails with all faults at once
load_config() {
    flat='' faults='' internal_ip='' http_port='' registry_domain='' https_port='' push_port='' registry_ip=''
    image_repository='' generate_crt='' offline_enabled='' offline_url=''
    if [ -f "$config_file" ]; then
        flat=$(flatten "$config_file")
    elif [ -n "${AIRGAP_CONFIG:-}" ]; then
        fail "no such file: $config_file"
    fi
    check_keys
    bundle_name=$(bundle_value bundle_name) bundle_version=$(bundle_value bundle_version)
    bundle_arch=$(bundle_value bundle_arch)
    choose internal_ip compose.internal_ip "$(own_ip)" is_ip "an IPv4 address"
    choose http_port compose.nginx_http_port "$(bundle_value nginx_http_port)" is_port "a port"
    choose registry_domain compose.registry_domain "$(bundle_value registry_domain)" is_name "a host name"
    choose https_port default.registry_https_port "$(bundle_value registry_https_port)" is_port "a port"
    choose push_port default.registry_push_port "$(bundle_value registry_push_port)" is_port "a port"
    choose registry_ip default.registry_ip "$internal_ip" is_ip "an IPv4 address"
    choose image_repository default.image_repository library is_repository "a repository such as library"
    choose generate_crt default.generate_domain_crt true is_truth "true or false"
    choose offline_enabled default.offline_resources_enabled true is_truth "true or false"
    choose offline_url default.offline_resources_url "http://$internal_ip:$http_port" is_url "an http URL"
    offline_url=${offline_url%/}
    ntp_servers=$(setting default.ntp_server)
    [ -n "$ntp_servers" ] || ntp_servers=$internal_ip
    local name
    for name in $ntp_servers; do
        is_name "$name" || config_fault default.ntp_server "expected host names or addresses, found '$name'"
    done
    if [ -z "$internal_ip" ]; then
        faults+="${config_file##*/}: compose.internal_ip: this machine has no single address to take, so write it"$'\n'
    fi
    if [ -n "$faults" ]; then
        printf '%s' "$faults" | while IFS= read -r name; do say "${red}$program: error: $name${plain}"; done
        say "The keys are explained in $bundle/config-sample.yaml."
        exit 65
    fi
    registry_host=$registry_domain
    [ "$https_port" = 443 ] || registry_host=$registry_domain:$https_port
}
