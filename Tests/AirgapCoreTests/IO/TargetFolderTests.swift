import SystemPackage
import TestSupport
import Testing

@testable import AirgapCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What killed processes left below a folder, and what only looks like it.
struct TargetFolderTests {
    @Test func `only files that nobody writes are removed, and only below the folder that is named`() throws {
        let folder = try TemporaryFolder()
        let target = try TargetFolder(folder.appending("out"))
        for name in [
            "out/top/.airgap-1.tmp", "out/top/a/b/.airgap-22.tmp", "out/top/a/.airgap-3.tmp", "out/top/a/.airgap-x.tmp",
            "out/top/a/.airgap-.tmp", "out/top/a/x.airgap-4.tmp", "out/top/.airgap-5.tmp.sig", "out/.airgap-6.tmp",
            "out/other/.airgap-7.tmp", "elsewhere/.airgap-8.tmp",
        ] { try folder.write("x", at: name) }
        symlink("../../elsewhere", folder.appending("out/top/link").string)
        symlink("a", folder.appending("out/top/.airgap-9.tmp").string)
        mkfifo(folder.appending("out/top/.airgap-10.tmp").string, 0o600)
        let running = try target.create(try RelativePath("top/a/running"))
        try ([1, 2] as [UInt8]).withUnsafeBytes { try running.write($0) }
        target.removeLeftovers(below: "top") { $0 == "top/a/.airgap-3.tmp" }
        let top = try FileSystem.names(in: folder.appending("out/top"))
        #expect(top == [".airgap-10.tmp", ".airgap-5.tmp.sig", ".airgap-9.tmp", "a", "link"])
        let left = try FileSystem.names(in: folder.appending("out/top/a"))
        #expect(
            left.filter { !TargetFile.isTemporary($0) } == [".airgap-.tmp", ".airgap-x.tmp", "b", "x.airgap-4.tmp"])
        #expect(left.filter(TargetFile.isTemporary).count == 2)
        #expect(left.contains(".airgap-3.tmp"))
        #expect(try FileSystem.names(in: folder.appending("out/top/a/b")) == [])
        for name in ["out/.airgap-6.tmp", "out/other/.airgap-7.tmp", "elsewhere/.airgap-8.tmp"] {
            #expect(try FileSystem.status(folder.appending(name)) != nil)
        }
        try running.commit(mode: 0o644, time: Timestamp(seconds: 5))
        #expect(try FileSystem.read(folder.appending("out/top/a/running"), limit: 10) == [1, 2])
        target.removeLeftovers(below: "top") { _ in false }
        let rest = try FileSystem.names(in: folder.appending("out/top/a"))
        #expect(rest == [".airgap-.tmp", ".airgap-x.tmp", "b", "running", "x.airgap-4.tmp"])
    }

    @Test func `a folder that is not there, or is a link, is passed over`() throws {
        let folder = try TemporaryFolder()
        let target = try TargetFolder(folder.path)
        target.removeLeftovers(below: "absent") { _ in false }
        try folder.write("x", at: "real/.airgap-1.tmp")
        symlink("real", folder.appending("link").string)
        target.removeLeftovers(below: "link") { _ in false }
        #expect(try FileSystem.names(in: folder.appending("real")) == [".airgap-1.tmp"])
    }
}
