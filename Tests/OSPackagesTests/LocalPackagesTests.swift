import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

#if canImport(Glibc)
    import Glibc
#endif

/// Folders of package files: sha256sum judges the digests.
struct LocalPackagesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func link(_ target: String, at name: String) throws {
        #expect(symlink(target, folder.appending(name).string) == 0)
    }

    private func failures(_ family: PackageFamily) -> [String] {
        do {
            _ = try LocalPackages.read(folder.appending("in"), family: family)
            return []
        } catch let error as FailureList {
            return error.failures.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func rpms() async throws {
        let builder = try RPMBuilder()
        let paths = try await builder.build([
            RPMDescription("one", epoch: 2), RPMDescription("two", architecture: "noarch"),
        ])
        for (path, name) in zip(paths, ["in/one.rpm", "in/below/deep/two.rpm"]) {
            try folder.write(FileSystem.read(path, limit: 1 << 20), at: name)
        }
        try folder.write("", at: "in/README")
        try folder.write("broken", at: "in/other.deb")
        try link("one.rpm", at: "in/latest.rpm")
        try link("below", at: "in/same")
        let found = try LocalPackages.read(folder.appending("in"), family: .rpm)
        #expect(found.map(\.relativePath.description) == ["below/deep/two.rpm", "one.rpm"])
        for package in found {
            guard case .rpm(let file) = package.facts else { continue }
            #expect(["two-1.0-1.noarch", "one-2:1.0-1.x86_64"].contains(file.package.nevra))
            let sum = try await PeerProgram.run("sha256sum", [package.path.string])
            #expect(sum.hasPrefix(package.digest.hex))
            #expect(try FileSystem.status(package.path)?.size == package.size)
        }
    }

    @Test func debs() async throws {
        let archive = try DebianArchive()
        _ = try await archive.stanzas(of: [.init("tool", "1:2.0-1"), .init("data", "3", architecture: "all")])
        let found = try LocalPackages.read(archive.root, family: .deb)
        let names = found.map { package in
            if case .deb(let control) = package.facts { control.name + "=" + control.version } else { "" }
        }
        #expect(names == ["data=3", "tool=1:2.0-1"])
    }

    @Test func everyBrokenFileIsNamed() throws {
        try folder.write("not an rpm at all", at: "in/a.rpm")
        try folder.write("", at: "in/sub/b.rpm")
        try folder.write(RPMFileBytes().bytes, at: "in/good.rpm")
        try folder.write(RPMFileBytes().bytes, at: "outside/good.rpm")
        try FileSystem.makeFolder(folder.appending("in/folder.rpm"))
        try link("../outside/good.rpm", at: "in/out.rpm")
        try link("../outside", at: "in/out")
        try link("nowhere", at: "in/gone.rpm")
        try link("nowhere", at: "in/gone")
        let outside = folder.appending("outside").string
        let found = failures(.rpm)
        #expect(found.count == 5)
        for expected in [
            "'a.rpm': not an rpm file", "'sub/b.rpm': the rpm file is truncated",
            "'out.rpm': a symbolic link that leads out of the folder",
            "'out': a symbolic link that leads out of the folder",
            "'gone.rpm': a symbolic link that leads nowhere",
        ] { #expect(found.contains { $0.contains(expected) }, "\(expected) in \(found)") }
        #expect(found.contains { $0.contains(outside) || $0.contains("outside") })
    }

    @Test func nothingThere() throws {
        #expect(failures(.rpm) == ["not a folder"])
        try folder.write("", at: "in/README")
        #expect(failures(.rpm) == ["the folder has no .rpm file"])
        #expect(failures(.deb) == ["the folder has no .deb file"])
    }
}
