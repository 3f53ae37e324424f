/// What a bundle must show before anything in it is believed.
package struct BundleTrust: Sendable {
    private let keyring: OpenPGPKeyring?
    private let newerThan: Timestamp?

    /// - Parameters:
    ///   - keyring: whose signature is asked for; nil asks for none.
    ///   - newerThan: the serial of the last generation, which this one must be newer than; nil for any.
    package init(keyring: OpenPGPKeyring? = nil, newerThan: Timestamp? = nil) {
        self.keyring = keyring
        self.newerThan = newerThan
    }

    /// Whether a good signature is asked for.
    package var asksForSignature: Bool { keyring != nil }

    /// Reads the first members. When a signature is asked for and they cannot be read, that is a fault of it too: nobody
    /// can say that it is good.
    ///
    /// - Throws: `SignatureFault.unchecked`, or what the reading throws.
    func prologue(_ read: () throws -> BundlePrologue) throws -> BundlePrologue {
        do {
            return try read()
        } catch let fault as StreamFault where asksForSignature {
            throw SignatureFault.unchecked("\(fault)")
        }
    }

    /// Looks at the signature; a refused one is a fault.
    func signature(of prologue: BundlePrologue) throws(SignatureFault) -> SignatureState {
        guard let keyring else { return SignatureState(prologue.signature == nil ? .unsigned : .notChecked) }
        if let fault = prologue.signatureFault { throw .unreadable("\(fault)") }
        let key = try SignatureCheck(keyring).check(prologue.signature, of: prologue.checksumBytes)
        // The armor around it is not signed: only one form of it is taken, so that nothing can be hidden there.
        if let armored = prologue.signature {
            let packets = try OpenPGPArmor.unwrap(armored, kind: "SIGNATURE")
            guard OpenPGPArmor.wrap(packets, kind: "SIGNATURE") == armored else {
                throw .unreadable("its armor is not as gpg makes it")
            }
        }
        return SignatureState(.good, key: key)
    }

    /// Looks at the generation.
    func checkAge(_ manifest: BundleManifest) throws(OlderGeneration) {
        guard let newerThan, manifest.created <= newerThan else { return }
        throw OlderGeneration(found: manifest.created, limit: newerThan)
    }
}
