/// Why a regular expression cannot be used.
enum PatternError: Error {
    case unsupported(String)
    case broken(String)
    /// Matching takes too many attempts.
    case tooManySteps
}
