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
    package func runs(on wanted: Architecture) -> Bool {
        guard os == "linux", architecture == wanted.oci else { return false }
        return variant.isEmpty || variant == (wanted == .arm64 ? "v8" : "v1")
    }

    /// Whether this marks a document about images, such as an attestation, and no image.
    package var isUnknown: Bool { os == "unknown" && architecture == "unknown" }

    package var description: String {
        "\(os)/\(architecture)" + (variant.isEmpty ? "" : "/\(variant)")
    }
}
