import AirgapCore
import TestSupport
import Testing

@testable import Images

struct AssemblyConfigurationTests {
    /// An entry of `assemble`, and what is said of it.
    private static let faults = [
        ("{ dest: 'a:1' }", ["images.assemble[0]: an image on scratch needs 'files'"]),
        (
            "{ dest: a, files: [{ folder: /x }] }",
            ["images.assemble[0].dest: neither tag nor digest in 'a'; write ':latest' when that is meant"]
        ),
        (
            "{ dest: 'a:1', base: 'b', files: [] }",
            ["images.assemble[0].base: neither tag nor digest in 'b'; write ':latest' when that is meant"]
        ),
        ("{ dest: 'a:1', base: 'oci:', files: [] }", ["images.assemble[0].base: 'oci:' has no path"]),
        ("{ dest: 'a:1', files: [{ path: x }] }", ["images.assemble[0].files[0]: 'to' is missing"]),
        (
            "{ dest: 'a:1', files: [{ path: x, to: y }] }",
            ["images.assemble[0].files[0].to: a path inside the image begins with '/', not 'y'"]
        ),
        (
            "{ dest: 'a:1', files: [{ path: x, to: /../y }] }",
            ["images.assemble[0].files[0].to: path with '.' or '..' '../y'"]
        ),
        ("{ dest: 'a:1', files: [{ package: x }] }", ["images.assemble[0].files[0]: 'path' is missing"]),
        (
            "{ dest: 'a:1', files: [{ package: x, path: /y, link: z }] }",
            ["images.assemble[0].files[0]: only one of 'package' and 'link' can stand here"]
        ),
        (
            "{ dest: 'a:1', files: [{ folder: /x, mode: 0988 }] }",
            ["images.assemble[0].files[0].mode: not a mode: '0988', expected octal digits such as 0755"]
        ),
        (
            "{ dest: 'a:1', files: [{ folder: /x, owner: root }] }",
            ["images.assemble[0].files[0].owner: not an owner: 'root', expected numbers USER:GROUP"]
        ),
        (
            "{ dest: 'a:1', ports: [99999], files: [{ folder: /x }] }",
            ["images.assemble[0].ports[0]: not a port: '99999', expected 1 to 65535, and /tcp, /udp or /sctp"]
        ),
        (
            "{ dest: 'a:1', workdir: x, files: [{ folder: /x }] }",
            ["images.assemble[0].workdir: a path inside the image begins with '/', not 'x'"]
        ),
        (
            "{ dest: 'a:1', env: { 'a=b': x }, files: [{ folder: /x }] }",
            ["images.assemble[0].env.a=b: not a name: 'a=b'"]
        ),
        (
            "{ dest: 'a:1', file: [{ folder: /x }] }",
            [
                "images.assemble[0].file: unknown key; did you mean 'files'?",
                "images.assemble[0]: an image on scratch needs 'files'",
            ]
        ),
    ]

    @Test(arguments: faults)
    func `faults name the key`(_ entry: String, _ messages: [String]) throws {
        let bench = try ConfigurationBench(
            "arches: [amd64]\nimages:\n  assemble:\n    - \(entry)\n", in: try TemporaryFolder(), keys: ["images"])
        let project = try #require(bench.project)
        #expect(ImagesConfiguration(project: project) == nil)
        #expect(bench.faults.sorted() == messages.map { "6: \($0)" }.sorted())
    }
}
