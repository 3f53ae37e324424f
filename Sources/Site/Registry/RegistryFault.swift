import AirgapCore
import HTTPTypes

/// An error in the form that registry clients read (OCI distribution specification 1.1, "Error Codes").
struct RegistryFault: Error, Equatable {
    /// The codes that a registry that only gives can have.
    enum Code: String {
        case blobUnknown = "BLOB_UNKNOWN"
        case digestInvalid = "DIGEST_INVALID"
        case manifestUnknown = "MANIFEST_UNKNOWN"
        case nameInvalid = "NAME_INVALID"
        case nameUnknown = "NAME_UNKNOWN"
        /// Of docker distribution; the specification has none for it.
        case pageInvalid = "PAGINATION_NUMBER_INVALID"
        case unsupported = "UNSUPPORTED"
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    private var status: HTTPResponse.Status {
        switch code {
        case .blobUnknown, .manifestUnknown, .nameUnknown: .notFound
        case .digestInvalid, .nameInvalid, .pageInvalid: .badRequest
        case .unsupported: .methodNotAllowed
        }
    }

    /// The whole answer.
    var answer: SiteAnswer {
        let error: JSONValue = .object(["code": .string(code.rawValue), "message": .string(message)])
        return SiteAnswer(
            status, headers: [.contentType: "application/json"],
            body: .bytes(JSONWriter.bytes(of: .object(["errors": .array([error])]))))
    }
}
