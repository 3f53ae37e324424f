/// What the signatures inside an rpm file say, when nothing speaks against it.
enum RPMSignature: Sendable, Equatable {
    /// Header and payload are covered by a signature of this primary key, 40 upper-case hexadecimal digits.
    case good(fingerprint: String)
    /// No signature; the digests that there are hold.
    case unsigned
}
