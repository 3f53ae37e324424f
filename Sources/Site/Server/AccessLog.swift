package import AirgapCore
package import SystemPackage

/// The log of requests, a line each; every line is one write to the end of the file.
package final class AccessLog: Sendable {
    private let descriptor: FileDescriptor
    private let path: FilePath

    /// - Parameter path: a file, which is added to; `-` for standard output.
    /// - Throws: `FileError`.
    package init(_ path: FilePath) throws(FileError) {
        self.path = path
        do {
            descriptor =
                path == "-"
                ? .standardOutput
                : try .open(
                    path, .writeOnly, options: [.create, .append, .closeOnExec],
                    permissions: [.ownerReadWrite, .groupRead])
        } catch {
            throw FileError("open", path, error as? Errno ?? .ioError)
        }
    }

    deinit { if path != "-" { try? descriptor.close() } }

    /// Writes a line; a log that cannot be written stops nobody's download.
    func write(_ record: RequestRecord) {
        _ = try? descriptor.writeAll(record.line(at: .now()).utf8)
    }
}
