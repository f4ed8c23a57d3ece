import { networkName } from '../cluster.ts'
import { docker } from '../docker/client.ts'
import { Failure } from '../failure.ts'

/** Makes sure of the Docker network that the nodes live on, and gives this machine's own address there. */
export async function ensureNodesNetwork(name: string): Promise<string> {
  const network = networkName(name)
  const exists = (await docker(['network', 'inspect', network], { allowFailure: true })).code === 0
  if (!exists) await docker(['network', 'create', '--driver', 'bridge', network])
  const { stdout } = await docker(['network', 'inspect', '--format', '{{range .IPAM.Config}}{{.Gateway}} {{end}}', network])
  const gateway = stdout
    .trim()
    .split(' ')
    .find((address) => address.includes('.'))
  if (gateway === undefined) throw new Failure(`The Docker network ${network} has no IPv4 gateway.`)
  return gateway
}

export async function removeNodesNetwork(name: string): Promise<void> {
  await docker(['network', 'rm', networkName(name)], { allowFailure: true })
}
