import AirgapCore
import Testing

@testable import airgap

/// What people see.
struct OutputTests {
    @Test func `a table's columns are aligned and no line ends with white space`() {
        var table = TextTable(["module", "size", "what"])
        table.add(["os-packages", "1.00 kB", "3 packages"])
        table.add(["files", "12 B", ""])
        #expect(table.text == "module          size  what\nos-packages  1.00 kB  3 packages\nfiles           12 B")
    }

    @Test(arguments: [20, 40, 60, 79, 200]) func `a progress line fits its terminal`(_ width: Int) {
        var stage = StageState(stage: "os-packages")
        stage.apply(.expecting(stage: "os-packages", items: 187, bytes: 160_000_000))
        stage.apply(.advanced(stage: "os-packages", bytes: 80_000_000))
        stage.apply(.finished(stage: "os-packages", item: "x", bytes: 80_000_000))
        let line = ProgressLine(stage: stage).text(width: width)
        #expect(line.count <= width)
        #expect(line.hasPrefix("os-packages"))
    }

    @Test func `the bar shows the share of the bytes`() {
        var stage = StageState(stage: "files")
        stage.apply(.expecting(stage: "files", items: 4, bytes: 100))
        stage.apply(.advanced(stage: "files", bytes: 50))
        let line = ProgressLine(stage: stage).text(width: 79)
        #expect(line.contains("[###############...............]"))
        #expect(line.contains("0/4  50 B of 100 B"))
    }

    @Test func `rate and time left`() {
        var stage = StageState(stage: "verify")
        stage.apply(.expecting(stage: "verify", items: 0, bytes: 1_000_000_000))
        stage.apply(.advanced(stage: "verify", bytes: 250_000_000))
        stage.began = .now - .seconds(10)
        let line = ProgressLine(stage: stage).text(width: 100)
        #expect(
            line.contains("] 250 MB of 1.00 GB  25.0 MB/s  3") || line.contains("  250 MB of 1.00 GB  2"), "\(line)")
        #expect(line.hasSuffix(" s left"), "\(line)")
    }

    @Test(arguments: [("a=b", "a", "b"), ("a=", "a", ""), ("a=b=c", "a", "b=c")])
    func `variables`(_ text: String, _ name: String, _ value: String) throws {
        let assignment = try #require(VariableAssignment(argument: text))
        #expect(assignment.name == name && assignment.value == value)
    }

    @Test(arguments: ["", "a", "=b"]) func `no variables`(_ text: String) {
        #expect(VariableAssignment(argument: text) == nil)
    }
}
