import AirgapCore
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Turns requests into answers of the site, and answers into responses on a connection.
struct SiteResponder: HTTPResponder {
    /// The connection that a request came on.
    struct Context: InitializableFromSource {
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            channel = source.channel
        }
    }

    let site: ServedSite
    let isSecure: Bool
    let pool: NIOThreadPool
    let log: AccessLog?
    let limits: SiteLimits

    func respond(to request: Request, context: Context) async -> Response {
        let start = ContinuousClock.now
        var (answer, kind) = site.answer(
            request.method, request.head.path ?? "", request.headers, host: request.head.authority ?? "")
        var opened: (any OpenedMember)?
        if case .member(let member, let range) = answer.body, request.method == .get, !range.isEmpty {
            do {
                opened = try site.source.open(member.number)
            } catch {
                limits.logger.error("\(error)")
                answer = .message(.serviceUnavailable, "this file cannot be read now")
            }
        }
        let finish: @Sendable (Int64, Bool) -> Void = { [answer, kind] (sent: Int64, isComplete: Bool) in
            let record = RequestRecord(
                client: context.channel.remoteAddress?.ipAddress ?? "-", method: request.method.rawValue,
                target: request.head.path ?? "", agent: request.headers[.userAgent] ?? "-", kind: kind,
                status: answer.status.code, sent: sent, isComplete: isComplete,
                seconds: (ContinuousClock.now - start) / .seconds(1))
            site.metrics.record(record)
            log?.write(record)
        }
        return response(answer, opened, isHead: request.method == .head, context.channel, finish)
    }

    private func response(
        _ answer: SiteAnswer, _ opened: (any OpenedMember)?, isHead: Bool, _ channel: any Channel,
        _ finish: @escaping @Sendable (Int64, Bool) -> Void
    ) -> Response {
        var response = Response(status: answer.status, headers: answer.headers, body: ResponseBody())
        response.headers[.contentLength] = answer.status == .notModified ? nil : String(answer.length)
        response.headers[.xContentTypeOptions] = "nosniff"
        guard !isHead, answer.length > 0 else {
            finish(0, true)
            return response
        }
        switch answer.body {
        case .empty: finish(0, true)
        case .bytes(let bytes):
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            finish(Int64(bytes.count), true)
        case .member(_, let range):
            guard let opened else { break }
            response.body = body(opened, range, channel, finish)
        }
        return response
    }

    private func body(
        _ member: any OpenedMember, _ range: Range<Int64>, _ channel: any Channel,
        _ finish: @escaping @Sendable (Int64, Bool) -> Void
    ) -> ResponseBody {
        let sender = BodySender(
            channel: channel, isSecure: isSecure, pool: pool, metrics: site.metrics, stallLimit: limits.stall)
        return ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            let sent = await sender.send(member, range)
            do {
                if let failure = sent.failure { throw failure }
                try await writer.finish(nil)
            } catch {
                finish(sent.count, false)
                // What was promised cannot be kept: only the end of the connection says so.
                try? await channel.close()
                throw error
            }
            finish(sent.count, true)
        }
    }
}
