/// The name of a module as users write it: `os-packages`, `files`, `images`, `compose`.
package struct ModuleName: RawRepresentable, Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package var description: String { rawValue }

    package static func < (left: ModuleName, right: ModuleName) -> Bool { left.rawValue < right.rawValue }
}
