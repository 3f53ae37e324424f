/// The types of a header's values (rpm's docs/manual/format_v4.md).
enum RPMValueType: UInt32, Sendable {
    case character = 1
    case int8 = 2
    case int16 = 3
    case int32 = 4
    case int64 = 5
    case string = 6
    case binary = 7
    case stringArray = 8
    /// A text in several languages, the untranslated one first.
    case translated = 9

    /// Bytes that one value takes; texts end at their 0 instead.
    var width: Int {
        switch self {
        case .int16: 2
        case .int32: 4
        case .int64: 8
        case .character, .int8, .binary, .string, .stringArray, .translated: 1
        }
    }

    /// What a value's offset is a multiple of.
    var alignment: Int { width }

    var isText: Bool { self == .string || self == .stringArray || self == .translated }

    var isNumber: Bool { self == .character || self == .int8 || self == .int16 || self == .int32 || self == .int64 }
}
