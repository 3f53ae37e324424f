package import SystemPackage

/// What a build is to do.
package struct BuildRequest: Sendable {
    package var project: Project
    /// The modules to rebuild; nil for all. The others are taken from the tree of the last build.
    package var only: Set<ModuleName>?
    package var policy: LockPolicy
    /// The folder that gets the trees and the bundles.
    package var output: FilePath
    /// SOURCE_DATE_EPOCH: the bundle's time instead of the lock's.
    package var time: Timestamp?
    /// What bundle.json says of the program that wrote it.
    package var writer: String
    /// The site's secret key, to sign with; nil for an unsigned bundle.
    package var signingKey: FilePath?
    /// The program that the bundle carries, for its own architecture; nil for none.
    package var program: SiteProgram?

    package init(
        project: Project, only: Set<ModuleName>? = nil, policy: LockPolicy, output: FilePath, time: Timestamp? = nil,
        writer: String, signingKey: FilePath? = nil, program: SiteProgram? = nil
    ) {
        self.project = project
        self.only = only
        self.policy = policy
        self.output = output
        self.time = time
        self.writer = writer
        self.signingKey = signingKey
        self.program = program
    }
}
