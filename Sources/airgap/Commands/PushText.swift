import AirgapCore
import Push

/// What `airgap push` prints: a table of the images, what they are worth knowing, and the sums.
struct PushText {
    let report: PushReport

    var text: String {
        var table = TextTable(["image", "digest", "result"])
        for image in report.images {
            table.add([image.name, String(image.digest.hex.prefix(12)), image.result.rawValue])
        }
        return ([table.text] + notes + [sums]).joined(separator: "\n")
    }

    /// Failures are told as errors; what holds for several images is said once.
    private var notes: [String] {
        let skipped = report.images.filter { $0.result == .skipped }.map { image in
            "  \(image.name) is \(image.existing.map { "\($0)" } ?? "something else")"
        }
        let replaced = report.images.compactMap { image in image.substitute.map { "  \(image.name) is \($0)" } }
        return Self.block("Left alone, because the tag has other content there:", skipped)
            + Self.block(
                "The registry takes no index with missing platforms: the one platform's manifest is tagged instead, so\n"
                    + "pulls by the index's digest do not work there:", replaced)
    }

    private static func block(_ head: String, _ lines: [String]) -> [String] { lines.isEmpty ? [] : [head] + lines }

    private var sums: String {
        var kinds: [String] = []
        for result in PushedImage.Result.allCases {
            let count = report.images.count { $0.result == result }
            if count > 0 { kinds.append("\(count) \(result.rawValue)") }
        }
        let blobs = [
            (report.sent, report.isDryRun ? "to send" : "sent"),
            (report.mounted, report.isDryRun ? "to mount" : "mounted"),
            (report.present, "there already"),
        ]
        let parts = blobs.map { "\($0.blobs) \($1) (\(ByteCount($0.bytes)))" }.joined(separator: ", ")
        return "\(report.images.count) images: \(kinds.joined(separator: ", ")); blobs: \(parts)"
    }
}
