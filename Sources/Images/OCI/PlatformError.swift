import AirgapCore

/// A text that is no platform.
package struct PlatformError: Error, Equatable, CustomStringConvertible {
    package let text: String

    package var description: String {
        "not a platform: \(Quoted(text)): write os/architecture[/variant], such as linux/arm64 or linux/arm/v7"
    }
}
