import AirgapCore
import SystemPackage
import TestSupport

/// A machine at the site with dnf and nothing else: an empty installation root.
struct RPMSite {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileSystem.makeFolder(folder.appending("log"))
    }

    /// Takes a client file of the bundle, with its placeholder replaced.
    func use(_ file: FilePath, bundle: FilePath) throws {
        let text = String(decoding: try FileSystem.read(file, limit: 1 << 16), as: UTF8.self)
        try folder.write(text.replacing("@AIRGAP_BUNDLE@", with: bundle.string), at: "repos/bundle.repo")
    }

    /// Really installs packages; nothing of dnf's checks is switched off.
    func install(_ names: [String], architecture: String = "x86_64") async throws {
        try await PeerProgram.run("dnf", options(architecture) + ["install"] + names)
    }

    /// Whether a file was installed.
    func has(_ path: String) throws -> Bool { try FileSystem.status(folder.appending("root" + path)) != nil }

    private func options(_ architecture: String) -> [String] {
        [
            "-y", "--quiet", "--installroot=\(folder.path)/root", "--setopt=plugins=0",
            "--setopt=reposdir=\(folder.path)/repos", "--setopt=cachedir=\(folder.path)/cache",
            "--setopt=keepcache=0", "--releasever=9", "--forcearch=\(architecture)", "--setopt=install_weak_deps=0",
            "--setopt=logdir=\(folder.path)/log",
        ]
    }
}
