import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const vi = {
  card: {
    name: 'TTL after finished',
    tagline: 'xóa Job một thời gian sau khi xong',
    about:
      'Một vòng lặp điều khiển trong kube-controller-manager. Nó xóa các Job đã xong quá ttlSecondsAfterFinished; Pod của chúng bị garbage collector xóa theo.',
    without: 'Job đã xong nằm lại cho đến khi có người xóa.',
    silent: 'Nó chỉ xóa. Việc xóa của nó hiện như xóa Job, với tác giả là controller này khi thời điểm khớp.',
  },
  steps: {},
} satisfies Texts<typeof steps>
