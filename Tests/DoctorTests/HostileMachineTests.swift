import AirgapCore
import TestSupport
import Testing

@testable import Doctor

/// Files of a machine with odd content: nothing traps, and nothing that moves a cursor is printed.
struct HostileMachineTests {
    @Test func `random bytes, cut and doubled lines in every file`() async throws {
        var random = SeededRandom(seed: 13)
        for _ in 0..<60 {
            var machine = PlayedMachine()
            for path in machine.files.keys.sorted() {
                machine.files[path] = Self.mutated(machine.files[path] ?? "", &random)
            }
            let report = try await machine.report()
            #expect(!report.checks.isEmpty)
            for check in report.checks {
                let text = check.fact + (check.command ?? "")
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, "\(check)")
            }
        }
    }

    private static func mutated(_ text: String, _ random: inout SeededRandom) -> String {
        var bytes = Array(text.utf8)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes = random.bytes(Int.random(in: 0..<4000, using: &random))
        case 1: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
        case 2: bytes += Array(bytes.reversed())
        case 3: bytes = bytes.map { Bool.random(using: &random) ? $0 : UInt8.random(in: 0...255, using: &random) }
        case 4: bytes = Array("999999999999999999999999999 -1 = : 0x \u{202E}\u{7}".utf8) + bytes
        default: break
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `paths of mounts, escaped and broken`() {
        #expect(Mount("1 2 8:1 / /a\\040b rw - ext4 x rw")?.point == "/a b")
        #expect(Mount("1 2 8:1 / /a\\9 rw - ext4 x rw")?.point == "/a\\9")
        #expect(Mount("1 2 8:1 / /a\\777 rw opt:1 opt:2 - tmpfs x rw")?.type == "tmpfs")
        for text in ["", "1 2 3", "1 2 8:1 / / rw - ext4", "1 2 8:1 / / rw x y z", "- - - - - - - - -"] {
            _ = Mount(Substring(text))
        }
    }
}
