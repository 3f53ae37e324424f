/// `SHA256SUMS`: one line `<64 hex>  <path>` a file, sorted by path, as `sha256sum -c` reads it (GNU coreutils).
package struct ChecksumFile: Equatable, Sendable {
    /// One line.
    package struct Line: Equatable, Sendable {
        package let digest: Digest
        package let path: RelativePath

        package init(digest: Digest, path: RelativePath) {
            self.digest = digest
            self.path = path
        }
    }

    /// Sorted by path in byte order, each path once.
    package let lines: [Line]

    /// - Parameter lines: in any order; each path once.
    package init(_ lines: [Line]) {
        self.lines = lines.sorted { $0.path < $1.path }
    }

    /// Reads exactly what `bytes` writes; anything else is an error.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - limit: the most lines that it may have.
    /// - Throws: `ChecksumFileError` with the line's number.
    package init(parsing bytes: [UInt8], limit: Int = .max) throws {
        var lines: [Line] = []
        var number = 0
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let raw = rest[..<end]
            rest = rest[(end + 1)...]
            number += 1
            guard number <= limit else { throw ChecksumFileError(line: number, reason: "more than \(limit) lines") }
            guard let text = String(validating: raw, as: UTF8.self) else {
                throw ChecksumFileError(line: number, reason: "not UTF-8")
            }
            lines.append(try Self.line(text, number: number))
            if lines.count > 1, lines[lines.count - 2].path >= lines[lines.count - 1].path {
                throw ChecksumFileError(line: number, reason: "not sorted, or a path stands twice")
            }
        }
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else {
            throw ChecksumFileError(line: number + 1, reason: "the last line does not end")
        }
        self.lines = lines
    }

    private static func line(_ text: String, number: Int) throws(ChecksumFileError) -> Line {
        guard text.utf8.count > 66, text.utf8.dropFirst(64).starts(with: "  ".utf8) else {
            throw ChecksumFileError(line: number, reason: "not '<64 hex>  <path>'")
        }
        do {
            return Line(
                digest: try Digest(hex: String(text.unicodeScalars.prefix(64))),
                path: try RelativePath(String(text.unicodeScalars.dropFirst(66))))
        } catch {
            throw ChecksumFileError(line: number, reason: "\(error)")
        }
    }

    /// The file's bytes.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(lines.reduce(0) { $0 + 67 + $1.path.description.utf8.count })
        for line in lines {
            result += line.digest.hex.utf8
            result += "  ".utf8
            result += line.path.description.utf8
            result.append(UInt8(ascii: "\n"))
        }
        return result
    }
}
