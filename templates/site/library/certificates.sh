# shellcheck shell=bash
# The site's authority, and the certificate of its registry. The authority's key never leaves this machine, and nginx
# does not see it.

authority=$site/authority
certs=$site/certs
public=$site/public

do_certificates() {
    folder "$site"
    folder "$certs" 700
    folder "$authority" 700
    folder "$public"
    folder "$public/certs"
    if is_no "$generate_crt"; then
        local name
        for name in rootCA.crt server.crt server.key; do
            [ -s "$certs/$name" ] || [ "$dry_run" = yes ] ||
                fail "default.generate_domain_crt is false: put your own $name into $certs and run again"
        done
    elif certificates_fit; then
        say "   they are there, for $registry_domain and $registry_ip"
    elif has openssl || [ "$dry_run" = yes ]; then
        make_certificates
    elif program_runs; then
        make_with_program
    else
        fail "openssl is needed to make the certificate, and neither this machine nor the bundle has it: install it, or put your own rootCA.crt, server.crt and server.key into $certs, with default.generate_domain_crt: false"
    fi
    publish_authority
}

# Nodes take the authority's certificate from the web root, and this machine trusts it.
publish_authority() {
    made file "$public/certs/rootCA.crt"
    [ "$dry_run" = yes ] || put "$public/certs/rootCA.crt" 644 < "$certs/rootCA.crt"
    made file "$public/site.conf"
    site_text | put "$public/site.conf" 644
    trust_authority
}

is_no() { [[ $1 =~ ^([Ff]alse|no|No)$ ]]; }

# certificates_fit: whether those that are there are for this name and address
certificates_fit() {
    [ -s "$certs/server.key" ] && [ -s "$certs/server.crt" ] && [ -s "$certs/rootCA.crt" ] || return 1
    [ "$(cat "$authority/made-for" 2> /dev/null)" = "$registry_domain $registry_ip" ]
}

make_certificates() {
    local name
    for name in rootCA.key server.csr server.csr.new server.cnf made-for; do made file "$authority/$name"; done
    for name in rootCA.crt server.key server.crt; do made file "$certs/$name"; done
    if [ "$dry_run" = yes ]; then
        say "  would make an authority and a certificate for $registry_domain in $certs"
        return 0
    fi
    rm -f "$authority/made-for"
    authority_settings | put "$authority/server.cnf" 600
    (
        umask 077
        # An authority that is there stays: machines trust it already.
        if [ ! -s "$authority/rootCA.key" ] || [ ! -s "$certs/rootCA.crt" ]; then
            openssl req -x509 -config "$authority/server.cnf" -extensions authority -newkey rsa:3072 -nodes -sha256 -days 3650 \
                -subj "/CN=Site authority of $bundle_name, $(date -u +%Y-%m-%d)" \
                -keyout "$authority/rootCA.key" -out "$certs/rootCA.crt" 2> "$authority/server.csr" || fail_openssl
        fi
        openssl req -config "$authority/server.cnf" -newkey rsa:3072 -nodes -sha256 -subj "/CN=$registry_domain" \
            -keyout "$certs/server.key" -out "$authority/server.csr.new" 2> "$authority/server.csr" || fail_openssl
        mv -f "$authority/server.csr.new" "$authority/server.csr"
        openssl x509 -req -in "$authority/server.csr" -CA "$certs/rootCA.crt" -CAkey "$authority/rootCA.key" -sha256 -days 3650 \
            -set_serial "0x$(od -An -tx1 -N 15 /dev/urandom | tr -d ' \n' | sed 's/^/4/')" \
            -extfile "$authority/server.cnf" -extensions server -out "$certs/server.crt" 2> /dev/null
    )
    rm -f "$authority/server.csr" "$authority/server.cnf"
    chmod 644 "$certs/rootCA.crt" "$certs/server.crt"
    printf '%s\n' "$registry_domain $registry_ip" | put "$authority/made-for" 644
}

# make_with_program: the carried program makes the same files when it starts to serve, so it serves nobody for a moment
make_with_program() {
    local name left=30 child
    for name in rootCA.key rootCA.crt server.key server.crt made-for; do made file "$authority/$name"; done
    for name in rootCA.crt server.key server.crt; do made file "$certs/$name"; done
    "$bundle/airgap" serve "$bundle" --host 127.0.0.1 --http-port 0 --https-port 0 --registry-domain "$registry_domain" \
        --address "$registry_ip" --name "$registry_ip" --state "$authority" --quiet > /dev/null &
    child=$!
    until [ -s "$authority/server.crt" ] && [ -s "$authority/server.key" ] && [ -s "$authority/rootCA.crt" ]; do
        left=$((left - 1))
        if [ "$left" -le 0 ] || ! kill -0 "$child" 2> /dev/null; then fail "$bundle/airgap made no certificate"; fi
        sleep 1
    done
    kill "$child"
    wait "$child" 2> /dev/null || true
    for name in server.key server.crt; do mv -f "$authority/$name" "$certs/$name"; done
    put "$certs/rootCA.crt" 644 < "$authority/rootCA.crt"
    printf '%s\n' "$registry_domain $registry_ip" | put "$authority/made-for" 644
}

fail_openssl() {
    cat "$authority/server.csr" >&2
    exit 1
}

# The exact name and all below it; both are checked by clients that no longer look at the common name.
authority_settings() {
    cat << END
[req]
distinguished_name = name
prompt = no
[name]
CN = $registry_domain
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:$registry_domain, DNS:*.$registry_domain, IP:$registry_ip, IP:127.0.0.1
END
}

# The machine trusts the authority, by its distribution's own means.
trust_authority() {
    local target=/usr/local/share/ca-certificates/airgap-site.crt tool=update-ca-certificates
    if [ "$family" = rpm ]; then
        target=/etc/pki/ca-trust/source/anchors/airgap-site.crt tool=update-ca-trust
    fi
    if ! has "$tool"; then
        warn "$tool is not here (package ca-certificates): this machine does not trust the site's authority"
        return 0
    fi
    made authorities "$tool"
    folder "$(dirname "$target")"
    made file "$target"
    [ "$dry_run" = yes ] || put "$target" 644 < "$certs/rootCA.crt"
    act "$tool" > /dev/null
    [ "$dry_run" = no ] || return 0
    # Debian's tool makes links that it does not take away again.
    local name
    while IFS= read -r name <&3; do
        [ -z "$name" ] || made file "$name"
    done 3<<< "$(find /etc/ssl/certs -type l '(' -lname '*/airgap-site.crt' -o -lname 'airgap-site.pem' ')' 2> /dev/null)"
}

sha256_of() { sha256sum "$1" | cut -c 1-64; }
