import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// Bases and packages that want more memory, or a stranger time, than an image can have.
struct HostileBaseTests {
    /// Names of layers stay in memory while an image is put together, so all of them together are bounded.
    @Test func `a base with endless names is refused`() throws {
        let folder = try TemporaryFolder()
        let store = try ContentStore(root: folder.appending("cache"))
        let long = TarBuilder.Member("././@LongLink", [UInt8](repeating: 97, count: (1 << 20) - 1) + [0], type: "L")
        let members = (0..<33).flatMap { number -> [TarBuilder.Member] in
            var named = long
            named.content.replaceSubrange(0..<2, with: [UInt8(65 + number / 10), UInt8(48 + number % 10)])
            return [named, TarBuilder.Member("x")]
        }
        let bytes = TarBuilder(members).bytes
        let layer = Descriptor(
            mediaType: ImageMediaType.ociLayer, digest: try store.add(bytes), size: Int64(bytes.count))
        let base = ImageContent(manifest: layer, config: layer, layers: [layer])
        #expect(throws: ImportedImageError.self) { try BaseInventory.read(base, in: store) }
    }

    @Test(arguments: [Int64.max, TarMember.numberLimit + 1, Int64.min, -1])
    func `a file's time stays within what a layer can say`(_ time: Int64) throws {
        let folder = try TemporaryFolder()
        let builder = LayerBuilder(
            folder: folder.path, store: try ContentStore(root: folder.appending("cache")), architecture: .amd64,
            time: nil, inventory: ImageInventory())
        let content = LayerContent(kind: .folder, path: "", to: try RelativePath("x"))
        let member = builder.member("x", .file(0), content, mode: 0o644, modified: time)
        #expect(member.modified == (time < 0 ? 0 : TarMember.numberLimit))
        #expect(Timestamp(seconds: TarMember.numberLimit).description == "2242-03-16T12:56:31Z")
    }
}
