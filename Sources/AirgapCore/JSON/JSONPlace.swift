/// Where a value stands in its document.
struct JSONPlace {
    /// Its bytes.
    let bytes: Range<Int>
    /// How many values it is in.
    let depth: Int
}
