import AirgapCore
import Images

/// How far the upload of one blob is.
struct UploadState {
    /// Where the next request goes, as the registry said last; nil when no upload has begun.
    var location: RemoteURL?
    /// Bytes that the registry has.
    var offset: Int64 = 0
    /// Bytes of one request; nil for all at once.
    var chunk: Int64?
    /// The least that the registry takes in one request but the last (OCI distribution specification, pushing a blob in
    /// chunks).
    var least: Int64 = 0
    /// A repository of the same registry that has the blob.
    var mountSource: RepositoryName?
    /// Whether a request was cut off, so that the registry must be asked how much it has.
    var isDoubtful = false
    /// Whether the bundle's bytes were proved as a whole.
    var isProved = false
    /// The farthest that the upload has been.
    var farthest: Int64 = 0

    /// Begins anew.
    mutating func forget() {
        location = nil
        offset = 0
        isDoubtful = false
    }
}
