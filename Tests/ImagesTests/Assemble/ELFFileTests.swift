import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

/// readelf is the judge of what programs need.
struct ELFFileTests {
    @Test(arguments: ["/bin/busybox", "/bin/sh", "/usr/bin/curl", "/usr/bin/skopeo", "/usr/bin/gzip"])
    func `the loader and the libraries are those that readelf names`(_ path: String) async throws {
        let elf = try #require(try ELFFile(try FileReader(FilePath(path))))
        let dynamic = try await PeerProgram.run("readelf", ["-dW", path])
        let needed = dynamic.split(separator: "\n").filter { $0.contains("(NEEDED)") }
            .compactMap { $0.split(separator: "[").last?.split(separator: "]").first.map(String.init) }
        #expect(elf.needed == needed)
        let headers = try await PeerProgram.run("readelf", ["-lW", path])
        let loader = headers.split(separator: "interpreter: ").dropFirst().first?.prefix { $0 != "]" }
        #expect(elf.interpreter == loader.map(String.init))
        let header = try await PeerProgram.run("readelf", ["-hW", path])
        #expect(elf.machine == (header.contains("X86-64") ? "amd64" : "arm64"))
        #expect(elf.isRunnable)
    }

    @Test func `changed bytes and cuts never trap`() throws {
        let folder = try TemporaryFolder()
        let good = Array(try FileSystem.read("/bin/sh", limit: 8 << 20))
        var random = SeededRandom(seed: 7)
        for round in 0..<400 {
            var bytes = round % 4 == 0 ? Array(good.prefix(Int.random(in: 0..<4096, using: &random))) : good
            for _ in 0..<8 where bytes.count > 8 {
                let limit = min(bytes.count, round % 2 == 0 ? 64 : 1024)
                bytes[Int.random(in: 4..<limit, using: &random)] = [0, 255, 127, 1].randomElement(using: &random) ?? 0
            }
            let file = try folder.write(bytes, at: "file")
            do {
                _ = try ELFFile(try FileReader(file))
            } catch is ELFFile.Damage {
                continue
            }
        }
    }

    @Test func `libraries are looked for where Debian names them`() {
        let names = ["libc.so.6", "libssl.so.3", "libfoo-1.0.so.2", "libstdc++.so.6", "/lib64/ld-linux-x86-64.so.2"]
        #expect(names.map(LibraryFinder.packageName) == ["libc6", "libssl3", "libfoo-1.0-2", "libstdc++6", "libc6"])
    }
}
