/// The reader's side of the belt: the slot that is being filled.
final class PackRing {
    private let belt: PackBelt
    private var current: PackSlot

    /// - Throws: `CancellationError` when everybody is to stop.
    init(_ belt: PackBelt) throws {
        guard let first = belt.takeFree() else { throw CancellationError() }
        self.belt = belt
        current = first
    }

    /// Where the next bytes of a file go; never empty.
    var free: UnsafeMutableRawBufferPointer { current.free }

    /// Takes bytes of the archive.
    func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { take($0) }
    }

    /// Takes bytes of the archive.
    func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let count = current.take(rest)
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if current.isFull { cut() }
        }
    }

    /// Takes bytes of a file, not more than `free` has.
    func take(_ bytes: UnsafeRawBufferPointer, of file: PackedFile) {
        current.take(bytes, of: file)
        if current.isFull { cut() }
    }

    /// A file has ended.
    func end(_ file: PackedFile) { current.end(file) }

    /// Ends the current chunk. When everybody is to stop, what comes next goes nowhere.
    func cut() {
        guard current.filled > 0 else { return }
        belt.put(full: current)
        current = belt.takeFree() ?? PackSlot()
    }
}
