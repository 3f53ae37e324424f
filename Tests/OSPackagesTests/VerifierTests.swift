import AirgapCore
import OSPackages
import TestSupport
import Testing

struct VerifierTests {
    private static let folder = "resources/nginx/debian/amd64/bookworm/"
    private static let time = Timestamp(seconds: 1_767_225_600)

    private func bench() async throws -> RepositoryBench {
        try await RepositoryBench.make(
            [.init("app", "1:1.0-1", "Depends: data"), .init("data", "3", architecture: "all")], requests: ["app"],
            time: Self.time)
    }

    @Test func goodBundleHasNoFindings() async throws {
        #expect(try await bench().findings() == [])
    }

    @Test func everyDamageIsFound() async throws {
        let bench = try await bench()
        let deb = Self.folder + "pool/app_1.0-1_amd64.deb"
        #expect(
            try bench.findings { $0[deb] = nil }.count == 2, "missing for Packages and for the lock")
        #expect(try bench.findings { $0[deb]?[200] ^= 1 }.contains { $0.contains("Packages has sha256:") })
        #expect(try bench.findings { $0[deb] = Array("x".utf8) }.contains { $0.contains("not a .deb file") })
        #expect(
            try bench.findings { $0[Self.folder + "pool/extra.deb"] = $0[deb] }
                == ["'\(Self.folder)pool/extra.deb': no Packages file lists it"])
        #expect(
            try bench.findings { $0[Self.folder + "Packages"]?.append(10) }
                .contains { $0.contains("Packages': Release has sha256:") })
        #expect(
            try bench.findings { $0[Self.folder + "Packages.gz"] = nil }
                == ["'\(Self.folder)Packages.gz': missing; Release lists it"])
        #expect(
            try bench.findings { $0[Self.folder + "Release"] = nil }
                == ["'\(Self.folder)Release': missing or unreadable"])
        #expect(try !bench.findings { $0[Self.folder + "Packages"] = nil }.isEmpty)
        #expect(try bench.findings { $0[Self.folder + "Packages"] = [0, 255, 10] }.count > 2)
        #expect(
            try bench.findings(architecture: .arm64).contains {
                $0.contains("architecture 'amd64' in a bundle for arm64")
            })
    }

    @Test func controlIsHeldAgainstPackages() async throws {
        let bench = try await bench()
        let index = Self.folder + "Packages"
        let found = try bench.findings {
            let text = String(decoding: $0[index] ?? [], as: UTF8.self)
            $0[index] = Array(text.split(separator: "Version: 3").joined(separator: "Version: 4").utf8)
        }
        #expect(found.contains { $0.contains("Version in the .deb file is '3', expected '4'") })
        let lying = try bench.findings {
            let text = String(decoding: $0[index] ?? [], as: UTF8.self)
            $0[index] = Array(text.split(separator: "Filename: pool/").joined(separator: "Filename: ../").utf8)
        }
        #expect(lying.contains { $0.contains("unusable Filename '../") })
    }

    @Test func mutatedBytesNeverTrap() async throws {
        let bench = try await bench()
        var random = SeededRandom(seed: 11)
        let names = bench.entries.map(\.path.description).filter { !$0.hasSuffix(".sources") }
        for _ in 0..<300 {
            let name = names[random.below(names.count)]
            let found = try bench.findings { members in
                guard var bytes = members[name], !bytes.isEmpty else { return }
                bytes[random.below(bytes.count)] ^= UInt8(1 + random.below(255))
                if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count)) }
                members[name] = bytes
            }
            // Only the bundle's own SHA256SUMS vouches for the words of Release.
            #expect(!found.isEmpty || name.hasSuffix("/Release"), "a change of \(name)")
        }
    }
}
