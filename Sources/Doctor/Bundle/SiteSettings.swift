import AirgapCore

/// Names and ports of the site: the bundle's own, unless config.yaml says otherwise.
struct SiteSettings: Sendable, Equatable {
    var registryDomain = "kube.registry.local"
    var httpPort = 8080
    var registryPort = 443
    var pushPort = 5000

    /// - Parameters:
    ///   - bundle: config/bundle.conf.
    ///   - sample: config-sample.yaml, for bundles without the former.
    ///   - own: the site's config.yaml.
    init(bundle: [UInt8]? = nil, sample: [UInt8]? = nil, own: [UInt8]? = nil) {
        if let sample { take(Self.yaml(sample)) }
        if let bundle { take(Self.lines(bundle)) }
        if let own { take(Self.yaml(own)) }
    }

    private mutating func take(_ values: [String: String]) {
        func port(_ name: String, _ current: Int) -> Int {
            values[name].flatMap { Int($0) }.flatMap { (1...65535).contains($0) ? $0 : nil } ?? current
        }
        if let name = values["registry_domain"], !name.isEmpty { registryDomain = name }
        httpPort = port("nginx_http_port", httpPort)
        registryPort = port("registry_https_port", registryPort)
        pushPort = port("registry_push_port", pushPort)
    }

    /// `name=value`, a line each.
    private static func lines(_ bytes: [UInt8]) -> [String: String] {
        var values: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        }
        return values
    }

    /// The scalars of the sections `compose` and `default`.
    private static func yaml(_ bytes: [UInt8]) -> [String: String] {
        guard let document = try? YAMLReader.read(String(decoding: bytes, as: UTF8.self)),
            case .mapping(let sections) = document.content
        else { return [:] }
        var values: [String: String] = [:]
        for (key, section) in sections where ["compose", "default"].contains(key.scalar) {
            guard case .mapping(let members) = section.content else { continue }
            for (name, value) in members {
                if let name = name.scalar, let text = value.scalar { values[name] = text }
            }
        }
        return values
    }
}

extension YAMLValue {
    fileprivate var scalar: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }
}
