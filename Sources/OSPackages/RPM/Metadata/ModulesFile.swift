import AirgapCore
import SystemPackage

/// A repository's modules.yaml: the builds of module streams, and which stream of each module is the default.
struct ModulesFile: Sendable {
    private static let buildLimit = 20_000
    private static let artifactLimit = 2_000_000

    /// In the order of the file.
    private(set) var builds: [ModuleBuild] = []
    /// The default streams by module; nil where two documents of the same age disagree.
    private(set) var defaultStreams: [String: String?] = [:]
    private var defaultAges: [String: UInt64] = [:]
    private var artifactCount = 0

    /// Reads a modules.yaml, compressed or not.
    ///
    /// Documents of other kinds (obsoletes, translations) are left out.
    ///
    /// - Throws: `MetadataError`, `ArchiveError`, or `FileError`.
    init(at path: FilePath) throws {
        try YAMLDocuments.read(path, item: "modules") { try add($0) }
    }

    /// The modules of several repositories together.
    init(joining files: [ModulesFile]) {
        for file in files {
            builds += file.builds
            for (module, stream) in file.defaultStreams {
                setDefault(module, stream, age: file.defaultAges[module] ?? 0)
            }
        }
    }

    private mutating func add(_ document: YAMLValue) throws(MetadataError) {
        guard let data = document["data"] else { throw .missing("data", item: "modules") }
        switch document["document"]?.text {
        case "modulemd": try addBuild(data)
        case "modulemd-defaults": try addDefault(data)
        case nil: throw .missing("kind of document", item: "modules")
        default: break
        }
    }

    private mutating func addBuild(_ data: YAMLValue) throws(MetadataError) {
        guard let name = data["name"]?.text, !name.isEmpty else { throw .missing("module name", item: "modules") }
        guard let stream = data["stream"]?.text, !stream.isEmpty else { throw .missing("stream", item: name) }
        guard let version = data["version"]?.text else { throw .missing("version", item: name) }
        guard let number = UInt64(version) else { throw .unusable("version", value: version, item: name) }
        let artifacts = try ArtifactName.list(data["artifacts"]?["rpms"], module: name)
        artifactCount += artifacts.count
        guard builds.count < Self.buildLimit, artifactCount <= Self.artifactLimit else {
            throw .tooMany("builds", item: "modules", limit: Self.buildLimit)
        }
        builds.append(
            ModuleBuild(
                name: name, stream: stream, version: number, context: data["context"]?.text ?? "",
                requires: try Self.requires(data["dependencies"], module: name), artifacts: artifacts.map(\.nevra),
                packageNames: Set(artifacts.filter { !$0.isSource }.map(\.name)).sorted()))
    }

    private static func requires(_ value: YAMLValue?, module: String) throws(MetadataError) -> [[String: [String]]] {
        guard let value, !value.isNull else { return [] }
        guard let entries = value.elements else { throw .unusable("dependencies", value: value.kindName, item: module) }
        var result: [[String: [String]]] = []
        for entry in entries {
            var requires: [String: [String]] = [:]
            for (key, streams) in entry["requires"]?.pairs ?? [] {
                guard let name = key.text, let names = streams.texts else {
                    throw .unusable("dependencies", value: streams.kindName, item: module)
                }
                requires[name] = names
            }
            result.append(requires)
        }
        return result
    }

    private mutating func addDefault(_ data: YAMLValue) throws(MetadataError) {
        guard let module = data["module"]?.text, !module.isEmpty else {
            throw .missing("module name", item: "modulemd-defaults")
        }
        // A document may hold default profiles only.
        guard let stream = data["stream"]?.text, !stream.isEmpty else { return }
        setDefault(module, stream, age: data["modified"]?.text.flatMap { UInt64($0) } ?? 0)
    }

    /// The latest document counts.
    private mutating func setDefault(_ module: String, _ stream: String?, age: UInt64) {
        let known = defaultAges[module]
        if let known, known > age { return }
        let disagrees = known == age && defaultStreams[module] != stream
        defaultStreams[module] = .some(disagrees ? nil : stream)
        defaultAges[module] = age
    }
}
