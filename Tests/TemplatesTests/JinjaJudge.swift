import AirgapCore
import FoundationEssentials
import SystemPackage
import Templates
import TestSupport
import Testing

/// Evaluates templates with the engine and with jinja2, in one Python process, and compares.
enum JinjaJudge {
    private struct Request: Encodable {
        let variables: String
        let templates: [String]
        let trim: Bool
    }

    private struct Answer: Decodable {
        let text: String?
        let error: String?
    }

    /// The text of a file of Fixtures/templates.
    static func fixture(_ name: String) throws -> String {
        String(decoding: try FileSystem.read(path(name), limit: 1 << 20), as: UTF8.self)
    }

    /// - Parameters:
    ///   - templates: the texts.
    ///   - trimsBlocks: jinja2's `trim_blocks`.
    ///   - allowsUnsupported: whether the engine may refuse what jinja2 evaluates.
    /// - Returns: how many the engine refused as unsupported.
    /// - Throws: what reading the fixtures or running Python throws.
    @discardableResult
    static func compare(
        _ templates: [String], trimsBlocks: Bool = true, allowsUnsupported: Bool = false
    ) async throws -> Int {
        let variables = try fixture("variables.yaml")
        var engine = TemplateEngine(try Variables.reading(variables).values)
        engine.trimsBlocks = trimsBlocks
        let request = Request(variables: variables, templates: templates, trim: trimsBlocks)
        let output = try await PeerProgram.run(
            "python3", [path("judge.py").string], input: Array(try JSONEncoder().encode(request)))
        let answers = try JSONDecoder().decode([Answer].self, from: Data(output.utf8))
        #expect(answers.count == templates.count)
        var refused = 0
        for (template, answer) in zip(templates, answers) {
            switch result(of: template, by: engine) {
            case .success(let text):
                #expect(text == answer.text, "\(template): jinja2 says \(answer.error ?? answer.text ?? "")")
            case .failure(let error):
                if let text = answer.text, isContainer(error, text) { continue }
                if case .unsupported = error.cause {
                    refused += 1
                    #expect(
                        allowsUnsupported || answer.text == nil,
                        "\(template): \(error), jinja2 says \(answer.text ?? "")")
                } else {
                    #expect(answer.text == nil, "\(template): \(error), jinja2 says \(answer.text ?? "")")
                }
            }
        }
        return refused
    }

    /// Jinja prints lists and mappings as Python would; here they are refused.
    private static func isContainer(_ error: TemplateError, _ text: String) -> Bool {
        guard case .unsupported(let message) = error.cause else { return false }
        return message.hasPrefix("a list in a text")
            || message == "a mapping in a text"
                && (text.contains("[") || text.contains("{") || text.contains("dict_") || text.contains("<"))
    }

    private static func result(of template: String, by engine: TemplateEngine) -> Result<String, TemplateError> {
        do throws(TemplateError) {
            return .success(try engine.render(TemplateText(template)))
        } catch {
            return .failure(error)
        }
    }

    private static func path(_ name: String) -> FilePath {
        FilePath(#filePath).removingLastComponent().pushing(FilePath("../Fixtures/templates/\(name)"))
            .lexicallyNormalized()
    }
}
