/// A value of a lock file as far as the file's own structure goes; what modules have locked is known by its place alone.
struct LockNode {
    enum Content {
        case text(String)
        case integer(Int64)
        case members([String: LockNode])
        case other
    }

    /// Its bytes in the file.
    let bytes: Range<Int>
    let content: Content

    subscript(_ key: String) -> LockNode? { members?[key] }

    var text: String? {
        guard case .text(let text) = content else { return nil }
        return text
    }

    var members: [String: LockNode]? {
        guard case .members(let members) = content else { return nil }
        return members
    }
}

extension LockNode: JSONOutput {
    /// In how many values what a module has locked is: the file, its bundles, the bundle, its modules, the module.
    private static let lockedDepth = 5

    static func make(_ scalar: JSONValue, at place: JSONPlace) -> LockNode {
        if place.depth <= lockedDepth {
            if let text = scalar.string { return LockNode(bytes: place.bytes, content: .text(text)) }
            if let number = scalar.integer { return LockNode(bytes: place.bytes, content: .integer(number)) }
        }
        return LockNode(bytes: place.bytes, content: .other)
    }

    static func make(array elements: [LockNode], at place: JSONPlace) -> LockNode {
        LockNode(bytes: place.bytes, content: .other)
    }

    static func make(object members: [String: LockNode], at place: JSONPlace) -> LockNode {
        LockNode(bytes: place.bytes, content: place.depth < lockedDepth ? .members(members) : .other)
    }
}
