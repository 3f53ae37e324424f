package import AirgapCore
package import Images

/// Brings a bundle's images into a registry: blobs, then manifests, then indexes and tags, then what refers to them.
package struct Pusher: Sendable {
    let source: any PushSource
    let connection: PushConnection
    let credentials: CredentialStore
    let options: PushOptions
    let progress: any ProgressReporter

    /// - Parameters:
    ///   - source: the bundle.
    ///   - target: where its images go.
    ///   - settings: what the user says about the registry.
    ///   - client: sends the requests.
    ///   - credentials: what the user has.
    ///   - options: how it is done.
    ///   - progress: told how far it is.
    /// - Throws: `RemoteURLError`.
    package init(
        from source: any PushSource, to target: PushTarget, settings: RegistrySettings, client: UploadClient,
        credentials: CredentialStore, options: PushOptions, progress: any ProgressReporter
    ) throws {
        let endpoint = try RegistryEndpoint(target.registry, settings: settings)
        connection = PushConnection(
            client: client, endpoint: endpoint,
            authorizer: RegistryAuthorizer(endpoint: endpoint, credentials: credentials, for: .push), target: target)
        self.source = source
        self.credentials = credentials
        self.options = options
        self.progress = progress
    }

    /// Pushes; one image's failure does not stop the others, and stands in the report.
    ///
    /// - Throws: what keeps everything from being pushed: `PushError`, `FailureList`, `FetchError`, `RegistryAuthError`,
    ///   `BundleReadError`, `FileError`, `CancellationError`.
    package func run() async throws -> PushReport {
        var tree = ImageTree(source)
        let images = try tree.images(options.only)
        guard !images.isEmpty else {
            throw tree.tagCount == 0 ? PushError.noImages : PushError.nothingSelected(options.only)
        }
        var plans = try images.map {
            ImagePlan(image: $0, repository: try connection.target.repository(for: $0.repository))
        }
        try await connection.greet()
        try await checkProjects(plans)
        plans = try await look(plans)
        var report = PushReport(registry: "\(connection.target)", isDryRun: options.isDryRun)
        let conflicts = plans.filter(\.isConflict)
        guard options.existing != .fail || conflicts.isEmpty else {
            report.tell(plans, at: connection.target, options)
            return report
        }
        if options.existing == .skip { plans = plans.map { $0.isConflict ? $0.leftAlone : $0 } }
        let failed = try await pushBlobs(plans, &report)
        if !options.isDryRun { plans = try await pushManifests(plans, failed, &report) }
        report.tell(plans, at: connection.target, options)
        return report
    }

    private func checkProjects(_ plans: [ImagePlan]) async throws {
        let known = try await credentials.credentials(for: connection.target.registry, connection.target.project)
        try await ProjectCheck(connection: connection, credentials: known).run(Set(plans.map(\.repository)))
    }

    /// Asks what the registry has of each image.
    private func look(_ plans: [ImagePlan]) async throws -> [ImagePlan] {
        progress.report(.began(stage: "push", activity: "asking \(connection.target.registry)"))
        return try await JobWindow(jobs: options.jobs).map(plans) { plan in
            var plan = plan
            do {
                plan.existing = try await connection.digest(of: plan.image.tag, in: plan.repository)
                if plan.existing != nil, plan.existing == plan.image.substitute?.digest { return plan }
                for manifest in plan.image.manifests
                where !(plan.existing == plan.image.top && manifest.digest == plan.image.top) {
                    if try await !connection.has(manifest: manifest.digest, in: plan.repository) {
                        plan.missing.append(manifest)
                    }
                }
            } catch {
                plan.failure = try BlobTask.explained(error)
            }
            return plan
        }
    }
}

extension ImagePlan {
    /// The same with nothing to do.
    fileprivate var leftAlone: ImagePlan {
        var plan = self
        plan.missing = []
        return plan
    }
}
