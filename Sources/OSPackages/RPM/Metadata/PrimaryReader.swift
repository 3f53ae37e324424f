import AirgapCore
import SystemPackage

/// Reads a repository's primary metadata as a stream, package by package.
enum PrimaryReader {
    /// The most decompressed bytes that are taken, several times the largest known.
    static let documentLimit: Int64 = 1 << 30

    /// Reads a primary.xml, compressed or not.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - architectures: only packages of these are built.
    ///   - documentBytes: decompressed bytes that repomd.xml promises; more are an error.
    ///   - take: is given each package.
    /// - Throws: `XMLError`, `MetadataError`, `ArchiveError`, `FileError`, or what `take` throws.
    static func read(
        _ path: FilePath, architectures: Set<String>, documentBytes: Int64? = nil,
        take: (RPMPackage, RPMPackageSource) throws -> Void
    ) throws {
        try readDrafts(path, architectures: architectures, documentBytes: documentBytes) { draft, texts in
            let (package, source) = try draft.package(texts)
            try take(package, source)
        }
    }

    /// As `read`, but gives each package with the numbers of its texts, and the texts.
    static func readDrafts(
        _ path: FilePath, architectures: Set<String>, documentBytes: Int64? = nil,
        take: (PackageDraft, TextTable) throws -> Void
    ) throws {
        let limits = XMLLimits(documentBytes: min(documentBytes ?? documentLimit, documentLimit))
        try withoutActuallyEscaping(take) { take in
            let handler = try XMLReader.read(
                PrimaryHandler(architectures: architectures, drafts: take), at: path, limits: limits)
            guard handler.isPrimary else { throw MetadataError.otherDocument(expected: "metadata") }
        }
    }
}
