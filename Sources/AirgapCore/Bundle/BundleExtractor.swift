package import SystemPackage

/// Takes members out of a bundle, several at once, each proved before it gets its name.
package struct BundleExtractor: Sendable {
    /// What was written.
    package struct Result: Codable, Sendable, Equatable {
        package var files = 0
        /// Their size.
        package var bytes: Int64 = 0
    }

    private let reader: BundleReader
    private let jobs: Int
    private let progress: any ProgressReporter

    /// - Parameters:
    ///   - reader: the bundle.
    ///   - jobs: how many parts are read at once, at least 1.
    ///   - progress: told how far it is.
    package init(_ reader: BundleReader, jobs: Int, progress: any ProgressReporter) {
        self.reader = reader
        self.jobs = max(jobs, 1)
        self.progress = progress
    }

    /// Writes members below a folder, in the bundle's top folder as tar would; what a killed run left there is removed.
    ///
    /// - Parameters:
    ///   - paths: files or folders of the bundle; none means all.
    ///   - folder: made when it is not there; nothing outside of it is touched.
    /// - Returns: what was written.
    /// - Throws: `BundleReadError` with everything found wrong, `FailureList`, `FileError`, `CancellationError`.
    package func extract(_ paths: [RelativePath], to folder: FilePath) async throws -> Result {
        let wanted = try reader.entries(at: paths)
        let target = try TargetFolder(folder)
        target.removeLeftovers(below: reader.contents.manifest.bundleName.description) { path in
            reader.contents.entries.contains { reader.contents.name(of: $0) == path }
        }
        let bytes = reader.map.map { map in wanted.reduce(Int64(0)) { $0 + map.size($1) } }
        progress.report(.expecting(stage: "extract", items: 0, bytes: bytes))
        var findings: [Finding] = []
        let result: Result
        if let map = reader.map {
            result = try await parts(map, wanted, target, &findings)
        } else {
            result = try stream(wanted, target, &findings)
        }
        try target.sync()
        guard findings.isEmpty else { throw BundleReadError.refused(findings) }
        progress.report(.ended(stage: "extract", summary: "wrote \(ByteCount(result.bytes))"))
        return result
    }

    /// What one task does: a whole unit, or one large member alone.
    private enum Work {
        case unit(Int)
        case entry(Int)
    }

    private struct Done: Sendable {
        let decoder: ChunkDecoder
        let consumer: ExtractConsumer
        let findings: [Finding]
    }

    private func parts(
        _ map: BundleMap, _ wanted: Set<Int>, _ target: TargetFolder, _ findings: inout [Finding]
    ) async throws -> Result {
        var waiting = work(map, wanted)[...]
        var idle = try (0..<jobs).map { _ in try ChunkDecoder() }
        var result = Result()
        try await withThrowingTaskGroup(of: Done.self) { group in
            while true {
                while let decoder = idle.popLast() {
                    guard let next = waiting.popFirst() else { break }
                    let consumer = ExtractConsumer(target, reader.contents, wanted: wanted)
                    group.addTask { try run(next, map, decoder, consumer, wanted) }
                }
                guard let done = try await group.next() else { break }
                idle.append(done.decoder)
                findings += done.findings
                result.files += done.consumer.count
                result.bytes += done.consumer.bytes
            }
        }
        return result
    }

    private func work(_ map: BundleMap, _ wanted: Set<Int>) -> [Work] {
        map.units.indices.flatMap { number -> [Work] in
            let own = map.units[number].entries.filter(wanted.contains)
            if own.isEmpty { return [] }
            return own.count == 1 && map.units[number].chunks.count > 1 ? [.entry(own[0])] : [.unit(number)]
        }
    }

    private func run(
        _ work: Work, _ map: BundleMap, _ decoder: ChunkDecoder, _ consumer: ExtractConsumer, _ wanted: Set<Int>
    ) throws -> Done {
        let findings: [Finding]
        switch work {
        case .entry(let entry):
            findings = try EntryPass(file: reader.file.reader, map: map, entry: entry).run(decoder, consumer)
        case .unit(let number):
            let interests = [MemberInterest](repeating: .digest, count: map.units[number].entries.count)
            let pass = UnitPass(
                file: reader.file.reader, map: map, number: number, interests: interests, progress: SilentProgress(),
                consumer: consumer)
            let names = Set(wanted.map { map.contents.entries[$0].path.description })
            findings = try pass.run(decoder).findings.filter { names.contains($0.member) }
        }
        progress.report(.advanced(stage: "extract", bytes: consumer.bytes))
        return Done(decoder: decoder, consumer: consumer, findings: findings)
    }

    /// Without an index it reads twice: what does not hold is refused before the first file is written.
    private func stream(_ wanted: Set<Int>, _ target: TargetFolder, _ findings: inout [Finding]) throws -> Result {
        let consumer = ExtractConsumer(target, reader.contents, wanted: wanted)
        for writer in [nil, consumer] {
            let input = VerifiedInput(reader.file.reader, progress: SilentProgress())
            var pass = StreamPass(reader.file, reader.contents, modules: VerifierSet([]), consumer: writer)
            var checks = try pass.run(input)
            findings += checks.finish()
            guard findings.isEmpty else { break }
        }
        return Result(files: consumer.count, bytes: consumer.bytes)
    }
}
