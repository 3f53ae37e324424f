import SystemPackage

/// A file with public keys that the configuration names.
struct KeyringFile: Sendable {
    /// As written, for messages and the request.
    let written: String
    let path: FilePath
}
