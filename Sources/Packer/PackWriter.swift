/// Names what decides an archive's bytes.
package enum PackWriter {
    /// `airgap 0.1.0; libdeflate 1.14; libarchive 3.6.2`.
    ///
    /// - Parameter program: the program's version.
    /// - Returns: the text for bundle.json.
    package static func description(program: String) -> String {
        "airgap \(program); libdeflate \(Deflater.libraryVersion); \(TarStream.libraryVersion)"
    }
}
