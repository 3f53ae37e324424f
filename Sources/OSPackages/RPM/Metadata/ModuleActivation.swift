import AirgapCore

/// Decides which streams are active: those asked for, the defaults of all other modules, and what these need.
struct ModuleActivation {
    /// How long a chain of modules that need each other may be, and how many streams are tried in all.
    private static let depthLimit = 40
    private static let attemptLimit = 100_000

    /// The chosen builds by module: all versions of one context.
    private(set) var active: [String: [ModuleBuild]] = [:]
    /// Default streams that are left out, with the reason.
    private(set) var warnings: [String] = []

    private let streams: [String: [String: [ModuleBuild]]]
    private let defaults: [String: String]
    private let asked: [String: String]
    private let platform: String?
    private var visiting: Set<String> = []
    private var attempts = 0

    /// - Parameters:
    ///   - modules: all repositories' modules together.
    ///   - enabled: streams that are asked for, `nodejs:20`.
    ///   - platform: the distribution's stream of the module `platform`, `el9`; nil when any will do.
    /// - Throws: `FailureList` of `ModuleRequestError`, or a single one.
    init(_ modules: ModulesFile, enabled: [String], platform: String?) throws {
        streams = Dictionary(grouping: modules.builds, by: \.name).mapValues { Dictionary(grouping: $0, by: \.stream) }
        defaults = modules.defaultStreams.compactMapValues { $0 }
        asked = try Self.requests(enabled, streams)
        self.platform = platform
        var failures: [ModuleRequestError] = []
        for (module, stream) in asked.sorted(by: { $0.key < $1.key }) {
            if let missing = activate(module, stream) {
                failures.append(.unmet(module: module, stream: stream, needs: missing))
            }
        }
        try FailureList.throwIfAny(failures)
        for (module, stream) in defaults.sorted(by: { $0.key < $1.key }) where asked[module] == nil {
            guard let missing = activate(module, stream) else { continue }
            warnings.append("the default stream \(module):\(stream) is left out: it needs \(missing)")
        }
    }

    private static func requests(
        _ enabled: [String], _ streams: [String: [String: [ModuleBuild]]]
    ) throws -> [String: String] {
        var result: [String: String] = [:]
        var failures: [ModuleRequestError] = []
        for text in enabled {
            do throws(ModuleRequestError) {
                let (module, stream) = try request(text, streams)
                if let other = result[module], other != stream {
                    throw .twoStreams(module: module, other, stream)
                }
                result[module] = stream
            } catch {
                failures.append(error)
            }
        }
        try FailureList.throwIfAny(failures)
        return result
    }

    private static func request(
        _ text: String, _ streams: [String: [String: [ModuleBuild]]]
    ) throws(ModuleRequestError) -> (module: String, stream: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .malformed(text) }
        guard let known = streams[parts[0]] else {
            throw .unknownModule(parts[0], near: NearestName.matches(for: parts[0], among: streams.keys, count: 3))
        }
        guard known[parts[1]] != nil else {
            let has = known.keys.sorted { RPMVersion.compareParts($0, $1) < 0 }
            throw .unknownStream(module: parts[0], stream: parts[1], has: has)
        }
        return (parts[0], parts[1])
    }

    /// Activates a stream with what it needs.
    ///
    /// - Returns: what it needs and cannot have; nil when it is active now.
    private mutating func activate(_ module: String, _ stream: String) -> String? {
        if let chosen = active[module]?.first { return chosen.stream == stream ? nil : "\(module):\(stream)" }
        guard let builds = streams[module]?[stream] else { return "\(module):\(stream)" }
        guard !visiting.contains(module) else { return nil }
        attempts += 1
        guard visiting.count < Self.depthLimit, attempts < Self.attemptLimit else {
            return "\(module):\(stream), too many modules further"
        }
        visiting.insert(module)
        defer { visiting.remove(module) }
        var missing: String?
        let contexts = Dictionary(grouping: builds, by: \.context).values.sorted { Self.precedes($0, $1) }
        for context in contexts {
            guard let latest = context.max(by: { $0.version < $1.version }) else { continue }
            let before = active
            guard let unmet = firstUnmet(of: latest) else {
                active[module] = context
                return nil
            }
            active = before
            missing = missing ?? unmet
        }
        return missing ?? "\(module):\(stream)"
    }

    /// The context with the newest build first.
    private static func precedes(_ left: [ModuleBuild], _ right: [ModuleBuild]) -> Bool {
        let versions = (left.map(\.version).max() ?? 0, right.map(\.version).max() ?? 0)
        return versions.0 != versions.1
            ? versions.0 > versions.1 : (left.first?.context ?? "") < (right.first?.context ?? "")
    }

    /// What no alternative of a build's requirements can have.
    private mutating func firstUnmet(of build: ModuleBuild) -> String? {
        var missing: String?
        for alternative in build.requires {
            let before = active
            var unmet: String?
            for (module, streams) in alternative.sorted(by: { $0.key < $1.key }) {
                guard !meet(module, streams) else { continue }
                unmet = module + (streams.isEmpty ? "" : ":" + streams.joined(separator: " or "))
                break
            }
            guard let unmet else { return nil }
            active = before
            missing = missing ?? unmet
        }
        return missing
    }

    /// Whether a module is active in one of the streams, or could be made so.
    private mutating func meet(_ module: String, _ streams: [String]) -> Bool {
        if module == "platform" { return platform.map { Self.matches($0, streams) } ?? true }
        if let chosen = active[module]?.first { return Self.matches(chosen.stream, streams) }
        let preferred = asked[module] ?? defaults[module]
        if let preferred, Self.matches(preferred, streams), activate(module, preferred) == nil { return true }
        guard asked[module] == nil else { return false }
        let known = (self.streams[module] ?? [:]).keys.sorted { RPMVersion.compareParts($0, $1) > 0 }
        return known.contains { Self.matches($0, streams) && activate(module, $0) == nil }
    }

    /// Any stream for an empty list; all but those of it that are written with a minus.
    private static func matches(_ stream: String, _ streams: [String]) -> Bool {
        let wanted = streams.filter { !$0.hasPrefix("-") }
        return (wanted.isEmpty || wanted.contains(stream)) && !streams.contains("-" + stream)
    }
}
