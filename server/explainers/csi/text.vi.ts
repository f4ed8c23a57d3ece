import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'CSI và provisioner',
    tagline: 'tạo và gắn volume thật',
    about:
      'Driver lưu trữ nằm ngoài Kubernetes. Provisioner tạo volume khi có claim yêu cầu, attacher nối nó vào node, và node plugin mount nó cho kubelet.',
    without: 'Claim cần volume mới ở lại Pending, và các Pod dùng chúng phải chờ.',
    silent:
      'Provisioner ghi dưới tên riêng và hiện như client, ví dụ local-path-provisioner; mount trên node thì im lặng. Ở đây không gán gì cho CSI khi không có bằng chứng.',
  },
  steps: {},
} satisfies Texts<typeof steps>
