import AirgapCore
import SystemPackage
import TestSupport
import Testing

/// install.sh with container engines that really run: podman with podman-compose, and docker with docker-compose 1.
@Suite(.serialized)
struct EngineTests {
    @Test(arguments: ["podman", "docker"]) func `the services run, serve and go`(_ engine: String) async throws {
        let said = try await EngineScene.make().run(engine, Self.script)
        for line in ["installed: 0", "healthy: 0", "web root: 200", "PUT: 403", "again: 13", "removed: 0"] {
            #expect(said.contains(line + "\n"), "\(line): \(said.suffix(20_000))")
        }
        #expect(said.contains(#"pulled: {"architecture":"amd64""#), "\(said.suffix(20_000))")
        #expect(said.hasSuffix("# what is left\n"), "\(said.suffix(20_000))")
        #expect(!said.contains("ERROR"), "\(said.suffix(20_000))")
    }

    private static let script = """
        state() {
            in_site $engine ps -aq; in_site $engine images -q; in_site $engine volume ls -q
            in_site $engine network ls --format '{{.Name}}' | LC_ALL=C sort
        }
        state > $work/before
        result() { local status=0; "${@:2}" > $work/said 2>&1 || { status=$?; cat $work/said; }; echo "$1: $status"; }
        result installed in_site /bundle/install.sh compose $options --firewall leave
        in_site $engine ps --format '{{.Names}} {{.Status}}'
        result healthy in_site /bundle/install.sh health-check
        echo "web root: $(ip netns exec node curl -sS -o /dev/null -w '%{http_code}' http://10.77.0.1:8080/site.conf)"
        mkdir $work/trust $work/pulled
        ip netns exec node curl -fsS http://10.77.0.1:8080/certs/rootCA.crt -o $work/trust/ca.crt
        ip netns exec node curl -sS --cacert $work/trust/ca.crt -X PUT -o /dev/null -w 'PUT: %{http_code}\\n' \\
            https://10.77.0.1/v2/library/busybox/manifests/x
        ip netns exec node skopeo --insecure-policy copy -q --src-cert-dir $work/trust docker://10.77.0.1/library/busybox:1 dir:$work/pulled
        echo "pulled: $(ip netns exec node skopeo inspect --config --raw dir:$work/pulled | jq -cS .)"
        in_site /bundle/install.sh compose $options > $work/said 2>&1
        echo "again: $(grep -c 'done before' $work/said)"
        result removed in_site /bundle/install.sh remove
        [ ! -e $work/site/bundle/site ] || echo "ERROR: site/ stays"
        state > $work/after
        echo "# what is left"
        diff $work/before $work/after || true

        """
}
