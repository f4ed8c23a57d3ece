import type { Kubectl } from './kubectl.ts'

/** What a situation acts through: kubectl in a namespace of its own, and waits for facts. */
export interface Stage {
  namespace: string
  /** As a person would type it, without the namespace. */
  kubectl: Kubectl
  /** `kubectl create -f -` and `kubectl apply -f -` of these objects. */
  create(...objects: object[]): Promise<void>
  apply(...objects: object[]): Promise<void>
  /** `kubectl wait`: `--for` is a condition, jsonpath, create or delete; the objects as kubectl names them. Fails after two minutes. */
  until(fact: string, ...objects: string[]): Promise<void>
  /** The Deployment has as many available Pods as it wants, of its newest template, and none of the Pods of this app is terminating. */
  settled(deployment: string): Promise<void>
}

const PATIENCE = '--timeout=120s'

/** Makes the namespace and waits until it is furnished: its ServiceAccount and CA ConfigMap are no part of a situation. */
export async function openStage(run: Kubectl, namespace: string): Promise<Stage> {
  await run(['create', 'namespace', namespace])
  await run(['label', 'namespace', namespace, 'cutaway.test/stage=true'])
  await run(['wait', '-n', namespace, '--for=create', 'serviceaccount/default', 'configmap/kube-root-ca.crt', PATIENCE])
  const kubectl: Kubectl = (args, options) => run(['-n', namespace, ...args], options)
  const feed = async (verb: string, objects: object[]): Promise<void> => {
    await kubectl([verb, '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) })
  }
  const until = async (fact: string, ...objects: string[]): Promise<void> => {
    await kubectl(['wait', `--for=${fact}`, ...objects, PATIENCE])
  }
  return {
    namespace,
    kubectl,
    create: (...objects) => feed('create', objects),
    apply: (...objects) => feed('apply', objects),
    until,
    async settled(deployment) {
      await kubectl(['rollout', 'status', `deployment/${deployment}`, PATIENCE])
      const replicas = await kubectl(['get', `deployment/${deployment}`, '-o', 'jsonpath={.spec.replicas}'])
      // Pods on their way out keep being written about until their kubelets are done with them.
      await until(`jsonpath={.status.replicas}=${replicas}`, `deployment/${deployment}`)
      const leaving = await kubectl([
        'get',
        'pods',
        '-l',
        `app=${deployment}`,
        '-o',
        'jsonpath={range .items[?(@.metadata.deletionTimestamp)]}{.metadata.name} {end}',
      ])
      const names = leaving
        .split(' ')
        .filter(Boolean)
        .map((name) => `pod/${name}`)
      if (names.length > 0) await until('delete', ...names)
    },
  }
}

/** Takes the namespace away without waiting for its last object. */
export async function closeStage(run: Kubectl, namespace: string): Promise<void> {
  await run(['delete', 'namespace', namespace, '--wait=false', '--ignore-not-found'])
}
