import { setTimeout as sleep } from 'node:timers/promises'
import { nodeNames } from '../cluster.ts'
import { inNode } from '../docker/client.ts'
import { Failure } from '../failure.ts'
import { podSubnet } from '../kind/config.ts'
import { kubectlJson } from '../kubectl.ts'

interface NodeList {
  items: { metadata: { name: string }; spec: { podCIDR?: string } }[]
}

/**
 * The Pod network: plain routes. Each node gives its Pods addresses of its own podCIDR and has a route to every other
 * node's. Installed as a unit of the node, because routes and rules vanish when the node restarts.
 */
export async function installPodNetwork(name: string): Promise<void> {
  const ranges = await podRanges(name)
  await Promise.all(
    [...ranges].map(async ([node, range]) => {
      const peers = [...ranges].filter(([peer]) => peer !== node)
      await write(node, '/kind/cutaway-network.sh', routesScript(peers))
      await write(node, '/etc/systemd/system/cutaway-network.service', unit)
      await inNode(node, [
        'bash',
        '-ec',
        'chmod +x /kind/cutaway-network.sh; systemctl daemon-reload; systemctl enable --quiet cutaway-network; systemctl restart cutaway-network',
      ])
      // Last: with this file the node calls itself Ready.
      await write(node, '/etc/cni/net.d/10-cutaway.conflist', JSON.stringify(cniConfig(range)))
    }),
  )
}

/** Writes the routes of the nodes that run again: after a restart a node may have another address. */
export async function refreshRoutes(name: string): Promise<void> {
  await Promise.all(
    nodeNames(name).map((node) => inNode(node, ['/kind/cutaway-network.sh'], { allowFailure: true, timeoutMs: 20_000 }).catch(() => undefined)),
  )
}

async function podRanges(name: string): Promise<Map<string, string>> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { items } = await kubectlJson<NodeList>(['get', 'nodes'], { cluster: name })
    const ranges = new Map(items.map((node) => [node.metadata.name, node.spec.podCIDR ?? '']))
    if (ranges.size === nodeNames(name).length && [...ranges.values()].every((range) => range !== '')) return ranges
    if (Date.now() > deadline) throw new Failure('The nodes were not given their Pod ranges within 60 s.')
    await sleep(500)
  }
}

const unit = `[Unit]
Description=Routes to the Pods of the other nodes
After=network.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/kind/cutaway-network.sh
[Install]
WantedBy=multi-user.target
`

function routesScript(peers: [string, string][]): string {
  // By name: Docker knows the peers' addresses of today. A peer that is down has none, and gets its route when it is back.
  const routes = peers.map(
    ([peer, range]) =>
      `address=$(getent ahostsv4 ${peer} | head -n 1 | cut -d ' ' -f 1); [ -z "$address" ] || ip route replace ${range} via "$address"`,
  )
  const masquerade = `POSTROUTING -s ${podSubnet} ! -d ${podSubnet} -m comment --comment "cutaway: Pods leave as their node" -j MASQUERADE`
  return `#!/bin/bash\nsysctl -q -w net.ipv4.ip_forward=1\n${routes.join('\n')}\niptables -w -t nat -C ${masquerade} 2>/dev/null || iptables -w -t nat -A ${masquerade}\n`
}

function cniConfig(range: string): object {
  return {
    cniVersion: '0.4.0',
    name: 'cutaway',
    plugins: [
      {
        type: 'ptp',
        ipMasq: false,
        ipam: { type: 'host-local', dataDir: '/run/cni-ipam-state', routes: [{ dst: '0.0.0.0/0' }], ranges: [[{ subnet: range }]] },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  }
}

async function write(node: string, path: string, text: string): Promise<void> {
  await inNode(node, ['bash', '-ec', 'mkdir -p "$(dirname "$0")"; cat > "$0.new"; mv "$0.new" "$0"', path], { stdin: text })
}
