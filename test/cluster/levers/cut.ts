import { inNode } from '../docker/client.ts'

// Before every other rule and in a chain of its own, so that joining again removes exactly this.
const chain = 'CUTAWAY-CUT'
const hooks = ['INPUT -i', 'OUTPUT -o', 'FORWARD -i', 'FORWARD -o'].map((hook) => `${hook} eth0 -j ${chain}`)

/** Cuts the node off the network: it runs on, nobody reaches it and it reaches nobody, its Pods included. */
export async function cutNode(node: string): Promise<void> {
  const lines = [`iptables -w -N ${chain} 2>/dev/null || true`, `iptables -w -F ${chain}`, `iptables -w -A ${chain} -j DROP`]
  const insert = hooks.map((hook) => `iptables -w -C ${hook} 2>/dev/null || iptables -w -I ${hook}`)
  await inNode(node, ['bash', '-ec', [...lines, ...insert].join('\n')])
}

export async function joinNode(node: string): Promise<void> {
  const remove = hooks.map((hook) => `while iptables -w -D ${hook} 2>/dev/null; do :; done`)
  await inNode(node, [
    'bash',
    '-c',
    `iptables -w -n -L ${chain} >/dev/null 2>&1 || exit 0\n${remove.join('\n')}\niptables -w -F ${chain}; iptables -w -X ${chain}`,
  ])
}
