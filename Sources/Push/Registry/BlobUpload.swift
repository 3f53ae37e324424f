import AirgapCore
import Images

/// Brings one blob into one repository: mounted from another one, in one request, or in parts where that is refused (OCI
/// distribution specification, pushing blobs).
struct BlobUpload {
    /// How a blob got there.
    enum Outcome: Sendable {
        case sent, mounted
    }

    let connection: PushConnection
    let blob: PushBlob
    let repository: RepositoryName
    let body: BlobBody
    let limit: ChunkLimit
    private var state = UploadState()

    init(
        _ blob: PushBlob, to repository: RepositoryName, from mountSource: RepositoryName?, body: BlobBody,
        limit: ChunkLimit, connection: PushConnection
    ) {
        self.connection = connection
        self.blob = blob
        self.repository = repository
        self.body = body
        self.limit = limit
        state.mountSource = mountSource
        state.chunk = limit.current.flatMap { blob.size > $0 ? $0 : nil }
    }

    /// - Throws: `PushError`, `FetchError`, `RegistryAuthError`, `CancellationError`, or what the bundle's bytes give.
    mutating func run() async throws -> Outcome {
        var upload = self
        let outcome = try await connection.client.retrying {
            do {
                return try await upload.attempt()
            } catch let failure as Retrier.Failure {
                throw upload.interrupted(failure)
            }
        }
        self = upload
        return outcome
    }

    /// After a failure the registry is asked how much it has; a body that was cut off goes on in parts, so that less is lost
    /// next time.
    private mutating func interrupted(_ failure: Retrier.Failure) -> Retrier.Failure {
        body.counter.rollBack()
        var failure = failure
        failure.gotFurther = state.offset > state.farthest
        state.farthest = max(state.farthest, state.offset)
        guard state.location != nil else { return failure }
        state.isDoubtful = true
        let bytes = state.chunk ?? blob.size
        if case .status = failure.error { return failure }
        if bytes > 8 << 20 { state.chunk = max(8 << 20, min(ChunkLimit.first, bytes / 2)) }
        return failure
    }

    private mutating func attempt() async throws -> Outcome {
        while true {
            if state.isDoubtful { try await askProgress() }
            if state.location == nil, try await begin() { return .mounted }
            guard let location = state.location else { throw lost("no upload address", connection.endpoint.root) }
            if state.chunk == nil, state.offset == 0 {
                if try await sendWhole(to: location) { return .sent }
            } else if try await sendParts() {
                return .sent
            }
        }
    }

    /// - Returns: whether the blob is there already, mounted.
    private mutating func begin() async throws -> Bool {
        var place = "blobs/uploads/"
        if let source = state.mountSource { place += "?mount=\(blob.digest)&from=\(source)" }
        let url = try connection.url(repository, place)
        let answer = try await send("POST", url)
        if state.mountSource != nil {
            state.mountSource = nil
            if answer.status == 201 {
                try answer.check(blob.digest)
                return true
            }
            // Whoever may not read the other repository uploads.
            if !answer.isSuccess { return try await begin() }
        }
        guard answer.isSuccess else { throw Refusal(answer).error(repository, at: connection.target) }
        state.least = answer.headers["OCI-Chunk-Min-Length"].flatMap { Int64($0) } ?? 0
        state.offset = 0
        try follow(answer)
        return false
    }

    /// One request with all of it.
    ///
    /// - Returns: false when it must go in parts.
    private mutating func sendWhole(to location: RemoteURL) async throws -> Bool {
        let answer = try await send("PUT", try finalURL(location), stream: body.whole())
        if try isTooLarge(answer, blob.size) { return false }
        try finish(answer)
        return true
    }

    /// One request after the other, then one that commits.
    ///
    /// - Returns: false when the upload must begin anew.
    private mutating func sendParts() async throws -> Bool {
        if !state.isProved {
            try body.source.prove(blob.entry)
            state.isProved = true
        }
        while state.offset < blob.size {
            guard let location = state.location else { return false }
            let length = min(max(state.chunk ?? ChunkLimit.first, state.least, 1), blob.size - state.offset)
            let range = state.offset..<(state.offset + length)
            let headers: HTTPHeaders = [("Content-Range", "\(range.lowerBound)-\(range.upperBound - 1)")]
            let answer = try await send("PATCH", location, headers: headers, stream: body.part(range))
            if try isTooLarge(answer, length) {
                body.counter.rollBack()
                state.isDoubtful = true
                return false
            }
            if answer.status == 416 || answer.status == 404 { throw lost("the registry lost it", answer.url) }
            guard answer.isSuccess else { throw Refusal(answer).error(repository, at: connection.target) }
            try follow(answer)
            try advance(answer, range)
        }
        guard let location = state.location else { return false }
        try finish(try await send("PUT", try finalURL(location)))
        return true
    }

