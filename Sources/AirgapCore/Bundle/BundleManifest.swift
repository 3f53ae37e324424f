import FoundationEssentials

/// `bundle.json`, the first member of a bundle: what it is and how much of it there is.
///
/// Sizes are bytes. `files` and `bytes` count every other member except SHA256SUMS.
package struct BundleManifest: Codable, Equatable, Sendable {
    /// One module's part.
    package struct Component: Codable, Equatable, Sendable {
        package let module: ModuleName
        package let files: Int
        package let bytes: Int64
        /// One line for people.
        package let summary: String
        /// What is left out on purpose, sorted; nil when nothing is.
        package let absent: [Absence]?

        package init(
            module: ModuleName, files: Int, bytes: Int64, summary: String, absent: [Absence] = []
        ) {
            self.module = module
            self.files = files
            self.bytes = bytes
            self.summary = summary
            self.absent = absent.isEmpty ? nil : absent
        }
    }

    /// The format that this program writes.
    package static let currentFormat = 1

    package let format: Int
    package let name: String
    package let version: String
    package let architecture: Architecture
    /// The bundle's time: from the lock, or SOURCE_DATE_EPOCH.
    package let created: Timestamp
    package let components: [Component]
    package let files: Int
    package let bytes: Int64
    /// Members with mode 0755; all others have 0644.
    package let executables: [RelativePath]
    /// The digest of airgap.lock.
    package let lock: Digest
    /// What wrote the archive: program and compressor versions, which decide its bytes.
    package let writer: String

    package init(
        name: BundleName, created: Timestamp, components: [Component], files: Int, bytes: Int64,
        executables: [RelativePath], lock: Digest, writer: String
    ) {
        format = Self.currentFormat
        self.name = name.name
        version = name.version
        architecture = name.architecture
        self.created = created
        self.components = components
        self.files = files
        self.bytes = bytes
        self.executables = executables
        self.lock = lock
        self.writer = writer
    }

    /// Reads bundle.json.
    ///
    /// - Throws: `DecodingError`.
    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(BundleManifest.self, from: Data(json))
    }

    /// The bundle's name, which is also its top folder.
    package var bundleName: BundleName { BundleName(name: name, version: version, architecture: architecture) }

    /// The bytes of bundle.json, always the same for the same values.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
