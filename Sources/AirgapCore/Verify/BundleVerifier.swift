package import SystemPackage

/// Proves a bundle in one pass from front to back: nothing is unpacked, nothing is written, memory does not grow with it.
package struct BundleVerifier {
    private static let blockSize = 1 << 18

    private let modules: VerifierSet
    private let progress: any ProgressReporter

    /// - Parameters:
    ///   - modules: who checks the structure of each part.
    ///   - progress: told how far it is.
    package init(modules: VerifierSet, progress: any ProgressReporter) {
        self.modules = modules
        self.progress = progress
    }

    /// Reads a bundle.
    ///
    /// - Parameter file: the bundle; a `.sha256` beside it is compared too.
    /// - Returns: the report; whatever is wrong with the content is a finding in it.
    /// - Throws: `FileError` when the file cannot be read, `CancellationError`.
    package func verify(_ file: FilePath) async throws -> VerificationReport {
        let reader = try FileReader(file)
        reader.expectSequentialReading()
        progress.report(.expecting(stage: "verify", items: 0, bytes: reader.size))
        var pass = BundlePass(file: file.lastComponent?.string ?? file.string, modules: modules)
        let input = VerifiedInput(reader, progress: progress)
        do {
            try run(&pass, input)
        } catch let fault as StreamFault {
            pass.stop(at: fault)
        }
        let digest = try input.digestOfWhole()
        let beside = SidecarChecksum(file)
        let findings = pass.finish(complete: !input.failed) + beside.compare(with: digest)
        progress.report(.ended(stage: "verify", summary: "read \(ByteCount(reader.size))"))
        return VerificationReport(
            file: file.string, bundle: pass.manifest, members: pass.memberCount, bytes: pass.byteCount, digest: digest,
            statements: pass.statements, findings: findings)
    }

    private func run(_ pass: inout BundlePass, _ input: VerifiedInput) throws {
        let gzip = try GzipStream { try input.next(Self.blockSize) }
        var tar = TarReader { try gzip.next() }
        while let header = try tar.next() {
            try pass.begin(header, offset: tar.offset)
            while true {
                let bytes = try tar.read(upTo: Self.blockSize)
                if bytes.isEmpty { break }
                try pass.take(bytes, offset: tar.offset)
            }
            try pass.end(offset: tar.offset)
        }
    }
}
