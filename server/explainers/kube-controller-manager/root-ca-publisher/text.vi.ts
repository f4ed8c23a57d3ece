import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Root CA publisher',
    tagline: 'đặt chứng chỉ của cluster vào mỗi namespace',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó giữ ConfigMap kube-root-ca.crt trong mọi namespace. Pod dùng nó để chắc chắn đang nói chuyện với đúng API server.',
    without: 'Pod trong namespace mới chờ một volume không bao giờ tới.',
  },
  steps: {
    published: {
      caption: 'Root CA publisher đã ghi {object} trong {object.namespace}',
      act: 'đã ghi {object} trong {object.namespace}',
      why: 'Mỗi namespace nhận chứng chỉ của cluster dưới dạng ConfigMap. Nó được mount vào mọi Pod cùng với token.',
      check: 'kubectl get configmap {object.name} -n {object.namespace}',
    },
  },
  rules: {
    'root-ca.publisher': 'Trong kube-controller-manager, chỉ root CA publisher ghi kube-root-ca.crt',
  },
} satisfies Texts<typeof steps>
