import type { Texts } from '../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'metrics-server',
    tagline: 'measures what Pods use',
    about:
      'Asks every kubelet for the current use of CPU and memory and offers it through the API server. kubectl top and the HorizontalPodAutoscaler read it there. It keeps only the latest values.',
    without: 'kubectl top fails, and autoscalers that look at CPU or memory stop scaling.',
    silent: 'It writes no objects: its figures are computed when they are asked for. Only its own Pods can be watched.',
  },
  steps: {},
} satisfies Texts<typeof steps>
