import AirgapCore

/// A template with its variables filled in.
struct RenderedFile: Sendable {
    /// Below the bundle's top.
    let path: RelativePath
    let bytes: [UInt8]
    let isExecutable: Bool
}
