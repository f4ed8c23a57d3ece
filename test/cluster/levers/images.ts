import { nodeNames } from '../cluster.ts'
import { inNode } from '../docker/client.ts'

/** Removes an image from every node, so that the next Pod with it pulls again. */
export async function forgetImage(image: string, name = 'cutaway'): Promise<void> {
  await Promise.all(nodeNames(name).map(node => inNode(node, ['ctr', '-n', 'k8s.io', 'images', 'remove', '--sync', image], { allowFailure: true })))
}
