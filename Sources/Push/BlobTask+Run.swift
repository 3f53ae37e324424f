import AirgapCore
import Images

extension BlobTask {
    /// What became of a blob in each repository.
    struct Result: Sendable {
        let blob: PushBlob
        var present = 0
        var mounted = 0
        var sent = 0
        var failures: [RepositoryName: any ExplainedError] = [:]
    }

    /// Looks where the blob is, sends it once where it is nowhere, and has the registry take it from there for the others.
    ///
    /// - Throws: `CancellationError` only: every other failure is a repository's.
    func run(on connection: PushConnection, _ body: BlobBody, _ limit: ChunkLimit, isDryRun: Bool) async throws
        -> Result
    {
        var result = Result(blob: blob)
        var missing: [RepositoryName] = []
        var place: RepositoryName?
        for repository in repositories {
            do {
                if try await connection.has(blob, in: repository) {
                    result.present += 1
                    place = place ?? repository
                } else {
                    missing.append(repository)
                }
            } catch {
                result.failures[repository] = try Self.explained(error)
            }
        }
        for repository in missing {
            if isDryRun {
                if place == nil { result.sent += 1 } else { result.mounted += 1 }
                place = place ?? repository
                continue
            }
            do {
                var upload = BlobUpload(
                    blob, to: repository, from: place, body: body, limit: limit, connection: connection)
                switch try await upload.run() {
                case .sent: result.sent += 1
                case .mounted: result.mounted += 1
                }
                place = place ?? repository
            } catch {
                body.counter.rollBack()
                result.failures[repository] = try Self.explained(error)
            }
        }
        return result
    }

    /// - Throws: `CancellationError`.
    static func explained(_ error: any Error) throws -> any ExplainedError {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        return (error as? any ExplainedError) ?? FetchError.transport("push", "\(error)")
    }
}
