import { step, type Steps } from '../explainer.ts'

/**
 * It speaks only CRI, to its kubelet. What it did is known because the kubelet reports the outcome: inferred, however sure.
 */
export const steps = {
  'sandbox-made': step({
    on: 'Pod',
    because: [
      { key: 'kubelet.volumes-mounted', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
    ],
    floor: 'inferred',
    ceiling: 'inferred',
  }),
  'image-pulled': step({ on: 'Pod', because: [{ key: 'kubelet.pulling', via: 'same' }], floor: 'inferred', ceiling: 'inferred' }),
  'container-started': step({
    on: 'Pod',
    because: [
      { key: 'kubelet.created', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
    ],
    floor: 'inferred',
    ceiling: 'inferred',
  }),
} satisfies Steps
