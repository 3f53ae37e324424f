import FoundationEssentials

/// Puts OpenPGP packets into ASCII armor (RFC 4880, section 6), as rpm wants its keys.
enum OpenPGPArmor {
    private static let lineLength = 64

    static func publicKey(_ packets: [UInt8]) -> [UInt8] {
        let base64 = Array(Data(packets).base64EncodedString().utf8)
        var text = Array("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n".utf8)
        for start in stride(from: 0, to: base64.count, by: lineLength) {
            text += base64[start..<min(start + lineLength, base64.count)]
            text.append(0x0A)
        }
        let sum = checksum(packets)
        let tail = Data([UInt8(sum >> 16 & 0xFF), UInt8(sum >> 8 & 0xFF), UInt8(sum & 0xFF)]).base64EncodedString()
        return text + Array("=\(tail)\n-----END PGP PUBLIC KEY BLOCK-----\n".utf8)
    }

    /// CRC-24 with the generator 0x864CFB (section 6.1).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xB704CE
        for byte in bytes {
            crc ^= UInt32(byte) << 16
            for _ in 0..<8 {
                crc <<= 1
                if crc & 0x1000000 != 0 { crc ^= 0x1864CFB }
            }
        }
        return crc & 0xFFFFFF
    }
}
