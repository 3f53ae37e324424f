package import AirgapCore

/// What a push did, or would do.
package struct PushReport: Codable, Sendable {
    /// A number of blobs with their size.
    package struct Amount: Codable, Sendable, Equatable {
        package var blobs = 0
        package var bytes: Int64 = 0

        mutating func add(_ size: Int64) {
            blobs += 1
            bytes += size
        }
    }

    /// `REGISTRY[/PROJECT]`.
    package let registry: String
    /// Whether the registry was only asked.
    package let isDryRun: Bool
    /// By name; what refers to images after the images.
    package var images: [PushedImage] = []
    /// Blobs that went over the network, or would have to.
    package var sent = Amount()
    /// Blobs that the registry took from another repository of its own, or could.
    package var mounted = Amount()
    /// Blobs that were there.
    package var present = Amount()
    /// Manifests that were put.
    package var manifests = 0
    /// Why images failed; the report's images say it too.
    package var failures: [any ExplainedError] = []

    package init(registry: String, isDryRun: Bool) {
        self.registry = registry
        self.isDryRun = isDryRun
    }

    private enum CodingKeys: String, CodingKey {
        case registry, isDryRun, images, sent, mounted, present, manifests
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        registry = try values.decode(String.self, forKey: .registry)
        isDryRun = try values.decode(Bool.self, forKey: .isDryRun)
        images = try values.decode([PushedImage].self, forKey: .images)
        sent = try values.decode(Amount.self, forKey: .sent)
        mounted = try values.decode(Amount.self, forKey: .mounted)
        present = try values.decode(Amount.self, forKey: .present)
        manifests = try values.decode(Int.self, forKey: .manifests)
    }
}
