/// A number of bytes as people read it: decimal units, three significant digits.
package struct ByteCount: CustomStringConvertible, Sendable {
    private let bytes: Int64

    /// - Parameter bytes: a size in bytes.
    package init(_ bytes: Int64) {
        self.bytes = bytes
    }

    package var description: String {
        guard bytes >= 1000 else { return "\(bytes) B" }
        var value = Double(bytes)
        var unit = 0
        while value >= 999.5, unit < 5 {
            value /= 1000
            unit += 1
        }
        let digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        return Self.fixed(value, digits) + " " + ["B", "kB", "MB", "GB", "TB", "PB"][unit]
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = [1, 10, 100][digits]
        let scaled = Int((value * Double(scale)).rounded())
        guard digits > 0 else { return "\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
