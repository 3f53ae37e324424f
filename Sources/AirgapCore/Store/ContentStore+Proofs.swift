import SystemPackage

/// What was proved of objects: an empty file for each, `<root>/proved/<proof>/<2 hex>/<64 hex>`.
///
/// A digest's bytes never change, so what was proved of them once holds. Nothing is read from such a file; what a proof
/// says is in its name, which changes when the proof does.
extension ContentStore {
    /// Whether something was proved of an object, here or by an earlier build.
    ///
    /// - Parameters:
    ///   - proof: what: letters, digits and `-`.
    ///   - digest: the object.
    /// - Returns: false when it must be proved anew.
    /// - Throws: `FileError`.
    package func hasProof(_ proof: String, of digest: Digest) throws(FileError) -> Bool {
        try FileSystem.status(path(of: proof, digest))?.kind == .file
    }

    /// Remembers what was proved of an object; it need not be durable.
    package func remember(_ proof: String, of digest: Digest) throws(FileError) {
        let file = path(of: proof, digest)
        try FileSystem.makeFolder(file.removingLastComponent())
        try AtomicFile.write([], to: file, mode: 0o444, durably: false)
    }

    private func path(of proof: String, _ digest: Digest) -> FilePath {
        let hex = digest.hex
        return root.appending("proved/\(proof)/\(hex.prefix(2))/\(hex)")
    }
}
