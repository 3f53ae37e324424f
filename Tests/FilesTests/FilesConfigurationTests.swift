import AirgapCore
import Files
import TestSupport
import Testing

/// The section `files:` as people write it.
struct FilesConfigurationTests {
    @Test func `every fault is told`() throws {
        let folder = try TemporaryFolder()
        let sum = String(repeating: "a", count: 64)
        let yaml = """
            files:
              extra:
                - { url: 'https://a.example/x', sha256: '12' }
                - { url: 'ftp://a.example/x', sha256: '\(sum)' }
                - { url: 'https://a.example/y' }
                - { path: nothing.here, to: x/y }
                - { path: airgap.yaml, to: ../x }
                - { path: airgap.yaml }
                - { url: 'https://a.example/z', path: airgap.yaml, sha256: '\(sum)' }
                - { url: 'https://a.example/q', sha256_url: 'http://a.example/q.sha256' }
                - { url: 'https://a.example/same', sha256: '\(sum)', sha265: x }
                - { url: 'https://a.example/%2e%2e/x', sha256: '\(sum)' }
                - { url: 'https://a.example/r', sha256: '\(sum)', sha512: x }
                - { url: 'http://a.example/s', checksum: first-use }
                - { url: 'https://a.example/t', signature: .asc }
                - { url: 'https://a.example/u', signature: .asc, signed_by: airgap.yaml }
                - { url: 'https://a.example/v', sha256: '\(sum)', unpack: ../x, arch: arm64 }
                - { urls: [], sha256: '\(sum)' }
                - { url: 'https://a.example/w', checksum: md5 }

            """
        let bench = try ConfigurationBench(yaml, in: folder, keys: FilesModule.configurationKeys)
        let project = try #require(bench.project)
        #expect(FilesModule(project: project) == nil)
        #expect(
            bench.faults == [
                "5: files.extra[0].sha256: not a sha256 digest: '12', expected 64 lower-case hex digits",
                "6: files.extra[1].url: not an http or https URL: 'ftp://a.example/x'",
                "7: files.extra[2]: nothing vouches for it: write sha256, sha512, checksum_url, checksum_file, signature "
                    + "with signed_by, or 'checksum: first-use'",
                "8: files.extra[3].path: no such file: 'nothing.here'",
                "9: files.extra[4].to: path with '.' or '..' '../x'",
                "10: files.extra[5]: 'to' is missing",
                "11: files.extra[6]: exactly one of 'url', 'urls' and 'path' is needed",
                "12: files.extra[7].sha256_url: plain http, and nothing vouches for it: use https, or set allow_http: true",
                "13: files.extra[8].sha265: unknown key; did you mean 'sha256'?",
                "14: files.extra[9].url: path with '.' or '..' 'a.example/../x'",
                "15: files.extra[10]: only one checksum is needed, not sha256 and sha512",
                "16: files.extra[11].checksum: plain http, and nothing vouches for it: use https, or set allow_http: true",
                "17: files.extra[12]: 'signed_by' is missing",
                "18: files.extra[13].signed_by: the keyring cannot be used: not an OpenPGP keyring",
                "19: files.extra[14].arch: only 'any' is known: without it, binaries must be for the bundle's",
                "19: files.extra[14].unpack: path with '.' or '..' '../x'",
                "20: files.extra[15].urls: at least one URL is needed",
                "21: files.extra[16].checksum: expected 'first-use', sha256:<hex> or sha512:<hex>, found 'md5'",
            ])
    }
}
