@testable import OSPackages

/// An rpm file made byte by byte, also one that rpmbuild would never make.
struct RPMFileBytes {
    /// An entry of an index and its value.
    struct Value {
        var tag: UInt32
        var type: UInt32
        var count: UInt32
        var bytes: [UInt8]
        /// nil puts the value behind the ones before it.
        var offset: UInt32?

        static func text(_ tag: UInt32, _ text: String) -> Value {
            Value(tag: tag, type: 6, count: 1, bytes: Array(text.utf8) + [0])
        }

        static func texts(_ tag: UInt32, _ texts: [String]) -> Value {
            Value(tag: tag, type: 8, count: UInt32(texts.count), bytes: texts.flatMap { Array($0.utf8) + [0] })
        }

        static func numbers(_ tag: UInt32, _ numbers: [UInt32]) -> Value {
            Value(tag: tag, type: 4, count: UInt32(numbers.count), bytes: numbers.flatMap(RPMFilePatch.bigEndian))
        }
    }

    var signature: [Value] = [.numbers(1000, [0])]
    var main: [Value] = [.text(1000, "n"), .text(1001, "1"), .text(1002, "2"), .text(1022, "noarch")]

    /// The whole file.
    var bytes: [UInt8] {
        var bytes: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB, 3, 0, 0, 0] + [UInt8](repeating: 0, count: 88)
        bytes += Self.header(signature)
        while bytes.count % 8 != 0 { bytes.append(0) }
        return bytes + Self.header(main) + Array("payload".utf8)
    }

    private static func header(_ values: [Value]) -> [UInt8] {
        var index: [UInt8] = []
        var store: [UInt8] = []
        for value in values {
            let width = value.type == 3 ? 2 : value.type == 4 ? 4 : value.type == 5 ? 8 : 1
            while store.count % width != 0 { store.append(0) }
            let offset = value.offset ?? UInt32(store.count)
            index += [value.tag, value.type, offset, value.count].flatMap(RPMFilePatch.bigEndian)
            store += value.bytes
        }
        let sizes = [UInt32(values.count), UInt32(store.count)].flatMap(RPMFilePatch.bigEndian)
        return [0x8E, 0xAD, 0xE8, 0x01, 0, 0, 0, 0] + sizes + index + store
    }
}
