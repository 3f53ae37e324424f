/// What `airgap.lock` has, and where: what the modules have locked stays in the file's bytes.
struct LockOutline {
    /// One module's section.
    struct Section {
        let request: Digest
        /// Where the module's value stands.
        let locked: Range<Int>
    }

    /// One architecture.
    struct Bundle {
        let time: Timestamp
        let variables: [String: String]
        let sections: [ModuleName: Section]
    }

    static let version: Int64 = 1

    let bytes: [UInt8]
    let bundles: [Architecture: Bundle]

    /// Reads a lock file.
    ///
    /// - Throws: `LockFileError`.
    init(_ bytes: [UInt8]) throws(LockFileError) {
        self.bytes = bytes
        do {
            var parser = JSONParser<LockNode>(bytes)
            bundles = try Self.bundles(in: parser.document())
        } catch let error as LockFileError {
            throw error
        } catch {
            throw LockFileError("\(error)")
        }
    }

    /// The JSON of what a module has locked, as it stands in the file.
    ///
    /// - Returns: nil when there is none.
    func locked(_ architecture: Architecture, _ module: ModuleName) -> [UInt8]? {
        bundles[architecture]?.sections[module].map { Array(bytes[$0.locked]) }
    }

    private static func bundles(in file: LockNode) throws -> [Architecture: Bundle] {
        guard case .integer(version)? = file["version"]?.content else { throw LockFileError("not version \(version)") }
        guard let members = file["bundles"]?.members else { throw LockFileError("'bundles' is missing") }
        var result: [Architecture: Bundle] = [:]
        for (name, bundle) in members {
            guard let architecture = Architecture(rawValue: name) else {
                throw LockFileError("unknown architecture \(Quoted(name))")
            }
            result[architecture] = try self.bundle(in: bundle)
        }
        return result
    }

    private static func bundle(in node: LockNode) throws -> Bundle {
        guard let time = node["time"]?.text.flatMap(Timestamp.init) else {
            throw LockFileError("'time' is missing or not ISO 8601")
        }
        var sections: [ModuleName: Section] = [:]
        for (name, section) in node["modules"]?.members ?? [:] {
            guard let request = section["request"]?.text, let locked = section["locked"] else {
                throw LockFileError("the section of \(Quoted(name)) is not complete")
            }
            sections[ModuleName(rawValue: name)] = Section(request: try Digest(request), locked: locked.bytes)
        }
        var variables: [String: String] = [:]
        for (name, text) in node["variables"]?.members ?? [:] {
            guard let text = text.text else { throw LockFileError("the variable \(Quoted(name)) is no text") }
            variables[name] = text
        }
        return Bundle(time: time, variables: variables, sections: sections)
    }
}
