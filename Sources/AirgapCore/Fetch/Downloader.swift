/// Brings one object into the store: hashes and counts while it writes, resumes with `Range`, tries each source.
struct Downloader: Sendable {
    let requester: Requester
    /// An authorizer's way to a token service.
    let sources: any SourceAccess
    let retrier: Retrier
    let settings: FetchSettings
    let store: ContentStore
    let progress: any ProgressReporter

    /// - Throws: `FetchError` or `FileError` of the last source, or `CancellationError`.
    func download(_ item: FetchItem) async throws {
        let partial = try await PartialFile.open(item.digest, in: store)
        if try store.contains(item.digest, size: item.size) {
            partial.discard()
            return
        }
        var last: (any Error)?
        for source in item.sources {
            do {
                return try await download(item, from: source, into: partial)
            } catch let error as any ExplainedError where error.exitCode != .disk {
                last = error
                progress.report(.detail(stage: item.module.rawValue, text: "\(item.name): \(error)"))
            }
        }
        if partial.size == 0 { partial.discard() }
        throw last ?? FetchError.transport(item.name, "no source")
    }

    private func download(_ item: FetchItem, from source: RemoteURL, into partial: PartialFile) async throws {
        // Only this task touches the partial file: its lock is held, and the attempts come one after the other.
        nonisolated(unsafe) let file = partial
        try await retrier.run {
            let before = file.size
            do {
                try await attempt(item, source, file)
            } catch let error as FetchError {
                throw Retrier.Failure(
                    error: error, authority: source.authority, gotFurther: file.size >= before + (1 << 16))
            }
        }
    }

    private func attempt(_ item: FetchItem, _ source: RemoteURL, _ file: PartialFile) async throws {
        if let size = item.size, file.size > size { try file.restart(nil) }
        if let size = item.size, file.size == size, size > 0 {
            return try check(try file.hashPrefix(), item, source, file)
        }
        let resumed = file.size
        let (response, url) = try await requester.send(call(for: item, source, file), through: sources)
        var hasher: DigestHasher
        switch response.status {
        case 206:
            hasher = try continued(response, resumed, item, url, file)
        case 200:
            try file.restart(PartialFile.Validators(response.headers))
            hasher = DigestHasher()
        case 416 where resumed > 0:
            try file.restart(nil)
            throw FetchError.badRange(url.redacted, "416 after \(resumed) bytes")
        default:
            let detail = await ErrorDetail.read(response.body)
            throw Retrier.Failure(response, method: "GET", url: url, detail: detail, now: .now())
        }
        let declared = try declaredSize(response, item, url, from: file.size)
        nonisolated(unsafe) let own = file
        let start = hasher
        hasher = try await StallGuard(seconds: settings.stallSeconds, bytes: settings.stallBytes).watch(url) { meter in
            try await receive(response.body, start, item, declared, url, own, meter)
        }
        if let declared, file.size < declared {
            throw FetchError.truncated(url: url.redacted, expected: declared, received: file.size)
        }
        try check(hasher, item, url, file)
    }

    private func call(for item: FetchItem, _ source: RemoteURL, _ file: PartialFile) -> Requester.Call {
        // The digest vouches for the content, so plain http is acceptable.
        var call = Requester.Call(
            url: source, headers: item.headers, authorizer: item.authorizers.first { $0.origin == source.origin },
            allowsPlainHTTP: true)
        if file.size > 0 {
            call.headers.set("Range", "bytes=\(file.size)-")
            if let validator = file.validators?.ifRange { call.headers.set("If-Range", validator) }
        }
        return call
    }

    private func continued(
        _ response: TransportResponse, _ resumed: Int64, _ item: FetchItem, _ url: RemoteURL, _ file: PartialFile
    ) throws -> DigestHasher {
        let text = response.headers["Content-Range"] ?? ""
        guard resumed > 0, let range = ContentRange(text), range.first == resumed,
            range.total == nil || item.size == nil || range.total == item.size
        else {
            try file.restart(nil)
            throw FetchError.badRange(url.redacted, text.isEmpty ? "206 without Content-Range" : text)
        }
        return try file.hashPrefix()
    }

    /// The size of the whole, as the item or else the answer says it.
    private func declaredSize(_ response: TransportResponse, _ item: FetchItem, _ url: RemoteURL, from start: Int64)
        throws -> Int64?
    {
        let length = response.headers["Content-Length"].flatMap { Int64($0) }
        let total = length.flatMap { start.addingReportingOverflow($0).overflow ? nil : start + $0 }
        if let size = item.size, let total, total != size {
            throw FetchError.wrongSize(url: url.redacted, expected: size, received: total)
        }
        return item.size ?? total
    }

    private func receive(
        _ body: TransportBody, _ start: DigestHasher, _ item: FetchItem, _ declared: Int64?, _ url: RemoteURL,
        _ file: PartialFile, _ meter: TransferMeter
    ) async throws -> DigestHasher {
        var hasher = start
        for try await chunk in body {
            try Task.checkCancellation()
            let total = file.size + Int64(chunk.count)
            if let declared, total > declared {
                try file.restart(nil)
                throw FetchError.wrongSize(url: url.redacted, expected: declared, received: total)
            }
            hasher.update(chunk)
            try file.append(chunk, expected: declared)
            meter.add(chunk.count)
            progress.report(.advanced(stage: item.module.rawValue, bytes: Int64(chunk.count)))
        }
        return hasher
    }

    private func check(_ hasher: DigestHasher, _ item: FetchItem, _ url: RemoteURL, _ file: PartialFile) throws {
        let digest = hasher.digest()
        guard digest == item.digest else {
            try file.restart(nil)
            throw FetchError.wrongDigest(url: url.redacted, expected: item.digest, received: digest)
        }
        try file.finish(as: digest, in: store)
    }
}
