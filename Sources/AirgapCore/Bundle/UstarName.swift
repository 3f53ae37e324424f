/// Where a path stands in a ustar header, and what stands there when it has no room (POSIX.1-2017, pax).
struct UstarName {
    private static let slash = UInt8(ascii: "/")
    private static let nameSize = 100
    private static let prefixSize = 155

    let name: ArraySlice<UInt8>
    let prefix: ArraySlice<UInt8>

    /// The whole path, cut at the first slash that leaves a name of at most 100 bytes.
    ///
    /// - Returns: nil when there is none, or more than 155 bytes stand before it.
    init?(_ path: [UInt8]) {
        guard path.count > Self.nameSize else {
            (name, prefix) = (path[...], [])
            return
        }
        let slash = path[(path.count - Self.nameSize - 1)...].firstIndex(of: Self.slash)
        guard let slash, slash <= Self.prefixSize, slash + 1 < path.count else { return nil }
        (name, prefix) = (path[(slash + 1)...], path[..<slash])
    }

    /// A name for a header whose path stands in a pax record: it always has room.
    ///
    /// - Parameters:
    ///   - path: the whole path.
    ///   - folder: what is put before the file's name, as libarchive marks pax headers.
    init(shortened path: [UInt8], inserting folder: String = "") {
        let short = Self.shortened(path, inserting: folder)
        self = Self(short) ?? Self(cut: short)
    }

    private init(cut path: [UInt8]) { (name, prefix) = (path.prefix(Self.nameSize), []) }

    /// The path as libarchive shortens it: as many of its first folders as the prefix field holds, as many of the next as
    /// the name field has room for beside the file's name, and of that at most 98 bytes. Each time it leaves a byte more
    /// than it must.
    static func shortened(_ path: [UInt8], inserting folder: String = "") -> [UInt8] {
        guard path.count >= nameSize || !folder.isEmpty else { return path }
        let file = path.lastIndex(of: slash).map { $0 + 1 } ?? 0
        let room = nameSize - 2 - (folder.isEmpty ? 0 : folder.utf8.count + 2)
        let last = path[file...].prefix(room)
        let prefix = folders(of: path[..<file], from: 0, atMost: prefixSize - 1)
        let kept = folders(of: path[..<file], from: prefix, atMost: room - last.count)
        return path[..<kept] + (folder.isEmpty ? [] : Array(folder.utf8) + [slash]) + last
    }

    /// The end of the last folder, slash and all, that has at most so many bytes before its slash.
    private static func folders(of path: ArraySlice<UInt8>, from start: Int, atMost count: Int) -> Int {
        path[start...].prefix(count + 1).lastIndex(of: slash).map { $0 + 1 } ?? start
    }
}
