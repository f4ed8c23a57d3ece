import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unchanged } from '../../server/cluster/changed.ts'
import { encode } from '../../server/cluster/codec.ts'
import type { Kind } from '../../server/cluster/kinds.ts'
import { encodeDelta } from '../../server/cluster/player.ts'
import { apiVersionOf, inSyncOrder, resources } from '../../server/cluster/resources.ts'
import { createRecorder } from '../../server/journal/recorder.ts'
import { event, type Raw, wrote } from './told.ts'

type Line = { type: 'ADDED' | 'MODIFIED' | 'DELETED'; kind: Kind; object: Raw }

const start = Date.parse('2026-11-21T09:00:00Z')
/** Apart, so that what one text does is no part of what another does. */
const APART = 4_000

/** A tape of raw watch lines of a cluster that says one of these texts after the other in every place that has room for text. */
export async function hostileTape(texts: readonly string[]): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'cutaway-hostile-')), 'hostile.tape')
  const recorder = await createRecorder(file, { delta: encodeDelta, object: encode })
  await recorder.begin({ kubernetes: 'v1.36.3', cluster: { uid: 'hostile', name: texts[0] ?? 'hostile' }, holds: 'lines' }, start)
  for (const { kind } of inSyncOrder) {
    if (kind === 'Namespace')
      recorder.line({ kind, phase: 'list', text: JSON.stringify(whole({ type: 'ADDED', kind, object: { metadata: { name: 'shop' } } }, 1)) }, start)
    recorder.line({ kind, phase: 'list-end', text: '' }, start)
  }
  let rv = 1_000
  for (const [at, text] of texts.entries()) {
    let seen = start + 1_000 + at * APART
    for (const line of linesOf(text, at, new Date(seen).toISOString().replace(/\.\d+/, ''))) {
      const { type, kind } = line
      recorder.line({ kind, phase: 'watch', text: JSON.stringify({ type, object: whole(line, ++rv) }) }, (seen += 50))
    }
  }
  // A tail, so that nine tenths of the tape are all that was said.
  recorder.delta({ kind: 'Lease', change: 'tick', changed: unchanged, rv: '', seen: start + 1_000 + texts.length * APART * 1.2 })
  await recorder.close()
  return file
}

function whole({ kind, object: { metadata, ...rest } }: Line, rv: number): object {
  const namespace = resources[kind].scope === 'namespaced' ? { namespace: 'shop' } : {}
  const identity = { uid: `${kind}-${metadata.name}`, resourceVersion: String(rv), creationTimestamp: new Date(start).toISOString() }
  return { kind, apiVersion: apiVersionOf(resources[kind]), metadata: { ...identity, ...namespace, ...metadata }, ...rest }
}

