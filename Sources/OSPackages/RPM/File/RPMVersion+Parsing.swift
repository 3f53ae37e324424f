extension RPMVersion {
    /// Reads `[epoch:]version[-release]` as rpm does: only digits before a colon are an epoch; without one it is 0.
    ///
    /// - Returns: nil without a version, or for an epoch above 32 bits.
    init?(parsing text: String) {
        var rest = Substring(text)
        var epoch: UInt32 = 0
        let digits = rest.utf8.prefix { (48...57).contains($0) }
        if digits.endIndex < rest.endIndex, rest.utf8[digits.endIndex] == UInt8(ascii: ":") {
            guard let number = UInt32(digits.isEmpty ? "0" : String(Substring(digits))) else { return nil }
            epoch = number
            rest = Substring(rest.utf8[digits.endIndex...].dropFirst())
        }
        var release: String?
        if let dash = rest.utf8.lastIndex(of: UInt8(ascii: "-")) {
            release = String(Substring(rest.utf8[dash...].dropFirst()))
            rest = Substring(rest.utf8[..<dash])
        }
        guard !rest.isEmpty else { return nil }
        self.init(epoch: epoch, version: String(rest), release: release?.isEmpty == true ? nil : release)
    }
}
