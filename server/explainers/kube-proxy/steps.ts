import { step, type Steps } from '../explainer.ts'

/** It writes nothing but Events of trouble: its work is inferred from what it watches. */
export const steps = {
  'rules-written': step({ on: 'EndpointSlice', floor: 'inferred', ceiling: 'inferred' }),
  'rules-removed': step({ on: 'Service', floor: 'inferred', ceiling: 'inferred' }),
} satisfies Steps
