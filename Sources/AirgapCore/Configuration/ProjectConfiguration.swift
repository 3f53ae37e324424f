package import SystemPackage

/// A project: airgap.yaml with the files it names, read for one architecture.
///
/// Core reads name, version, architectures, variables and mirrors; each module reads its own sections.
package struct ProjectConfiguration {
    /// The keys that Core reads itself.
    package static let coreKeys = ["name", "version", "arches", "variables", "mirrors"]

    /// The folder of airgap.yaml; relative paths start here.
    package let folder: FilePath
    /// The bundle's name: letters, digits, `.`, `_`, `-`.
    package let name: String
    /// The bundle's version, same letters and `+`, `~`.
    package let version: String
    /// The architectures that the project is made for, in the order written.
    package let architectures: [Architecture]
    /// The architecture that is read for now.
    package let architecture: Architecture
    package let variables: Variables
    /// Where to fetch instead of the places that are named.
    package let mirrors: Mirrors
    let root: ConfigurationMapping
    let collector: FaultCollector

    /// The value of a top-level key, or nil when the project does not have it.
    package func section(_ name: String) -> ConfigurationNode? { root[name] }

    /// The variables of the project and the command line with their values filled in; the program's own are left out.
    var ownVariables: [String: String] {
        let given = Set(Variables.builtIn(for: architecture).names)
        var result: [String: String] = [:]
        for name in variables.names where !given.contains(name) {
            result[name] = try? variables.expand("{{ \(name) }}")
        }
        return result
    }

    /// Reports a fault of the project as a whole.
    package func fault(_ message: String) { root.node.fault(message) }

    /// How many faults were found so far: a module compares before and after to know whether it is usable.
    package var faultCount: Int { collector.faults.count }

    /// A path of the user's: absolute, `~/…` refused, relative to the project's folder.
    package func path(_ text: String) -> FilePath {
        folder.pushing(FilePath(text)).lexicallyNormalized()
    }

    /// Reads another YAML file that a key names; a missing or broken file is a fault at that key.
    ///
    /// - Parameters:
    ///   - text: the path as written.
    ///   - node: the key that names it.
    /// - Returns: nil when the file is missing, broken or empty.
    package func document(at text: String, namedBy node: ConfigurationNode) -> ConfigurationNode? {
        let loader = DocumentLoader(collector: collector)
        guard let value = loader.load(path(text), shownAs: text, namedBy: node) else { return nil }
        return ConfigurationNode(file: text, key: "", value: value, variables: variables, collector: collector)
    }

    /// Reads a plain text file that a key names, as lines with their numbers (from 1).
    ///
    /// - Returns: nil when the file is missing, too large, or not UTF-8.
    package func lines(at text: String, namedBy node: ConfigurationNode) -> [(number: Int, text: String)]? {
        guard let content = DocumentLoader(collector: collector).text(path(text), shownAs: text, namedBy: node) else {
            return nil
        }
        return content.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            ($0 + 1, String($1))
        }
    }

    /// Reports a fault in a line of a plain text file.
    package func fault(file: String, line: Int, _ message: String) {
        collector.add(ConfigurationFault(file: file, line: line, column: 1, key: "", message: message))
    }
}
