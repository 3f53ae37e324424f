/// Files of an unpacked bundle that are read one after the other.
struct FolderPart: Sendable, Equatable {
    /// Bytes from which on a file is a part of its own, and how many small ones make a part.
    private static let large: Int64 = 16 << 20
    private static let bytes: Int64 = 4 << 20
    private static let files = 256

    /// Numbers of entries, in the contents' order.
    private(set) var entries: [Int] = []
    /// Bytes.
    private(set) var size: Int64 = 0

    /// Cuts a bundle into parts that keep its order.
    ///
    /// - Parameter sizes: of each entry, in bytes; nil for one that is not read.
    /// - Returns: the parts.
    static func all(_ sizes: [Int64?]) -> [FolderPart] {
        var parts: [FolderPart] = []
        var part = FolderPart()
        for (entry, size) in sizes.enumerated() {
            guard let size else { continue }
            let isFull = part.size >= bytes || part.entries.count >= files
            if !part.entries.isEmpty, isFull || size >= large || part.size >= large {
                parts.append(part)
                part = FolderPart()
            }
            part.entries.append(entry)
            part.size = part.size.addingReportingOverflow(size).partialValue
        }
        return part.entries.isEmpty ? parts : parts + [part]
    }

    /// In which order parts are read: large files that no module looks into first, the largest first of all, so that the
    /// last does not keep one processor busy alone; the others in the bundle's order, as modules want their members.
    ///
    /// - Parameters:
    ///   - parts: all of them.
    ///   - interests: of each entry.
    /// - Returns: numbers of parts.
    static func schedule(_ parts: [FolderPart], _ interests: [MemberInterest]) -> [Int] {
        let isEarly = parts.map { part in
            part.size >= large && part.entries.allSatisfy { interests[$0] == .digest }
        }
        let early = parts.indices.filter { isEarly[$0] }.sorted { (parts[$1].size, $0) < (parts[$0].size, $1) }
        return early + parts.indices.filter { !isEarly[$0] }
    }
}
