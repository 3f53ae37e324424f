/// What verify found; the text and the JSON come from this one value. Sizes are bytes.
package struct VerificationReport: Codable, Equatable, Sendable {
    /// The file that was read.
    package let file: String
    /// What bundle.json says of it; nil when it could not be read.
    package let bundle: BundleManifest?
    /// Members whose digest was computed.
    package let members: Int
    /// Their size.
    package let bytes: Int64
    /// The digest of the whole file; nil when it could not be read to its end.
    package let digest: Digest?
    /// What the modules proved, in words.
    package let statements: [String]
    /// Everything found wrong; empty means that the bundle is whole.
    package let findings: [Finding]

    /// The report for people.
    package var text: String {
        var lines: [String] = []
        if let bundle {
            lines.append("\(bundle.bundleName), made \(bundle.created)")
            for part in bundle.components {
                lines.append("  \(part.module): \(part.summary) (\(part.files) files, \(ByteCount(part.bytes)))")
            }
        }
        lines.append("\(members) members, \(ByteCount(bytes)) read and hashed")
        lines += statements
        if findings.isEmpty {
            lines.append("OK: nothing is missing, added or changed. The bundle is not signed: this proves that it is")
            lines.append("whole, not who made it.")
        } else {
            lines.append("FAILED: \(findings.count == 1 ? "1 finding" : "\(findings.count) findings")")
            lines += findings.map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}
