import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output for data, standard error for talk; a live block at the bottom of the screen that talk scrolls above.
final class Terminal: Sendable {
    /// The process has one terminal.
    static let shared = Terminal()

    /// Whether standard error is a terminal that understands cursor movements.
    let isInteractive: Bool
    private let liveLines = Mutex(0)
    private let fault = Mutex<Errno?>(nil)

    /// Why data did not reach standard output; nil when it did, or when its reader had enough.
    var outputFault: Errno? { fault.withLock { $0 == .brokenPipe ? nil : $0 } }

    private init() {
        let kind = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        isInteractive = isatty(2) == 1 && kind != "dumb"
    }

    /// Columns; 80 when the terminal does not tell.
    var width: Int {
        var size = winsize()
        return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
    }

    /// Prints data.
    func print(_ text: String, terminator: String = "\n") {
        liveLines.withLock { lines in
            Self.put(Self.clear(&lines), to: 2)
            if let reason = Self.put(text + terminator, to: 1) { fault.withLock { $0 = $0 ?? reason } }
        }
    }

    /// Says something.
    func say(_ text: String) {
        _ = liveLines.withLock { lines in Self.put(Self.clear(&lines) + text + "\n", to: 2) }
    }

    /// Says what went wrong.
    func sayError(_ text: String) { say("error: " + text) }

    /// Replaces the live block.
    func draw(_ block: [String]) {
        liveLines.withLock { lines in
            Self.put(Self.clear(&lines) + block.map { $0 + "\n" }.joined(), to: 2)
            lines = block.count
        }
    }

    private static func clear(_ lines: inout Int) -> String {
        defer { lines = 0 }
        return lines > 0 ? "\u{1B}[\(lines)A\u{1B}[J" : ""
    }

    @discardableResult
    private static func put(_ text: String, to descriptor: Int32) -> Errno? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return Errno(rawValue: errno) }
            rest = rest.dropFirst(max(count, 0))
        }
        return nil
    }
}
