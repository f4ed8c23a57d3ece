import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Certificate controllers',
    tagline: 'ký chứng chỉ cho kubelet',
    about: 'Các vòng lặp trong kube-controller-manager. Chúng duyệt chứng chỉ client mà kubelet xin, ký những gì đã duyệt và dọn yêu cầu cũ.',
    without: 'Node mới không gia nhập được, và kubelet mất quyền truy cập khi chứng chỉ hết hạn.',
    silent:
      'CertificateSigningRequest không được theo dõi nên không thấy gì từ việc của chúng. Nếu có, sẽ thấy yêu cầu của kubelet, việc duyệt và chữ ký.',
  },
  steps: {},
} satisfies Texts<typeof steps>
