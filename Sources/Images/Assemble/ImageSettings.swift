import AirgapCore

/// How containers of an assembled image start (OCI image specification, config.md); what is nil stays as the base has it.
package struct ImageSettings: Codable, Hashable, Sendable {
    package var entrypoint: [String]?
    package var command: [String]?
    /// Names and values in the order written.
    package var environment: [[String]] = []
    package var user: String?
    /// `2379/tcp`.
    package var ports: [String] = []
    package var labels: [String: String] = [:]
    package var workingFolder: String?

    package init() {}

    /// Changes the member `config` of an image's configuration.
    func apply(to config: inout [String: JSONValue]) {
        if let entrypoint {
            config["Entrypoint"] = .array(entrypoint.map(JSONValue.string))
            // The base's arguments were meant for the base's program.
            config["Cmd"] = nil
        }
        if let command { config["Cmd"] = .array(command.map(JSONValue.string)) }
        if let user { config["User"] = .string(user) }
        if let workingFolder { config["WorkingDir"] = .string(workingFolder) }
        if !environment.isEmpty { config["Env"] = merged(config["Env"]) }
        if !ports.isEmpty {
            let present = config["ExposedPorts"]?.object ?? [:]
            config["ExposedPorts"] = .object(ports.reduce(into: present) { $0[$1] = .object([:]) })
        }
        if !labels.isEmpty {
            let present = config["Labels"]?.object ?? [:]
            config["Labels"] = .object(present.merging(labels.mapValues(JSONValue.string)) { $1 })
        }
    }

    private func merged(_ present: JSONValue?) -> JSONValue {
        var lines = present?.array?.compactMap(\.string) ?? []
        for pair in environment where pair.count == 2 {
            let line = "\(pair[0])=\(pair[1])"
            if let position = lines.firstIndex(where: { $0.hasPrefix("\(pair[0])=") }) {
                lines[position] = line
            } else {
                lines.append(line)
            }
        }
        return .array(lines.map(JSONValue.string))
    }
}
