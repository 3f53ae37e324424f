import ArgumentParser

/// A size on the command line: `25G` (25 000 000 000 bytes, as media are sold), `4.7G`, `700MB`, `4GiB`.
struct ByteSize: ExpressibleByArgument {
    private static let units: [String: Double] = [
        "": 1, "B": 1, "K": 1e3, "KB": 1e3, "M": 1e6, "MB": 1e6, "G": 1e9, "GB": 1e9, "T": 1e12, "TB": 1e12,
        "KIB": 1024, "MIB": 1_048_576, "GIB": 1_073_741_824, "TIB": 1_099_511_627_776,
    ]

    /// Bytes, at least 1.
    let bytes: Int64

    init?(argument: String) {
        let number = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(number), let unit = Self.units[argument.dropFirst(number.count).uppercased()] else {
            return nil
        }
        let product = (value * unit).rounded()
        guard product >= 1, product < 9e18 else { return nil }
        bytes = Int64(product)
    }
}
