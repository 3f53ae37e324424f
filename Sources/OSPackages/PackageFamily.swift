/// How a target's packages are made; a family is one folder of this module.
enum PackageFamily: String, Codable, Sendable, CaseIterable {
    case deb
    case rpm
}
