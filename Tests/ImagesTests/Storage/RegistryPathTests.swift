import AirgapCore
import Testing

@testable import Images

struct RegistryPathTests {
    static let hex = "ab" + String(repeating: "0", count: 62)
    static let top = "resources/registry/docker/registry/v2"

    @Test func `every path that is written is read back`() throws {
        let digest = try Digest(hex: Self.hex)
        let repository = try RepositoryName("a/b_c/d")
        let tag = try ImageTag("1.0")
        #expect(RegistryPath(try RegistryLayout.blob(digest)) == .blob(digest))
        #expect(RegistryPath(try RegistryLayout.layerLink(repository, digest)) == .layerLink(repository, digest))
        #expect(RegistryPath(try RegistryLayout.revisionLink(repository, digest)) == .revisionLink(repository, digest))
        #expect(RegistryPath(try RegistryLayout.tagLink(repository, tag)) == .tagLink(repository, tag))
        #expect(
            RegistryPath(try RegistryLayout.tagIndexLink(repository, tag, digest))
                == .tagIndexLink(repository, tag, digest))
    }

    @Test(arguments: [
        "resources/registry/x", "resources/registry", "\(top)/blobs/sha256/ab/\(hex)",
        "\(top)/blobs/sha256/ac/\(hex)/data",
        "\(top)/blobs/sha512/ab/\(hex)/data", "\(top)/blobs/sha256/ab/\(hex)/data/x", "\(top)/blobs/sha256/ab/ab/data",
        "\(top)/repositories/link", "\(top)/repositories/_layers/sha256/\(hex)/link",
        "\(top)/repositories/a/_layers/sha256/link", "\(top)/repositories/a/_layers/sha256/\(hex)/x/link",
        "\(top)/repositories/A/_layers/sha256/\(hex)/link", "\(top)/repositories/a/_uploads/x/link",
        "\(top)/repositories/a/_manifests/tags/link", "\(top)/repositories/a/_manifests/tags/1/link",
        "\(top)/repositories/a/_manifests/tags/1/index/sha256/link",
        "\(top)/repositories/a/_manifests/tags/.x/current/link",
        "\(top)/repositories/a/_manifests/revisions/sha256/\(hex.uppercased())/link", "resources/images/x.tar",
    ])
    func `everything else is a stray`(_ path: String) throws {
        #expect(RegistryPath(try RelativePath(path)) == nil)
    }
}
