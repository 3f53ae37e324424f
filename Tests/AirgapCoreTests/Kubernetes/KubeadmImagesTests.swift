import AirgapCore
import Testing

/// What kubeadm would pull, against lists of images.
struct KubeadmImagesTests {
    static let good = [
        "library/kube-apiserver:v1.31.9", "library/kube-controller-manager:v1.31.9", "library/kube-scheduler:v1.31.9",
        "library/kube-proxy:v1.31.9", "library/coredns:v1.11.3", "library/pause:3.10", "library/nginx:1.25",
    ]

    @Test(arguments: [
        ("v1.31.9", 31), ("1.28.0", 28), ("v1.34.0-rc.1", 34), ("1.31", nil), ("v2.1.0", nil), ("", nil),
        ("v1.31.x", nil), ("v1.99999999999999999999.1", nil), ("v1.-1.0", nil),
    ])
    func `versions`(_ text: String, _ minor: Int?) {
        #expect(KubernetesVersion(text)?.minor == minor)
    }

    @Test(arguments: 28...34) func `each minor has a row`(_ minor: Int) throws {
        let version = try #require(KubernetesVersion("v1.\(minor).0"))
        let images = try #require(KubeadmImages(for: version)).images
        #expect(
            images.map(\.name).sorted() == [
                "coredns", "etcd", "kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "pause",
            ])
        #expect(images.allSatisfy { !$0.tags.isEmpty })
    }

    @Test func `what differs is told, and what kubeadm would pull`() throws {
        let version = try #require(KubernetesVersion("1.31.9"))
        let expected = try #require(KubeadmImages(for: version))
        #expect(expected.differences(from: Self.good) == [])
        #expect(expected.differences(from: Self.good + ["library/etcd:3.5.15-0"]) == [])
        #expect(expected.differences(from: ["library/nginx:1.25", "library/pause:1"]) == [])
        let wrong =
            Self.good.map {
                $0.replacing("pause:3.10", with: "pause:3.9").replacing("proxy:v1.31.9", with: "proxy:v1.31.8")
            }
            .filter { !$0.contains("coredns") } + ["library/etcd:3.5.1-0"]
        #expect(
            expected.differences(from: wrong) == [
                "kubeadm of v1.31.9 pulls kube-proxy:v1.31.9; listed: library/kube-proxy:v1.31.8",
                "kubeadm of v1.31.9 pulls coredns:v1.11.1 or coredns:v1.11.3, which of them depends on the patch release; "
                    + "listed: none",
                "kubeadm of v1.31.9 pulls pause:3.10; listed: library/pause:3.9",
                "kubeadm of v1.31.9 pulls etcd:3.5.15-0 or etcd:3.5.24-0, which of them depends on the patch release; "
                    + "listed: library/etcd:3.5.1-0",
            ])
        let old = try #require(KubernetesVersion("1.20.0"))
        #expect(KubeadmImages(for: old) == nil)
    }
}
