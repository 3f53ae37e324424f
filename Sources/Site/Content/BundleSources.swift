package import AirgapCore
package import SystemPackage

/// Opens what a user names: a folder, or a packed bundle.
package enum BundleSources {
    /// - Parameters:
    ///   - path: a folder or a file.
    ///   - trust: what the bundle must show.
    /// - Returns: the bundle, ready to be served.
    /// - Throws: `SiteError`, `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package static func open(_ path: FilePath, trust: BundleTrust) throws -> any BundleSource {
        let isFolder = (try? FileSystem.names(in: path)) != nil
        return try isFolder ? UnpackedBundle(path, trust: trust) : PackedBundle(path, trust: trust)
    }
}
