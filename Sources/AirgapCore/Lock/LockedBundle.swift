/// What was resolved for one architecture: one section a module, the variables it was resolved with, and when.
package struct LockedBundle: Equatable, Sendable {
    /// One module's section.
    package struct Section: Equatable, Sendable {
        /// The digest of the configuration it was resolved from.
        package let request: Digest
        /// The module's `Locked` value as JSON, keys sorted.
        package let content: [UInt8]

        package init(request: Digest, content: [UInt8]) {
            self.request = request
            self.content = content
        }
    }

    /// The bundle's time.
    package var time: Timestamp
    /// The project's variables with their values filled in, those of the program left out.
    package var variables: [String: String]
    package var sections: [ModuleName: Section]

    package init(time: Timestamp, variables: [String: String] = [:], sections: [ModuleName: Section]) {
        self.time = time
        self.variables = variables
        self.sections = sections
    }
}
