/// `airgap.lock`: what was resolved for each architecture; JSON with sorted keys, an item a line.
///
/// ```
/// {"bundles": {"amd64": {"modules": {"files": {"locked": {…}, "request": "sha256:…"}}, "time": "…"}}, "version": 1}
/// ```
package struct LockFile: Equatable, Sendable {
    package var bundles: [Architecture: LockedBundle]

    package init(bundles: [Architecture: LockedBundle] = [:]) {
        self.bundles = bundles
    }

    /// Reads a lock file.
    ///
    /// - Throws: `LockFileError`.
    package init(parsing bytes: [UInt8]) throws(LockFileError) {
        let outline = try LockOutline(bytes)
        do {
            self.init(bundles: try outline.bundles.mapValues { try Self.bundle($0, in: bytes) })
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
        return JSONWriter.bytes(
            of: .object(["version": .integer(LockOutline.version), "bundles": .object(architectures)]))
    }

    private static func bundle(_ outline: LockOutline.Bundle, in bytes: [UInt8]) throws -> LockedBundle {
        let sections = try outline.sections.mapValues { section in
            let content = JSONWriter.bytes(of: try JSONValue(parsing: Array(bytes[section.locked])))
            return LockedBundle.Section(request: section.request, content: content)
        }
        return LockedBundle(time: outline.time, variables: outline.variables, sections: sections)
    }
}
