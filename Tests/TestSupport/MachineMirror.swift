import AirgapCore

/// Debian's mirror as this machine's own apt has it.
package enum MachineMirror {
    /// The archive's URL for bookworm, taken from apt itself.
    ///
    /// - Throws: `PeerProgram.Failure` when apt has none.
    package static func bookworm() async throws -> String {
        let targets = try await PeerProgram.run(
            "apt-get", ["indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"])
        for line in targets.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, words[1] == "bookworm" { return String(words[0]) }
        }
        throw PeerProgram.Failure(description: "apt on this machine has no suite bookworm")
    }
}
