import Synchronization

/// What credential helpers have said in this run: they are asked once for each registry.
final class HelperAnswers: Sendable {
    private let answers = Mutex<[[String]: RegistryCredentials?]>([:])

    /// What a helper said about a registry; nil when it was not asked yet.
    func known(_ helper: String, _ registry: String) -> RegistryCredentials?? {
        answers.withLock { $0[[helper, registry]] }
    }

    func keep(_ answer: RegistryCredentials?, of helper: String, _ registry: String) {
        answers.withLock { $0[[helper, registry]] = .some(answer) }
    }
}
