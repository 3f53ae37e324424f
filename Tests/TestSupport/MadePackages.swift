package import AirgapCore
import SystemPackage

/// Packages that a test makes with dpkg-deb of its own files, served on loopback.
package struct MadePackages: PackageFiles {
    private let files: [PackageFile]

    /// Makes one package for each folder of files.
    ///
    /// - Parameters:
    ///   - trees: a shell script for each package, run in its root.
    ///   - folder: gets the packages.
    ///   - base: where the folder is served.
    /// - Throws: `PeerProgram.Failure`, `FileError`.
    package init(_ trees: [(name: String, script: String)], in folder: TemporaryFolder, at base: String) async throws {
        var files: [PackageFile] = []
        for (name, script) in trees {
            try folder.write(
                "Package: \(name)\nVersion: 1\nArchitecture: amd64\nMaintainer: T <t@example.org>\nDescription: t\n",
                at: "\(name)/DEBIAN/control")
            let root = folder.appending(name)
            try await PeerProgram.run("sh", ["-euc", "cd \"$0\" && \(script)", root.string])
            try await PeerProgram.run(
                "dpkg-deb", ["--root-owner-group", "--build", root.string, folder.appending("\(name).deb").string])
            let bytes = try FileSystem.read(folder.appending("\(name).deb"), limit: 64 << 20)
            files.append(
                PackageFile(
                    name: name, version: "1", url: try RemoteURL("\(base)/\(name).deb"), sha256: Digest(of: bytes),
                    size: Int64(bytes.count)))
        }
        self.files = files
    }

    package func packageFiles(
        _ names: [String], closure: Bool, of target: String?, in context: ResolveContext
    ) async throws -> [PackageFile] {
        let named = names.compactMap { name in files.first { $0.name == name } }
        guard named.count == names.count else { throw PeerError("packages", "no such package") }
        return named + (closure ? files.filter { !names.contains($0.name) } : [])
    }
}
