import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Cloud controller',
    tagline: 'nói chuyện với nhà cung cấp cloud',
    about:
      'Chạy các vòng lặp cần tới API của cloud: mô tả node theo những gì nhà cung cấp biết, đặt route giữa chúng và tạo load balancer cho Service. Nó được tách khỏi kube-controller-manager để các cloud tự phát hành.',
    without: 'Trên cloud: không có load balancer, không có route, node mới mãi mang taint uninitialized. Nơi khác thì không ai thiếu nó.',
    silent:
      'kind và máy vật lý không có nhà cung cấp cloud nên chỗ này trống: Service kiểu LoadBalancer chờ mãi. Nếu có, sẽ thấy Lease của nó và các lần ghi vào Node và Service.',
  },
  steps: {},
} satisfies Texts<typeof steps>
