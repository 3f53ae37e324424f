extension RPMInfo {
    /// Takes what the two headers have.
    ///
    /// - Throws: `RPMFileError`.
    init(signature: RPMHeader, main: RPMHeader, layout: RPMLayout) throws(RPMFileError) {
        self.init()
        summary = try main.text(.summary) ?? ""
        description = try main.text(.description) ?? ""
        url = try main.text(.url) ?? ""
        license = try main.text(.license) ?? ""
        vendor = try main.text(.vendor) ?? ""
        group = try main.text(.group) ?? ""
        buildHost = try main.text(.buildHost) ?? ""
        sourceRPM = try main.text(.sourceRPM) ?? ""
        packager = try main.text(.packager) ?? ""
        buildTime = try main.number(.buildTime) ?? 0
        let sizes = [try main.number(.longSize), try main.number(.size)]
        installedSize = sizes.lazy.compactMap(\.self).first ?? 0
        let payloadSizes = [
            try signature.number(.longPayloadSize), try main.number(.archiveSize), try signature.number(.payloadSize),
        ]
        archiveSize = payloadSizes.lazy.compactMap(\.self).first ?? 0
        headerRange = layout.main
        isSource = try main.number(.sourcePackage) ?? 0 != 0
        payloadDigest = try Self.payloadDigest(main)
        headerDigests = try Self.headerDigests(signature)
    }

    private static func payloadDigest(_ main: RPMHeader) throws(RPMFileError) -> RPMDigest? {
        guard let hex = try main.text(.payloadDigest) else { return nil }
        let code = try main.number(.payloadDigestAlgorithm) ?? 0
        guard let algorithm = RPMHashAlgorithm(rawValue: code) else {
            throw .unusable("payload digest's algorithm", value: "\(code)")
        }
        return RPMDigest(algorithm: algorithm, hex: hex)
    }

    private static func headerDigests(_ signature: RPMHeader) throws(RPMFileError) -> [RPMDigest] {
        var result: [RPMDigest] = []
        if let hex = try signature.text(.headerSHA256) { result.append(RPMDigest(algorithm: .sha256, hex: hex)) }
        if let hex = try signature.text(.headerSHA1) { result.append(RPMDigest(algorithm: .sha1, hex: hex)) }
        return result
    }
}
