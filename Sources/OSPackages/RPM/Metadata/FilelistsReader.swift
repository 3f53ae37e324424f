import AirgapCore
import SystemPackage

/// Reads a repository's filelists as a stream.
enum FilelistsReader {
    /// The most decompressed bytes that are taken, several times the largest known.
    static let documentLimit: Int64 = 4 << 30

    /// Reads a filelists.xml, compressed or not.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - documentBytes: decompressed bytes that repomd.xml promises; more are an error.
    ///   - isWanted: whether a path is kept; its bytes are valid in the call only.
    ///   - take: is given the digest of each package's file, which is its `pkgid`, and its wanted paths, folders too;
    ///     packages without a wanted path are left out.
    /// - Throws: `XMLError`, `MetadataError`, `ArchiveError`, `FileError`, or what `take` throws.
    static func read(
        _ path: FilePath, documentBytes: Int64? = nil, where isWanted: (UnsafeRawBufferPointer) -> Bool,
        take: (Digest, [String]) throws -> Void
    ) throws {
        let limits = XMLLimits(documentBytes: min(documentBytes ?? documentLimit, documentLimit))
        try withoutActuallyEscaping(isWanted) { isWanted in
            try withoutActuallyEscaping(take) { take in
                let handler = try XMLReader.read(
                    FilelistsHandler(isWanted: isWanted, take: take), at: path, limits: limits)
                guard handler.isFilelists else { throw MetadataError.otherDocument(expected: "filelists") }
            }
        }
    }
}
