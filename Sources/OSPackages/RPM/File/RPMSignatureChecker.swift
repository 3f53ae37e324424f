import AirgapCore
import SystemPackage

/// Checks the signatures and digests inside rpm files with gpgv, without librpm (rpm's docs/manual/signatures_digests.md).
///
/// Since rpm 4.14 a signature over the main header, which has the payload's digest, covers all; before, there is a
/// signature over header and payload together.
struct RPMSignatureChecker: Sendable {
    private static let chunk = 1 << 18

    private let checker: SignatureChecker

    /// - Parameter scratch: an existing folder; each check makes its own folder in it, and removes it.
    init(scratch: FilePath) { checker = SignatureChecker(scratch: scratch) }

    /// Checks a file, which must not change meanwhile. Its payload is never in memory as a whole.
    ///
    /// - Returns: who signed it, or that nobody did.
    /// - Throws: `RPMSignatureError`, `RPMFileError`, `SignatureError.unclear`, `CommandError`, or `FileError`.
    func check(rpm: FilePath, keyring: Keyring) async throws -> RPMSignature {
        let file = try FileReader(rpm)
        let headers = try RPMHeaders(file)
        let info = try RPMInfo(signature: headers.signature, main: headers.main, layout: headers.layout)
        try Self.checkHeaderDigests(headers, info)
        try Self.checkPayloadDigest(headers, info, rpm)
        let header = try await headerSigner(headers, keyring)
        let isPayloadCovered = info.payloadDigest.map { !$0.algorithm.isBroken } ?? false
        if let header, isPayloadCovered { return .good(fingerprint: header) }
        if let signer = try await contentSigner(headers, rpm, keyring) { return .good(fingerprint: signer) }
        guard header == nil else { throw RPMSignatureError.payloadNotCovered }
        return .unsigned
    }

    private static func checkHeaderDigests(_ headers: RPMHeaders, _ info: RPMInfo) throws(RPMSignatureError) {
        for digest in info.headerDigests {
            var hasher = RPMHasher(digest.algorithm)
            headers.main.bytes.withUnsafeBytes { hasher.update($0) }
            guard hasher.hex() == digest.hex.lowercased() else { throw .tamperedHeader }
        }
    }

    private static func checkPayloadDigest(_ headers: RPMHeaders, _ info: RPMInfo, _ rpm: FilePath) throws {
        guard let digest = info.payloadDigest else { return }
        var hasher = RPMHasher(digest.algorithm)
        try read(rpm, from: headers.layout.main.upperBound) { hasher.update($0) }
        guard hasher.hex() == digest.hex.lowercased() else { throw RPMSignatureError.tamperedPayload }
    }

    /// Who signed the main header.
    private func headerSigner(_ headers: RPMHeaders, _ keyring: Keyring) async throws -> String? {
        let signatures = [try headers.signature.binary(.headerRSA), try headers.signature.binary(.headerDSA)]
        guard let signature = signatures.lazy.compactMap(\.self).first else { return nil }
        return try await signer(signature, keyring, whenBad: .tamperedHeader) {
            try AtomicFile.write(Array(headers.main.bytes), to: $0, mode: 0o600, durably: false)
        }
    }

    /// Who signed header and payload.
    private func contentSigner(_ headers: RPMHeaders, _ rpm: FilePath, _ keyring: Keyring) async throws -> String? {
        let signatures = [try headers.signature.binary(.contentRSA), try headers.signature.binary(.contentDSA)]
        guard let signature = signatures.lazy.compactMap(\.self).first else { return nil }
        return try await signer(signature, keyring, whenBad: .tamperedPayload) { path in
            let copy = try AtomicFile(path, mode: 0o600)
            try Self.read(rpm, from: headers.layout.main.lowerBound) { try copy.write($0) }
            try copy.commit(durably: false)
        }
    }

    private func signer(
        _ signature: ArraySlice<UInt8>, _ keyring: Keyring, whenBad: RPMSignatureError,
        writeContent: (FilePath) throws -> Void
    ) async throws -> String {
        guard OpenPGPPackets.areSignatures(signature) else { throw RPMSignatureError.notSignature }
        do {
            return try await checker.check(Array(signature), keyring: keyring, writeContent: writeContent)
        } catch let error as SignatureError {
            switch error {
            case .tampered: throw whenBad
            case .unknownSigner(let keys): throw RPMSignatureError.unknownKey(keys)
            case .worthless: throw RPMSignatureError.worthless
            case .unsigned, .severalMessages: throw RPMSignatureError.notSignature
            case .unclear: throw error
            }
        }
    }

    /// Reads a file from a position to its end.
    private static func read(_ path: FilePath, from start: Int, take: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file = try FileReader(path)
        var skipped = 0
        while true {
            let bytes = try file.read(upTo: chunk)
            if bytes.isEmpty { return }
            let drop = min(start - skipped, bytes.count)
            skipped += drop
            try bytes.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[drop...])) }
        }
    }
}
