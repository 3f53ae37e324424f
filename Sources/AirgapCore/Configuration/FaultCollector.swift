/// Collects the faults of one configuration, so that all are told at once.
package final class FaultCollector {
    /// In the order found.
    package private(set) var faults: [ConfigurationFault] = []

    package init() {}

    /// Takes one more; the same fault twice counts once.
    package func add(_ fault: ConfigurationFault) {
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// Throws when anything was collected, in the order of files and lines.
    ///
    /// - Throws: a `ConfigurationFault`, or a `FailureList`.
    package func throwIfAny() throws {
        try FailureList.throwIfAny(faults.enumerated().sorted(by: Self.order).map(\.element))
    }

    private static func order(
        _ left: (offset: Int, element: ConfigurationFault), _ right: (offset: Int, element: ConfigurationFault)
    ) -> Bool {
        let first = left.element
        let second = right.element
        if first.file != second.file { return left.offset < right.offset }
        return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
    }
}
