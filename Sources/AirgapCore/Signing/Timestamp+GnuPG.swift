extension Timestamp {
    /// `20260131T120000`, as gpg's `--faked-system-time` reads it.
    var gnuPG: String { String(description.filter { $0 != "-" && $0 != ":" && $0 != "Z" }) }
}
