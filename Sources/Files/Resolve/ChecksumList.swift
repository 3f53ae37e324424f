import AirgapCore

/// A publisher's checksum file: one bare sum, or lines that name files; SHA-256 or SHA-512.
struct ChecksumList {
    /// The largest checksum file in bytes that is read.
    static let sizeLimit = 4 << 20

    private let lines: [ChecksumLine]

    /// Reads the file; lines that are no checksum are passed over, since such files may hold other sums too.
    init(_ bytes: [UInt8]) {
        lines = bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).compactMap { ChecksumLine($0) }
    }

    /// The checksum of a file; a SHA-256 is preferred.
    ///
    /// - Parameters:
    ///   - path: the file's path at its server, percent-encoded.
    ///   - source: the checksum file, for messages.
    /// - Returns: the checksum.
    /// - Throws: `FileEntryError` when there is none, or more than one.
    func sum(forPath path: String, from source: String) throws -> ChecksumLine.Sum {
        let decoded = PercentEncoding.decode(path) ?? path
        let file = Self.lastPart(decoded)
        let hasNames = lines.contains { $0.name != nil }
        let named = lines.filter { line in line.name.map { Self.lastPart($0) == file } ?? !hasNames }
        // Lists of whole trees have one name in many folders: then the folder decides.
        let exact = named.filter { line in line.name.map { decoded.hasSuffix("/" + $0) } ?? false }
        let candidates = Set(named.map(\.sum)).count > 1 && !exact.isEmpty ? exact : named
        for sums in [Set(candidates.map(\.sum).filter(Self.isSHA256)), Set(candidates.map(\.sum))] {
            guard let sum = sums.first else { continue }
            guard sums.count == 1 else { throw FileEntryError.ambiguousChecksum(source: source, file: file) }
            return sum
        }
        throw FileEntryError.noChecksum(source: source, file: file)
    }

    private static func isSHA256(_ sum: ChecksumLine.Sum) -> Bool {
        if case .sha256 = sum { true } else { false }
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
