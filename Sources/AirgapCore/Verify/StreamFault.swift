/// A fault after which nothing more of an archive can be read.
struct StreamFault: Error, Equatable, CustomStringConvertible {
    /// Bytes from the beginning, of the file or of the decompressed stream; nil where no place is at fault.
    let offset: Int64?
    let reason: String

    var description: String { offset.map { "\(reason), at byte \($0)" } ?? reason }
}
