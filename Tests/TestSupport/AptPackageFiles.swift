package import AirgapCore

/// Package files of this machine's own suites, as the machine's apt names them.
package struct AptPackageFiles: PackageFiles {
    package init() {}

    package func packageFiles(
        _ names: [String], closure: Bool, of target: String?, in context: ResolveContext
    ) async throws -> [PackageFile] {
        var wanted = names
        if closure {
            let simulated = try await PeerProgram.run(
                "apt-get",
                ["install", "--simulate", "--no-install-recommends", "-o", "Dir::State::status=/dev/null"] + names)
            let all = simulated.split(separator: "\n").filter { $0.hasPrefix("Inst ") }
                .compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
            wanted += all.filter { !names.contains($0) }
        }
        let uris = try await PeerProgram.run("apt-get", ["--print-uris", "download"] + wanted)
        let files = try uris.split(separator: "\n").filter { $0.hasPrefix("'") }.map(Self.file)
        return wanted.compactMap { name in files.first { $0.name == name } }
    }

    /// `'URL' NAME_VERSION_ARCH.deb SIZE SHA256:HEX`
    private static func file(_ line: Substring) throws -> PackageFile {
        let fields = line.split(separator: " ")
        let parts = fields.count > 3 ? fields[1].split(separator: "_") : []
        guard parts.count == 3, let size = Int64(fields[2]) else { throw PeerError("apt-get", String(line)) }
        return PackageFile(
            name: String(parts[0]), version: String(parts[1]).replacing("%3a", with: ":"),
            url: try RemoteURL(String(fields[0].dropFirst().dropLast())),
            sha256: try Digest(hex: String(fields[3].dropFirst("SHA256:".count))), size: size)
    }
}
