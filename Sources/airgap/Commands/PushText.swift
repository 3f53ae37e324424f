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

    /// Failures are told as errors.
    private var notes: [String] {
        report.images.compactMap { image in
            switch image.result {
            case .failed, .conflict: nil
            case .skipped:
                "\(image.name): has other content there (\(image.existing.map { "\($0)" } ?? "?")), left alone"
            default: image.note.map { "\(image.name): \($0)" }
            }
        }
    }

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
