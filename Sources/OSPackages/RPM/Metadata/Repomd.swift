import AirgapCore

/// A repository's repomd.xml: its metadata files, with what their bytes must be.
struct Repomd: Sendable, Equatable {
    /// One metadata file.
    struct Record: Sendable, Equatable {
        /// What it is: `primary`, `filelists`, `modules`, `group`, `group_gz` and others.
        let type: String
        let location: RepositoryLocation
        /// The algorithm's name as written: `sha256`; other names make the file unusable.
        let checksumType: String
        /// Of the file as it is fetched; nil for another algorithm.
        let digest: Digest?
        /// Of the file decompressed; nil when it is not given or of another algorithm.
        let openDigest: Digest?
        /// Bytes as it is fetched; old repositories do not say.
        let size: Int64?
        /// Bytes decompressed.
        let openSize: Int64?
        /// Seconds since the epoch.
        let timestamp: Int64?
    }

    private static let documentLimit: Int64 = 4 << 20

    /// A text of the repository's own, usually seconds since the epoch.
    let revision: String?
    /// In the order written, each type once.
    let records: [Record]

    /// Reads a repomd.xml.
    ///
    /// - Throws: `XMLError` or `MetadataError`.
    init(parsing bytes: [UInt8]) throws {
        let handler = try XMLReader.read(
            RepomdHandler(), of: bytes, limits: XMLLimits(documentBytes: Self.documentLimit))
        guard handler.isRepomd else { throw MetadataError.otherDocument(expected: "repomd") }
        revision = handler.revision
        records = handler.records
    }

    /// The file of a type, if there is one.
    subscript(_ type: String) -> Record? { records.first { $0.type == type } }
}