    private mutating func advance(_ answer: UploadAnswer, _ range: Range<Int64>) throws {
        let end = answer.headers["Range"].flatMap(UploadRange.end) ?? range.upperBound
        guard end > range.lowerBound, end <= range.upperBound else {
            throw lost("after the bytes up to \(range.upperBound) the registry has \(end)", answer.url)
        }
        if end < range.upperBound { body.counter.rollBack() } else { body.counter.commit() }
        state.offset = end
    }

    /// Asks how much the registry has; an upload that it does not know any more begins anew.
    private mutating func askProgress() async throws {
        guard let location = state.location else { return state.forget() }
        let answer = try await send("GET", location)
        guard answer.isSuccess, let end = answer.headers["Range"].map({ UploadRange.end($0) ?? 0 }),
            end <= blob.size
        else { return state.forget() }
        // Registries say 0-0 when they have nothing.
        state.offset = end == 1 ? 0 : end
        state.isDoubtful = false
        if answer.headers["Location"] != nil { try follow(answer) }
        if state.offset > 0, state.chunk == nil { state.chunk = ChunkLimit.first }
    }

    private mutating func finish(_ answer: UploadAnswer) throws {
        let refusal = Refusal(answer)
        if !refusal.codes.isDisjoint(with: [
            "DIGEST_INVALID", "SIZE_INVALID", "BLOB_UPLOAD_UNKNOWN", "BLOB_UPLOAD_INVALID",
        ])
            || answer.status == 404 || answer.status == 416
        {
            throw lost(refusal.text ?? HTTPStatus.text(answer.status), answer.url)
        }
        guard answer.isSuccess else { throw refusal.error(repository, at: connection.target) }
        try answer.check(blob.digest)
        body.counter.commit()
    }

    /// Whether a body was refused for its size, and smaller ones are worth a try.
    private mutating func isTooLarge(_ answer: UploadAnswer, _ bytes: Int64) throws -> Bool {
        guard answer.status == 413 else { return false }
        let refusal = Refusal(answer)
        if refusal.isQuota { throw refusal.error(repository, at: connection.target) }
        body.counter.rollBack()
        guard bytes > state.least, let next = limit.refused(bytes) else {
            throw PushError.tooLarge(url: answer.url.redacted, bytes: bytes)
        }
        state.chunk = next
        return true
    }

    private func send(
        _ method: String, _ url: RemoteURL, headers: HTTPHeaders = [], stream: RequestStream? = nil
    ) async throws -> UploadAnswer {
        var headers = headers
        if stream != nil { headers.set("Content-Type", "application/octet-stream") }
        let answer = try await connection.client.send(
            connection.request(method, url, headers: headers, stream: stream))
        if answer.isPassing { throw answer.failure }
        return answer
    }

    /// The last `Location` counts; it may be relative, carry a state in its query, or name another host, which gets no
    /// credentials.
    private mutating func follow(_ answer: UploadAnswer) throws {
        guard let text = answer.headers["Location"] else {
            if state.location != nil { return }
            throw PushError.badLocation(url: answer.url.redacted, "no Location")
        }
        let next: RemoteURL
        do {
            next = try answer.url.resolving(text)
        } catch {
            throw PushError.badLocation(url: answer.url.redacted, "\(error)")
        }
        guard next.isSecure || !answer.url.isSecure else {
            throw FetchError.insecureRedirect(from: answer.url.redacted, to: next.redacted)
        }
        guard !next.isLoopback || answer.url.isLoopback else {
            throw PushError.badLocation(url: answer.url.redacted, "this machine, \(next.redacted)")
        }
        state.location = next
    }

    private func finalURL(_ location: RemoteURL) throws(RemoteURLError) -> RemoteURL {
        try RemoteURL("\(location)\(location.target.contains("?") ? "&" : "?")digest=\(blob.digest)")
    }

    /// An upload that cannot go on: it begins anew, which counts as an attempt.
    private mutating func lost(_ reason: String, _ url: RemoteURL) -> Retrier.Failure {
        body.counter.rollBack()
        state.forget()
        return Retrier.Failure(
            error: .transport(url.redacted, "the upload cannot go on: \(Quoted(reason))"), authority: url.authority)
    }
}
