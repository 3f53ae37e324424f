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

    /// `dnf repoquery` over folders that hold a repodata folder.
    ///
    /// - Returns: the lines, in dnf's order.
    func repoquery(_ repositories: [FilePath], _ arguments: [String], options: [String] = []) async throws -> [String] {
        var all = [
            "--setopt=plugins=0", "--setopt=cachedir=\(folder.path)", "--installroot=\(folder.path)/root",
            "--setopt=reposdir=/dev/null", "--config=\(folder.path)/dnf.conf", "--forcearch=x86_64", "--releasever=9",
            "--quiet",
        ]
        for (number, repository) in repositories.enumerated() {
            all.append("--repofrompath=r\(number),file://\(repository)")
            all.append("--setopt=r\(number).gpgcheck=0")
        }
        let output = try await PeerProgram.run("dnf", all + options + ["repoquery"] + arguments)
        return output.split(separator: "\n").map(String.init)
    }
}
