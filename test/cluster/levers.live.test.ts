import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeNames } from './cluster.ts'
import { inNode } from './docker/client.ts'
import { troubles, waitHealthy } from './health.ts'
import { images, registryImages } from './image/names.ts'
import { kubectl as anyKubectl } from './kubectl.ts'
import type { RunOptions, RunResult } from './run.ts'
import { auditLogEnd, readAuditLog } from './levers/audit-log.ts'
import { startComponent, stopComponent } from './levers/component.ts'
import { cutNode, joinNode } from './levers/cut.ts'
import { forgetImage } from './levers/images.ts'
import { pauseNode, resumeNode, startNode, stopNode } from './levers/node.ts'
import { setProxyMode } from './levers/proxy-mode.ts'
import { registryMode, setRegistryMode } from './registry/mode.ts'

// On a cluster that is up, by default the one that all tests use; every test leaves it as it found it.
// Killing the API server and stopping a kubelet are test/faults' business.
const cluster = process.env['CUTAWAY_CLUSTER'] ?? 'cutaway'
const [controlPlane, worker, worker2] = nodeNames(cluster)
const namespace = `levers-${Date.now().toString(36).slice(-5)}`
const inNamespace = ['--namespace', namespace]

const kubectl = (args: string[], options: RunOptions = {}): Promise<RunResult> => anyKubectl(args, { ...options, cluster })
const kubectlJson = async <T>(args: string[]): Promise<T> => JSON.parse((await kubectl([...args, '--output', 'json'])).stdout) as T

interface Pod {
  status: { phase: string; containerStatuses?: { state: { waiting?: { reason: string } }; restartCount: number }[] }
}

beforeAll(async () => {
  await waitHealthy(cluster, 180_000)
  await kubectl(['create', 'namespace', namespace])
  // Without it no bare Pod is taken.
  await kubectl([...inNamespace, 'wait', '--for=create', 'serviceaccount/default', '--timeout=120s'], { timeoutMs: 130_000 })
}, 400_000)

afterAll(async () => {
  await kubectl(['delete', 'namespace', namespace, '--wait=false'])
  await waitHealthy(cluster, 180_000)
}, 400_000)

