import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Node IPAM',
    tagline: 'cấp cho mỗi node một dải địa chỉ Pod',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó cấp cho mỗi node mới một phần riêng của dải địa chỉ Pod. Network plugin dùng tới sẽ cấp địa chỉ Pod từ đó.',
    without: 'Pod trên node mới không có địa chỉ, với các plugin dựa vào nó.',
  },
  steps: {
    'range-assigned': {
      caption: 'Node IPAM đã cấp cho node {object} dải {range}',
      act: 'đã cấp cho node {object} dải {range}',
      why: 'Mỗi node nhận một phần của dải địa chỉ Pod và giữ suốt đời. Có dùng hay không tùy network plugin.',
      check: 'kubectl get node {object.name} -o jsonpath={.spec.podCIDR}',
      next: 'Network plugin của node dùng nó',
    },
  },
  rules: {
    'node-ipam.range': 'Trong kube-controller-manager, chỉ node IPAM controller ghi dải Pod của node',
  },
} satisfies Texts<typeof steps>
