import type { NodeLoad } from '../../format/pods.ts'

/** A node, however it is drawn. `trouble` says in words why it is not a healthy one, `unseen` why nothing is known of it but its name. */
export interface NodeProps {
  load: NodeLoad
  trouble?: string
  unseen?: string
  speaks: boolean
  hue?: string
  touched?: string
  namespace?: string
  theme: string
}
