package import AirgapCore

/// Reads a configuration written in a test.
package struct ConfigurationBench {
    package let project: ProjectConfiguration?
    package let collector: FaultCollector

    /// Writes airgap.yaml into a folder and reads it.
    ///
    /// - Parameters:
    ///   - yaml: the text of airgap.yaml, without name and version.
    ///   - folder: gets the file.
    ///   - keys: the modules' keys.
    ///   - architecture: for which architecture.
    ///   - overrides: variables of the command line.
    /// - Throws: `FileError`.
    package init(
        _ yaml: String, in folder: TemporaryFolder, keys: [String], architecture: Architecture = .amd64,
        overrides: [String: String] = [:]
    ) throws {
        try folder.write("name: test\nversion: 1.20\n" + yaml, at: "airgap.yaml")
        collector = FaultCollector()
        project = ProjectLoader(moduleKeys: keys, overrides: overrides)
            .load(folder.path, for: architecture, into: collector)
    }

    /// `line: key: message` of every fault, for comparison with what a person should see.
    package var faults: [String] {
        collector.faults.map { "\($0.line): \($0.key): \($0.message)" }
    }
}
