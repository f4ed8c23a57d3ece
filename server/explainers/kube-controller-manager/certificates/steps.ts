import type { Steps } from '../../explainer.ts'

export const steps = {} satisfies Steps
