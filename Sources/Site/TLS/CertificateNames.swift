import AirgapCore
import SwiftASN1
import SystemPackage
import X509

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The names and addresses that a certificate is for.
struct CertificateNames: Equatable, Sendable {
    /// Without addresses, each once, sorted.
    let hosts: [String]
    /// IP addresses as text, each once, sorted.
    let addresses: [String]

    /// - Parameters:
    ///   - domain: gets a wildcard too.
    ///   - more: names and addresses that were asked for.
    ///   - machine: the names of the machine.
    /// - Throws: `SiteError` for what is neither.
    init(domain: String, more: [String], machine: MachineNames = .current) throws(SiteError) {
        var hosts: Set<String> = [domain, "*." + domain, "localhost"]
        if let name = machine.hostName, Self.isHost(name) { hosts.insert(name) }
        var addresses: Set<String> = ["127.0.0.1", "::1"]
        addresses.formUnion(machine.addresses)
        for name in more {
            if Self.octets(name) != nil { addresses.insert(name) } else { hosts.insert(name) }
        }
        for name in hosts where !Self.isHost(name) {
            throw .unusable("--name", "neither a name nor an address: \(Quoted(name))")
        }
        self.hosts = hosts.sorted()
        self.addresses = addresses.sorted()
    }

    /// As a certificate has them (RFC 5280, section 4.2.1.6).
    var alternatives: [GeneralName] {
        hosts.map { .dnsName($0) }
            + addresses.compactMap(Self.octets).map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
    }

    /// Whether a certificate has all of them.
    func areCovered(by names: SubjectAlternativeNames) -> Bool { alternatives.allSatisfy { names.contains($0) } }

    private static func isHost(_ name: String) -> Bool {
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return (1...253).contains(name.utf8.count)
            && labels.enumerated().allSatisfy { number, label in
                (number == 0 && labels.count > 1 && label.elementsEqual("*".utf8))
                    || ((1...63).contains(label.count)
                        && label.allSatisfy {
                            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
                        })
            }
    }

    private static func octets(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }
}
