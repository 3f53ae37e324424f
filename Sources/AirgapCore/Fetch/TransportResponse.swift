/// One HTTP answer with its body still on the wire.
package struct TransportResponse: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: TransportBody

    package init(status: Int, headers: HTTPHeaders, body: TransportBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
