import AirgapCore
import Images

/// Compares the images of a project with what kubeadm would pull for its `kube_version`.
enum KubeadmCheck {
    /// Warnings; nothing without `kube_version`, without images, or for a version that the table does not have.
    static func problems(of project: Project) -> [PlanProblem] {
        guard let text = project.kubeVersion, let version = KubernetesVersion(text),
            let expected = KubeadmImages(for: version)
        else { return [] }
        let modules = project.modules.compactMap { $0 as? ImagesModule }
        let listed = modules.flatMap(\.configuration.images).map(\.destination)
        return expected.differences(from: listed).map { PlanProblem(warning: "images: \($0)", kind: "kubeadm") }
    }
}
