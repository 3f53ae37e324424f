import AirgapCore
import SystemPackage

/// What the site's machines have, as their own package manager lists it.
///
/// Read are dpkg's status file, `dpkg -l`, `dpkg --get-selections` and `rpm -qa`; which of them it is, the text tells.
struct SiteListing {
    /// One installed package.
    struct Entry: Equatable {
        let name: String
        /// nil when the listing has no versions.
        let version: String?
        /// nil when it is not said.
        let architecture: String?
        /// The status file's fields, by their names; empty for other forms.
        var fields: [String: String] = [:]
    }

    private static let sizeLimit = 256 << 20

    let entries: [Entry]

    /// What a lock says was assumed.
    init(_ packages: [LockedBase.Package]) {
        entries = packages.map { package in
            Entry(
                name: package.name, version: package.version, architecture: package.architecture,
                fields: package.provides.map { ["Provides": $0.joined(separator: ", ")] } ?? [:])
        }
    }

    /// Reads a file.
    ///
    /// - Throws: `SiteListingError` or `FileError`.
    init(_ path: FilePath, family: PackageFamily) throws {
        try self.init(FileSystem.read(path, limit: Self.sizeLimit), family: family)
    }

    /// Reads a listing.
    ///
    /// - Throws: `SiteListingError`.
    init(_ bytes: [UInt8], family: PackageFamily) throws(SiteListingError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        let lines = text.split { $0 == "\n" || $0 == "\r\n" }
        entries =
            switch family {
            case .rpm: try RPMListing.entries(lines)
            case .deb where text.hasPrefix("Package:"): try DpkgStatus.entries(bytes)
            case .deb: try DpkgListing.entries(lines)
            }
        guard !entries.isEmpty else { throw .empty }
    }
}
