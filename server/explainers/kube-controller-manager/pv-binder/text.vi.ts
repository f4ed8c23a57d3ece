import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'PV binder',
    tagline: 'ghép claim với volume',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó tìm volume cho mỗi claim, nhờ provisioner nếu chưa có, và gắn hai bên với nhau vĩnh viễn. Khi claim mất, nó xử lý volume theo reclaim policy.',
    without: 'Claim ở lại Pending và các Pod cần chúng phải chờ.',
  },
  steps: {
    'claim-bound': {
      caption: 'PV binder đã gắn claim {object} với volume {volume}',
      act: 'đã gắn claim {object} với volume {volume}',
      why: 'Claim và volume nay nêu tên nhau: quan hệ một một kéo dài suốt đời claim. Pod dùng claim này có thể được đặt và khởi động.',
      check: 'kubectl get pvc {object.name} -n {object.namespace}',
      next: 'Scheduler gán Pod đang chờ',
    },
    'claim-updated': {
      caption: 'PV binder đã cập nhật claim {object}',
      act: 'đã cập nhật claim {object}',
      why: 'Trên đường tới bound, claim được ghi provisioner sẽ tạo volume, rồi tên của volume. Mỗi dấu báo cho thành phần kế tiếp biết đã đến lượt mình.',
      check: 'kubectl describe pvc {object.name} -n {object.namespace}',
      next: 'Provisioner tạo volume, hoặc binder hoàn tất việc gắn',
    },
    'volume-updated': {
      caption: 'PV binder đã cập nhật volume {object}[[ thành {phase}]]',
      act: 'đã cập nhật volume {object}[[ thành {phase}]]',
      why: 'Available là còn trống, Bound thuộc về một claim, Released đã mất claim và được xử lý theo reclaim policy. Volume đã released không bao giờ được giao nguyên trạng cho claim khác.',
      check: 'kubectl get pv {object.name}',
    },
  },
  rules: {
    'pv-binder.writer': 'Trong kube-controller-manager, chỉ PV binder ghi spec và status của claim và volume',
  },
} satisfies Texts<typeof steps>
