package import AirgapCore
package import SystemPackage

/// What a bundle asks of a machine, read from its lists and its small files.
package struct BundleNeeds: Sendable {
    /// A repository for one distribution.
    struct Repository: Sendable, Hashable {
        let distribution: String
        let release: String
    }

    package let manifest: BundleManifest
    /// The bundle's file or folder.
    package let path: FilePath
    /// Whether it has yet to be unpacked.
    package let isPacked: Bool
    let settings: SiteSettings
    /// Sorted.
    let repositories: [Repository]
    /// Whether it brings a Kubernetes.
    let hasKubernetes: Bool
    /// Whether the deployer comes along, which sets the nodes' kernels up.
    let hasDeployer: Bool
    /// Whether it brings a container engine.
    let hasEngine: Bool
    /// Whether something in it maps much memory: search engines do.
    let hasSearchEngine: Bool
    /// Whether it brings services that install.sh starts.
    let hasServices: Bool

    /// Reads a packed bundle, or an unpacked one's folder.
    ///
    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, isFolder: Bool, trust: BundleTrust) throws {
        if isFolder {
            let folder = try BundleFolder(path, trust: trust)
            try self.init(folder.contents, path, isPacked: false) { name in
                try? FileSystem.read(path.appending(name), limit: 1 << 20)
            }
        } else {
            let reader = try BundleReader(path, trust: trust)
            try self.init(reader.contents, path, isPacked: true) { Self.read($0, from: reader) }
        }
    }

    private init(
        _ contents: BundleContents, _ path: FilePath, isPacked: Bool, read: (String) -> [UInt8]?
    ) throws {
        manifest = contents.manifest
        self.path = path
        self.isPacked = isPacked
        settings = SiteSettings(
            bundle: read("config/bundle.conf"), sample: read("config-sample.yaml"), own: read("config.yaml"))
        let paths = contents.entries.map(\.path.description)
        repositories = Set(paths.compactMap(Self.repository)).sorted {
            ($0.distribution, $0.release) < ($1.distribution, $1.release)
        }
        func holds(_ parts: String...) -> Bool { paths.contains { path in parts.contains { path.contains($0) } } }
        hasKubernetes = holds("/kube-apiserver", "/kubelet", "/kubeadm")
        hasDeployer = holds("/kubespray")
        hasEngine = holds("/nerdctl-full", "/containerd", "/docker", "/podman")
        hasSearchEngine = holds("/elasticsearch", "/opensearch", "/sonarqube")
        hasServices = paths.contains("compose.yaml")
    }

    /// A small member, proved; nil when it is not there or cannot be read alone.
    private static func read(_ name: String, from reader: BundleReader) -> [UInt8]? {
        guard let entry = reader.contents.entries.firstIndex(where: { $0.path.description == name }),
            var pieces = try? reader.pieces(of: entry)
        else { return nil }
        var bytes: [UInt8] = []
        while let piece = try? pieces.next(), bytes.count <= 1 << 20 { bytes += piece }
        return Digest(of: bytes) == reader.contents.entries[entry].digest ? bytes : nil
    }

    /// `debian/amd64/bookworm/Release` and `rocky/9/os/x86_64/repodata/repomd.xml`.
    private static func repository(_ path: String) -> Repository? {
        let root = BundleLayout.webRoot + "/"
        guard path.hasPrefix(root) else { return nil }
        let parts = path.dropFirst(root.count).split(separator: "/").map(String.init)
        if parts.count == 4, parts[3] == "Release" { return Repository(distribution: parts[0], release: parts[2]) }
        guard parts.count == 6, parts[2] == "os", parts[5] == "repomd.xml" else { return nil }
        return Repository(distribution: parts[0], release: parts[1])
    }
}
