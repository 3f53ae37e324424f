# shellcheck shell=bash
# What people read, and how anything is changed: every change goes through `act` or `put`, so --dry-run changes nothing.

program=${0##*/}
dry_run=no
if [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$'\033[1m' yellow=$'\033[33m' red=$'\033[31m' plain=$'\033[0m'
else
    bold='' yellow='' red='' plain=''
fi

say() { printf '%s\n' "$*" >&2; }
title() { say "${bold}== $*${plain}"; }
warn() { say "${yellow}$program: warning: $*${plain}"; }

# fail TEXT: ends with exit code 1
fail() {
    say "${red}$program: error: $*${plain}"
    exit 1
}

# usage_fault TEXT: ends with exit code 64
usage_fault() {
    say "${red}$program: error: $*${plain}"
    say "try: $program help"
    exit 64
}

has() { command -v "$1" > /dev/null 2>&1; }

# act COMMAND ARGUMENTS…: runs it, or says that it would
act() {
    if [ "$dry_run" = yes ]; then
        local words
        printf -v words ' %q' "$@"
        say "  would run:$words"
        return 0
    fi
    "$@"
}

# put FILE MODE: writes what stands on stdin, whole or not at all
put() {
    if [ "$dry_run" = yes ]; then
        say "  would write: $1"
        cat > /dev/null
        return 0
    fi
    local new=$1.new
    rm -f "$new"
    (umask 077 && cat > "$new")
    chmod "$2" "$new"
    mv -f "$new" "$1"
}

# folder PATH [MODE]: makes a folder and those above it, and remembers what it made
folder() {
    [ ! -d "$1" ] && [[ $said_folders != *"|$1|"* ]] || return 0
    said_folders+="|$1|"
    local above
    above=$(dirname "$1")
    folder "$above"
    made folder "$1"
    act mkdir -p -m "${2:-755}" "$1"
}
said_folders=

need_root() {
    [ "$dry_run" = yes ] || [ "$(id -u)" = 0 ] || fail "this changes the machine: run it as root (--dry-run needs no root)"
}
