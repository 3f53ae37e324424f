package import SystemPackage

/// An unpacked bundle, its lists read and checked: SHA256SUMS says what belongs to it, whatever else lies there.
package struct BundleFolder: Sendable {
    /// The bundle's top folder.
    package let path: FilePath
    package let contents: BundleContents
    /// What is known of the signature.
    package let signature: SignatureState

    /// - Parameters:
    ///   - path: the folder that holds bundle.json.
    ///   - trust: what the bundle must show.
    /// - Throws: `BundleReadError`, `SignatureFault`, `OlderGeneration`, `FileError`.
    package init(_ path: FilePath, trust: BundleTrust) throws {
        self.path = path
        let prologue = try BundlePrologue(folder: path)
        signature = try trust.signature(of: prologue)
        do {
            contents = try prologue.contents()
        } catch let fault as StreamFault {
            throw BundleReadError.unreadable(path, "\(fault)")
        }
        try trust.checkAge(contents.manifest)
        guard contents.findings.isEmpty else { throw BundleReadError.refused(contents.findings) }
    }

    /// Where a member stands.
    package func path(of entry: BundleContents.Entry) -> FilePath { path.appending(entry.path.description) }
}
