import type { Texts } from '../../explainer.ts'
import type { steps } from './steps.ts'

export const en = {
  card: {
    name: 'Cloud route controller',
    tagline: 'routes Pod ranges between nodes',
    about: 'Tells the cloud network which node has which Pod range, for clusters whose network plugin relies on routes of the cloud.',
    without: 'With such a plugin, Pods on different nodes cannot reach each other.',
    silent:
      'No cloud provider is connected here; the network plugin makes its own routes. With one, the condition NetworkUnavailable of Nodes would show its work.',
  },
  steps: {},
} satisfies Texts<typeof steps>
