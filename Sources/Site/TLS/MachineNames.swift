import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The names that this machine has.
struct MachineNames: Sendable {
    let hostName: String?
    /// IP addresses that others can reach, IPv4 first, in the order of the interfaces.
    let addresses: [String]

    /// As the system has them now.
    static var current: MachineNames {
        var buffer = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&buffer, buffer.count - 1) == 0
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let found = ((try? System.enumerateDevices()) ?? []).compactMap { $0.address?.ipAddress }
        let usable = found.filter {
            !$0.hasPrefix("127.") && $0 != "::1" && !$0.hasPrefix("fe80:") && !$0.contains("%")
        }
        return MachineNames(
            hostName: isKnown && !name.isEmpty ? name : nil,
            addresses: usable.filter { !$0.contains(":") } + usable.filter { $0.contains(":") })
    }
}
