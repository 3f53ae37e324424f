import Synchronization

/// Counters of what was served, in the text format of Prometheus (version 0.0.4).
final class Metrics: Sendable {
    /// The upper ends of the buckets of durations, in seconds.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60]

    private struct Key: Hashable {
        let kind: RequestKind
        let status: Int
    }

    private struct State {
        var requests: [Key: Int] = [:]
        var bytes: [RequestKind: Int64] = [:]
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
        var aborted = 0
    }

    private let state = Mutex(State())
    private let open = Atomic<Int>(0)
    private let total = Atomic<Int>(0)

    /// Connections that are open now.
    var openConnections: Int { open.load(ordering: .relaxed) }

    func connectionOpened() {
        open.add(1, ordering: .relaxed)
        total.add(1, ordering: .relaxed)
    }

    func connectionClosed() { open.subtract(1, ordering: .relaxed) }

    /// Counts a request that is over.
    func record(_ record: RequestRecord) {
        let seconds = record.seconds
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.requests[Key(kind: record.kind, status: record.status), default: 0] += 1
            state.bytes[record.kind, default: 0] &+= record.sent
            state.buckets[bucket] += 1
            state.seconds += seconds
            if !record.isComplete { state.aborted += 1 }
        }
    }

    /// All counters.
    var text: String {
        let state = state.withLock { $0 }
        var lines = Self.head("airgap_requests_total", "counter", "Requests answered, by kind and status.")
        let sorted = state.requests.sorted {
            ($0.key.kind.rawValue, $0.key.status) < ($1.key.kind.rawValue, $1.key.status)
        }
        lines += sorted.map { key, count in
            "airgap_requests_total{kind=\"\(key.kind.rawValue)\",status=\"\(key.status)\"} \(count)"
        }
        lines += Self.head("airgap_sent_bytes_total", "counter", "Bytes of bodies sent, by kind.")
        for kind in RequestKind.allCases {
            lines.append("airgap_sent_bytes_total{kind=\"\(kind.rawValue)\"} \(state.bytes[kind] ?? 0)")
        }
        lines += Self.head("airgap_aborted_total", "counter", "Answers that ended early.")
        lines.append("airgap_aborted_total \(state.aborted)")
        lines += Self.head("airgap_connections_open", "gauge", "Connections that are open.")
        lines.append("airgap_connections_open \(openConnections)")
        lines += Self.head("airgap_connections_total", "counter", "Connections accepted.")
        lines.append("airgap_connections_total \(total.load(ordering: .relaxed))")
        lines += Self.durations(state)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func durations(_ state: State) -> [String] {
        let name = "airgap_request_duration_seconds"
        var lines = head(name, "histogram", "From a request's head to its answer's last byte.")
        var sum = 0
        for (position, count) in state.buckets.enumerated() {
            sum += count
            let bound = position < bounds.count ? "\(bounds[position])" : "+Inf"
            lines.append("\(name)_bucket{le=\"\(bound)\"} \(sum)")
        }
        return lines + ["\(name)_sum \(state.seconds)", "\(name)_count \(sum)"]
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
}
