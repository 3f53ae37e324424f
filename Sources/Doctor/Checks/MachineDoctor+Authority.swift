import AirgapCore
import SystemPackage

extension MachineDoctor {
    private static let files = [
        "/usr/local/share/ca-certificates/airgap-site.crt", "/etc/pki/ca-trust/source/anchors/airgap-site.crt",
    ]
    private static let stores = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]

    /// Whether the site's authority is trusted here: put where it belongs, and taken into the system's own file.
    func authorityChecks() -> [DoctorCheck] {
        let topic = "certificates"
        guard let file = Self.files.first(where: machine.has) else {
            return [
                DoctorCheck(
                    topic, .note, "the site's authority is not installed yet; install.sh and node-setup.sh do it")
            ]
        }
        let isDebian = file == Self.files[0]
        let command = isDebian ? "update-ca-certificates" : "update-ca-trust"
        guard let text = machine.see(file).text, let body = Self.body(text) else {
            return [DoctorCheck(topic, .fix, "\(file) holds no certificate", run: "rm \(file) && \(command)")]
        }
        var checks: [DoctorCheck] = []
        if let own = siteAuthority(), own != body {
            checks.append(
                DoctorCheck(topic, .fix, "\(file) is not the authority of this bundle's site", run: "./install.sh"))
        }
        let store = Self.stores.compactMap { machine.see($0).text }.first
        guard let store else { return checks + [DoctorCheck(topic, .unseen, "whether \(file) is trusted")] }
        let isTrusted = store.split(whereSeparator: \.isWhitespace).joined().contains(body)
        checks.append(
            isTrusted
                ? DoctorCheck(topic, .ok, "the site's authority is trusted")
                : DoctorCheck(
                    topic, .fix, "the site's authority is installed, but not taken into the system's file", run: command
                ))
        return checks
    }

    /// What install.sh made, beside the unpacked bundle.
    private func siteAuthority() -> String? {
        guard let needs, !needs.isPacked else { return nil }
        let file = needs.path.appending("site/public/certs/rootCA.crt")
        let bytes = try? FileSystem.read(file, limit: 1 << 20)
        return bytes.flatMap { Self.body(String(decoding: $0, as: UTF8.self)) }
    }

    /// The base64 of the first certificate (RFC 7468), without white space.
    private static func body(_ text: String) -> String? {
        guard let start = text.firstRange(of: "-----BEGIN CERTIFICATE-----"),
            let end = text[start.upperBound...].firstRange(of: "-----END CERTIFICATE-----")
        else { return nil }
        let body = text[start.upperBound..<end.lowerBound].split(whereSeparator: \.isWhitespace).joined()
        return body.utf8.count >= 64 ? body : nil
    }
}
