import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'EndpointSlice mirroring',
    tagline: 'sao chép Endpoints do người viết',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Với Service không có selector, ai đó có thể tự giữ object Endpoints. Nó được chép sang EndpointSlice vì kube-proxy chỉ đọc loại này.',
    without: 'Service có Endpoints viết tay không dẫn tới đâu.',
  },
  steps: {
    mirrored: {
      caption: 'EndpointSlice mirroring đã chép {count} endpoint vào {slice}',
      act: 'đã chép {count} endpoint vào {slice}',
      why: 'Ai đó viết tay một object Endpoints; địa chỉ của nó được chép vào slice để kube-proxy thấy. Bản sao theo sát mọi thay đổi sau này của bản gốc.',
      check: 'kubectl get endpointslice {slice.name} -n {slice.namespace} -o yaml',
      next: 'kube-proxy viết luật cho chúng',
    },
  },
  rules: {
    'endpointslice-mirroring.label': 'Slice mang label endpointslicemirroring-controller.k8s.io chỉ do controller này ghi',
  },
} satisfies Texts<typeof steps>
