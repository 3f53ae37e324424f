/// The server's own word for a failure, out of the body of an error answer.
enum ErrorDetail {
    /// Reads a little of the body.
    ///
    /// - Returns: the first error's code and message of a registry's answer (OCI distribution specification, error
    ///   codes), or nil.
    static func read(_ body: TransportBody) async -> String? {
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                bytes += chunk
                if bytes.count > 1 << 14 { return nil }
            }
        } catch {
            return nil
        }
        return text(of: bytes)
    }

    /// The same of a body that was read.
    static func text(of bytes: [UInt8]) -> String? {
        guard let value = try? JSONValue(parsing: bytes), let first = value["errors"]?.array?.first else { return nil }
        let parts = [first["code"]?.string, first["message"]?.string].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }
}
