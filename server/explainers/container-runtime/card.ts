import type { Card } from '../../wire/component.ts'

export const card: Card = {
  id: 'container-runtime',
  code: 'CR',
  plane: 'node',
  lane: 'node',
  order: 20,
  hue: 'runtime',
  managers: [],
  sources: [],
  liveness: { by: 'runtime-version' },
  links: ['https://kubernetes.io/docs/concepts/containers/cri/', 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/'],
}