/** What becomes of one text: objects that have it as name and in all that describes them, what their parts report, and what Events say of them. */
function* linesOf(text: string, at: number, time: string): Generator<Line> {
  const uid = (kind: string) => `${kind}-${at}`
  const manager = text.slice(0, 128)
  // No name is longer, whatever it is made of.
  const name = text.slice(0, 253)
  const about = {
    labels: { [text.slice(0, 253)]: text.slice(0, 63) },
    annotations: { [text.slice(0, 253)]: text, 'kubernetes.io/change-cause': text },
  }
  const metadata = (kind: Kind, by = manager, fields: object = { 'f:metadata': {} }, subresource?: string) => ({
    name,
    uid: uid(kind),
    ...about,
    managedFields: wrote(by, fields, subresource),
  })
  const template = (image: string) => ({
    metadata: about,
    spec: { containers: [{ name, image, command: [text], env: [{ name, value: text }] }] },
  })
  const deployed = { 'f:spec': { 'f:replicas': {}, 'f:template': {} } }
  // Each text in some of the ways, each way with some of the texts: all with all would say little more.
  if (at % 3 === 0)
    yield { type: 'ADDED', kind: 'ConfigMap', object: { metadata: metadata('ConfigMap', manager, { 'f:data': { [`f:${text}`]: {} } }) } }
  if (at % 3 === 1) {
    yield { type: 'ADDED', kind: 'Deployment', object: { metadata: metadata('Deployment'), spec: { replicas: 1, template: template('web') } } }
    yield {
      type: 'MODIFIED',
      kind: 'Deployment',
      object: { metadata: metadata('Deployment', manager, deployed), spec: { replicas: 2, template: template(text) } },
    }
  }
  if (at % 3 === 2) {
    yield { type: 'ADDED', kind: 'Node', object: { metadata: metadata('Node'), status: { conditions: [{ type: 'Ready', status: 'True' }] } } }
    yield {
      type: 'MODIFIED',
      kind: 'Node',
      object: {
        metadata: metadata('Node', 'kubelet', { 'f:status': {} }, 'status'),
        spec: { taints: [{ key: text, value: text, effect: 'NoSchedule' }] },
        status: {
          conditions: ['Ready', 'DiskPressure', text].map((type) => ({ type, status: 'False', reason: text, message: text })),
          nodeInfo: { kubeletVersion: text },
        },
      },
    }
  }
  const ownerReferences = [{ kind: name, apiVersion: name, name, uid: name, controller: true }]
  const spec = { nodeName: name, schedulerName: name, containers: template(text).spec.containers, tolerations: [{ key: text }] }
  const pod = (status: object): Raw => ({ metadata: { ...metadata('Pod', 'kubelet', { 'f:status': {} }, 'status'), ownerReferences }, spec, status })
  const state = (one: object, restartCount = 0) => ({
    phase: 'Running',
    message: text,
    reason: text,
    conditions: [{ type: 'PodScheduled', status: 'False', reason: text, message: text }],
    containerStatuses: [{ name, image: text, imageID: text, restartCount, ready: false, state: one }],
  })
  yield { type: 'ADDED', kind: 'Pod', object: { ...pod({ phase: 'Pending' }), metadata: { ...metadata('Pod'), ownerReferences } } }
  if (at % 3 === 0) yield { type: 'MODIFIED', kind: 'Pod', object: pod(state({ waiting: { reason: 'ErrImagePull', message: text } })) }
  if (at % 3 === 1) yield { type: 'MODIFIED', kind: 'Pod', object: pod(state({ waiting: { reason: text, message: text } })) }
  const ended = { exitCode: 1, reason: text, message: text, startedAt: time, finishedAt: time }
  if (at % 3 === 2) yield { type: 'MODIFIED', kind: 'Pod', object: pod(state({ terminated: ended }, 1)) }
  let number = 0
  const says = (kind: Kind, reason: string, message: string, component: string, by: string): Line => ({
    type: 'ADDED',
    kind: 'Event',
    object: event(
      `e${at}-${number++}`,
      { kind, name, uid: uid(kind), fieldPath: `spec.containers{${name}}` },
      {
        reason,
        message,
        firstTimestamp: time,
        lastTimestamp: time,
        type: text,
        source: { component, host: text },
        reportingComponent: component,
        reportingInstance: text,
      },
      by,
    ),
  })
  const told = [
    ['Pulling', `Pulling image "${text}"`],
    ['Pulled', `Successfully pulled image "${text}" in 1s (2s including waiting). Image size: 1000 bytes.`],
    ['Created', `Created container: ${text}`],
    ['Started', `Started container ${text}`],
    ['Failed', `Error: ${text}`],
    ['BackOff', `Back-off restarting failed container ${text}`],
    ['Unhealthy', `Liveness probe failed: ${text}`],
    ['Killing', `Stopping container ${text}`],
    [text, text],
  ] as const
  for (let next = at; next < at + 2; next++) {
    const [reason, message] = told[next % told.length]!
    yield says('Pod', reason, message, 'kubelet', 'kubelet')
  }
  if (at % 3 === 0) yield says('Pod', 'FailedScheduling', `0/1 nodes are available: 1 ${text}. ${text}`, text, text.slice(0, 128))
  if (at % 3 === 2) yield says('Pod', 'Scheduled', `Successfully assigned shop/x to ${text}`, 'default-scheduler', 'kube-scheduler')
  if (at % 3 === 1) yield { type: 'DELETED', kind: 'Pod', object: pod(state({ terminated: ended }, 1)) }
}
