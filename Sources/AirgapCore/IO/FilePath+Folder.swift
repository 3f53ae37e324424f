package import SystemPackage

extension FilePath {
    /// The folder that a file stands in; `.` for a mere name.
    package var folder: FilePath {
        let folder = removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}
