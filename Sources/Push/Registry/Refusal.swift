import AirgapCore
import Images

/// A registry's refusal: its error codes and words (OCI distribution specification, error codes).
struct Refusal {
    let answer: UploadAnswer
    /// `MANIFEST_BLOB_UNKNOWN`, in upper case.
    let codes: Set<String>
    private let messages: [String]

    init(_ answer: UploadAnswer) {
        self.answer = answer
        let errors = (try? JSONValue(parsing: answer.body))?["errors"]?.array?.prefix(16) ?? []
        codes = Set(errors.compactMap { $0["code"]?.string?.uppercased() })
        messages = errors.compactMap { $0["message"]?.string }
    }

    /// The registry's words, nil when it has none.
    var text: String? {
        let words = codes.sorted().joined(separator: ", ")
        let all = ([words] + messages.prefix(4)).filter { !$0.isEmpty }
        return all.isEmpty ? nil : all.joined(separator: ": ")
    }

    private var lowercasedText: String { (text ?? "").lowercased() }

    /// Whether the storage or the project's share of it is used up.
    var isQuota: Bool {
        if answer.status == 507 { return true }
        let text = lowercasedText
        let isDenial =
            codes.contains("DENIED") || codes.contains("TOOMANYREQUESTS") || [403, 412, 413].contains(answer.status)
        return isDenial
            && (text.contains("quota") || text.contains("exceed") || (answer.status == 413 && codes.contains("DENIED")))
    }

    /// Whether a manifest is refused because what it names is not there.
    var isMissingPart: Bool {
        (400...499).contains(answer.status)
            && !codes.isDisjoint(with: [
                "MANIFEST_BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "MANIFEST_INVALID", "BLOB_UNKNOWN",
            ])
    }

    /// What is to be told.
    ///
    /// - Parameters:
    ///   - repository: where something was to go.
    ///   - target: the registry.
    /// - Returns: the failure in words.
    func error(_ repository: RepositoryName, at target: PushTarget) -> any ExplainedError {
        if isQuota { return PushError.quota(detail: text ?? HTTPStatus.text(answer.status)) }
        let project = repository.description.split(separator: "/").first.map(String.init) ?? ""
        if [401, 403, 404].contains(answer.status), lowercasedText.contains("project"),
            lowercasedText.contains("not found")
        {
            return PushError.missingProject(project, registry: target.registry)
        }
        if codes.contains("NAME_UNKNOWN") { return PushError.unknownRepository(repository, detail: text) }
        switch answer.status {
        case 401, 403: return PushError.denied(repository: repository, status: answer.status, detail: text)
        default: return answer.failure.error
        }
    }
}
