import AirgapCore
import Testing

@testable import OSPackages

struct DebResolverTests {
    private func resolve(_ names: String..., in index: PackageIndex) throws -> [String] {
        let resolution = try DebResolver.resolve(names.map { try PackageRequest($0) }, in: index)
        return resolution.packages.map { "\(index.name(of: $0)) \(index.text(.version, of: $0))" }.sorted()
    }

    private func failure(_ names: String..., in index: PackageIndex) throws -> String {
        let requests = try names.map { try PackageRequest($0) }
        do {
            _ = try DebResolver.resolve(requests, in: index)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func firstAlternativeAndRealPackageWin() throws {
        let index = try TextIndex.packages(
            "app 1; Depends: first | second, virtual", "first 1", "second 1", "other 1; Provides: virtual",
            "virtual 1")
        #expect(try resolve("app", in: index) == ["app 1", "first 1", "virtual 1"])
        #expect(try resolve("app", "second", in: index) == ["app 1", "second 1", "virtual 1"])
    }

    @Test func importantProviderWins() throws {
        let index = try TextIndex.packages(
            "app 1; Depends: mta", "a 1; Provides: mta; Priority: optional",
            "b 1; Provides: mta; Priority: important", "c 1; Provides: mta; Essential: yes; Priority: extra")
        #expect(try resolve("app", in: index) == ["app 1", "c 1"])
    }

    @Test func versionsAndCycles() throws {
        let index = try TextIndex.packages(
            "app 1; Depends: lib (= 1.0)", "lib 1.0; Depends: data", "lib 2.0", "data 1; Pre-Depends: lib",
            "user 1; Depends: abi (>= 3)", "old 1; Provides: abi", "new 1; Provides: abi (= 4)")
        #expect(try resolve("app", in: index) == ["app 1", "data 1", "lib 1.0"])
        #expect(try resolve("user", in: index) == ["new 1", "user 1"])
    }

    @Test func candidateIsTheHighest() throws {
        let index = try TextIndex.packages("a 1.9", "a 1:0.1", "a 1.10", "b 2; Architecture: i386", "b 1")
        #expect(try resolve("a", "b", in: index) == ["a 1:0.1", "b 1"])
    }

    @Test func qualifiers() throws {
        let index = try TextIndex.packages(
            "a 1; Depends: p:any", "p 1; Multi-Arch: allowed", "b 1; Depends: q:any", "q 1", "c 1; Depends: q:amd64",
            "d 1; Depends: q:i386")
        #expect(try resolve("a", "c", in: index) == ["a 1", "c 1", "p 1", "q 1"])
        #expect(try failure("b", in: index) == "b needs q:any: of q there is only 1")
        #expect(try failure("d", in: index) == "d needs q:i386: of q there is only 1")
    }

    @Test func pins() throws {
        let index = try TextIndex.packages(
            "a 1.4.6-1", "a 1.4.6-2", "a 1.5", "b 1; Depends: a (>= 1.5)", "c 1; Depends: a")
        #expect(try resolve("a=1.4.6*", "c", in: index) == ["a 1.4.6-2", "c 1"])
        #expect(try resolve("a=1.4.6-1", in: index) == ["a 1.4.6-1"])
        #expect(try failure("a=2*", in: index) == "no version matches 'a=2*', there is 1.4.6-1, 1.4.6-2, 1.5")
        #expect(try failure("a=1.4.6*", "b", in: index) == "b needs a (>= 1.5): a is pinned to 1.4.6-2")
        #expect(
            try failure("a=1.4.6-1", "a=1.5", in: index) == "'a' is pinned to different versions: 1.4.6-1, 1.5")
    }

    @Test func everyMissingNameIsTold() throws {
        let index = try TextIndex.packages(
            "python3-apt 1", "curl 1", "nc-a 1; Provides: netcat", "nc-b 1; Provides: netcat",
            "solo 1; Provides: only")
        #expect(
            try failure("python-apt", "kurl", "zzzzz", "curl", in: index)
                == "no repository of this target has 'python-apt' (near: 'python3-apt'); 'kurl' (near: 'curl'); 'zzzzz'"
        )
        #expect(
            try failure("netcat", in: index) == "'netcat' is a virtual package, name one that provides it: nc-a, nc-b")
        #expect(try resolve("only", in: index) == ["solo 1"])
    }

    @Test func unsatisfiableTellsTheChain() throws {
        let index = try TextIndex.packages(
            "a 1; Depends: b", "b 1; Depends: c | d (>= 2), e", "d 1", "e 1; Depends: f", "g 1; Depends: broken (")
        #expect(
            try failure("a", in: index) == """
                a -> b -> e needs f: no repository has f
                a -> b needs c | d (>= 2): no repository has c, of d there is only 1
                """
                || failure("a", in: index) == """
                    a -> b needs c | d (>= 2): no repository has c, of d there is only 1
                    a -> b -> e needs f: no repository has f
                    """
        )
        #expect(try failure("g", in: index) == "g: not a dependency: 'broken ('")
    }

    @Test func conflictsAreAvoidedOrTold() throws {
        let index = try TextIndex.packages(
            "a 1; Depends: x | y", "b 1; Conflicts: x", "x 1", "y 1", "c 1; Breaks: b (<< 2)",
            "m 1; Provides: mta; Conflicts: mta", "n 1; Provides: mta; Conflicts: mta")
        #expect(try resolve("b", "a", in: index) == ["a 1", "b 1", "y 1"])
        let resolution = try DebResolver.resolve([PackageRequest("b"), PackageRequest("c")], in: index)
        #expect(
            resolution.warnings == [
                "b and c cannot be installed together; the bundle carries what each request needs by itself"
            ])
        #expect(try DebResolver.resolve([PackageRequest("m")], in: index).warnings == [])
        #expect(
            try DebResolver.resolve([PackageRequest("m"), PackageRequest("n")], in: index).warnings
                == ["m and n cannot be installed together; the bundle carries what each request needs by itself"])
    }

    @Test func aSolverTakesOverWhereTheGreedyWayConflicts() throws {
        // Depth first, `app` takes x, which the later `tool` excludes through `lib`.
        let index = try TextIndex.packages(
            "app 1; Depends: x | y", "x 1", "y 1", "tool 1; Depends: lib", "lib 1; Conflicts: x")
        let resolution = try DebResolver.resolve([PackageRequest("app"), PackageRequest("tool")], in: index)
        #expect(Set(resolution.packages.map(index.name(of:))) == ["app", "lib", "tool", "y"])
        #expect(resolution.warnings == ["lib and x cannot be installed together; taken instead of x: y"])
    }

    @Test func anOlderVersionIsTakenAndTold() throws {
        let index = try TextIndex.packages("app 1; Depends: lib", "app 2; Depends: gone (>= 3)", "lib 1", "gone 1")
        let resolution = try DebResolver.resolve([PackageRequest("app")], in: index)
        #expect(resolution.packages.map { index.text(.version, of: $0) }.sorted() == ["1", "1"])
        #expect(
            resolution.warnings == [
                "newest app 2 not installable because nothing provides gone (>= 3), needed by app 2, requested by app; using 1"
            ])
    }

    @Test func repositoriesWithPriority() throws {
        let index = PackageIndex(architecture: "amd64")
        for (number, version) in ["1", "2"].enumerated() {
            try TextIndex.add("Package: a\nVersion: \(version)\nArchitecture: all\n", to: index, UInt16(number))
        }
        index.setPriority(990, ofRepository: 0)
        #expect(try resolve("a", in: index) == ["a 1"])
        #expect(try resolve("a=2", in: index) == ["a 2"])
        index.setPriority(500, ofRepository: 0)
        #expect(try resolve("a", in: index) == ["a 2"])
    }

    @Test func allAlternatives() throws {
        let index = try TextIndex.packages(
            "app 1; Depends: x | y | gone, mta", "x 1; Conflicts: y", "y 1; Depends: z", "z 1",
            "m 1; Provides: mta", "n 1; Provides: mta")
        let resolution = try DebResolver.resolve(
            [PackageRequest("app")], in: index, options: .init(takesAllAlternatives: true))
        #expect(Set(resolution.packages.map(index.name(of:))) == ["app", "x", "y", "z", "m"])
    }

    @Test func whatTheSiteHasIsLeftOut() throws {
        let index = try TextIndex.packages(
            "app 1; Depends: lib (>= 2), helper, old (>= 2)", "lib 2; Depends: deep", "deep 1", "helper 1",
            "old 1", "old 2; Depends: deep")
        let listing = try SiteListing(
            Array("ii  lib:amd64  2  amd64  x\nii  deep 1 all x\nrc  helper 1 all x\nii  old 1 amd64 x\n".utf8),
            family: .deb)
        try AssumedPackages(index: index).add(listing)
        #expect(try resolve("app", in: index) == ["app 1", "helper 1", "old 2"])
    }

    @Test func aListingWithoutVersionsSatisfiesOnlyWhatAsksForNone() throws {
        let index = try TextIndex.packages("app 1; Depends: lib (>= 2), helper", "lib 2", "helper 1")
        try AssumedPackages(index: index).add(
            SiteListing(Array("lib\tinstall\nhelper\tinstall\ngone\tdeinstall\n".utf8), family: .deb))
        #expect(try resolve("app", in: index) == ["app 1", "lib 2"])
    }

    @Test func aChainAsLongAsAnArchive() throws {
        let lines = (0..<20_000).map { "Package: p\($0)\nVersion: 1\nArchitecture: all\nDepends: p\($0 + 1)\n" }
        let tail = "Filename: x\nSize: 1\nSHA256: \(String(repeating: "a", count: 64))\n\n"
        let last = "Package: p20000\nVersion: 1\nArchitecture: all\n"
        let index = try TextIndex.make((lines + [last]).map { $0 + tail }.joined(), chunk: 1 << 16)
        #expect(try DebResolver.resolve([PackageRequest("p0")], in: index).packages.count == 20_001)
    }
}
