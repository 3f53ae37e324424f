import AirgapCore
import SystemPackage

/// Opens the files of a tree in order, and has the system read ahead of whoever reads them, past the end of one file into
/// the next: the disk works while the processors do.
struct ReadAhead {
    /// One file.
    struct Opened {
        let member: PackList.Member
        let reader: FileReader
        /// Bytes that the system was told of.
        fileprivate var asked: Int64 = 0
    }

    /// Bytes that are read ahead.
    private static let distance: Int64 = 32 << 20
    /// Bytes that are asked for at once.
    private static let step: Int64 = 4 << 20
    /// Files that are open at once.
    private static let fileLimit = 64

    private let tree: FilePath
    private var waiting: ArraySlice<PackList.Member>
    private var opened: ArraySlice<Opened> = []
    /// Bytes asked for that were not read.
    private var ahead: Int64 = 0

    init(_ list: PackList, in tree: FilePath) {
        self.tree = tree
        waiting = list.members[...]
    }

    /// Opens the next file; nil behind the last.
    ///
    /// - Throws: `FileError`, also for a file that comes soon.
    mutating func next() throws(FileError) -> Opened? {
        if opened.isEmpty { try openOne() }
        try ask()
        return opened.popFirst()
    }

    /// So many bytes of a file were read.
    mutating func consume(_ count: Int, of file: inout Opened) throws(FileError) {
        ahead -= Int64(count)
        while ahead < Self.distance, Self.ask(&file, &ahead) {}
        try ask()
    }

    /// Asks for more of the files that come next.
    private mutating func ask() throws(FileError) {
        while ahead < Self.distance {
            if let last = opened.indices.last, Self.ask(&opened[last], &ahead) { continue }
            guard opened.count < Self.fileLimit, !waiting.isEmpty else { return }
            try openOne()
        }
    }

    private mutating func openOne() throws(FileError) {
        guard let member = waiting.popFirst() else { return }
        opened.append(Opened(member: member, reader: try FileReader(tree.appending(member.path.description))))
    }

    /// - Returns: false when the system was told of all of the file.
    private static func ask(_ file: inout Opened, _ ahead: inout Int64) -> Bool {
        let count = min(step, file.reader.size - file.asked)
        guard count > 0 else { return false }
        file.reader.expectReading(count, at: file.asked)
        file.asked += count
        ahead += count
        return true
    }
}
