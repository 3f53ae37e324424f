import AirgapCore
import Files
import SystemPackage
import TestSupport
import Testing

/// The tools of the install node, and the deployer; each is rebuilt alone.
struct ToolsTests {
    private let bench: FilesBench

    init() throws {
        bench = try FilesBench()
        try bench.folder.write("#!/bin/sh\n", at: "bin/kubectl")
        try bench.folder.write("[all]\nnode1\n", at: "inventory/hosts.ini")
        try bench.folder.write("a: '{{ b }}'\nkube_version: 1.31.9\n", at: "inventory/group_vars/all.yml")
    }

    private func configure(_ kubespray: String = "{ image: library/kubespray:v2.27.0, config: inventory/ }") throws {
        try bench.configure(
            """
            variables: { kube_version: v1.31.9 }
            images: {}
            tools:
              - { path: bin/kubectl }
              - { path: bin/kubectl, to: extra/kubectl-1.31, executable: false }
            kubespray: \(kubespray)

            """)
    }

    /// `images` is another module's key: here nobody reads it.
    private func build(_ policy: LockPolicy = .prefer, only: Set<ModuleName>? = nil) async throws -> FilesBench.Built {
        try await bench.build(policy, only: only)
    }

    @Test func `tools are executable in one folder, the deployer has its configuration`() async throws {
        try configure()
        let built = try await build()
        #expect(built.executables == ["resources/nginx/tools/kubectl"])
        #expect(try built.member("resources/nginx/tools/extra/kubectl-1.31") == Array("#!/bin/sh\n".utf8))
        let variables = String(decoding: try built.member("resources/kubespray/vars.yml"), as: UTF8.self)
        #expect(variables == "---\nkube_version: \"v1.31.9\"\nkubespray_image: \"library/kubespray:v2.27.0\"\n")
        let group = try built.member("resources/kubespray/config/group_vars/all.yml")
        #expect(String(decoding: group, as: UTF8.self).hasPrefix("a: '{{ b }}'\n"))
        #expect(built.tree.manifest.components.map(\.module.rawValue) == ["tools", "kubespray"])
        try bench.folder.write("#!/bin/bash\n", at: "bin/kubectl")
        let again = try await build(only: [ToolsModule.name])
        #expect(try again.member("resources/nginx/tools/kubectl") == Array("#!/bin/bash\n".utf8))
        #expect(try again.member("resources/kubespray/vars.yml") == Array(variables.utf8))
    }

    @Test(arguments: [
        ("{ image: a:b, config: inventory/, variables: { kube_version: x } }", "this variable is set by the program"),
        ("{ config: inventory/ }", "'image' is missing"), ("{ image: a:b, config: nowhere }", "No such file"),
        ("{ image: a:b, confg: inventory }", "did you mean 'config'?"),
    ])
    func `faults`(_ kubespray: String, _ message: String) async throws {
        try configure(kubespray)
        let error = await #expect(throws: ConfigurationFault.self) { try await build() }
        #expect("\(error, default: "nothing")".contains(message))
    }

    @Test func `another kube_version in the configuration is a fault with file and line`() async throws {
        try configure()
        try bench.folder.write("a: 1\nkube_version: v1.30.0 # old\n", at: "inventory/group_vars/all.yml")
        let error = await #expect(throws: ConfigurationFault.self) { try await build() }
        #expect(
            "\(error, default: "nothing")"
                == "inventory/group_vars/all.yml:2:1: kube_version is 'v1.30.0' here, but 'v1.31.9' in the project")
    }
}
