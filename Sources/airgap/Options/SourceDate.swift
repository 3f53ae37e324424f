import AirgapCore
import ArgumentParser

/// `SOURCE_DATE_EPOCH` (reproducible-builds.org specification): seconds since the epoch.
enum SourceDate {
    /// - Throws: `ValidationError` when the variable is set to something else.
    static func read(_ environment: [String: String]) throws -> Timestamp? {
        guard let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty else { return nil }
        guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
            throw ValidationError("SOURCE_DATE_EPOCH must be seconds since 1970, not \(Quoted(text))")
        }
        return Timestamp(seconds: seconds)
    }
}
