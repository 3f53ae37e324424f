# shellcheck shell=bash
# Whether the services answer, with the certificate that clients will check.

do_health() {
    if [ "$dry_run" = yes ]; then
        say "  would ask http://$internal_ip:$http_port/certs/rootCA.crt and https://$registry_host/v2/_catalog"
        return 0
    fi
    local left=30
    has curl || has openssl || warn "neither curl nor openssl is here: nobody asks the registry over TLS"
    until check_files && check_registry; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "the services do not answer: $reason ($(whose_words))"
        sleep 1
    done
    say "   files: http://$internal_ip:$http_port/   registry: https://$registry_host/"
}

# Where the services say what is wrong with them.
whose_words() {
    choose_engine
    case $engine in
        airgap) printf 'journalctl -u airgap-site says why' ;;
        *) printf '%s logs says why, for the containers whose names begin with airgap-site' "$engine" ;;
    esac
}

# The web root gives the authority's certificate, the same that is here.
check_files() {
    local url=http://$internal_ip:$http_port/certs/rootCA.crt
    reason="$url does not give the site's certificate"
    [ "$(get "$url" | sha256sum)" = "$(sha256sum < "$certs/rootCA.crt")" ]
}

# The registry answers over TLS, under its name, with a certificate of the site's authority.
check_registry() {
    has curl || has openssl || return 0
    reason="https://$registry_host/v2/_catalog gives no catalog"
    get_registry /v2/_catalog | grep -q '"repositories"'
}

# get URL: over plain http, by what is here
get() {
    if has curl; then
        curl -fsS --max-time 10 --noproxy '*' "$1" 2> /dev/null || true
    elif has wget; then
        wget -q --no-proxy -T 10 -t 1 -O - "$1" || true
    else
        get_by_bash "$1" || true
    fi
}

get_by_bash() {
    local rest=${1#http://} line
    exec 5<> "/dev/tcp/${rest%%[:/]*}/$http_port" || return 1
    printf 'GET /%s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n' "${rest#*/}" "${rest%%/*}" >&5
    IFS= read -r line <&5
    [[ $line == *' 200 '* ]] || return 1
    while IFS= read -r line <&5 && [ "$line" != $'\r' ]; do :; done
    cat <&5
    exec 5>&-
}

get_registry() {
    if has curl; then
        curl -fsS --max-time 10 --noproxy '*' --tlsv1.2 --cacert "$certs/rootCA.crt" \
            --resolve "$registry_domain:$https_port:$registry_ip" "https://$registry_domain:$https_port$1" 2> /dev/null || true
    else
        printf 'GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "$registry_domain" |
            openssl s_client -quiet -verify_quiet -no_ssl3 -no_tls1 -no_tls1_1 -connect "$registry_ip:$https_port" \
                -servername "$registry_domain" -CAfile "$certs/rootCA.crt" -verify_return_error \
                -verify_hostname "$registry_domain" 2> /dev/null || true
    fi
}
