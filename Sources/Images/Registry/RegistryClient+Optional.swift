import AirgapCore

extension RegistryClient {
    /// Asks as `first(of:_:)` does, for what an image may lack.
    ///
    /// Where mirrors answer but the registry itself cannot be reached, as in a network that has nothing but mirrors, what the
    /// mirrors do not have counts as absent. That is said once, and the registry is not waited for again.
    ///
    /// - Returns: nil for what only the registry itself could tell.
    /// - Throws: what the registry itself throws when it answers.
    func firstReachable<Answer>(_ ask: (RegistryRoute) async throws -> Answer) async throws -> Answer? {
        let mirrors = routes.filter(\.isMirror)
        let asksMirrorsOnly = access.isSilent(host) && !mirrors.isEmpty
        do {
            return try await first(of: asksMirrorsOnly ? mirrors : routes, ask)
        } catch ImageError.noRoute where asksMirrorsOnly {
            return nil
        } catch let error as FetchError where error.isSilence && !mirrors.isEmpty {
            if access.noteSilence(of: host) {
                let text = "\(error): signatures and attachments of \(host) are those of its mirrors"
                context.progress.report(.warning(stage: ImagesModule.name.rawValue, text: text))
            }
            return nil
        }
    }
}
