# shellcheck shell=bash
# Firewall, SELinux, names and time.

# open_port PORT/PROTOCOL: for exactly the firewall that runs; what was open before is left alone
open_port() {
    if has firewall-cmd && firewall-cmd --quiet --state 2> /dev/null; then
        if firewall-cmd --quiet --permanent --query-port="$1"; then return 0; fi
        made firewalld "$1"
        act firewall-cmd --quiet --permanent --add-port="$1"
        act firewall-cmd --quiet --reload
    elif has ufw && LC_ALL=C ufw status 2> /dev/null | grep -q '^Status: active'; then
        if LC_ALL=C ufw status | awk -v port="$1" '$1 == port && $2 == "ALLOW" { found = 1 } END { exit !found }'; then return 0; fi
        made ufw "$1"
        act ufw allow "$1" comment airgap
    elif ! has iptables || ! is_closed; then
        say "   no firewall keeps $1 closed"
    else
        if iptables -C INPUT -p "${1#*/}" --dport "${1%/*}" -m comment --comment airgap -j ACCEPT 2> /dev/null; then return 0; fi
        made iptables "$1"
        act iptables -I INPUT -p "${1#*/}" --dport "${1%/*}" -m comment --comment airgap -j ACCEPT
        warn "port $1 is open until the next boot: no firewall service keeps rules here"
    fi
}

# is_closed: whether plain rules keep anybody out
is_closed() { iptables -S INPUT 2> /dev/null | grep -qE '^-P INPUT DROP|-j (DROP|REJECT)'; }

do_firewall() {
    case $firewall in
        leave) say "   left as it is, as asked" ;;
        off) firewall_off ;;
        *)
            open_port "$http_port/tcp"
            open_port "$https_port/tcp"
            if serves_time; then open_port 123/udp; fi
            ;;
    esac
}

# Only when asked for by --firewall off.
firewall_off() {
    local name
    for name in firewalld ufw; do
        if has_systemd && systemctl --quiet is-active "$name"; then
            made firewall-off "$name"
            act systemctl disable --now "$name"
        fi
    done
}

do_selinux() {
    if ! has getenforce || [ "$(getenforce)" = Disabled ]; then
        say "   SELinux is not in use"
        return 0
    fi
    case $selinux in
        leave) say "   left as it is, as asked" ;;
        permissive)
            [ "$(getenforce)" != Enforcing ] || { made permissive '' && act setenforce 0; }
            ;;
        *)
            # Containers may read these, and nothing else of the bundle.
            local path
            for path in "$bundle/resources/nginx" "$bundle/resources/registry" "$bundle/config" "$site/public" "$site/certs"; do
                [ -e "$path" ] || continue
                made selinux "$path"
                act chcon -R -t container_file_t "$path"
            done
            ;;
    esac
}

do_hosts() {
    if awk -v name="$registry_domain" -v address="$registry_ip" '
        /^#/ { next } $1 == address { for (i = 2; i <= NF; i++) if ($i == name) found = 1 } END { exit !found }' /etc/hosts; then
        say "   $registry_domain is in /etc/hosts"
        return 0
    fi
    put_block /etc/hosts hosts "$registry_ip $registry_domain"
}

# serves_time: whether this machine is the site's clock
serves_time() { [[ " $ntp_servers " == *" $internal_ip "* ]]; }

chrony_file() {
    local file
    for file in /etc/chrony/chrony.conf /etc/chrony.conf; do
        [ ! -f "$file" ] || { printf '%s' "$file" && return 0; }
    done
}

do_chrony() {
    local file text='' name
    file=$(chrony_file)
    if [ -z "$file" ]; then
        warn "chrony is not installed: see to the machines' clocks yourself"
        return 0
    fi
    if serves_time; then
        text="local stratum 10"$'\n'"allow"
    else
        for name in $ntp_servers; do text+="${text:+$'\n'}server $name iburst"; done
    fi
    made restart "$(chrony_service)"
    put_block "$file" block "$text"
    restart_service "$(chrony_service)"
}

chrony_service() { if [ "$family" = deb ]; then printf chrony; else printf chronyd; fi; }
