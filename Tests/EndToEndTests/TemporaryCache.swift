import Synchronization
import SystemPackage
import TestSupport

/// One cache folder for the whole run of the tests, made when it is first needed.
final class TemporaryCache: Sendable {
    private let folder = Mutex<TemporaryFolder?>(nil)

    /// The folder's path.
    func path() throws -> FilePath {
        try folder.withLock { folder in
            let present = try folder ?? TemporaryFolder()
            folder = present
            return present.path
        }
    }
}
