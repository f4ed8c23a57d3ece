import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Attach/detach controller',
    tagline: 'nối đĩa vào node',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Với các volume phải attach, nó quyết định đĩa nào thuộc node nào qua object VolumeAttachment mà driver thực hiện.',
    without: 'Pod dùng đĩa mạng phải chờ volume.',
  },
  steps: {
    'attach-requested': {
      caption: 'Attach/detach controller yêu cầu attach {volume}[[ vào {node}]]',
      act: 'yêu cầu attach {volume}[[ vào {node}]]',
      why: 'Một Pod trên node đó cần volume. VolumeAttachment là mệnh lệnh; attacher của driver thực hiện và báo trong status.',
      check: 'kubectl get volumeattachment {object.name} -o yaml',
      next: 'Attacher của CSI driver',
    },
    'node-reported': {
      caption: 'Attach/detach controller ghi nhận các volume đã attach vào {object}',
      act: 'ghi nhận các volume đã attach vào {object}',
      why: 'Object node liệt kê những gì đã attach; kubelet chờ mục này rồi mới mount. Nhờ vậy không đĩa nào được dùng trước khi thực sự có mặt.',
      check: 'kubectl describe node {object.name}',
      next: 'Kubelet mount volume',
    },
  },
  stories: { 'attach-requested': 'Attach {volume}' },
  rules: {
    'attach-detach.writer': 'Trong kube-controller-manager, chỉ attach/detach controller ghi VolumeAttachment và danh sách volume đã attach của node',
  },
} satisfies Texts<typeof steps>
