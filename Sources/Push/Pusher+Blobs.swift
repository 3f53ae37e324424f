import AirgapCore
import Images

extension Pusher {
    /// A blob that a repository did not get.
    struct FailedBlobs: Sendable {
        private var failures: [RepositoryName: [Digest: any ExplainedError]] = [:]

        mutating func add(_ digest: Digest, _ repository: RepositoryName, _ error: any ExplainedError) {
            failures[repository, default: [:]][digest] = error
        }

        /// The first blob of an image that is missing.
        func first(of plan: ImagePlan) -> (any ExplainedError)? {
            guard let own = failures[plan.repository] else { return nil }
            for blob in plan.missing.flatMap(\.blobs) {
                if let error = own[blob.digest] { return PushError.blob(blob.digest, "\(error)", error.exitCode) }
            }
            return nil
        }
    }

    /// Sends what the missing manifests need, the largest first; each blob goes over the network once.
    func pushBlobs(_ plans: [ImagePlan], _ report: inout PushReport) async throws -> FailedBlobs {
        let tasks = Self.tasks(plans)
        let total = tasks.reduce(Int64(0)) { $0 + $1.blob.size }
        progress.report(.expecting(stage: "push", items: tasks.count, bytes: total))
        let limit = ChunkLimit()
        let results = try await JobWindow(jobs: options.jobs).map(tasks) { task in
            let counter = SentCounter(progress: progress, stage: "push")
            let body = BlobBody(source: source, blob: task.blob, counter: counter)
            let result = try await task.run(on: connection, body, limit, isDryRun: options.isDryRun)
            tell(result)
            return result
        }
        var failed = FailedBlobs()
        for result in results {
            for _ in 0..<result.sent { report.sent.add(result.blob.size) }
            for _ in 0..<result.mounted { report.mounted.add(result.blob.size) }
            for _ in 0..<result.present { report.present.add(result.blob.size) }
            for (repository, error) in result.failures { failed.add(result.blob.digest, repository, error) }
        }
        let verb = options.isDryRun ? "to send" : "sent"
        progress.report(
            .ended(stage: "push", summary: "\(report.sent.blobs) blobs \(verb) (\(ByteCount(report.sent.bytes)))"))
        return failed
    }

    private func tell(_ result: BlobTask.Result) {
        let name = "blob \(result.blob.digest.hex.prefix(12))"
        if let failure = result.failures.values.first {
            progress.report(.failed(stage: "push", item: name, reason: "\(failure)"))
        } else if result.sent > 0 {
            progress.report(.finished(stage: "push", item: name, bytes: result.blob.size))
        } else {
            progress.report(.reused(stage: "push", item: name, bytes: result.blob.size))
        }
    }

    private static func tasks(_ plans: [ImagePlan]) -> [BlobTask] {
        var blobs: [Digest: PushBlob] = [:]
        var repositories: [Digest: Set<RepositoryName>] = [:]
        for plan in plans where plan.failure == nil {
            for blob in plan.missing.flatMap(\.blobs) {
                blobs[blob.digest] = blob
                repositories[blob.digest, default: []].insert(plan.repository)
            }
        }
        return blobs.values.sorted { ($1.size, $0.digest.hex) < ($0.size, $1.digest.hex) }.map {
            BlobTask(blob: $0, repositories: repositories[$0.digest, default: []].sorted())
        }
    }
}
