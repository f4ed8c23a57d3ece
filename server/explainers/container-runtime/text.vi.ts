import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Container runtime',
    tagline: 'tạo sandbox và chạy container',
    about:
      'containerd hoặc CRI-O trên mỗi node. Nó nghe lệnh kubelet qua Container Runtime Interface: tạo sandbox, kéo image, khởi động và dừng container. Với mỗi sandbox nó gọi network plugin. Nó không bao giờ nói chuyện với API server, nên mọi điều ta biết về nó là do kubelet kể.',
    without: 'Không container nào được khởi động, dừng hay khởi động lại trên node đó, và node thành not ready.',
  },
  steps: {
    'sandbox-made': {
      caption: 'Container runtime hẳn đã tạo sandbox cho Pod {pod}',
      act: 'hẳn đã tạo sandbox cho Pod {pod}',
      why: 'Kubelet đã yêu cầu một sandbox: các namespace và cgroup mà mọi container của Pod dùng chung, do một tiến trình pause nhỏ giữ. Sau đó kubelet báo mạng hoặc địa chỉ, những thứ chỉ có khi sandbox đã xong.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Network plugin nối mạng; sau đó đến image và container',
    },
    'image-pulled': {
      caption: 'Container runtime hẳn đã kéo image {image}',
      act: 'hẳn đã kéo image {image}',
      why: 'Runtime đã tải các layer còn thiếu và giải nén chúng[[, tổng cộng {size}]]. Kubelet đo được {took}. Chính node hỏi registry chứ không phải control plane.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Kubelet cho tạo container',
    },
    'container-started': {
      caption: 'Container runtime hẳn đã tạo và khởi động container {container}',
      act: 'hẳn đã tạo và khởi động container {container}',
      why: 'Kubelet báo container đã khởi động, nên runtime đã chuẩn bị file system, vào sandbox và chạy tiến trình qua một OCI runtime như runc. Kernel áp giới hạn ngay từ lệnh đầu tiên.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o yaml',
      next: 'Tiến trình chạy; kubelet theo dõi và probe nó',
    },
  },
  rules: {
    'container-runtime.sandbox-made': 'Pod chỉ có mạng và địa chỉ khi sandbox của nó đã tồn tại (RunPodSandbox)',
    'container-runtime.image-pulled': 'Kubelet báo image đã kéo xong khi PullImage của runtime trả về',
    'container-runtime.container-started': 'Kubelet báo container đã khởi động khi StartContainer của runtime trả về',
  },
} satisfies Texts<typeof steps>
