package import AirgapCore
import SystemPackage

/// Debian's own apt in a root of its own: empty dpkg status, own lists, own sources; nothing of the machine changes.
package final class AptJudge: Sendable {
    /// One package that apt would fetch.
    package struct Package: Hashable, Sendable, Comparable, CustomStringConvertible {
        package let name: String
        /// With its epoch.
        package let version: String
        package let architecture: String

        package init(name: String, version: String, architecture: String) {
            self.name = name
            self.version = version
            self.architecture = architecture
        }

        package var description: String { "\(name)=\(version):\(architecture)" }

        package static func < (left: Package, right: Package) -> Bool { left.description < right.description }
    }

    private let root: TemporaryFolder
    private let architecture: Architecture

    /// A judge without sources.
    ///
    /// - Throws: `FileError`.
    package init(_ architecture: Architecture) throws {
        self.architecture = architecture
        root = try TemporaryFolder()
        for folder in ["lists/partial", "archives/partial", "etc/sources.list.d", "etc/parts"] {
            try FileSystem.makeFolder(root.appending(folder))
        }
        try root.write("", at: "status")
        try root.write("", at: "etc/sources.list")
    }

    /// Gives it a sources file.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - name: ends in `.list` or `.sources`.
    /// - Throws: `FileError`.
    package func addSources(_ text: String, named name: String) throws {
        try root.write(text, at: "etc/sources.list.d/\(name)")
    }

    /// Gives it the sources of this machine.
    ///
    /// - Throws: `FileError`.
    package func addMachineSources() throws {
        let folder = FilePath("/etc/apt/sources.list.d")
        for name in try FileSystem.status(folder) == nil ? [] : FileSystem.names(in: folder)
        where name.hasSuffix(".list") || name.hasSuffix(".sources") {
            try root.write(FileSystem.read(folder.appending(name), limit: 1 << 20), at: "etc/sources.list.d/\(name)")
        }
        let list = FilePath("/etc/apt/sources.list")
        if try FileSystem.status(list) != nil {
            try root.write(FileSystem.read(list, limit: 1 << 20), at: "etc/sources.list")
        }
    }

    /// Runs an apt tool.
    ///
    /// - Throws: `CommandError`.
    package func run(_ tool: String, _ arguments: [String]) async throws -> CommandRunner.Outcome {
        try await CommandRunner.run(tool, options + arguments, outputLimit: 16 << 20)
    }

    /// Reads the sources' indexes.
    ///
    /// - Throws: `PeerError` with apt's words.
    package func update() async throws {
        _ = try await checked("apt-get", ["-o", "APT::Update::Error-Mode=any", "update"])
    }

    /// What apt would fetch for an installation.
    ///
    /// - Parameters:
    ///   - names: as `apt-get install` takes them.
    ///   - recommends: whether Recommends are installed too.
    /// - Returns: every package of the installation.
    /// - Throws: `PeerError` with apt's words.
    package func closure(of names: [String], recommends: Bool = false) async throws -> Set<Package> {
        let output = try await checked(
            "apt-get",
            ["-y", recommends ? "--install-recommends" : "--no-install-recommends", "--print-uris", "install"] + names)
        return Set(output.split(separator: "\n").compactMap(Self.package))
    }

    /// Whether apt would install all of this together.
    ///
    /// - Throws: `CommandError`.
    package func canInstall(_ names: [String]) async throws -> Bool {
        try await run("apt-get", ["-y", "--simulate", "--no-install-recommends", "install"] + names).status == 0
    }

    /// Fetches all that an installation needs, checked by apt's own digests.
    ///
    /// - Returns: the names of the files that arrived.
    /// - Throws: `PeerError` with apt's words.
    package func download(_ names: [String]) async throws -> [String] {
        _ = try await checked("apt-get", ["-y", "--download-only", "install"] + names)
        return try FileSystem.names(in: root.appending("archives")).filter { $0.hasSuffix(".deb") }
    }

    private func checked(_ tool: String, _ arguments: [String]) async throws -> String {
        let outcome = try await run(tool, arguments)
        let output = String(decoding: outcome.output, as: UTF8.self)
        guard outcome.status == 0 else { throw PeerError(tool, outcome.errors + output) }
        return output
    }

    /// `'URI' name_version_arch.deb size hash`; apt writes `%3a` for the colon of an epoch.
    private static func package(_ line: Substring) -> Package? {
        let words = line.split(separator: " ")
        guard words.count >= 3, words[0].hasPrefix("'"), words[1].hasSuffix(".deb") else { return nil }
        let parts = words[1].dropLast(4).split(separator: "_")
        guard parts.count == 3 else { return nil }
        let version = parts[1].split(separator: "%3a", omittingEmptySubsequences: false).joined(separator: ":")
        return Package(name: String(parts[0]), version: version, architecture: String(parts[2]))
    }

    private var options: [String] {
        [
            "Dir::State=\(root.path)", "Dir::State::lists=\(root.path)/lists", "Dir::State::status=\(root.path)/status",
            "Dir::Cache=\(root.path)", "Dir::Cache::archives=\(root.path)/archives",
            "Dir::Etc::sourcelist=\(root.path)/etc/sources.list",
            "Dir::Etc::sourceparts=\(root.path)/etc/sources.list.d",
            "Dir::Etc::preferences=\(root.path)/etc/preferences",
            "Dir::Etc::preferencesparts=\(root.path)/etc/parts", "Dir::Log=\(root.path)",
            "APT::Architecture=\(architecture.debian)", "APT::Architectures=\(architecture.debian)",
            "APT::Install-Recommends=false", "APT::Sandbox::User=root", "Acquire::Languages=none",
            "Acquire::GzipIndexes=true", "Debug::NoLocking=true",
        ].flatMap { ["-o", $0] }
    }
}
