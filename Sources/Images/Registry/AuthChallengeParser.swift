/// Reads one `WWW-Authenticate` field: challenges and their parameters are both separated by commas, so a word is a scheme
/// unless `=` stands behind it (RFC 9110, sections 5.6 and 11.2).
struct AuthChallengeParser {
    private static let challengeLimit = 16
    private let bytes: [UInt8]
    private var offset = 0

    init(_ field: String) {
        bytes = Array(field.utf8)
    }

    mutating func challenges() -> [AuthChallenge] {
        var found: [AuthChallenge] = []
        var scheme: String?
        var parameters: [String: String] = [:]
        while offset < bytes.count, found.count < Self.challengeLimit {
            skip { $0 == 32 || $0 == 9 || $0 == UInt8(ascii: ",") }
            let word = take(Self.isTokenByte).lowercased()
            if word.isEmpty {
                offset += 1
                continue
            }
            let behind = offset
            skip { $0 == 32 || $0 == 9 }
            if offset < bytes.count, bytes[offset] == UInt8(ascii: "=") {
                offset += 1
                let value = self.value()
                if parameters[word] == nil { parameters[word] = value }
            } else {
                offset = behind
                if let scheme { found.append(AuthChallenge(scheme: scheme, parameters: parameters)) }
                scheme = word
                parameters = [:]
            }
        }
        if let scheme { found.append(AuthChallenge(scheme: scheme, parameters: parameters)) }
        return found
    }

    private mutating func value() -> String {
        skip { $0 == 32 || $0 == 9 }
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") else {
            return take { $0 != UInt8(ascii: ",") && $0 != 32 && $0 != 9 }
        }
        offset += 1
        var result: [UInt8] = []
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count { offset += 1 }
            result.append(bytes[offset])
            offset += 1
        }
        offset += 1
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
        while offset < bytes.count, isSkipped(bytes[offset]) { offset += 1 }
    }

    private mutating func take(_ isTaken: (UInt8) -> Bool) -> String {
        let start = offset
        skip(isTaken)
        return String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
