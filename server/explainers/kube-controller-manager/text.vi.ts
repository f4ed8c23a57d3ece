import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'Controller manager',
    tagline: 'một tiến trình, khoảng bốn mươi vòng lặp',
    about:
      'Chạy các controller của Kubernetes trong một tiến trình. Mỗi vòng lặp theo dõi vài loại object, so trạng thái mong muốn với hiện tại và ghi phần khác biệt. Trong nhiều bản chỉ bản giữ Lease làm việc. Trong managedFields mọi vòng lặp ký cùng một tên, nên phải nhìn thứ được ghi để biết vòng nào ghi.',
    without: 'Cluster ngừng tự phục hồi: Pod không được thay, rollout dừng, endpoint không đổi.',
  },
  steps: {
    written: {
      caption: 'Một vòng lặp của controller manager đã ghi {object.kind} {object}',
      act: 'đã ghi {object.kind} {object}',
      why: 'Object cho biết kube-controller-manager đã ghi nó, và không quy tắc nào ở đây cho biết đó là vòng lặp nào. Nó được hiện cho cả tiến trình thay vì đoán.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
    'leader-changed': {
      caption: '{holder} nay dẫn đầu các controller manager',
      act: 'trở thành leader: {holder}',
      why: 'Lease có chủ mới: giờ chỉ bản này làm việc, các bản khác đứng chờ. Sau khi leader im lặng, 15 giây trôi qua rồi bản khác mới tiếp quản.',
      check: 'kubectl get lease {subject.name} -n {subject.namespace} -o yaml',
      next: 'Leader mới khởi động mọi vòng lặp',
    },
  },
  stories: { 'leader-changed': 'Controller manager dẫn đầu mới' },
  rules: {
    'kcm.process': 'managedFields chỉ nêu tiến trình kube-controller-manager; các vòng lặp dùng chung tên đó',
  },
} satisfies Texts<typeof steps>
