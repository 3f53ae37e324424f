import AirgapCore

@testable import Images

/// Ways in which a registry's tree can be wrong, and what verify must say.
enum TreeDamage: String, CaseIterable, Sendable {
    case flippedLayer, truncatedLayer, missingLayer, missingConfig, missingManifest
    case lineEnd, emptyLink, longLink, otherLink, missingLayerLink, missingRevision, missingTagIndex, missingCurrent
    case strayTagFile, strayTop, strayArchive, extraBlob, extraLayerLink, extraRevision, extraTag, extraTagIndex
    case notAManifest, ambiguousManifest, configWithoutPlatform, deepJSON

    static let name = "library/x:1"
    static let image = SampleImage()

    /// What one of the findings must contain.
    var text: String {
        switch self {
        case .flippedLayer: "the blob's bytes have the digest"
        case .truncatedLayer: "must have \(Self.image.layers[0].count) bytes, but has 3"
        case .missingLayer: "layer 1 \(Digest(of: Self.image.layers[0])) is missing"
        case .missingConfig: "config \(Digest(of: Self.image.config)) is missing"
        case .missingManifest: "the blob \(Digest(of: Self.image.manifest)) is missing"
        case .lineEnd, .emptyLink, .longLink: "a link must hold a digest and nothing else"
        case .otherLink: "the link points to"
        case .missingLayerLink: "library/x has no link to its layer 2"
        case .missingRevision: "library/x has no revision"
        case .missingTagIndex: "the tag's index does not have"
        case .missingCurrent: "the image library/x:1 is missing"
        case .strayArchive: "no image of airgap.lock is in it"
        case .strayTagFile, .strayTop: "no file of a registry's storage has this name"
        case .extraBlob: "no manifest needs this blob"
        case .extraLayerLink: "no manifest of the repository needs this link"
        case .extraRevision: "no tag leads to this manifest"
        case .extraTag: "library/x:2 is not in airgap.lock"
        case .extraTagIndex: "the tag library/x:1 does not point to"
        case .notAManifest: "is not a manifest"
        case .ambiguousManifest: "both 'manifests' and 'layers'"
        case .configWithoutPlatform: "names no platform"
        case .deepJSON: "is not a manifest"
        }
    }

    func apply(to files: inout [RelativePath: [UInt8]]) throws {
        let image = Self.image
        let repository = try RepositoryName("library/x")
        let tag = try ImageTag("1")
        let manifest = Digest(of: image.manifest)
        let layer = try RegistryLayout.blob(Digest(of: image.layers[0]))
        let current = try RegistryLayout.tagLink(repository, tag)
        let other = Digest(of: image.config)
        let top = BundleLayout.registryRoot + "/docker/registry/v2"
        switch self {
        case .flippedLayer: files[layer]?[0] ^= 1
        case .truncatedLayer: files[layer] = Array(image.layers[0].prefix(3))
        case .missingLayer: files[layer] = nil
        case .missingConfig: files[try RegistryLayout.blob(other)] = nil
        case .missingManifest: files[try RegistryLayout.blob(manifest)] = nil
        case .lineEnd: files[current]?.append(10)
        case .emptyLink: files[current] = []
        case .longLink: files[current] = Array("sha256:\(manifest.hex)\(manifest.hex)".utf8.prefix(120))
        case .otherLink: files[try RegistryLayout.layerLink(repository, other)] = RegistryLayout.linkContent(manifest)
        case .missingLayerLink: files[try RegistryLayout.layerLink(repository, Digest(of: image.layers[1]))] = nil
        case .missingRevision: files[try RegistryLayout.revisionLink(repository, manifest)] = nil
        case .missingTagIndex: files[try RegistryLayout.tagIndexLink(repository, tag, manifest)] = nil
        case .missingCurrent: files[current] = nil
        case .strayTagFile: files[try RelativePath("\(top)/repositories/library/x/_manifests/tags/.link.tmp")] = [1]
        case .strayTop: files[try RelativePath("\(BundleLayout.registryRoot)/x")] = [1]
        case .strayArchive: files[try RelativePath("resources/images/x.tar")] = [1]
        case .extraBlob: files[try RegistryLayout.blob(Digest(of: [1]))] = [1]
        case .extraLayerLink:
            files[try RegistryLayout.layerLink(repository, manifest)] = RegistryLayout.linkContent(manifest)
        case .extraRevision: try addRevision(of: SampleImage(layers: 1).manifest, to: &files)
        case .extraTag:
            let second = try ImageTag("2")
            files[try RegistryLayout.tagLink(repository, second)] = RegistryLayout.linkContent(manifest)
            files[try RegistryLayout.tagIndexLink(repository, second, manifest)] = RegistryLayout.linkContent(manifest)
        case .extraTagIndex:
            files[try RegistryLayout.tagIndexLink(repository, tag, other)] = RegistryLayout.linkContent(other)
        case .notAManifest: files[try RegistryLayout.blob(manifest)] = Array(#"{"a": 1}"#.utf8)
        case .ambiguousManifest:
            files[try RegistryLayout.blob(manifest)] = Array(
                String(decoding: image.manifest, as: UTF8.self).replacing(
                    "\"layers\"", with: "\"manifests\": [], \"layers\""
                )
                .utf8)
        case .configWithoutPlatform: files[try RegistryLayout.blob(other)] = Array(#"{"os": "linux"}"#.utf8)
        case .deepJSON:
            files[try RegistryLayout.blob(manifest)] = Array(String(repeating: #"{"a":"#, count: 100_000).utf8)
        }
    }

    private func addRevision(of manifest: [UInt8], to files: inout [RelativePath: [UInt8]]) throws {
        let digest = Digest(of: manifest)
        files[try RegistryLayout.blob(digest)] = manifest
        files[try RegistryLayout.revisionLink(try RepositoryName("library/x"), digest)] =
            RegistryLayout.linkContent(digest)
    }
}
