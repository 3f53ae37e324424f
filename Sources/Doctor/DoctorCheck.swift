/// One thing that was looked at.
package struct DoctorCheck: Codable, Sendable, Equatable {
    /// How it is.
    package enum State: String, Codable, CaseIterable, Sendable {
        case ok
        /// Worth knowing; nothing need be done, or the installation does it.
        case note
        /// Must be fixed before the bundle can be used.
        case fix
        /// This user, or this place, cannot see it.
        case unseen
    }

    /// What it is about: `disk`, `ports`.
    package let topic: String
    package let state: State
    /// What was seen, one line.
    package let fact: String
    /// A command that changes it, when there is one.
    package let command: String?

    package init(_ topic: String, _ state: State, _ fact: String, run command: String? = nil) {
        self.topic = topic
        self.state = state
        self.fact = fact
        self.command = command
    }
}
