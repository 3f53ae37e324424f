import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// The page of `airgap serve` in a browser that has no network.
struct StartPageTests {
    private static let script = FilePath(#filePath).removingLastComponent()
        .pushing("../Fixtures/site/page").lexicallyNormalized()

    @Test func `Chromium shows the page without network`() async throws {
        try await Scene.run { scene in
            let bundle = try await scene.build("amd64", ["--program", "none"])
            let folder = scene.folder.appending("page")
            try FileSystem.makeFolder(folder)
            try await PeerProgram.run(
                "unshare",
                [
                    "-m", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", Self.script.string,
                    AirgapProgram.path.string, bundle.string, folder.string,
                ])
            let page = String(
                decoding: try FileSystem.read(folder.appending("page.html"), limit: 1 << 24), as: UTF8.self)
            #expect(page.contains("library/tool:1.0") && page.contains("files/dl/tool.bin"), "\(page.prefix(4000))")
            // What is not searched for is not shown.
            #expect(!page.contains("extra/local.txt") && !page.contains("local/local.txt") && !page.contains("socat"))
            for mark in ["<script", "src=\"http", "src=\"//", "@import", "url("] {
                #expect(!page.contains(mark), "the page has \(mark)")
            }
            // A page that cannot be laid out is one colour: a few kilobytes.
            for width in ["390", "1280"] {
                let image = try FileSystem.read(folder.appending(width + ".png"), limit: 1 << 26)
                #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47]) && image.count > 20_000)
                #expect(Self.width(of: image) == Int(width))
            }
        }
    }

    /// The width that a PNG's header has, in pixels.
    private static func width(of image: [UInt8]) -> Int {
        image[16..<20].reduce(0) { $0 << 8 | Int($1) }
    }
}
