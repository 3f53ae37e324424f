package import AirgapCore

/// Which platforms of an index are taken: always the bundle's own, and what the user asks for besides.
package enum PlatformChoice: Hashable, Sendable {
    /// Everything that an index names.
    case all
    /// The bundle's own platform, and these where an index has them.
    case own(and: [Platform])

    /// Reads `all`, or a list of platforms.
    init(_ node: ConfigurationNode) {
        if case .list = node.value.content {
            let platforms = (node.list() ?? []).compactMap { $0.parsed(Platform.init) }
            self = .own(and: platforms.sorted { $0.description < $1.description })
            return
        }
        if node.text().map({ $0 != "all" }) ?? false {
            node.fault("expected 'all', or a list such as [linux/arm64, linux/arm/v7]")
        }
        self = .all
    }

    /// Whether a platform may stand in a bundle for an architecture.
    package func allows(_ platform: Platform, on architecture: Architecture) -> Bool {
        switch self {
        case .all: true
        case .own(let others): platform.runs(on: architecture) || others.contains { platform.fits($0) }
        }
    }

    /// As users write it; nil for the bundle's own platform alone.
    var texts: [String]? {
        switch self {
        case .all: ["all"]
        case .own(let others): others.isEmpty ? nil : others.map(\.description)
        }
    }

    /// Reads what `texts` gave.
    ///
    /// - Throws: `PlatformError`.
    init(texts: [String]?) throws(PlatformError) {
        if texts == ["all"] {
            self = .all
            return
        }
        var platforms: [Platform] = []
        for text in texts ?? [] { platforms.append(try Platform(text)) }
        self = .own(and: platforms)
    }
}
