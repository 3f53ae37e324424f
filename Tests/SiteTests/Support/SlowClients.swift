import AirgapCore
import SystemPackage
import TestSupport

/// Many clients of one process that ask for the same file eight times, and then do not read it.
struct SlowClients: Sendable {
    /// Memory of the server, in kilobytes, before they came, and after one that has read all it asked for: pages of the
    /// program count when they are first touched, whoever comes.
    let before: Int
    /// While all of them wait.
    let held: Int
    /// What the server's counters say then.
    let metrics: String
    /// What one of them gets that reads to the end after all.
    let digest: String

    /// - Parameters:
    ///   - count: how many.
    ///   - site: the server.
    ///   - isSecure: whether they come over TLS.
    ///   - path: of the file.
    /// - Throws: `PeerProgram.Failure`.
    init(_ count: Int, of site: ServedProcess, isSecure: Bool, path: String) async throws {
        let port = isSecure ? site.httpsPort : site.httpPort
        let text = try await PeerProgram.run(
            "python3",
            ["-c", Self.script, "\(site.process)", "\(port)", "\(count)", isSecure ? site.authority.string : "", path]
                + [site.http + "/metrics"])
        let answer = try JSONValue(parsing: Array(text.utf8))
        guard let before = answer["before"]?.integer, let held = answer["held"]?.integer,
            let metrics = answer["metrics"]?.string, let digest = answer["digest"]?.string
        else { throw PeerProgram.Failure(description: text) }
        (self.before, self.held, self.metrics, self.digest) = (Int(before), Int(held), metrics, digest)
    }

    private static let script = #"""
        import hashlib, json, socket, ssl, sys, urllib.request
        process, port, count, authority, path, metrics = sys.argv[1:]
        context = ssl.create_default_context(cafile=authority) if authority else None
        def memory():
            lines = open(f"/proc/{process}/status").read().split("\n")
            return int([line for line in lines if line.startswith("VmRSS:")][0].split()[1])
        def client():
            one = socket.socket()
            # The system takes little for a client whose window is small.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.settimeout(60)
            one.connect(("127.0.0.1", int(port)))
            return context.wrap_socket(one, server_hostname="localhost") if context else one
        def ask(one):
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 8)
        def read(reader):
            size = 0
            while line := reader.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
            return hashlib.sha256(reader.read(size)).hexdigest()
        with client() as one, one.makefile("rb") as reader:
            ask(one)
            for _ in range(8):
                read(reader)
        before = memory()
        clients = [client() for _ in range(int(count))]
        for one in clients:
            ask(one)
        first = [one.recv(1) for one in clients]
        assert all(byte == b"H" for byte in first)
        text = urllib.request.urlopen(metrics).read().decode()
        held = memory()
        digest = read(clients[0].makefile("rb"))
        print(json.dumps({"before": before, "held": held, "metrics": text, "digest": digest}))
        """#
}
