import AirgapCore
import SystemPackage
import TestSupport

/// dnf, asked about repositories on this disk.
struct DnfJudge {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("[main]\n", at: "dnf.conf")
    }

    /// Makes the installation root one in which module streams are enabled: `nodejs:20`.
    func enable(_ streams: [String]) throws {
        for stream in streams {
            let parts = stream.split(separator: ":")
            let name = parts[0]
            try folder.write(
                "[\(name)]\nname=\(name)\nstream=\(parts[1])\nprofiles=\nstate=enabled\n",
                at: "root/etc/dnf/modules.d/\(name).module")
        }
    }

    /// `dnf repoquery` over folders that hold a repodata folder.
    ///
    /// - Returns: the lines, in dnf's order.
    func repoquery(_ repositories: [FilePath], _ arguments: [String], options: [String] = []) async throws -> [String] {
        try await run(repositories, ["repoquery"] + arguments, options: options)
    }

    /// dnf over folders that hold a repodata folder; gives the lines of its output.
    func run(_ repositories: [FilePath], _ arguments: [String], options: [String] = []) async throws -> [String] {
        var all = [
            "--setopt=plugins=0", "--setopt=cachedir=\(folder.path)", "--installroot=\(folder.path)/root",
            "--setopt=reposdir=/dev/null", "--config=\(folder.path)/dnf.conf", "--forcearch=x86_64", "--releasever=9",
            "--quiet",
        ]
        for (number, repository) in repositories.enumerated() {
            all.append("--repofrompath=r\(number),file://\(repository)")
            all.append("--setopt=r\(number).gpgcheck=0")
        }
        let output = try await PeerProgram.run("dnf", all + options + arguments)
        return output.split(separator: "\n").map(String.init)
    }
}
