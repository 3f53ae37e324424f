import Synchronization

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
            Self.put(text + terminator, to: 1)
        }
    }

    /// Says something.
    func say(_ text: String) {
        liveLines.withLock { lines in Self.put(Self.clear(&lines) + text + "\n", to: 2) }
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

    private static func put(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno != EINTR { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
