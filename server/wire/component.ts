/** One member of the cast, as the map draws it. Texts live in the catalogue under the same id. */
export interface Card {
  /** Folder under server/explainers, e.g. 'kube-controller-manager/deployment'. */
  id: string
  /** Two letters, printed everywhere the component speaks. */
  code: string
  plane: 'control' | 'node' | 'addon' | 'client'
  /** Where the map seats it: left column, the bar, under the bar, inside every node. `more` folds into "Other controllers". */
  lane: 'cast' | 'more' | 'bar' | 'store' | 'node'
  /** Position within its lane, ascending. */
  order: number
  hue: 'api' | 'store' | 'scheduler' | 'controller' | 'kubelet' | 'runtime' | 'network' | 'storage' | 'person'
  /** Drawn dashed: a seat that may be empty, or a component that never speaks to the API server. */
  dashed?: boolean
  /** managedFields manager names it writes under. */
  managers: string[]
  /** Event source.component / reportingComponent spellings. */
  sources: string[]
  /** Where its life shows. */
  liveness:
    | { by: 'lease'; namespace: string; name: string }
    | { by: 'node-lease' }
    | { by: 'mirror-pod'; component: string }
    | { by: 'daemonset' | 'deployment'; namespace: string; label: string }
    | { by: 'runtime-version' }
    | { by: 'with'; component: string }
    | { by: 'none' }
  /** Official documentation pages. */
  links: string[]
}

/** What is said about a component; one per card and language. */
export interface CardText {
  name: string
  /** What it is, one short line under the name. */
  tagline: string
  /** 2-4 sentences. */
  about: string
  /** What breaks without it. */
  without: string
  /** For a component without steps: what would be seen, and why nothing is yet. */
  silent?: string
}

/** What is said about one step; one per step and language. Slots in braces, see server/speech. */
export interface StepText {
  /** At most 16 words; no trailing full stop. Starts with what happened, never with "Kubernetes". */
  caption: string
  /** The caption without its actor, for rows that already show the actor: "bound {pod} to {node}". */
  act: string
  /** 2-4 sentences: what happened, why, what Kubernetes guarantees. */
  why: string
  /** A kubectl line that shows it; every slot is shell-quoted. */
  check?: string
  /** Whose move it is now. */
  next?: string
}

/** /catalogue/<lang>.<hash>.json */
export interface Catalogue {
  lang: string
  cards: Record<string, CardText>
  steps: Record<string, StepText>
  /** Story titles by the key of the story's first step; slots of that step. */
  stories: Record<string, string>
  /** Used when a step's key is not in the catalogue: {component}, {verb}, {subject}. */
  generic: StepText
  /** Sentences for evidence rules, pulses and health, by id. */
  rules: Record<string, string>
}
