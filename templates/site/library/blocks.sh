# shellcheck shell=bash
# Lines of ours in files of others: a block between two marks, replaced whole and taken out whole.

block_begin='# airgap begin: made by install.sh, taken out by install.sh remove'
block_end='# airgap end'

# put_block FILE KIND TEXT: the file with this block and no other of ours; owner and mode stay
put_block() {
    made "$2" "$1"
    if [ "$dry_run" = yes ]; then
        say "  would put into $1: ${3//$'\n'/; }"
        return 0
    fi
    local rest
    rest=$(without_block "$1" && printf x)
    printf '%s%s\n%s\n%s\n' "${rest%x}" "$block_begin" "$3" "$block_end" > "$1.airgap-new"
    cat "$1.airgap-new" > "$1"
    rm -f "$1.airgap-new"
}

remove_block() {
    [ -f "$1" ] && grep -qxF -- "$block_begin" "$1" || return 0
    if [ "$dry_run" = yes ]; then
        say "  would take our lines out of $1"
        return 0
    fi
    without_block "$1" > "$1.airgap-new"
    cat "$1.airgap-new" > "$1"
    rm -f "$1.airgap-new"
}

without_block() {
    [ ! -f "$1" ] || begin=$block_begin end=$block_end awk '
        $0 == ENVIRON["begin"] { inside = 1 }
        !inside { print }
        $0 == ENVIRON["end"] { inside = 0 }' "$1"
}