async function until(what: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${what.toString()}`)
    await sleep(500)
  }
}

async function runPod(name: string, image: string, node: string, ...command: string[]): Promise<void> {
  const overrides = JSON.stringify({ spec: { nodeName: node, terminationGracePeriodSeconds: 0 } })
  await kubectl([
    ...inNamespace,
    'run',
    name,
    '--image',
    image,
    '--restart',
    'Always',
    '--overrides',
    overrides,
    ...(command.length > 0 ? ['--command', '--', ...command] : []),
  ])
}

const pod = (name: string): Promise<Pod> => kubectlJson<Pod>([...inNamespace, 'get', 'pod', name])
const waitingReason = async (name: string): Promise<string | undefined> => (await pod(name)).status.containerStatuses?.[0]?.state.waiting?.reason

describe('audit log', () => {
  it('names the author of a write', { timeout: 180_000 }, async () => {
    const from = auditLogEnd(cluster)
    await kubectl([...inNamespace, 'create', 'deployment', 'audited', `--image=${images.webV1}`])
    await kubectl([...inNamespace, 'rollout', 'status', 'deployment/audited', '--timeout=120s'], { timeoutMs: 130_000 })
    const authors = new Map<string, string>()
    for await (const event of readAuditLog(from, cluster)) {
      if (event.objectRef?.namespace === namespace && event.verb === 'create')
        authors.set([event.objectRef.resource, event.objectRef.subresource].filter(Boolean).join('/'), event.user.username)
    }
    expect(authors.get('deployments')).toBe('kubernetes-admin')
    expect(authors.get('replicasets')).toBe('system:serviceaccount:kube-system:deployment-controller')
    expect(authors.get('pods')).toBe('system:serviceaccount:kube-system:replicaset-controller')
    expect(authors.get('pods/binding')).toBe('system:kube-scheduler')
  })
})

describe('a component', () => {
  it('stops: without a scheduler nothing is scheduled', { timeout: 300_000 }, async () => {
    await stopComponent('kube-scheduler', controlPlane)
    await kubectl([...inNamespace, 'run', 'unscheduled', '--image', images.busybox, '--command', '--', 'sleep', '1000'])
    await sleep(2000)
    expect((await pod('unscheduled')).status.phase).toBe('Pending')
    // It takes half a minute until it schedules; the next tests do without.
    await startComponent('kube-scheduler', controlPlane)
  })
})

describe('registry', () => {
  it('refuses, is slow, and works again: real pulls fail and succeed', { timeout: 600_000 }, async () => {
    await forgetImage(registryImages.webV2, cluster)
    await setRegistryMode({ mode: 'refuse' }, cluster)
    await runPod('refused', registryImages.webV2, worker)
    await until(async () => /ErrImagePull|ImagePullBackOff/.test((await waitingReason('refused')) ?? ''))
    await setRegistryMode({ mode: 'slow', ms: 1500 }, cluster)
    expect(await registryMode(cluster)).toEqual({ mode: 'slow', ms: 1500 })
    const start = Date.now()
    await runPod('slow', registryImages.webV2, worker2)
    await kubectl([...inNamespace, 'wait', '--for=condition=Ready', 'pod/slow', '--timeout=120s'], { timeoutMs: 130_000 })
    expect(Date.now() - start).toBeGreaterThan(3000)
    await setRegistryMode({ mode: 'normal' }, cluster)
    await kubectl([...inNamespace, 'wait', '--for=condition=Ready', 'pod/refused', '--timeout=300s'], { timeoutMs: 310_000 })
  })
})

describe('nodes', () => {
  it('pauses and resumes', { timeout: 300_000 }, async () => {
    await pauseNode(worker)
    expect(await troubles(cluster, false)).toEqual([`node ${worker}: container paused`])
    await resumeNode(worker)
    await waitHealthy(cluster, 180_000)
  })

  it('cuts a node off and joins it', { timeout: 300_000 }, async () => {
    const reaches = async (): Promise<boolean> =>
      (await inNode(worker2, ['curl', '-sk', '-m', '5', `https://${controlPlane}:6443/livez`], { allowFailure: true })).stdout === 'ok'
    await until(reaches)
    await cutNode(worker2)
    expect(await reaches()).toBe(false)
    await joinNode(worker2)
    await until(reaches)
    expect((await inNode(worker2, ['iptables-save'])).stdout).not.toContain('CUTAWAY')
  })

  it('stops and starts, and Pods reach each other over nodes afterwards', { timeout: 600_000 }, async () => {
    await stopNode(worker)
    await startNode(worker)
    await waitHealthy(cluster, 240_000)
    await runPod('server', images.webV1, worker)
    await runPod('client', images.busybox, worker2, 'sleep', '1000')
    await kubectl([...inNamespace, 'wait', '--for=condition=Ready', 'pod/server', 'pod/client', '--timeout=170s'], { timeoutMs: 180_000 })
    const { status } = await kubectlJson<{ status: { podIP: string } }>([...inNamespace, 'get', 'pod', 'server'])
    const ask = ['exec', 'client', '--', 'timeout', '5', 'wget', '-qO-', `http://${status.podIP}:8080/version`]
    await until(async () => (await kubectl([...inNamespace, ...ask], { allowFailure: true })).stdout.trim() === 'v1')
  })
})

describe('the component', () => {
  it('schedules when it was started again', { timeout: 240_000 }, async () => {
    await kubectl([...inNamespace, 'wait', '--for=condition=Ready', 'pod/unscheduled', '--timeout=170s'], { timeoutMs: 180_000 })
  })
})

describe('kube-proxy', () => {
  it('switches to nftables and back', { timeout: 600_000 }, async () => {
    await setProxyMode('nftables', cluster)
    await until(async () => (await inNode(worker, ['nft', 'list', 'tables'])).stdout.includes('kube-proxy'))
    await setProxyMode('iptables', cluster)
    await until(async () => (await inNode(worker, ['iptables-save', '-t', 'nat'])).stdout.includes('KUBE-SERVICES'))
    await until(async () => !(await inNode(worker, ['nft', 'list', 'tables'])).stdout.includes('table ip kube-proxy'))
  })
})
