/// What verify found; the text and the JSON come from this one value. Sizes are bytes.
package struct VerificationReport: Codable, Equatable, Sendable {
    /// The file that was read.
    package let file: String
    /// What bundle.json says of it; nil when it could not be read.
    package internal(set) var bundle: BundleManifest?
    /// Members whose digest was computed; with `isQuick`, those that are listed.
    package internal(set) var members = 0
    /// Their size.
    package internal(set) var bytes: Int64 = 0
    /// Whether contents were left unread.
    package internal(set) var isQuick = false
    /// What is known of the signature; nil when the bundle could not be read so far.
    package internal(set) var signature: SignatureState?
    /// Whether it is not newer than it must be.
    package internal(set) var isOlder = false
    /// The digest of the whole file; nil when it was not computed.
    package internal(set) var digest: Digest?
    /// What the modules proved, in words.
    package internal(set) var statements: [String] = []
    /// Everything found wrong; empty means that the bundle is whole.
    package internal(set) var findings: [Finding] = []

    init(file: String) {
        self.file = file
    }

    /// What the process exits with.
    package var exitCode: ExitCode {
        if signature?.result == .refused { return .badSignature }
        if isOlder { return .older }
        return findings.isEmpty ? .done : .findings
    }

    /// The report for people.
    package var text: String {
        var lines: [String] = []
        if let bundle {
            lines.append("\(bundle.bundleName), made \(bundle.created), serial \(bundle.created.seconds)")
            for part in bundle.components {
                lines.append("  \(part.module): \(part.summary) (\(part.files) files, \(ByteCount(part.bytes)))")
            }
        }
        if let signature { lines.append(signature.text) }
        lines.append(
            isQuick
                ? "\(members) members listed; contents were NOT read"
                : "\(members) members, \(ByteCount(bytes)) read and hashed")
        lines += statements
        if findings.isEmpty {
            lines += conclusion
        } else {
            lines.append("FAILED: \(findings.count == 1 ? "1 finding" : "\(findings.count) findings")")
            lines += findings.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    private var conclusion: [String] {
        if isQuick { return ["Lists, structure and sizes agree. This does not prove that contents are unchanged."] }
        if signature?.result == .good {
            return ["OK: nothing is missing, added or changed, and the site's key signed it."]
        }
        return ["OK: nothing is missing, added or changed. This proves that it is whole, not who made it."]
    }
}
