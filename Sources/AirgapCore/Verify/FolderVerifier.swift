package import SystemPackage

/// Proves an unpacked bundle: what stands in its folder is what the signed list says, and nothing else. Nothing is written,
/// no link is followed, memory does not grow with it.
package struct FolderVerifier {
    private let modules: VerifierSet
    private let options: VerifyOptions
    private let progress: any ProgressReporter

    /// - Parameters:
    ///   - modules: who checks the structure of each part.
    ///   - options: what to look at; a folder has no digest of its own.
    ///   - progress: told how far it is.
    package init(modules: VerifierSet, options: VerifyOptions = VerifyOptions(), progress: any ProgressReporter) {
        self.modules = modules
        self.options = options
        self.progress = progress
    }

    /// Reads a folder.
    ///
    /// - Parameter folder: the one that bundle.json stands in.
    /// - Returns: the report; whatever is wrong with the content is a finding in it.
    /// - Throws: `FileError` when the lists cannot be read, `CancellationError`.
    package func verify(_ folder: FilePath) async throws -> VerificationReport {
        var report = VerificationReport(file: folder.string)
        let name = folder.lastComponent?.string ?? folder.string
        do {
            let prologue = try options.trust.prologue {
                try Self.lookAtLists(folder)
                return try BundlePrologue(folder: folder)
            }
            report.signature = try options.trust.signature(of: prologue)
            let contents = try prologue.contents()
            report.bundle = contents.manifest
            try options.trust.checkAge(contents.manifest)
            try await read(folder, contents, &report)
        } catch let fault as SignatureFault {
            report.signature = SignatureState(.refused)
            report.findings.append(Finding(name, "\(fault); nothing else was read"))
        } catch let fault as OlderGeneration {
            report.isOlder = true
            report.findings.append(Finding(name, "\(fault); the rest was not read"))
        } catch let fault as StreamFault {
            report.findings.append(Finding(name, "\(fault.reason); the rest was not read"))
        }
        return report
    }

    /// The first files must be there as files, and not larger than they can be.
    static func lookAtLists(_ folder: FilePath) throws {
        for (name, limit) in [
            (BundleLayout.manifest, MemberLimits.manifest), (BundleLayout.checksums, MemberLimits.checksums),
            (BundleLayout.signature, MemberLimits.signature),
        ] {
            let status = try FileSystem.status(folder.appending(name))
            if status == nil, name == BundleLayout.signature { continue }
            guard let status, status.kind == .file else {
                let found = status.map { "is a \($0.kind.rawValue)" } ?? "is not there"
                throw StreamFault(offset: nil, reason: "\(name) \(found)")
            }
            guard status.size <= limit else {
                let text = "\(name) has \(status.size) bytes, more than the \(limit) that it may have"
                throw StreamFault(offset: nil, reason: text)
            }
        }
    }

    private func read(_ folder: FilePath, _ contents: BundleContents, _ report: inout VerificationReport) async throws {
        let inspection = try FolderInspection(folder, contents)
        report.statements = Self.statements(inspection)
        if options.isQuick {
            report.isQuick = true
            report.members = contents.entries.count
            report.findings += contents.findings + inspection.findings.all
            if let bytes = inspection.bytes, bytes != contents.manifest.bytes {
                let text = "declares \(contents.manifest.bytes) bytes, its files have \(bytes)"
                report.findings.append(Finding(BundleLayout.manifest, text))
            }
            return
        }
        let total = inspection.sizes.reduce(Int64(0)) { $0.addingReportingOverflow($1 ?? 0).partialValue }
        progress.report(.expecting(stage: "verify", items: 0, bytes: total))
        var checks = ModuleChecks(contents, modules: modules)
        checks.findings.add(inspection.findings)
        var pass = FolderPass(folder, contents, sizes: inspection.sizes, checks: checks, progress: progress)
        checks = try await pass.run(jobs: options.jobs)
        report.findings += checks.finish()
        report.members = checks.memberCount
        report.bytes = checks.byteCount
        report.statements += checks.statements
        progress.report(.ended(stage: "verify", summary: "read \(ByteCount(checks.byteCount))"))
    }

    private static func statements(_ inspection: FolderInspection) -> [String] {
        var statements = inspection.statements
        if !inspection.passedOver.isEmpty {
            let names = inspection.passedOver.map { "\(Quoted($0))" }.joined(separator: ", ")
            statements.append("no part of the bundle, passed over: \(names): the site's own, which install.sh made")
        }
        if inspection.sizes.contains(nil) {
            statements.append("files are missing: what only the whole can show was not looked for")
        }
        return statements
    }
}
