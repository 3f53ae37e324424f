import SystemPackage

/// `<bundle>.sha256` beside a bundle, when there is one.
struct SidecarChecksum {
    private let name: String
    private let content: [UInt8]?

    /// - Parameter file: the bundle.
    init(_ file: FilePath) {
        let path = FilePath(file.string + ".sha256")
        name = path.lastComponent?.string ?? path.string
        content = try? FileSystem.read(path, limit: 1 << 16)
    }

    /// The file's digest in words, and whether there was anything to compare it with.
    func statement(of digest: Digest) -> String {
        let agrees = content != nil && compare(with: digest).isEmpty
        return "the file's \(digest)"
            + (agrees
                ? ", as \(Quoted(name)) has it" : content == nil ? "; no \(Quoted(name)) beside it to compare" : "")
    }

    /// What it says against what the file is.
    func compare(with digest: Digest) -> [Finding] {
        guard let content else { return [] }
        let hex = String(decoding: content.prefix { $0 != 32 && $0 != 10 }, as: UTF8.self)
        guard let expected = try? Digest(hex: hex) else { return [Finding(name, "not a sha256sum line")] }
        return expected == digest ? [] : [Finding(name, "digest mismatch: expected \(expected), the file is \(digest)")]
    }
}
