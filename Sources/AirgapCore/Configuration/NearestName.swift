/// Finds what a misspelt name was probably meant to be.
package enum NearestName {
    /// The candidates nearest to a name, nearest first, at most `count`; only those that share enough with it.
    package static func matches(for name: String, among candidates: some Sequence<String>, count: Int = 1) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        let limit = max(1, min(3, wanted.count / 3))
        var found: [(distance: Int, name: String)] = []
        for candidate in candidates {
            let bytes = Array(candidate.lowercased().utf8)
            guard abs(bytes.count - wanted.count) <= limit else { continue }
            let distance = editDistance(wanted, bytes, limit: limit)
            if distance <= limit { found.append((distance, candidate)) }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(count).map(\.name)
    }

    /// The number of insertions, removals and changes from one text to the other; above the limit, any number above it.
    private static func editDistance(_ first: [UInt8], _ second: [UInt8], limit: Int) -> Int {
        var row = Array(0...second.count)
        for (line, byte) in first.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            var smallest = row[0]
            for column in 0..<second.count {
                let cost = min(row[column + 1] + 1, row[column] + 1, diagonal + (byte == second[column] ? 0 : 1))
                diagonal = row[column + 1]
                row[column + 1] = cost
                smallest = min(smallest, cost)
            }
            if smallest > limit { return limit + 1 }
        }
        return row[second.count]
    }
}
