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
cpu() { column "$1" 2 | median; }
median() { awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# row LABEL OURS PEER: compares two sets of runs
row() {
    local ours peer
    ours=$(column "$2" 1 | median)
    peer=$(column "$3" 1 | median)
    awk -v label="$1" -v a="$ours" -v b="$peer" -v m="$(column "$2" 3 | tail -n 1)" \
        'BEGIN { printf "%-46s %7.2f s %7.2f s %6.2fx %6.0f MB\n", label, a, b, (a > 0) ? (b / a) : 0, m / 1024 }'
}

# The best of all runs: what others do on the machine only ever adds to it.
best() { column "$1" "$2" | head -n 1; }

# verdict VALUE LIMIT WHICH: whether a bar holds; WHICH is least or most
verdict() { awk -v v="$1" -v l="$2" -v w="$3" 'BEGIN { print ((w == "least") ? v >= l : v <= l) ? "holds" : "MISSED" }'; }

# compare LABEL OURS PEER HOW LIMIT: the best runs of both; how many times faster, or how many times the peer's time
compare() {
    local ours peer ratio which=most sign='<='
    ours=$(best "$2" 1)
    peer=$(best "$3" 1)
    if [ "$4" = faster ]; then which=least sign='>='; fi
    ratio=$(awk -v a="$ours" -v b="$peer" -v h="$4" \
        'BEGIN { if (a == 0) a = 0.01; if (b == 0) b = 0.01; printf "%.2f", (h == "faster") ? b / a : a / b }')
    printf '%-44s %7.2f s %7.2f s %8.2fx  %s %s: %s\n' "$1" "$ours" "$peer" "$ratio" "$sign" "$5" \
        "$(verdict "$ratio" "$5" $which)"
}

# most LABEL OURS PEER LIMIT: two numbers, the first divided by the second
most() {
    local value
    value=$(awk -v a="$2" -v b="$3" 'BEGIN { printf "%.3f", a / b }')
    printf '%-44s %29s   <= %s: %s\n' "$1" "$value" "$4" "$(verdict "$value" "$4" most)"
}

# peak LABEL OURS LIMIT: the most memory of all runs, in MB
peak() {
    local value
    value=$(column "$2" 3 | tail -n 1 | awk '{ printf "%.1f", $1 / 1024 }')
    printf '%-44s %26s MB   <= %s: %s\n' "$1" "$value" "$3" "$(verdict "$value" "$3" most)"
}
