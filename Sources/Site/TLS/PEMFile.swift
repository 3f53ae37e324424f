import AirgapCore
import SwiftASN1
import SystemPackage

/// Writes PEM documents (RFC 7468).
enum PEMFile {
    /// - Throws: `FileError`.
    static func write(_ document: PEMDocument, to path: FilePath, mode: UInt32) throws(FileError) {
        try AtomicFile.write(Array((document.pemString + "\n").utf8), to: path, mode: mode)
    }
}
