extension Fetcher {
    package func fetchUnknown(_ item: UnknownItem) async throws -> ArrivedItem {
        let stage = item.module.rawValue
        var last: (any Error)?
        for source in item.sources {
            let downloader = UnknownDownloader(
                item: item, source: source, requester: requester, sources: self, settings: settings, store: store,
                progress: progress)
            do {
                let arrived = try await downloader.download(with: retrier)
                progress.report(.finished(stage: stage, item: item.name, bytes: arrived.size))
                return arrived
            } catch let error as FetchError {
                last = error
                progress.report(.detail(stage: stage, text: "\(item.name): \(error)"))
            }
        }
        progress.report(.failed(stage: stage, item: item.name, reason: last.map { "\($0)" } ?? "no source"))
        throw last ?? FetchError.transport(item.name, "no source")
    }
}
