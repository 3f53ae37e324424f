# Sourced by the benchmarks: needs $work, a folder of the caller.

# once FILE COMMAND…: appends "<wall seconds> <cpu seconds> <peak kilobytes>" of one run to a file
once() {
    local file=$work/$1.runs
    sync # what the command before wrote is not this one's burden
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > /dev/null 2> "$work/errors" || {
        cat "$work/errors" >&2
        return 1
    }
    awk '{ printf "%s %s %s\n", $1, $2 + $3, $4 }' "$work/time" >> "$file"
}
column() { awk -v f="$2" '{ print $f }' "$work/$1.runs" | sort -n; }
median() { awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# row LABEL OURS PEER: compares two sets of runs
row() {
    local ours peer
    ours=$(column "$2" 1 | median)
    peer=$(column "$3" 1 | median)
    awk -v label="$1" -v a="$ours" -v b="$peer" -v m="$(column "$2" 3 | tail -n 1)" \
        'BEGIN { printf "%-46s %7.2f s %7.2f s %6.2fx %6.0f MB\n", label, a, b, (a > 0) ? (b / a) : 0, m / 1024 }'
}

# ratio LABEL OURS PEER: two numbers, the first divided by the second
ratio() { awk -v label="$1" -v a="$2" -v b="$3" 'BEGIN { printf "%-46s %9.3f\n", label, a / b }'; }
cpu() { column "$1" 2 | median; }
