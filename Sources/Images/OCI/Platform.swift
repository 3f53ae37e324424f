package import AirgapCore

/// Operating system, architecture and variant, as an index or an image's configuration states them (OCI image
/// specification, image-index.md).
package struct Platform: Hashable, Sendable, CustomStringConvertible {
    package let os: String
    package let architecture: String
    /// `v8`, for instance; empty when none is stated.
    package let variant: String

    package init(os: String, architecture: String, variant: String = "") {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// What a bundle for an architecture needs.
    package init(_ architecture: Architecture) {
        self.init(os: "linux", architecture: architecture.oci)
    }

    /// Reads the members `os`, `architecture` and `variant` of an object; nil when one of the first two is missing.
    package init?(_ value: JSONValue) {
        guard let os = value["os"]?.string, let architecture = value["architecture"]?.string else { return nil }
        self.init(os: os, architecture: architecture, variant: value["variant"]?.string ?? "")
    }

    /// Whether a machine of an architecture runs this: linux, and no variant above the architecture's first.
    package func runs(on wanted: Architecture) -> Bool { fits(Platform(wanted)) }

    /// Whether this is the platform that is wanted; a variant that is not stated is the architecture's usual one, so
    /// `arm64` is `arm64/v8` (containerd, platforms: normalisation).
    package func fits(_ wanted: Platform) -> Bool {
        os == wanted.os && architecture == wanted.architecture && usualVariant == wanted.usualVariant
    }

    private var usualVariant: String {
        guard variant.isEmpty else { return variant }
        return ["amd64": "v1", "arm64": "v8", "arm": "v7"][architecture] ?? ""
    }

    /// Whether this marks a document about images, such as an attestation, and no image.
    package var isUnknown: Bool { os == "unknown" && architecture == "unknown" }

    /// Reads `linux/arm64` or `linux/arm/v7`.
    ///
    /// - Throws: `PlatformError` with the text seen.
    package init(_ text: String) throws(PlatformError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte) })
        else { throw PlatformError(text: text) }
        self.init(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : "")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    package var description: String {
        "\(os)/\(architecture)" + (variant.isEmpty ? "" : "/\(variant)")
    }
}
