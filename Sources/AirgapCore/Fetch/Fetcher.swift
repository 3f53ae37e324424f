/// The one fetcher for all modules.
package struct Fetcher: SourceAccess {
    let requester: Requester
    let retrier: Retrier
    let settings: FetchSettings
    let store: ContentStore
    let progress: any ProgressReporter

    /// - Parameters:
    ///   - transport: sends single requests.
    ///   - settings: limits, retries.
    ///   - store: where objects go.
    ///   - progress: told of every byte and item.
    package init(
        transport: any HTTPTransport, settings: FetchSettings, store: ContentStore, progress: any ProgressReporter
    ) {
        let pacing = HostPacing()
        requester = Requester(transport: transport, settings: settings, pacing: pacing)
        retrier = Retrier(policy: settings.retry, pacing: pacing)
        self.settings = settings
        self.store = store
        self.progress = progress
    }

    package func metadata(_ request: MetadataRequest) async throws -> MetadataAnswer {
        try await MetadataExchange(requester: requester, retrier: retrier, settings: settings)
            .answer(to: request, through: self)
    }

    package func fetch(_ items: [FetchItem]) async throws {
        let missing = try unique(items)
        guard !missing.isEmpty else { return }
        var failures: [any ExplainedError] = []
        var window = FetchWindow(missing, jobsPerHost: settings.jobsPerHost)
        try await withThrowingTaskGroup(of: (FetchItem, (any ExplainedError)?).self) { group in
            var running = 0
            while true {
                while running < settings.jobs, failures.allSatisfy({ $0.exitCode != .disk }), let item = window.next() {
                    group.addTask { (item, try await outcome(of: item)) }
                    running += 1
                }
                guard let (item, failure) = try await group.next() else { break }
                running -= 1
                window.finished(item)
                if let failure { failures.append(failure) }
            }
        }
        if let failure = failures.first(where: { $0.exitCode == .disk }) {
            let left = window.waitingCount
            let rest = left == 0 ? [] : [NotAttempted(count: left)] as [any ExplainedError]
            throw FailureList([failure] + rest)
        }
        try FailureList.throwIfAny(failures)
    }

    /// Each digest once, without those that the store has.
    private func unique(_ items: [FetchItem]) throws -> [FetchItem] {
        var seen: Set<Digest> = []
        var missing: [FetchItem] = []
        for item in items where seen.insert(item.digest).inserted {
            if try store.contains(item.digest, size: item.size) {
                PartialFile.forget(item.digest, in: store)
                let size = try store.size(of: item.digest)
                progress.report(.reused(stage: item.module.rawValue, item: item.name, bytes: size))
            } else {
                missing.append(item)
            }
        }
        return missing
    }

    /// - Throws: `CancellationError` only: every other failure is the result.
    private func outcome(of item: FetchItem) async throws -> (any ExplainedError)? {
        let downloader = Downloader(
            requester: requester, sources: self, retrier: retrier, settings: settings, store: store, progress: progress)
        do {
            try await downloader.download(item)
            let size = try store.size(of: item.digest)
            progress.report(.finished(stage: item.module.rawValue, item: item.name, bytes: size))
            return nil
        } catch let error as CancellationError {
            throw error
        } catch {
            if Task.isCancelled { throw CancellationError() }
            progress.report(.failed(stage: item.module.rawValue, item: item.name, reason: "\(error)"))
            return StageError(stage: item.module.rawValue, item: item.name, cause: error)
        }
    }
}
