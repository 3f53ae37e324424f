/// Names what decides an archive's bytes.
package enum PackWriter {
    /// The compression that a writer's text names; the default when it names none.
    static func compression(in writer: String) -> Compression {
        Compression.allCases.first { writer.hasSuffix("compression \($0.rawValue)") } ?? .standard
    }

    /// `airgap 0.1.0; libdeflate 1.14; compression default`.
    ///
    /// - Parameters:
    ///   - program: the program's version.
    ///   - compression: how the archive is compressed.
    /// - Returns: the text for bundle.json.
    package static func description(program: String, compression: Compression) -> String {
        "airgap \(program); libdeflate \(Deflater.libraryVersion); compression \(compression.rawValue)"
    }
}
