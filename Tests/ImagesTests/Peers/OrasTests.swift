import AirgapCore
import SystemPackage
import TestSupport
import Testing

@testable import Images

extension NewerPeers {
    /// oras attaches in one registry, and finds and fetches at the site.
    struct OrasTests {
        @Test func `what oras has attached is found at the site`() async throws {
            let debian = try NewerDebianTrait.debian
            let folder = try TemporaryFolder()
            let images = try await OCIImages(at: folder.appending("layout"))
            try await images.addImage("amd64", architecture: "amd64")
            try images.addIndex("multi", of: [("amd64", "amd64")])
            try folder.write("a note", at: "note.txt")
            func attach(_ reference: String) async throws {
                try await debian.run(
                    "oras",
                    ["attach", "--plain-http", "--disable-path-validation", "--artifact-type", "application/x.note"]
                        + [reference, "\(folder.appending("note.txt")):text/plain"])
            }
            func referrers(of reference: String) async throws -> [Digest] {
                let found = try await debian.run("oras", ["discover", "--plain-http", "--format", "json", reference])
                return try JSONValue(parsing: Array(found.utf8))["manifests"]?.array?
                    .map { try Digest($0["digest"]?.string ?? "") } ?? []
            }
            let (run, notes) = try await DockerRegistry.run(.init(storage: folder.appending("upstream"))) { registry in
                let repository = "\(registry.host)/w/x"
                try await images.push("multi", to: "\(repository):1")
                try await attach("\(repository):1")
                try await attach("\(repository)@\(try images.digest(of: "amd64"))")
                let notes = try await referrers(of: "\(repository):1")
                try await attach("\(repository)@\(try #require(notes.first))")
                return (try await ModuleRun.run([("library/x:1", "\(repository):1")], in: folder), notes)
            }
            #expect(try VerifierRun.findings(in: run.files(), locked: run.locked) == [])
            try await DockerRegistry.run(.init(storage: run.storage, isReadOnly: true)) { registry in
                let repository = "\(registry.host)/library/x"
                #expect(try await referrers(of: "\(repository):1") == notes)
                #expect(try await referrers(of: "\(repository)@\(try images.digest(of: "amd64"))").count == 1)
                #expect(try await referrers(of: "\(repository)@\(notes[0])").count == 1)
                try await debian.run(
                    "oras",
                    ["pull", "--plain-http", "--allow-path-traversal", "--output", folder.appending("pulled").string]
                        + ["\(repository)@\(notes[0])"])
                try await debian.run(
                    "oras",
                    ["cp", "--recursive", "--from-plain-http", "\(repository):1", "--to-oci-layout"]
                        + ["\(folder.appending("copy")):1"])
            }
        }
    }
}
