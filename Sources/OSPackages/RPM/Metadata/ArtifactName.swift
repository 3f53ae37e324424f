import AirgapCore

/// A package's full name as modules have it: `name-epoch:version-release.architecture`.
struct ArtifactName: Equatable {
    let name: String
    let architecture: String
    /// As `RPMPackage.nevra` has it: an epoch of 0 is left out.
    let nevra: String

    var isSource: Bool { architecture == "src" || architecture == "nosrc" }

    /// nil for a text that is no such name.
    init?(_ text: String) {
        guard let dot = text.lastIndex(of: "."), let dash = text[..<dot].lastIndex(of: "-") else { return nil }
        let release = text[text.index(after: dash)..<dot]
        guard let first = text[..<dash].lastIndex(of: "-") else { return nil }
        let evr = text[text.index(after: first)..<dash]
        let parts = evr.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let version = parts.last, !version.isEmpty, !release.isEmpty, first > text.startIndex else { return nil }
        var epoch: UInt32?
        if parts.count == 2 {
            guard let number = UInt32(parts[0]) else { return nil }
            epoch = number
        }
        name = String(text[..<first])
        architecture = String(text[text.index(after: dot)...])
        let whole = RPMVersion(epoch: epoch, version: String(version), release: String(release))
        nevra = "\(name)-\(whole).\(architecture)"
    }

    /// The artifacts of a module's document.
    ///
    /// - Throws: `MetadataError` for a list with something else in it.
    static func list(_ value: YAMLValue?, module: String) throws(MetadataError) -> [ArtifactName] {
        guard let texts = value.map(\.texts) ?? [] else {
            throw .unusable("artifacts", value: value?.kindName ?? "", item: module)
        }
        var result: [ArtifactName] = []
        for text in texts {
            guard let artifact = ArtifactName(text) else {
                throw .unusable("artifact", value: text, item: module)
            }
            result.append(artifact)
        }
        return result
    }
}
