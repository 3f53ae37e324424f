import AirgapCore

extension PushReport {
    /// Takes what became of the images.
    mutating func tell(_ plans: [ImagePlan], at target: PushTarget, _ options: PushOptions) {
        for plan in plans {
            let name = plan.name(at: target)
            var image = PushedImage(name: name, digest: plan.image.top, result: .present)
            image.existing = plan.existing == plan.image.top ? nil : plan.existing
            image.result = Self.result(plan, options)
            if plan.isSubstituted || (image.result == .present && image.existing != nil) {
                image.substitute = plan.image.substitute?.digest
            }
            if image.result == .conflict, let existing = plan.existing {
                failures.append(PushError.tagExists(name: name, existing: existing, wanted: plan.image.top))
            }
            if let failure = plan.failure {
                image.failure = "\(failure)"
                failures.append(StageError(stage: "push", item: name, cause: failure))
            }
            images.append(image)
        }
    }

    private static func result(_ plan: ImagePlan, _ options: PushOptions) -> PushedImage.Result {
        if plan.failure != nil { return .failed }
        if plan.isPushed { return .pushed }
        if plan.isConflict {
            switch options.existing {
            case .fail: return .conflict
            case .skip: return .skipped
            case .overwrite: return .overwrite
            }
        }
        return plan.isTagRight && plan.missing.isEmpty ? .present : .wanted
    }
}
