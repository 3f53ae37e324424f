/// Lists of numbers by name, all in one table: most names have one or two entries.
struct LinkedLists {
    struct Link {
        let value: UInt32
        var next: UInt32
    }

    private static let end = UInt32.max

    private(set) var links: [Link] = []
    private(set) var heads: [UInt32] = []
    private(set) var tails: [UInt32] = []

    init() {}

    /// Takes tables as they were.
    init(links: [Link], heads: [UInt32], tails: [UInt32]) {
        self.links = links
        self.heads = heads
        self.tails = tails
    }

    /// Adds a value behind the others of a name.
    mutating func append(_ value: UInt32, to name: UInt32) {
        let index = Int(name)
        if index >= heads.count {
            let missing = index + 1 - heads.count
            heads.append(contentsOf: repeatElement(Self.end, count: missing))
            tails.append(contentsOf: repeatElement(Self.end, count: missing))
        }
        let position = UInt32(links.count)
        links.append(Link(value: value, next: Self.end))
        if heads[index] == Self.end { heads[index] = position } else { links[Int(tails[index])].next = position }
        tails[index] = position
    }

    /// Whether a name has no values.
    func isEmpty(_ name: UInt32) -> Bool { Int(name) >= heads.count || heads[Int(name)] == Self.end }

    /// The values of a name in the order added.
    subscript(_ name: UInt32) -> [UInt32] {
        guard !isEmpty(name) else { return [] }
        var result: [UInt32] = []
        var position = heads[Int(name)]
        while position != Self.end {
            result.append(links[Int(position)].value)
            position = links[Int(position)].next
        }
        return result
    }
}
