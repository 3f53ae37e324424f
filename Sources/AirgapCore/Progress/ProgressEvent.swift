/// What a run tells about itself while it goes.
package enum ProgressEvent: Sendable {
    /// A step begins: resolving a module, packing.
    case began(stage: String, activity: String)
    /// A step that counts: how many items it has (0 for a step of bytes only), and bytes when that is known.
    case expecting(stage: String, items: Int, bytes: Int64?)
    /// More bytes of a step have arrived.
    case advanced(stage: String, bytes: Int64)
    /// An item is done; `bytes` is its size.
    case finished(stage: String, item: String, bytes: Int64)
    /// An item needs no work: it is in the cache already.
    case reused(stage: String, item: String, bytes: Int64)
    /// An item failed; the run goes on with the others.
    case failed(stage: String, item: String, reason: String)
    /// Something worth knowing that is no failure.
    case warning(stage: String, text: String)
    /// Detail for `--verbose`.
    case detail(stage: String, text: String)
    /// A step is done.
    case ended(stage: String, summary: String)
}
