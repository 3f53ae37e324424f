import AirgapCore

/// What is taken of every image besides the image itself.
package struct ImageChoices: Hashable, Sendable {
    package var platforms = PlatformChoice.own(and: [])
    /// Signatures, attestations, bills of materials: what refers to the image.
    package var attachments = true
    /// Layers that their maker keeps outside the registry.
    package var foreignLayers = false

    /// The keys of the section `images` that are read here.
    static let keys = ["platforms", "attachments", "foreign_layers"]

    package init() {}

    /// Reads the keys; faults go to the project's collector.
    init(_ section: ConfigurationMapping) {
        if let node = section["platforms"] { platforms = PlatformChoice(node) }
        attachments = section["attachments"]?.flag() ?? true
        foreignLayers = section.flag("foreign_layers")
    }

    /// For the digest of the request.
    var request: JSONValue {
        .object([
            "platforms": .array((platforms.texts ?? []).map { .string($0) }), "attachments": .bool(attachments),
            "foreign": .bool(foreignLayers),
        ])
    }
}
