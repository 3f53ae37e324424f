/// The program's exit codes, documented in the README; from 64 on as sysexits.h has them.
package enum ExitCode: Int32, Sendable {
    case done = 0
    /// verify, diff or doctor found something.
    case findings = 1
    /// A bad, unknown or absent signature where a good one was asked for.
    case badSignature = 3
    /// An older generation than asked for.
    case older = 5
    case usage = 64
    /// Bad configuration, or a request that cannot be resolved.
    case badConfiguration = 65
    case noInput = 66
    /// A source is unavailable, or gave something wrong.
    case unavailable = 69
    /// A defect of the program itself.
    case software = 70
    /// The disk: full, read-only, broken.
    case disk = 74
    /// A source asked to come back later.
    case tryAgain = 75
    case interrupted = 130
}
