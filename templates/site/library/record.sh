# shellcheck shell=bash
# What is done, and what was made for it. Two files:
#   .install_steps  the finished steps, one a line; a rerun passes over them
#   site/made       step, kind and value of everything made on this machine, written before it is made
# A remove undoes site/made from its end, a line at a time, so it can be interrupted too; nothing else is touched.

steps_file=$bundle/.install_steps
made_file=$site/made
current_step=
step_number=0

is_done() { [ -f "$steps_file" ] && grep -qxF -- "$1" "$steps_file"; }

mark_done() {
    [ "$dry_run" = yes ] || is_done "$1" || printf '%s\n' "$1" >> "$steps_file"
}

# forget PREFIX: takes steps out of the record
forget() {
    [ "$dry_run" != yes ] && [ -f "$steps_file" ] || return 0
    awk -v prefix="$1" 'index($0, prefix) != 1' "$steps_file" > "$steps_file.new"
    mv -f "$steps_file.new" "$steps_file"
    [ -s "$steps_file" ] || rm -f "$steps_file"
}

# made KIND VALUE: remembers something that is about to be made
made() {
    [ "$dry_run" != yes ] || return 0
    [ -d "$site" ] || mkdir -m 755 "$site"
    local line
    printf -v line '%s\t%s\t%s' "$current_step" "$1" "$2"
    [ -f "$made_file" ] && grep -qxF -- "$line" "$made_file" || printf '%s\n' "$line" >> "$made_file"
}

# step NAME WHAT FUNCTION: does one step, or says that it was done before
step() {
    step_number=$((step_number + 1))
    if is_done "$1"; then
        say "   $step_number. $1: done before"
        return 0
    fi
    title "$step_number. $1: $2"
    current_step=$1
    "$3"
    mark_done "$1"
    current_step=
}

# An error ends the run and says how to go on.
on_exit() {
    local status=$?
    [ "$status" != 0 ] || return 0
    if [ -n "$current_step" ]; then
        say "${red}$program: step '$current_step' failed (exit status $status)${plain}"
        say "What was finished is recorded. Mend the cause and run the same command again: it goes on with this step."
    fi
}

# undo STEPS…: undoes what these steps made, the last first
undo() {
    local lines line rest kind value
    if [ -f "$made_file" ]; then
        lines=$(awk -F '\t' -v wanted=" $* " 'index(wanted, " " $1 " ") { text = $0 "\n" text } END { printf "%s", text }' \
            "$made_file")
        while IFS= read -r line <&3; do
            [ -n "$line" ] || continue
            rest=${line#*$'\t'}
            kind=${rest%%$'\t'*}
            value=${rest#*$'\t'}
            [ "$kind" = package ] || say "   ${line%%$'\t'*}: $kind $value"
            undo_one "$kind" "$value"
            [ "$dry_run" = yes ] || drop_line "$made_file" "$line"
        done 3<<< "$lines"
        purge_packages
    fi
    for line in "$@"; do
        [ "$dry_run" = yes ] || drop_line "$steps_file" "$line"
    done
}

# drop_line FILE LINE: takes the line out of the file, and removes the file when it is empty
drop_line() {
    [ -f "$1" ] || return 0
    line=$2 awk '$0 != ENVIRON["line"]' "$1" > "$1.new"
    mv -f "$1.new" "$1"
    [ -s "$1" ] || rm -f "$1"
}

# undo_one KIND VALUE: what is gone already is fine
undo_one() {
    case $1 in
        file) act rm -f -- "$2" ;;
        folder) [ ! -d "$2" ] || act rmdir --ignore-fail-on-non-empty -- "$2" ;;
        hosts | block) remove_block "$2" ;;
        authorities) act "$2" ;;
        firewalld) act firewall-cmd --quiet --permanent --remove-port="$2" && act firewall-cmd --quiet --reload ;;
        ufw) act ufw delete allow "$2" ;;
        iptables) act iptables -D INPUT -p "${2#*/}" --dport "${2%/*}" -m comment --comment airgap -j ACCEPT ;;
        firewall-off) act systemctl enable --now "$2" ;;
        selinux) [ ! -e "$2" ] || act restorecon -R "$2" ;;
        permissive) act setenforce 1 ;;
        image) act "${2%% *}" rmi "${2#* }" ;;
        compose) compose_down "$2" ;;
        service) [ ! -e "/etc/systemd/system/$2" ] || act systemctl disable --now "$2" ;;
        enabled) act systemctl disable "$2" ;;
        daemon-reload) act systemctl daemon-reload ;;
        restart) restart_service "$2" ;;
        package) undo_package "$2" ;;
        gone) warn "$2 was removed for what came: install it again if you want it back" ;;
        *) warn "cannot undo: $1 $2" ;;
    esac
}
