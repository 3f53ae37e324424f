/// Brings one `UnknownItem` from one source: resumes only what the server still calls the same, and hashes at the end.
struct UnknownDownloader: Sendable {
    let item: UnknownItem
    let source: RemoteURL
    let requester: Requester
    let sources: any SourceAccess
    let settings: FetchSettings
    let store: ContentStore
    let progress: any ProgressReporter

    /// - Throws: `FetchError`, `FileError`, or `CancellationError`.
    func download(with retrier: Retrier) async throws -> ArrivedItem {
        // The partial file goes by its address until its digest is known.
        let key = Digest(of: "unknown \(source)".utf8)
        // Only this task touches the file: its lock is held, and the attempts come one after the other.
        nonisolated(unsafe) let file = try await PartialFile.open(key, in: store)
        defer { if file.size == 0 { file.discard() } }
        return try await retrier.run {
            let before = file.size
            do {
                return try await attempt(file)
            } catch let error as FetchError {
                throw Retrier.Failure(
                    error: error, authority: source.authority, gotFurther: file.size >= before + (1 << 16))
            }
        }
    }

    private func attempt(_ file: PartialFile) async throws -> ArrivedItem {
        if file.size > 0, file.validators?.ifRange == nil { try file.restart(nil) }
        var call = Requester.Call(url: source, allowsPlainHTTP: item.allowsPlainHTTP)
        if file.size > 0, let validator = file.validators?.ifRange {
            call.headers.set("Range", "bytes=\(file.size)-")
            call.headers.set("If-Range", validator)
        }
        let (response, url) = try await requester.send(call, through: sources)
        try begin(response, url, file)
        let length = response.headers["Content-Length"].flatMap { Int64($0) }
        let declared = length.flatMap { file.size.addingReportingOverflow($0).overflow ? nil : file.size + $0 }
        nonisolated(unsafe) let own = file
        try await StallGuard(seconds: settings.stallSeconds, bytes: settings.stallBytes).watch(url) { meter in
            try await receive(response.body, declared, url, own, meter)
        }
        if let declared, file.size < declared {
            throw FetchError.truncated(url: url.redacted, expected: declared, received: file.size)
        }
        return try finish(file, url)
    }

    private func begin(_ response: TransportResponse, _ url: RemoteURL, _ file: PartialFile) throws {
        switch response.status {
        case 200: try file.restart(PartialFile.Validators(response.headers))
        case 206:
            let text = response.headers["Content-Range"] ?? ""
            guard file.size > 0, let range = ContentRange(text), range.first == file.size else {
                try file.restart(nil)
                throw FetchError.badRange(url.redacted, text.isEmpty ? "206 without Content-Range" : text)
            }
        case 416 where file.size > 0:
            try file.restart(nil)
            throw FetchError.badRange(url.redacted, "416 for a file that was begun")
        default: throw Retrier.Failure(response, method: "GET", url: url, now: .now())
        }
    }

    private func receive(
        _ body: TransportBody, _ declared: Int64?, _ url: RemoteURL, _ file: PartialFile, _ meter: TransferMeter
    ) async throws {
        for try await chunk in body {
            try Task.checkCancellation()
            let total = file.size + Int64(chunk.count)
            if let declared, total > declared {
                try file.restart(nil)
                throw FetchError.wrongSize(url: url.redacted, expected: declared, received: total)
            }
            try file.append(chunk, expected: declared)
            meter.add(chunk.count)
            progress.report(.advanced(stage: item.module.rawValue, bytes: Int64(chunk.count)))
        }
    }

    private func finish(_ file: PartialFile, _ url: RemoteURL) throws -> ArrivedItem {
        try file.flush()
        if let expected = item.sha512 {
            let received = try Digest512(ofFileAt: file.path)
            guard received == expected else {
                try file.restart(nil)
                throw FetchError.wrongChecksum(
                    url: url.redacted, expected: expected.description, received: received.description)
            }
        }
        let arrived = ArrivedItem(digest: try file.hashPrefix().digest(), size: file.size)
        try file.finish(as: arrived.digest, in: store)
        return arrived
    }
}
