import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import OSPackages

/// rpmbuild writes, createrepo_c and rpm judge what we read.
struct RPMFileTests {
    /// createrepo_c's primary.xml of a folder.
    private func primary(_ folder: FilePath) async throws -> FilePath {
        try await PeerProgram.run("createrepo_c", ["--quiet", "--simple-md-filenames", "--no-database", folder.string])
        return folder.appending("repodata/primary.xml.gz")
    }

    @Test func samePackagesAsCreaterepo() async throws {
        let builder = try await RPMFileSamples.build()
        let files = try builder.files()
        #expect(files.count == 7)
        let primary = try await primary(builder.output)
        for architecture in ["x86_64", "aarch64", "noarch", "src"] {
            try PrimaryReader.read(primary, architectures: [architecture]) { expected, source in
                let file = try RPMFile(at: builder.output.appending(source.location))
                #expect(file.package.differences(to: expected) == [], "\(expected.nevra)")
                let listed = file.entries.filter(\.isPrimary)
                #expect(Set(listed.map(\.path)) == Set(expected.files), "\(expected.nevra)")
            }
        }
    }

    @Test func sameDescriptionsAsCreaterepo() async throws {
        let builder = try await RPMFileSamples.build()
        let primary = try await primary(builder.output)
        let text = try await PeerProgram.run("gzip", ["-dc", primary.string])
        for part in text.split(separator: "<package type").dropFirst() {
            let location = try #require(part.split(separator: "<location href=\"").last?.split(separator: "\"").first)
            let info = try RPMFile(at: builder.output.appending(String(location))).info
            let range = info.headerRange
            for expected in [
                "<rpm:header-range start=\"\(range.lowerBound)\" end=\"\(range.upperBound)\"/>",
                "installed=\"\(info.installedSize)\" archive=\"\(info.archiveSize)\"",
                "build=\"\(info.buildTime)\"",
            ] { #expect(part.contains(expected), "\(location): \(expected)") }
        }
    }

    @Test func sameTextsAsRPM() async throws {
        let builder = try await RPMFileSamples.build()
        for path in try builder.files() {
            let info = try RPMFile(at: path).info
            let tags = [
                "SUMMARY", "DESCRIPTION", "URL", "LICENSE", "VENDOR", "GROUP", "BUILDHOST", "SOURCERPM", "PACKAGER",
            ]
            let ours = [
                info.summary, info.description, info.url, info.license, info.vendor, info.group, info.buildHost,
                info.sourceRPM, info.packager,
            ]
            let format = tags.map { "%|\($0)?{%{\($0)}}|" }.joined(separator: "\u{1}")
            let judged = try await PeerProgram.run("rpm", ["-qp", "--queryformat", format, path.string])
            #expect(judged.split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init) == ours)
            let digests = try await PeerProgram.run(
                "rpm", ["-qp", "--queryformat", "%{PAYLOADDIGEST} %{SHA256HEADER} %{SHA1HEADER}", path.string])
            let payload = try #require(info.payloadDigest)
            #expect(payload.algorithm == .sha256)
            #expect(info.headerDigests.map(\.algorithm) == [.sha256, .sha1])
            #expect(digests == ([payload] + info.headerDigests).map(\.hex).joined(separator: " "))
            #expect(info.isSource == path.string.hasSuffix(".src.rpm"))
        }
    }

    @Test func sameFilesAsRPM() async throws {
        let builder = try await RPMFileSamples.build()
        for path in try builder.files() {
            let file = try RPMFile(at: path)
            let judged = try await PeerProgram.run(
                "rpm",
                ["-qp", "--queryformat", "[%{FILENAMES} %{FILEMODES:perms} %{FILEFLAGS:fflags}\\n]", path.string])
            let expected = judged.split(separator: "\n").map { line in
                let words = line.split(separator: " ", omittingEmptySubsequences: false)
                let kind = words[1].hasPrefix("d") ? "dir" : words[2].contains("g") ? "ghost" : ""
                return "\(words[0]) \(kind)"
            }
            #expect(file.entries.map { "\($0.path) \($0.kind.rawValue)" } == expected)
            #expect(file.package.files == file.entries.map(\.path))
        }
    }

    @Test func aPrefixIsEnough() async throws {
        let builder = try RPMBuilder()
        let paths = try await builder.build([RPMDescription("plain", files: ["/usr/bin/plain"])])
        let path = try #require(paths.first)
        let bytes = try FileSystem.read(path, limit: 1 << 20)
        let end = try #require(try RPMFile.headerEnd(ofPrefix: Array(bytes.prefix(8192))))
        #expect(end < bytes.count)
        #expect(try RPMFile.headerEnd(ofPrefix: Array(bytes.prefix(100))) == nil)
        let whole = try RPMFile(at: path)
        let part = try RPMFile(prefix: Array(bytes.prefix(end)), fileSize: Int64(bytes.count))
        #expect(part.package == whole.package)
        #expect(part.info.headerRange.upperBound == end)
        #expect(throws: RPMFileError.prefixTooShort(needed: end)) {
            try RPMFile(prefix: Array(bytes.prefix(end - 1)), fileSize: Int64(bytes.count))
        }
        #expect(throws: RPMFileError.truncated(needed: Int64(end), size: Int64(end - 1))) {
            try RPMFile(prefix: Array(bytes.prefix(end - 1)), fileSize: Int64(end - 1))
        }
    }
}
