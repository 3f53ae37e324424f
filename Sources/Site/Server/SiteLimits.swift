import Logging
import NIOCore

/// How much one client, and all of them, may take.
package struct SiteLimits: Sendable {
    /// How long a connection may wait for the next whole request.
    var head: TimeAmount = .seconds(60)
    /// How long a client may leave a piece of an answer unread.
    var stall: TimeAmount = .seconds(60)
    /// How long a stop waits for transfers.
    package var stop: Duration = .seconds(30)
    /// Connections of each listener; more wait until one is closed.
    package var connections = 4096
    /// Bytes of all headers of a request.
    package var headers = 16 << 10

    /// What goes wrong while serving.
    let logger: Logger = {
        var logger = Logger(label: "serve") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }()

    package init() {}

    /// How long a connection may wait for its next request, or leave a piece of an answer unread.
    package mutating func setIdle(seconds: Int) {
        head = .seconds(Int64(seconds))
        stall = .seconds(Int64(seconds))
    }
}
