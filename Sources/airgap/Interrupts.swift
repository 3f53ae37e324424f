// Dispatch sources are thread-safe, but not declared so.
@preconcurrency import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ctrl-C and termination requests as a stream: the first lets the command stop cleanly, the second ends the process.
enum Interrupts {
    /// One element for each signal.
    static func stream() -> AsyncStream<Void> {
        AsyncStream { continuation in
            let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                source.setEventHandler {
                    continuation.yield()
                    signal(number, SIG_DFL)
                }
                source.resume()
                return source
            }
            continuation.onTermination = { _ in
                for source in sources { source.cancel() }
            }
        }
    }
}
