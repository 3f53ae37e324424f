package import AirgapCore
package import SystemPackage

/// A small Debian archive of home-made packages, with a signed Release, in a folder.
package struct DebianArchive {
    /// A package to make.
    package struct Package: Sendable {
        package var name: String
        package var version: String
        package var architecture: String
        /// More lines of the control file: `Depends: libc6`.
        package var fields: [String]
        /// Member compression, as `dpkg-deb -Z` names it.
        package var compression: String

        package init(
            _ name: String, _ version: String, architecture: String = "amd64", compression: String = "xz",
            _ fields: String...
        ) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.fields = fields
            self.compression = compression
        }

        var file: String { "\(name)_\(version.split(separator: ":").last ?? "0")_\(architecture).deb" }
    }

    /// The archive's root, which holds `dists` and `pool`.
    package let root: FilePath
    private let folder: TemporaryFolder

    /// Makes the folder.
    ///
    /// - Throws: `FileError`.
    package init() throws {
        folder = try TemporaryFolder()
        root = folder.appending("archive")
        try FileSystem.makeFolder(root.appending("pool"))
    }

    /// Makes packages with dpkg-deb and puts them into the pool.
    ///
    /// - Returns: their stanzas, as an archive's index has them.
    /// - Throws: `FileError`, `CommandError`, or `PeerError`.
    package func stanzas(of packages: [Package]) async throws -> String {
        var result = ""
        for package in packages {
            let control = (Self.head(package) + package.fields).joined(separator: "\n")
            let tree = "trees/\(package.file)"
            try folder.write(
                control + "\nDescription: made for a test\n more\n .\n text\n", at: tree + "/DEBIAN/control")
            try folder.write("\(package.name) \(package.version)\n", at: tree + "/usr/share/\(package.name)")
            let file = root.appending("pool/\(package.file)")
            let outcome = try await CommandRunner.run(
                "dpkg-deb",
                [
                    "--root-owner-group", "-Z\(package.compression)", "--build", folder.appending(tree).string,
                    file.string,
                ])
            guard outcome.status == 0 else { throw PeerError("dpkg-deb", outcome.errors) }
            let bytes = try FileSystem.read(file, limit: 1 << 20)
            result += control + "\nFilename: pool/\(package.file)\nSize: \(bytes.count)\n"
            result += "SHA256: \(Digest(of: bytes).hex)\n\n"
        }
        return result
    }

    /// Writes a suite's indexes and its signed Release.
    ///
    /// - Parameters:
    ///   - suite: the folder below `dists`, and the Release file's `Suite`.
    ///   - codename: the Release file's `Codename`; nil for the suite's name.
    ///   - stanzas: the text of Packages.
    ///   - architecture: the only one.
    ///   - date: the Release file's `Date`.
    ///   - more: further lines of the Release file.
    ///   - key: signs it.
    /// - Throws: `FileError`, `CommandError`, or `PeerError`.
    package func publish(
        suite: String, codename: String? = nil, stanzas: String, architecture: Architecture = .amd64,
        date: String = "Thu, 01 Jan 2026 00:00:00 UTC", more: [String] = [], signedBy key: SigningKey
    ) async throws {
        let index = Array(stanzas.utf8)
        let compressed = try Gzip.compress(index)
        let name = "main/binary-\(architecture.debian)/Packages"
        var lines = [
            "Origin: Debian", "Suite: \(suite)", "Codename: \(codename ?? suite)", "Date: \(date)",
            "Architectures: \(architecture.debian)", "Components: main",
        ]
        lines += more + ["SHA256:"]
        for (path, bytes) in [(name, index), (name + ".gz", compressed)] {
            lines.append(" \(Digest(of: bytes).hex) \(bytes.count) \(path)")
            try write(bytes, at: "dists/\(suite)/\(path)")
        }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        try write(try await key.clearSigned(text), at: "dists/\(suite)/InRelease")
    }

    /// Writes the index and the signed Release of a flat repository, without `dists`.
    ///
    /// - Throws: `FileError`, `CommandError`, or `PeerError`.
    package func publishFlat(stanzas: String, signedBy key: SigningKey, prefix: String = "./") async throws {
        let compressed = try Gzip.compress(Array(stanzas.utf8))
        try write(compressed, at: "Packages.gz")
        // apt takes an index only when Release has its uncompressed form too.
        try write(Array(stanzas.utf8), at: "Packages")
        let text = """
            Origin: obs://build.example/stable
            Date: Thu, 01 Jan 2026 00:00:00 UTC
            SHA256:
             \(Digest(of: Array(stanzas.utf8)).hex) \(stanzas.utf8.count) \(prefix)Packages
             \(Digest(of: compressed).hex) \(compressed.count) \(prefix)Packages.gz

            """
        try write(try await key.clearSigned(Array(text.utf8)), at: "InRelease")
    }

    /// Writes a file of the archive.
    ///
    /// - Throws: `FileError`.
    package func write(_ bytes: [UInt8], at path: String) throws {
        try folder.write(bytes, at: "archive/" + path)
    }

    /// Serves the archive on loopback while a body runs.
    ///
    /// - Returns: what the body gives.
    /// - Throws: what the body throws.
    package func serve<Result: Sendable>(
        _ body: @escaping @Sendable (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let root = root
        return try await ScriptedServer.run { request in
            guard let path = try? RelativePath(String(request.target.dropFirst())),
                let bytes = try? FileSystem.read(root.appending(path.description), limit: 64 << 20)
            else { return .answer(404) }
            return .file(bytes, for: request)
        } _: {
            try await body($0)
        }
    }

    private static func head(_ package: Package) -> [String] {
        [
            "Package: \(package.name)", "Version: \(package.version)", "Architecture: \(package.architecture)",
            "Maintainer: Test <test@example.org>",
        ]
    }
}
