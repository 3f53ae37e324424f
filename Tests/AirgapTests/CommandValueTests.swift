import AirgapCore
import TestSupport
import Testing

@testable import airgap

/// Values of the command line, and tables for people.
struct CommandValueTests {
    @Test(arguments: [
        ("25G", 25_000_000_000), ("4.7G", 4_700_000_000), ("4GiB", 4_294_967_296), ("700MB", 700_000_000), ("1", 1),
        ("2t", 2_000_000_000_000),
    ])
    func `sizes`(_ text: String, _ bytes: Int64) {
        #expect(ByteSize(argument: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "G", "0", "-1G", "1X", "1..2G", "1e30T", "999999999999T", "nan", "٣G"])
    func `no sizes`(_ text: String) {
        #expect(ByteSize(argument: text) == nil)
    }

    /// Python's csv module reads what was meant, and no field begins a formula.
    @Test func `csv`() async throws {
        let names = ["plain", "a,b", "say \"x\"", "two\nlines", "=1+1", "@x", "-y", "é"]
        let changes = names.map { name in
            InventoryChange(
                ModuleName(rawValue: "files"), old: nil,
                new: InventoryItem(name: name, version: "1", size: 5, digest: nil, source: "https://x/"))
        }
        let report = DiffReport(old: "a", new: "b", parts: [.init(architecture: .amd64, changes: changes)])
        let script = """
            import csv, json, sys
            rows = list(csv.DictReader(sys.stdin, strict=True))
            print(json.dumps([r['name'] for r in rows], ensure_ascii=False), {len(r) for r in rows})
            """
        let output = try await PeerProgram.run(
            "python3", ["-X", "utf8", "-c", script], input: Array(DiffTable(report: report).text.utf8))
        let expected = #"["plain", "a,b", "say \"x\"", "two\nlines", "'=1+1", "'@x", "'-y", "é"] {12}"#
        #expect(output == expected + "\n")
    }
}
