import AirgapCore

extension DockerRegistry {
    /// Uploads a blob with curl.
    ///
    /// - Throws: `PeerProgram.Failure`.
    package func upload(blob: [UInt8], to repository: String) async throws {
        let uploads = "http://\(host)/v2/\(repository)/blobs/uploads/"
        let script = """
            place=$(curl -fsS -X POST -o /dev/null -D - "$0" | tr -d '\\r' | sed -n 's/^[Ll]ocation: //p')
            exec curl -fsS -X PUT -H 'Content-Type: application/octet-stream' --data-binary @- "$place&digest=$1"
            """
        try await PeerProgram.run("sh", ["-ec", script, uploads, "\(Digest(of: blob))"], input: blob)
    }

    /// Uploads a manifest with curl, bytes unchanged; its blobs must be there.
    ///
    /// - Parameters:
    ///   - manifest: its bytes.
    ///   - type: its media type.
    ///   - repository: where it goes.
    ///   - reference: a tag, or its own digest.
    /// - Throws: `PeerProgram.Failure`.
    package func upload(manifest: [UInt8], type: String, to repository: String, as reference: String) async throws {
        try await PeerProgram.run(
            "curl",
            ["-fsS", "-X", "PUT", "-H", "Content-Type: \(type)", "--data-binary", "@-"]
                + ["http://\(host)/v2/\(repository)/manifests/\(reference)"], input: manifest)
    }
}
