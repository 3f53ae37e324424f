import AirgapCore
import Images

extension Pusher {
    /// Puts manifests and tags, images before what refers to them.
    ///
    /// - Returns: the same images with what became of them.
    func pushManifests(
        _ plans: [ImagePlan], _ failed: FailedBlobs, _ report: inout PushReport
    ) async throws -> [ImagePlan] {
        let work = plans.filter { $0.failure == nil && !($0.isTagRight && $0.missing.isEmpty) }.count
        progress.report(.expecting(stage: "tag", items: work, bytes: nil))
        var results: [PushedManifests] = []
        for wave in [plans.filter { $0.image.subject == nil }, plans.filter { $0.image.subject != nil }] {
            results += try await JobWindow(jobs: options.jobs).map(wave) { plan in
                try await push(plan, failed.first(of: plan))
            }
        }
        report.manifests = results.reduce(0) { $0 + $1.count }
        progress.report(.ended(stage: "tag", summary: "\(report.manifests) manifests"))
        return results.map(\.plan)
    }

    /// An image whose manifests went out.
    struct PushedManifests: Sendable {
        var plan: ImagePlan
        var count = 0
        /// Of the manifests that were put.
        var bytes: Int64 = 0
    }

    private func push(_ plan: ImagePlan, _ failure: (any ExplainedError)?) async throws -> PushedManifests {
        var result = PushedManifests(plan: plan)
        result.plan.failure = plan.failure ?? failure
        let isLeftAlone = plan.isConflict && options.existing != .overwrite
        if result.plan.failure == nil, !isLeftAlone, !(plan.isTagRight && plan.missing.isEmpty) {
            do {
                try await put(&result)
                result.plan.isPushed = true
                progress.report(.finished(stage: "tag", item: plan.image.name, bytes: result.bytes))
            } catch {
                result.plan.failure = try BlobTask.explained(error)
            }
        }
        if let failure = result.plan.failure {
            progress.report(.failed(stage: "tag", item: plan.image.name, reason: "\(failure)"))
        }
        return result
    }

    private func put(_ result: inout PushedManifests) async throws {
        let plan = result.plan
        for manifest in plan.missing where manifest.digest != plan.image.top {
            if let refusal = try await put(manifest, as: "\(manifest.digest)", &result) {
                guard manifest.mediaType.isIndex else { throw refusal.error(plan.repository, at: connection.target) }
                return try await substitute(refusal, &result)
            }
        }
        guard let top = plan.image.manifests.last else { return }
        if let refusal = try await put(top, as: "\(plan.image.tag)", &result) {
            try await substitute(refusal, &result)
        }
    }

    private func put(
        _ manifest: PushManifest, as reference: String, _ result: inout PushedManifests
    ) async throws -> Refusal? {
        let bytes = try source.read(manifest.entry, limit: ManifestDocument.sizeLimit)
        let refusal = try await connection.put(manifest, bytes, as: reference, in: result.plan.repository)
        if refusal == nil {
            result.count += 1
            result.bytes += Int64(bytes.count)
        }
        return refusal
    }

    /// A registry that takes no sparse index gets the platform's manifest under the tag.
    private func substitute(_ refusal: Refusal, _ result: inout PushedManifests) async throws {
        let plan = result.plan
        guard plan.image.isSparse, refusal.isMissingPart else {
            throw refusal.error(plan.repository, at: connection.target)
        }
        guard let manifest = plan.image.substitute else {
            throw PushError.noSubstitute(detail: refusal.text ?? "\(refusal.answer.status)")
        }
        if let second = try await put(manifest, as: "\(plan.image.tag)", &result) {
            throw second.error(plan.repository, at: connection.target)
        }
        result.plan.isSubstituted = true
    }
}
