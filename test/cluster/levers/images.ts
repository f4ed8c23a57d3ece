import { nodeNames } from '../cluster.ts'
import { inNode } from '../docker/client.ts'

// containerd keeps what it pulled under three names: the tag, the digest and the image id. All point at one manifest.
const forget = `
digest=$(ctr -n k8s.io images list "name==$0" 2>/dev/null | awk 'NR == 2 { print $3 }')
[ -n "$digest" ] || exit 0
ctr -n k8s.io images list 2>/dev/null | awk -v digest="$digest" '$3 == digest { print $1 }' | xargs ctr -n k8s.io images remove --sync
`

/** Removes an image, layers included, from every node, so that the next Pod with it really pulls. Containers of it run on. */
export async function forgetImage(image: string, name = 'cutaway'): Promise<void> {
  await Promise.all(nodeNames(name).map((node) => inNode(node, ['bash', '-c', forget, image])))
}
