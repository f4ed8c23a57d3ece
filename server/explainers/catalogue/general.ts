import type { Catalogue, StepText } from '../../wire/component.ts'

/** What is said about no component in particular: the generic step, gaps in watching, pulses. */
export type General = Pick<Catalogue, 'generic' | 'rules' | 'stories'> & { steps: Record<string, StepText> }
