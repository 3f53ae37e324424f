package import AirgapCore

extension ImagesModule {
    /// How many images are asked for at once; the fetcher has its own limit for each host.
    private static let window = 8

    package func resolve(in context: ResolveContext) async throws -> LockedImages {
        let resolver = ImageResolver(access: access, choices: configuration.choices, context: context)
        var outcomes: [ImageRequest: Result<LockedImage, StageError>] = [:]
        try await withThrowingTaskGroup(of: (ImageRequest, Result<LockedImage, StageError>).self) { group in
            var waiting = configuration.images[...]
            while !waiting.isEmpty || !group.isEmpty {
                if let next = waiting.first, outcomes.count + Self.window > configuration.images.count - waiting.count {
                    waiting = waiting.dropFirst()
                    group.addTask { (next, try await Self.outcome(of: next, by: resolver)) }
                } else if let (request, outcome) = try await group.next() {
                    outcomes[request] = outcome
                    context.progress.report(Self.event(for: request, outcome))
                }
            }
        }
        var failures: [any ExplainedError] = configuration.images.compactMap { outcomes[$0]?.failure }
        let local = try await resolveLocal(
            after: outcomes.values.compactMap { try? $0.get() }, in: context, &failures)
        try FailureList.throwIfAny(failures)
        let locked = LockedImages(
            images: try outcomes.values.map { try $0.get() }, platforms: configuration.choices.platforms, local: local)
        try FailureList.throwIfAny(
            Self.twins(locked) + (try locked.bootstrapFailures(for: context.architecture)))
        return locked
    }

    /// One failed image never stops the others; only being cancelled does.
    private static func outcome(
        of request: ImageRequest, by resolver: ImageResolver
    ) async throws -> Result<LockedImage, StageError> {
        do {
            return .success(try await resolver.resolve(request))
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            let item = "\(request.destination) (\(request.source))"
            return .failure(StageError(stage: name.rawValue, item: item, cause: error))
        }
    }

    private static func event(
        for request: ImageRequest, _ outcome: Result<LockedImage, StageError>
    ) -> ProgressEvent {
        switch outcome {
        case .success(let image):
            .detail(stage: name.rawValue, text: "\(request.destination) is \(image.source) \(image.digest)")
        case .failure(let error):
            .failed(stage: name.rawValue, item: request.destination, reason: "\(error.cause)")
        }
    }
}

extension Result {
    /// The error; nil for a success.
    fileprivate var failure: Failure? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}
