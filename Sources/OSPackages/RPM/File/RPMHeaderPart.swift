/// The two headers of an rpm file.
enum RPMHeaderPart: String, Sendable {
    case signature = "signature header"
    case main = "main header"

    /// The most entries that are taken; rpm's own limits.
    var entryLimit: Int { self == .signature ? 32 : 65_535 }

    /// The most bytes of values that are taken. Some kernel packages have 10 MiB in their main header; signatures of
    /// single files, as IMA has them, stand in the signature header.
    var storeLimit: Int { self == .signature ? 16 << 20 : 32 << 20 }
}
