/// Verifies a bundle by its index, several units at once; modules get their members in the archive's order.
struct IndexedPass {
    /// Units whose results may wait for an earlier one: a bound for what is kept in memory.
    private static let window = 64
    /// Bytes of contents that may wait for an earlier unit before no new one is begun.
    private static let waitingLimit = 8 << 20
    /// Units that one job reads at a time.
    private static let abreast = 2

    private let file: BundleFile
    private let map: BundleMap
    private let progress: any ProgressReporter
    private var checks: ModuleChecks
    private let interests: [MemberInterest]

    private var findings: [Int: [Finding]] = [:]
    private var waiting: [Int: [VerifiedMember]] = [:]
    private var nextUnit = 0
    /// Bytes of contents that wait for an earlier unit.
    private var waitingBytes = 0

    init(_ file: BundleFile, _ map: BundleMap, modules: VerifierSet, progress: any ProgressReporter) {
        self.file = file
        self.map = map
        self.progress = progress
        var checks = ModuleChecks(map.contents, modules: modules)
        interests = map.contents.entries.indices.map { checks.interest(in: $0, size: map.size($0)) }
        self.checks = checks
    }

    /// Reads everything.
    ///
    /// - Parameter jobs: how many units are read at once.
    /// - Returns: the checks with all facts in them.
    /// - Throws: `FileError`, `CancellationError`, `ArchiveError` when there is no memory.
    mutating func run(jobs: Int) async throws -> ModuleChecks {
        var idle = try (0..<max(1, min(jobs, map.units.count))).map { _ in
            let input = ChunkInput()
            return try (0..<Self.abreast).map { _ in try ChunkDecoder(input) }
        }
        var schedule = UnitSchedule(map, interests)
        let early = UnitQueue(schedule.early.map { pass($0) })
        var results: [Int: [VerifiedMember]] = [:]
        try await withThrowingTaskGroup(of: ([UnitPass.Result], [ChunkDecoder]).self) { group in
            for decoders in idle { group.addTask { (try UnitGroup(waiting: early).run(decoders), decoders) } }
            idle = []
            while true {
                while results.count < Self.window, waitingBytes < Self.waitingLimit, let decoders = idle.popLast() {
                    guard let numbers = schedule.next() else {
                        idle.append(decoders)
                        break
                    }
                    let units = UnitGroup(waiting: UnitQueue(numbers.map { pass($0) }))
                    group.addTask { (try units.run(decoders), decoders) }
                }
                guard let (read, decoders) = try await group.next() else { break }
                idle.append(decoders)
                for result in read {
                    if !result.findings.isEmpty { findings[result.unit] = result.findings }
                    results[result.unit] = result.members
                    waitingBytes += Self.keptBytes(result.members)
                }
                deliver(&results)
            }
        }
        for unit in findings.keys.sorted() { checks.findings.add(findings[unit] ?? []) }
        return checks
    }

    private func pass(_ number: Int) -> UnitPass {
        UnitPass(
            file: file.reader, map: map, number: number, interests: Array(interests[map.units[number].entries]),
            progress: progress)
    }

    /// Large units come early; what they hold interests nobody, so only their facts wait. The others begin in order: the
    /// next to deliver is always under way, so waiting for it ends.
    private mutating func deliver(_ results: inout [Int: [VerifiedMember]]) {
        for (unit, members) in results where unit != nextUnit && members.allSatisfy({ $0.kept.isEmpty }) {
            waiting[unit] = members
            results[unit] = nil
        }
        while let members = results.removeValue(forKey: nextUnit) ?? waiting.removeValue(forKey: nextUnit) {
            for member in members { checks.take(member) }
            waitingBytes -= Self.keptBytes(members)
            nextUnit += 1
        }
    }

    private static func keptBytes(_ members: [VerifiedMember]) -> Int { members.reduce(0) { $0 + $1.kept.count } }
}
