import AirgapCore
import SystemPackage
import TestSupport

/// What skopeo finds in a registry.
enum RegistryPeer {
    /// The digest that a tag points to.
    static func digest(_ reference: String, _ more: [String] = []) async throws -> Digest {
        let bytes = try await PeerProgram.bytes(
            "skopeo",
            ["--insecure-policy", "inspect", "--raw", "--tls-verify=false"] + more + ["docker://\(reference)"])
        return Digest(of: bytes)
    }

    /// Pulls one image by digest; skopeo checks every blob.
    static func pull(_ reference: String, _ more: [String] = []) async throws {
        let folder = try TemporaryFolder()
        try await PeerProgram.run(
            "skopeo",
            ["--insecure-policy", "copy", "-q", "--preserve-digests", "--src-tls-verify=false"] + more
                + ["docker://\(reference)", "dir:\(folder.appending("pulled"))"])
    }
}
