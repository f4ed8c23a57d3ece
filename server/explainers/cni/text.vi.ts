import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'CNI',
    tagline: 'nối mạng cho mọi Pod',
    about:
      'Network plugin của cluster. Container runtime gọi nó cho mỗi sandbox; nó cấp cho Pod một địa chỉ trong dải của node và tạo route để mọi Pod tới được nhau mà không cần dịch địa chỉ. Cách làm (route, bridge, overlay) mỗi plugin một khác.',
    without: 'Pod mới không có mạng: tạo sandbox thất bại và Pod kẹt ở ContainerCreating. Node không có plugin hoạt động thì not ready.',
  },
  steps: {
    'address-given': {
      caption: 'CNI plugin hẳn đã cấp cho Pod {pod} địa chỉ {ip}',
      act: 'hẳn đã cấp cho Pod {pod} địa chỉ {ip}',
      why: 'Bản thân địa chỉ thì quan sát được, trong status do kubelet ghi. Ai cấp thì là suy ra: runtime gọi plugin khi tạo sandbox và không ai khác cấp địa chỉ cho Pod. Mọi container của Pod dùng chung nó.',
      check: 'kubectl get pod {pod.name} -n {pod.namespace} -o wide',
      next: 'Kubelet khởi động các container',
    },
  },
  rules: {
    'cni.address-given': 'Địa chỉ của Pod không dùng mạng của host là do network plugin cấp (CNI ADD)',
  },
} satisfies Texts<typeof steps>
