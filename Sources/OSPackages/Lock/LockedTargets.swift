/// The os-packages section of a lock: what was resolved for every target, sorted by target.
package struct LockedTargets: Codable, Equatable, Sendable {
    package let targets: [LockedTarget]
}
