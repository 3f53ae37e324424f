/// What was resolved for one architecture: one section a module, and when.
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
    package var sections: [ModuleName: Section]

    package init(time: Timestamp, sections: [ModuleName: Section]) {
        self.time = time
        self.sections = sections
    }
}
