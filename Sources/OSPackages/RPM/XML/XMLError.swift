import AirgapCore

/// Why an XML document cannot be used, and where: line and column from 1.
struct XMLError: ExplainedError, Equatable {
    /// What is wrong.
    enum Fault: Equatable {
        /// Not XML, in expat's words.
        case malformed(String)
        /// A document type, which could declare entities.
        case documentType
        case tooDeep(limit: Int)
        case nameTooLong(limit: Int)
        case tooManyNames(limit: Int)
        case tooManyAttributes(limit: Int)
        case tagTooLong(limit: Int)
        case textTooLong(limit: Int)
        case documentTooLong(limit: Int64)
        case outOfMemory
    }

    let fault: Fault
    let line: Int
    let column: Int

    var description: String { "line \(line), column \(column): \(reason)" }

    private var reason: String {
        switch fault {
        case .malformed(let words): words
        case .documentType: "a document type is not accepted here"
        case .tooDeep(let limit): "more than \(limit) elements inside one another"
        case .nameTooLong(let limit): "a name longer than \(limit) bytes"
        case .tooManyNames(let limit): "more than \(limit) different names"
        case .tooManyAttributes(let limit): "more than \(limit) attributes on one element"
        case .tagTooLong(let limit): "a tag or comment longer than \(limit) bytes"
        case .textTooLong(let limit): "a text longer than \(limit) bytes"
        case .documentTooLong(let limit): "the document is longer than \(limit) bytes"
        case .outOfMemory: "out of memory"
        }
    }

    var exitCode: ExitCode { .unavailable }
}
