/// `airgap.lock`: what was resolved for each architecture; JSON with sorted keys, an item a line.
///
/// ```
/// {"bundles": {"amd64": {"modules": {"files": {"locked": {…}, "request": "sha256:…"}}, "time": "…"}}, "version": 1}
/// ```
package struct LockFile: Equatable, Sendable {
    private static let version: Int64 = 1

    package var bundles: [Architecture: LockedBundle]

    package init(bundles: [Architecture: LockedBundle] = [:]) {
        self.bundles = bundles
    }

    /// Reads a lock file.
    ///
    /// - Throws: `LockFileError`.
    package init(parsing bytes: [UInt8]) throws(LockFileError) {
        do {
            self.init(bundles: try Self.bundles(in: JSONValue(parsing: bytes)))
        } catch let error as LockFileError {
            throw error
        } catch {
            throw LockFileError("\(error)")
        }
    }

    /// The file's bytes.
    package func bytes() throws -> [UInt8] {
        var architectures: [String: JSONValue] = [:]
        for (architecture, bundle) in bundles {
            var modules: [String: JSONValue] = [:]
            for (name, section) in bundle.sections {
                modules[name.rawValue] = .object([
                    "request": .string(section.request.description),
                    "locked": try JSONValue(parsing: section.content),
                ])
            }
            var members: [String: JSONValue] = [
                "time": .string(bundle.time.description), "modules": .object(modules),
            ]
            if !bundle.variables.isEmpty {
                members["variables"] = .object(bundle.variables.mapValues(JSONValue.string))
            }
            architectures[architecture.debian] = .object(members)
        }
        return JSONWriter.bytes(of: .object(["version": .integer(Self.version), "bundles": .object(architectures)]))
    }

    private static func bundles(in value: JSONValue) throws -> [Architecture: LockedBundle] {
        guard value["version"] == .integer(version) else { throw LockFileError("not version \(version)") }
        guard let members = value["bundles"]?.object else { throw LockFileError("'bundles' is missing") }
        var result: [Architecture: LockedBundle] = [:]
        for (name, bundle) in members {
            guard let architecture = Architecture(rawValue: name) else {
                throw LockFileError("unknown architecture \(Quoted(name))")
            }
            result[architecture] = try self.bundle(in: bundle)
        }
        return result
    }

    private static func bundle(in value: JSONValue) throws -> LockedBundle {
        guard let time = value["time"]?.string.flatMap(Timestamp.init) else {
            throw LockFileError("'time' is missing or not ISO 8601")
        }
        var sections: [ModuleName: LockedBundle.Section] = [:]
        for (name, section) in value["modules"]?.object ?? [:] {
            guard let request = section["request"]?.string, let locked = section["locked"] else {
                throw LockFileError("the section of \(Quoted(name)) is not complete")
            }
            sections[ModuleName(rawValue: name)] = .init(
                request: try Digest(request), content: JSONWriter.bytes(of: locked))
        }
        var variables: [String: String] = [:]
        for (name, text) in value["variables"]?.object ?? [:] {
            guard let text = text.string else { throw LockFileError("the variable \(Quoted(name)) is no text") }
            variables[name] = text
        }
        return LockedBundle(time: time, variables: variables, sections: sections)
    }
}
