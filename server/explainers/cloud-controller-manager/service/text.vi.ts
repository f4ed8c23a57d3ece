import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Cloud service controller',
    tagline: 'tạo load balancer cho Service',
    about: 'Xin cloud một load balancer cho mỗi Service kiểu LoadBalancer, giữ danh sách đích khớp với các node và ghi địa chỉ vào status.',
    without: 'Service kiểu LoadBalancer mãi ở trạng thái chờ địa chỉ ngoài.',
    silent: 'Ở đây không nối với nhà cung cấp cloud. Nếu có, sẽ thấy Event như EnsuredLoadBalancer và địa chỉ trong status.loadBalancer.',
  },
  steps: {},
} satisfies Texts<typeof steps>
