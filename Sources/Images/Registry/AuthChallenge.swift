/// One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1).
package struct AuthChallenge: Equatable, Sendable {
    /// In lower case: `basic`, `bearer`.
    package let scheme: String
    /// Names in lower case.
    package let parameters: [String: String]

    package init(scheme: String, parameters: [String: String]) {
        self.scheme = scheme
        self.parameters = parameters
    }

    /// All challenges of all fields, in order; what cannot be read is left out.
    package static func parse(_ fields: [String]) -> [AuthChallenge] {
        fields.flatMap { field in
            var parser = AuthChallengeParser(field)
            return parser.challenges()
        }
    }
}
