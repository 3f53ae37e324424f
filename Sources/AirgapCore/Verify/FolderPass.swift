import SystemPackage

/// Hashes the files of an unpacked bundle, several parts at once; modules get their members in the bundle's order.
struct FolderPass {
    /// Parts whose results may wait for an earlier one: a bound for what is kept in memory.
    private static let window = 16

    private let folder: FilePath
    private let contents: BundleContents
    private let sizes: [Int64?]
    private let progress: any ProgressReporter
    private let interests: [MemberInterest]
    private let parts: [FolderPart]
    private var checks: ModuleChecks

    private var findings: [Int: [Finding]] = [:]
    private var waiting: [Int: [VerifiedMember]] = [:]
    private var kept: [Int: [VerifiedMember]] = [:]
    private var nextPart = 0

    /// - Parameters:
    ///   - folder: where the bundle stands.
    ///   - contents: what its lists say.
    ///   - sizes: of each entry that is a file, in bytes; others are not read, and then the whole is not looked at.
    ///   - checks: get all facts.
    ///   - progress: told how far it is.
    init(
        _ folder: FilePath, _ contents: BundleContents, sizes: [Int64?], checks: ModuleChecks,
        progress: any ProgressReporter
    ) {
        self.folder = folder
        self.contents = contents
        self.sizes = sizes
        self.progress = progress
        var checks = checks
        interests = sizes.enumerated().map { entry, size in
            size.map { checks.interest(in: entry, size: $0) } ?? .digest
        }
        if sizes.contains(nil) { checks.stop() }
        self.checks = checks
        parts = FolderPart.all(sizes)
    }

    /// Reads everything.
    ///
    /// - Parameter jobs: how many parts are read at once, at least 1.
    /// - Returns: the checks with all facts in them.
    /// - Throws: `CancellationError`.
    mutating func run(jobs: Int) async throws -> ModuleChecks {
        var schedule = FolderPart.schedule(parts, interests)[...]
        try await withThrowingTaskGroup(of: FolderRead.Result.self) { group in
            var running = 0
            while true {
                while running < max(1, jobs), kept.count < Self.window, let number = schedule.popFirst() {
                    let read = read(number)
                    group.addTask { try read.run() }
                    running += 1
                }
                guard let result = try await group.next() else { break }
                running -= 1
                take(result)
            }
        }
        for part in findings.keys.sorted() { checks.findings.add(findings[part] ?? []) }
        return checks
    }

    private func read(_ number: Int) -> FolderRead {
        let part = parts[number]
        return FolderRead(
            folder: folder, contents: contents, number: number, part: part, sizes: part.entries.map { sizes[$0] ?? 0 },
            interests: part.entries.map { interests[$0] }, progress: progress)
    }

    /// Large files come early; what they hold interests nobody, so only their facts wait.
    private mutating func take(_ result: FolderRead.Result) {
        if !result.findings.isEmpty { findings[result.part] = result.findings }
        if result.members.allSatisfy({ $0.kept.isEmpty }) {
            waiting[result.part] = result.members
        } else {
            kept[result.part] = result.members
        }
        while let members = waiting.removeValue(forKey: nextPart) ?? kept.removeValue(forKey: nextPart) {
            for member in members { checks.take(member) }
            nextPart += 1
        }
    }
}
