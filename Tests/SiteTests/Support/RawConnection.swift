import NIOPosix
import SystemPackage
import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connection whose bytes a test decides itself.
final class RawConnection: Sendable {
    private let descriptor: Int32

    /// - Throws: `Errno`.
    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Errno(rawValue: errno) }
    }

    /// Sends something on a connection of its own, says that nothing more comes, and waits for the end; on a thread where
    /// that may block.
    static func exchange(_ bytes: [UInt8], port: Int, limit: Int = 1 << 23) async throws -> [UInt8]? {
        try await NIOThreadPool.singleton.runIfActive {
            let connection = try RawConnection(port: port)
            try connection.send(bytes)
            connection.finish()
            return connection.receiveAll(limit: limit)
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends all of it; a peer that has closed already is no error.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, [EPIPE, ECONNRESET].contains(errno) { return }
            guard count > 0 else { throw Errno(rawValue: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more comes.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What comes until the other side ends it; nil when it does not, for half a minute.
    func receiveAll(limit: Int = 1 << 20) -> [UInt8]? {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while result.count < limit {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN { return nil }
            if count <= 0 { break }
            result += buffer[..<count]
        }
        return result
    }

    deinit { Glibc.close(descriptor) }
}
