import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { openCluster } from '../cluster/cluster.ts'
import { silent } from '../cluster/progress.ts'
import { run, type RunResult } from '../cluster/run.ts'
import { clusterName, kubeconfig } from '../faults/server.ts'
import { chart } from '../helm/chart.ts'
import { chartTools, helms } from '../helm/tools.ts'
import { loadImage } from '../image/build.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { closeStage } from '../situations/stage/stage.ts'

export type HelmName = keyof typeof helms
export const kubectl = kubectlOn(clusterName)

/** The packed chart, the image on every node, and a shell in which kubectl and helm mean those of the test cluster. */
export interface Workplace {
  archive: string
  helm(which: HelmName, args: readonly string[], stdin?: string): Promise<RunResult>
  /** For commands as people type them. */
  env: Record<string, string>
  close(): void
}

export async function openWorkplace(): Promise<Workplace> {
  const missing = await chartTools(silent())
  if (missing) throw new Error(`${missing.reason}: ${missing.enable}`)
  await loadImage(clusterName, silent())
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-pod-'))
  symlinkSync(openCluster(clusterName).kubectl, join(folder, 'kubectl'))
  const homes = { HELM_CACHE_HOME: join(folder, 'cache'), HELM_CONFIG_HOME: join(folder, 'config'), HELM_DATA_HOME: join(folder, 'data') }
  const env = {
    ...homes,
    KUBECONFIG: kubeconfig(),
    KUBECACHEDIR: join(folder, 'kubectl-cache'),
    PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
  }
  const helm: Workplace['helm'] = (which, args, stdin = '') => run(helms[which], args, { env, stdin, timeoutMs: 200_000 })
  const { stdout } = await helm('helm 4', ['package', chart, '--destination', folder])
  const archive = /saved it to: (\S+)/.exec(stdout)?.[1] ?? ''
  return { archive, helm, env, close: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Release {
  name: string
  namespace: string
  /** What the installation printed. */
  notes: string
  /** What people are told to type, in order: the indented lines of the notes. */
  lines: string[]
  /** As a verb of helm is used: `upgrade` gets the chart, all get the release and its namespace. */
  helm(verb: string, ...args: string[]): Promise<string>
  /** The Pod that serves, as the Deployment has it now: not on its way out. */
  pod(): Promise<PodSeen>
  ready(): Promise<void>
  close(): Promise<void>
}

export interface PodSeen {
  metadata: { name: string; uid: string; deletionTimestamp?: string }
  spec: { nodeName?: string; containers: { args: string[] }[] }
  status: { phase: string; containerStatuses?: { restartCount: number; ready: boolean; containerID?: string; lastState?: object }[] }
}

/** A namespace as a careful operator makes it: what is not restricted is refused. */
export async function openNamespace(name: string): Promise<string> {
  await kubectl(['create', 'namespace', name])
  await kubectl(['label', 'namespace', name, 'cutaway.test/stage=true', 'pod-security.kubernetes.io/enforce=restricted'])
  await kubectl(['wait', '-n', name, '--for=create', 'serviceaccount/default', 'configmap/kube-root-ca.crt', '--timeout=120s'])
  return name
}

/** `helm install` into a namespace that exists; does not wait for the Pod. */
export async function install(place: Workplace, namespace: string, values: object = {}, which: HelmName = 'helm 4'): Promise<Release> {
  const name = namespace
  const here = ['--namespace', namespace]
  const { stdout } = await place.helm(which, ['install', name, place.archive, ...here, '--values', '-'], JSON.stringify(values))
  const notes = stdout.slice(stdout.indexOf('NOTES:'))
  const pods = async () =>
    JSON.parse(await kubectl(['get', 'pods', ...here, '-l', 'app.kubernetes.io/component=server', '-o', 'json'])) as { items: PodSeen[] }
  return {
    name,
    namespace,
    notes,
    lines: notes
      .split('\n')
      .filter((line) => /^ {3}\S/.test(line))
      .map((line) => line.trim()),
    async helm(verb, ...args) {
      const first = verb === 'upgrade' ? [verb, name, place.archive] : [verb, name]
      return (await place.helm(which, [...first, ...here, ...args])).stdout
    },
    async pod() {
      const found = (await pods()).items.find(({ metadata, status }) => !metadata.deletionTimestamp && status.phase !== 'Failed')
      if (!found) throw new Error(`no Pod serves in ${namespace}`)
      return found
    },
    ready: async () => void (await kubectl(['rollout', 'status', `deployment/${name}`, ...here, '--timeout=170s'])),
    async close() {
      await place.helm(which, ['uninstall', name, ...here, '--ignore-not-found']).catch(() => undefined)
      await closeStage(kubectl, namespace)
    },
  }
}

export const fresh = (role: string): string => `cutaway-${role}-${Date.now().toString(36).slice(-5)}`
