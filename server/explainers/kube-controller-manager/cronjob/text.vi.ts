import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'CronJob controller',
    tagline: 'khởi động Job theo đồng hồ',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Đến mỗi phút đã định, nó tạo một Job theo concurrencyPolicy và gỡ các Job cũ vượt giới hạn lịch sử.',
    without: 'Job theo lịch không khởi động.',
  },
  steps: {
    'job-created': {
      caption: 'CronJob controller đã tạo Job {object}[[, hẹn lúc {due}]]',
      act: 'đã tạo Job {object}',
      why: 'Đã đến giờ của {owner.kind} {owner}. Tên Job kết thúc bằng phút đã định, nên cùng một lượt không bao giờ khởi động hai lần.',
      check: 'kubectl get job {object.name} -n {object.namespace}',
      next: 'Job controller tạo các Pod',
    },
    'status-reported': {
      caption: 'CronJob controller ghi nhận {active} Job đang chạy của {object}',
      act: 'ghi nhận {active} Job đang chạy của {object}',
      why: 'Status nêu các Job đang chạy và lần hẹn gần nhất, từ đó tính ra lần kế tiếp. Nó đếm Job chứ không đếm Pod.',
      check: 'kubectl get {object.kind} {object.name}[[ -n {object.namespace}]] -o yaml',
    },
  },
  stories: { 'job-created': 'Chạy {object}' },
  rules: {
    'cronjob.job': 'Trong kube-controller-manager, chỉ CronJob controller ghi Job thuộc một CronJob',
    'cronjob.status': 'Trong kube-controller-manager, chỉ CronJob controller ghi status của CronJob',
  },
} satisfies Texts<typeof steps>
