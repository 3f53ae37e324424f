/// Takes members while they are read; nothing of them is proved before `end`.
protocol MemberConsumer: AnyObject, Sendable {
    /// A member begins, and its header is right.
    func begin(_ number: Int, _ entry: BundleContents.Entry, size: Int64) throws

    /// More of its content.
    func take(_ bytes: UnsafeRawBufferPointer) throws

    /// It is whole; good when its digest is right.
    func end(isGood: Bool) throws
}
