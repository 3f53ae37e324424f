import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// The way from project to tree, with a module made for the test.
struct BuildTests {
    private static let types: [any BundleModule.Type] = [NotesModule.self, ExtraModule.self]

    private func build(
        _ folder: TemporaryFolder, _ bench: FetchBench, only: Set<ModuleName>? = nil, _ policy: LockPolicy = .resolve
    ) async throws -> BuiltTree {
        let project = try Project(folder.path, for: .amd64, types: Self.types)
        let context = ResolveContext(
            architecture: .amd64, sources: bench.fetcher, store: bench.store, progress: bench.progress)
        return try await BundleBuilder(context: context).build(
            BuildRequest(
                project: project, only: only, policy: policy, output: folder.appending("out"), writer: "test"))
    }

    private func write(_ yaml: String, in folder: TemporaryFolder) throws {
        try folder.write("name: test\nversion: '1'\n" + yaml, at: "airgap.yaml")
    }

    @Test func `a tree is complete and sha256sum agrees`() async throws {
        let folder = try TemporaryFolder()
        try write("notes: { a: hello, b/c: world }\nextra: { d: more }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let built = try await build(folder, bench)
            #expect(built.folder.lastComponent?.string == "test-1-amd64")
            let outcome = try await CommandRunner.run(
                "sh", ["-c", "cd \"$0\" && sha256sum --strict -c SHA256SUMS", built.folder.string])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(built.manifest.files == 4)
            #expect(built.manifest.components.map(\.summary) == ["2 notes", "1 notes"])
        }
    }

    @Test func `nothing changed means the same time and the same bytes`() async throws {
        let folder = try TemporaryFolder()
        try write("notes: { a: hello }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let first = try await build(folder, bench)
            let sums = try FileSystem.read(first.folder.appending("SHA256SUMS"), limit: 1 << 20)
            let second = try await build(folder, bench)
            #expect(try FileSystem.read(second.folder.appending("SHA256SUMS"), limit: 1 << 20) == sums)
            let third = try await build(folder, bench, .locked)
            #expect(try FileSystem.read(third.folder.appending("SHA256SUMS"), limit: 1 << 20) == sums)
            try write("notes: { a: changed }\n", in: folder)
            let fourth = try await build(folder, bench)
            #expect(fourth.manifest.created > first.manifest.created)
        }
    }

    @Test func `a locked build refuses another configuration, and one that was never locked`() async throws {
        let folder = try TemporaryFolder()
        try write("notes: { a: hello }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            await #expect(throws: BuildError.notLocked(NotesModule.name, .amd64)) {
                try await build(folder, bench, .locked)
            }
            _ = try await build(folder, bench)
            try write("notes: { a: changed }\n", in: folder)
            await #expect(throws: BuildError.configurationChanged(NotesModule.name)) {
                try await build(folder, bench, .locked)
            }
        }
    }

    @Test func `one module alone leaves the others as they were`() async throws {
        let folder = try TemporaryFolder()
        try write("notes: { a: hello }\nextra: { d: more }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let first = try await build(folder, bench, only: [NotesModule.name])
            #expect(bench.progress.warnings == ["extra was not built yet: the bundle does not hold it"])
            #expect(first.manifest.components.map(\.module) == [NotesModule.name])
            _ = try await build(folder, bench)
            try write("notes: { a: changed }\nextra: { d: 'not yet' }\n", in: folder)
            let third = try await build(folder, bench, only: [NotesModule.name])
            #expect(try FileSystem.read(third.folder.appending("notes/a"), limit: 99) == Array("changed".utf8))
            #expect(try FileSystem.read(third.folder.appending("extra/d"), limit: 99) == Array("more".utf8))
        }
    }

    @Test func `two contents for one path, and a path that is not the module's`() async throws {
        let folder = try TemporaryFolder()
        try write("notes: { a/b: x, a: y }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            await #expect(throws: TreeError.self) { try await build(folder, bench) }
            try write("notes: { ../stray: x }\n", in: folder)
            let error = await #expect(throws: ConfigurationFault.self) { try await build(folder, bench) }
            let text = "\(try #require(error))"
            #expect(text.contains("path with '.' or '..'"))
        }
    }

    @Test func `a module cannot write into another's part`() async throws {
        let folder = try TemporaryFolder()
        try write("extra: { intruder: x }\n", in: folder)
        try await FetchBench.run(cache: folder.appending("cache")) { bench in
            let expected = TreeError.notOwned(path: try RelativePath("notes/intruder"), module: ExtraModule.name)
            await #expect(throws: expected) { try await build(folder, bench) }
            let left = try FileSystem.names(in: folder.appending("out"))
            #expect(left == [".test-1-amd64.lock"])
        }
    }
}
