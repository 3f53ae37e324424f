import AirgapCore
package import SystemPackage

/// Makes real rpm files with rpmbuild, in a folder of its own that lives as long as the builder.
package struct RPMBuilder: Sendable {
    /// A spec file's text and what it is built for.
    package struct Spec: Sendable {
        /// The spec's file name without `.spec`; different for each.
        package let name: String
        package let text: String
        /// What `--target` gets, `x86_64` or `aarch64`; a spec with `BuildArch: noarch` takes any.
        package let architecture: String

        package init(name: String, text: String, architecture: String = "x86_64") {
            self.name = name
            self.text = text
            self.architecture = architecture
        }
    }

    /// Where the rpm files are, and nothing else.
    package let output: FilePath
    private let folder: TemporaryFolder

    /// Makes the folder.
    ///
    /// - Throws: `FileError`.
    package init() throws {
        folder = try TemporaryFolder()
        output = folder.appending("rpms")
        try FileSystem.makeFolder(output)
    }

    /// Builds packages from short descriptions, with one run of rpmbuild for each architecture.
    ///
    /// - Returns: the rpm files in the order of the packages.
    /// - Throws: `FileError`, `CommandError`, or `PeerProgram.Failure` with rpmbuild's words.
    @discardableResult
    package func build(_ packages: [RPMDescription]) async throws -> [FilePath] {
        try await build(packages.map(\.spec))
        return packages.map { output.appending($0.fileName) }
    }

    /// Builds the binary packages of specs, with one run of rpmbuild for each architecture.
    ///
    /// - Parameters:
    ///   - specs: each may have subpackages.
    ///   - sources: whether the source packages are made too.
    /// - Throws: `FileError`, `CommandError`, or `PeerProgram.Failure` with rpmbuild's words.
    package func build(_ specs: [Spec], sources: Bool = false) async throws {
        for architecture in Set(specs.map(\.architecture)).sorted() {
            var paths: [String] = []
            for spec in specs where spec.architecture == architecture {
                paths.append(try folder.write(spec.text, at: "specs/\(architecture)/\(spec.name).spec").string)
            }
            try await PeerProgram.run(
                "rpmbuild",
                [sources ? "-ba" : "-bb", "--quiet", "--nodeps", "--target", "\(architecture)-linux"] + defines + paths)
        }
    }

    /// Every rpm file, sorted by name.
    ///
    /// - Throws: `FileError`.
    package func files() throws -> [FilePath] { try FileSystem.names(in: output).map { output.appending($0) } }

    /// Nothing of the machine's state comes in: no debug packages, no scripts of the distribution, a host that is none.
    private var defines: [String] {
        [
            "_topdir \(folder.path)/top", "_rpmdir \(output)", "_srcrpmdir \(output)",
            "_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm", "_buildhost build.example.org",
            "debug_package %{nil}", "__os_install_post %{nil}", "_binary_payload w1.gzdio", "_build_id_links none",
        ].flatMap { ["--define", $0] }
    }
}
