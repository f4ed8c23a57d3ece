import { step, type Steps } from '../explainer.ts'

/** It never speaks to the API server: the address it gave is read from the kubelet's report. */
export const steps = {
  'address-given': step({
    on: 'Pod',
    because: [
      { key: 'container-runtime.sandbox-made', via: 'same' },
      { key: 'kubelet.admitted', via: 'same' },
    ],
    floor: 'inferred',
    ceiling: 'inferred',
  }),
} satisfies Steps
