package import SystemPackage

/// Proves a bundle from its bytes: nothing is unpacked, nothing is written, memory does not grow with it.
///
/// The first members are checked before anything else is read. Then everything is read by the index, in parallel, or from
/// front to back where there is none.
package struct BundleVerifier {
    private let modules: VerifierSet
    private let options: VerifyOptions
    private let progress: any ProgressReporter

    /// - Parameters:
    ///   - modules: who checks the structure of each part.
    ///   - options: what to look at.
    ///   - progress: told how far it is.
    package init(modules: VerifierSet, options: VerifyOptions = VerifyOptions(), progress: any ProgressReporter) {
        self.modules = modules
        self.options = options
        self.progress = progress
    }

    /// Reads a bundle.
    ///
    /// - Parameter path: the bundle.
    /// - Returns: the report; whatever is wrong with the content is a finding in it.
    /// - Throws: `FileError` when the file cannot be read, `CancellationError`.
    package func verify(_ path: FilePath) async throws -> VerificationReport {
        let file = try BundleFile(path)
        var report = VerificationReport(file: path.string)
        progress.report(.expecting(stage: "verify", items: 0, bytes: file.reader.size))
        if case .damaged(let reason) = file.access { report.findings.append(Finding(file.name, reason)) }
        do {
            let prologue = try options.trust.prologue { try BundlePrologue(file) }
            report.signature = try options.trust.signature(of: prologue)
            let contents = try prologue.contents()
            report.bundle = contents.manifest
            try options.trust.checkAge(contents.manifest)
            try await read(file, contents, &report)
        } catch let fault as SignatureFault {
            report.signature = SignatureState(.refused)
            report.findings.append(Finding(file.name, "\(fault); nothing else was read"))
        } catch let fault as OlderGeneration {
            report.isOlder = true
            report.findings.append(Finding(file.name, "\(fault); the rest was not read"))
        } catch let fault as StreamFault {
            report.findings.append(Finding(file.name, "\(fault); the rest was not read"))
        }
        if options.withFileDigest, report.digest == nil { report.digest = try digest(of: file) }
        if let digest = report.digest {
            let sidecar = SidecarChecksum(path)
            report.findings += sidecar.compare(with: digest)
            if options.withFileDigest { report.statements.append(sidecar.statement(of: digest)) }
        }
        let isRead = report.bytes > 0 || report.digest != nil
        progress.report(
            .ended(stage: "verify", summary: isRead ? "read \(ByteCount(file.reader.size))" : "contents were not read"))
        return report
    }

    private func read(_ file: BundleFile, _ contents: BundleContents, _ report: inout VerificationReport) async throws {
        switch file.access {
        case .indexed(let index):
            let map: BundleMap
            do throws(StreamFault) {
                map = try BundleMap(contents, index)
            } catch {
                report.findings.append(Finding(file.name, "index: \(error.reason)"))
                return try stream(file, contents, &report)
            }
            try await readByIndex(file, map, &report)
        case .plain, .damaged: try stream(file, contents, &report)
        }
    }

    private func readByIndex(_ file: BundleFile, _ map: BundleMap, _ report: inout VerificationReport) async throws {
        if options.isQuick {
            report.isQuick = true
            report.members = map.contents.entries.count
            report.findings += map.contents.findings
            return
        }
        var pass = IndexedPass(file, map, modules: modules, progress: progress)
        var checks = try await pass.run(jobs: options.jobs)
        note(&checks, in: &report)
    }

    private func stream(_ file: BundleFile, _ contents: BundleContents, _ report: inout VerificationReport) throws {
        if options.isQuick {
            report.findings.append(Finding(file.name, "has no index: it cannot be looked at quickly"))
        }
        if options.isQuick { return report.isQuick = true }
        let input = VerifiedInput(file.reader, progress: progress)
        var pass = StreamPass(file, contents, modules: modules)
        var checks = try pass.run(input)
        note(&checks, in: &report)
        report.digest = try input.digestOfWhole()
    }

    private func note(_ checks: inout ModuleChecks, in report: inout VerificationReport) {
        report.findings += checks.finish()
        report.members = checks.memberCount
        report.bytes = checks.byteCount
        report.statements = checks.statements
    }

    private func digest(of file: BundleFile) throws -> Digest {
        try VerifiedInput(file.reader, progress: SilentProgress()).digestOfWhole()
    }
}
