import Templates

extension VariableLists {
    /// The text of a variable; a fault for anything else.
    func text(of name: String, at place: TemplatePlace) -> String? {
        guard let texts = texts(of: name, at: place) else { return nil }
        guard texts.count == 1 else {
            fault("\(name): expected a text, found a list", at: place)
            return nil
        }
        return texts[0]
    }

    /// The text of a variable, or the texts of a list.
    func texts(of name: String, at place: TemplatePlace) -> [String]? {
        guard let value = variables.values[name] else { return nil }
        return texts(value, of: name, at: place)
    }

    /// The text of a value, or the texts of a list.
    func texts(_ value: TemplateValue, of name: String, at place: TemplatePlace) -> [String]? {
        evaluated(at: place, name) { engine throws(TemplateError) in
            var result: [String] = []
            if case .list(let elements) = try engine.evaluate(value) {
                for element in elements { result.append(try engine.text(of: element)) }
            } else {
                result = [try engine.text(of: try engine.evaluate(value))]
            }
            return result
        }
    }

    /// Whether a value holds; of a list, whether all elements do.
    func holds(_ value: TemplateValue, of name: String, at place: TemplatePlace) -> Bool? {
        let flags = evaluated(at: place, name) { engine throws(TemplateError) in
            var result: [Bool] = []
            if case .list(let elements) = try engine.evaluate(value) {
                for element in elements { result.append(try Self.flag(element, engine)) }
            } else {
                result = [try Self.flag(try engine.evaluate(value), engine)]
            }
            return result
        }
        return flags?.allSatisfy { $0 }
    }

    /// What a checksum variable says: none, 0 or nothing for no checksum.
    func checksum(_ value: TemplateValue, of name: String, at place: TemplatePlace) -> ListedFile.Checksum? {
        texts(value, of: name, at: place)?.first.flatMap(Self.checksum)
    }

    /// The checksum that stands beside a `*_download_url`.
    func checksum(beside stem: String) -> ListedFile.Checksum? {
        for suffix in ["_checksum", "_download_checksum", "_binary_checksum", "_archive_checksum"] {
            let name = stem + suffix
            guard let value = variables.values[name], let place = places[name] else { continue }
            if let found = checksum(value, of: name, at: place) { return found }
        }
        let name = stem + "_checksum_url"
        return places[name].flatMap { text(of: name, at: $0) }.map { .url($0) }
    }

    /// Reads a checksum as kubespray writes it.
    static func checksum(of text: String) -> ListedFile.Checksum? {
        switch text {
        case "", "0", "None": nil
        case "first-use": .firstUse
        case _ where text.hasPrefix("https://") || text.hasPrefix("http://"): .url(text)
        default: .digest(text)
        }
    }

    func fault(_ message: String, at place: TemplatePlace) {
        project.fault(file: place.file, line: place.line, column: place.column, message)
    }

    /// Evaluates something; an error becomes a fault at the place, or where it came from in the list itself.
    private func evaluated<Result>(
        at place: TemplatePlace, _ name: String, _ body: (TemplateEngine) throws(TemplateError) -> Result
    ) -> Result? {
        do throws(TemplateError) {
            return try body(variables.engine)
        } catch {
            fault("\(name): \(variables.suggesting(error))", at: place)
            return nil
        }
    }

    /// A text counts as Ansible's `bool` has it.
    private static func flag(_ value: TemplateValue, _ engine: TemplateEngine) throws(TemplateError) -> Bool {
        if case .string(let text) = value { return ["true", "yes", "on", "1"].contains(text.lowercased()) }
        return try engine.isTrue(value)
    }
}
