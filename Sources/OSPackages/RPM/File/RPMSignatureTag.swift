/// The tags of a signature header that are read (rpm's docs/manual/signatures_digests.md).
enum RPMSignatureTag: UInt32 {
    /// OpenPGP signatures over the main header.
    case headerDSA = 267
    case headerRSA = 268
    /// Hexadecimal digests of the main header.
    case headerSHA1 = 269
    case headerSHA256 = 273
    /// Bytes of the payload before compression, where 32 bits are too few.
    case longPayloadSize = 271
    /// OpenPGP signatures over main header and payload, of rpm before 4.14.
    case contentRSA = 1002
    case contentDSA = 1005
    /// Bytes of the payload before compression.
    case payloadSize = 1007
}
