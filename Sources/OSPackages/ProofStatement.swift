import AirgapCore

/// What verify says of a target whose requests were solved from the bundle alone.
struct ProofStatement {
    let target: LockedTarget
    let proof: InstallabilityProof

    /// Nothing when something is missing: that is a finding.
    var lines: [String] {
        guard proof.failures.isEmpty else { return trustLines }
        let count = target.requested.count
        let requests = count == 1 ? "the requested package installs" : "all \(count) requested packages install"
        var lines = ["\(target.id): \(requests) from the bundle alone\(base)"]
        if let exclusion = proof.exclusion { lines.append("\(target.id): but not all together: \(exclusion)") }
        return lines + trustLines
    }

    private var base: String {
        if let assumed = target.base?.assumed { return ", on machines that have the \(assumed.count) packages listed" }
        if let included = target.base?.included { return ", with the base set (\(included.count) packages)" }
        return ", on an empty system"
    }

    private var trustLines: [String] {
        target.repositories.filter { $0.trusted == true }.map {
            "\(target.id): \($0.url.redacted) \($0.suite) was taken without a signature (trusted: true)"
        }
    }
}
