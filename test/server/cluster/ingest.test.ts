import { describe, expect, it } from 'vitest'
import type { Delta } from '../../../server/cluster/delta.ts'
import { ingest, readLine } from '../../../server/cluster/ingest.ts'
import { createStore } from '../../../server/cluster/store.ts'
import { samples } from '../../support/cluster-samples.ts'

const lines = samples.filter(({ phase }) => phase === 'watch')
const parsed = (text: string) => JSON.parse(text) as { object: { metadata: { managedFields?: { fieldsV1: unknown }[] } } }

/** Deltas of the recorded lines, each as "kind change: path <- manager, ..." */
function deltas(): Delta[] {
  const all: Delta[] = []
  const store = createStore({ delta: (delta) => all.push(delta) })
  for (const { kind, text, seen } of lines) {
    const read = readLine(kind, text)
    if (read.type !== 'BOOKMARK' && read.type !== 'ERROR') store.apply(kind, read.type, read.object, seen)
  }
  return all
}

const owned = ({ changed }: Delta) =>
  new Set(
    changed.paths.map((path) => {
      const owner = changed.owner(path)
      return owner ? `${owner.manager}${owner.subresource ? `@${owner.subresource}` : ''}` : `nobody: ${path}`
    }),
  )

describe('what a real API server sends', () => {
  it('is read from its text as from the parsed object', () => {
    for (const { kind, text } of lines) {
      const read = readLine(kind, text)
      expect(read).toMatchObject({ object: ingest(kind, parsed(text).object) })
    }
  })

  it('keeps the parts of an object that a line leaves as they were, even while others are read', () => {
    const at = lines.findLastIndex(({ kind, text }) => kind === 'Pod' && text.startsWith('{"type":"MODIFIED"'))
    const { text } = lines[at]!
    const [first, again] = [readLine('Pod', text), readLine('Pod', text.replace('"phase":"', '"phase":"Not'))]
    if (first.type !== 'MODIFIED' || again.type !== 'MODIFIED') throw new Error('no change')
    expect(again.object.status.phase).toBe(`Not${first.object.status.phase}`)
    expect(again.object.spec).toBe(first.object.spec)
    expect(again.object.meta.labels).toBe(first.object.meta.labels)
    again.object.meta.managed.forEach((entry, i) => expect(entry).toBe(first.object.meta.managed[i]))
  })

  it.each([
    ['labels', '"labels":{', '"labels":{"x":"y",'],
    ['spec', '"spec":{', '"spec":{"nodeName":"elsewhere",'],
    ['an entry of managedFields', '"manager":"', '"manager":"another-'],
    ['generation', '"generation":', '"generation":7'],
    ['a spec in the status', '"status":{', '"status":{"reason":"a","spec":{"b":1},'],
    ['a status in the spec', '"spec":{', '"spec":{"status":{"phase":"Odd"},'],
  ])('sees a difference in %s', (_, from, to) => {
    for (const { kind, text } of lines.filter((line) => line.text.startsWith('{"type":"MODIFIED"'))) {
      readLine(kind, text)
      const edited = text.replace(from, to)
      expect(readLine(kind, edited)).toMatchObject({ object: ingest(kind, parsed(edited).object) })
      expect(readLine(kind, text)).toMatchObject({ object: ingest(kind, parsed(text).object) })
    }
  })

  it('is read without building its managedFields', () => {
    const parse = JSON.parse
    const whole: string[] = []
    JSON.parse = ((text: string) => {
      if (text.includes('"fieldsV1"')) whole.push(text.slice(0, 80))
      return parse(text) as unknown
    }) as typeof JSON.parse
    try {
      for (const { kind, text } of lines) readLine(kind, text)
    } finally {
      JSON.parse = parse
    }
    expect(whole).toEqual([])
  })

  it('projects every kind, and no value of env', () => {
    const objects = samples.filter(({ phase }) => phase === 'list').map(({ kind, text }) => ingest(kind, JSON.parse(text)))
    expect(objects.map(({ kind, apiVersion }) => `${apiVersion} ${kind}`).sort()).toEqual([
      'apps/v1 ControllerRevision',
      'apps/v1 DaemonSet',
      'apps/v1 Deployment',
      'apps/v1 ReplicaSet',
      'coordination.k8s.io/v1 Lease',
      'discovery.k8s.io/v1 EndpointSlice',
      'networking.k8s.io/v1 IPAddress',
      'storage.k8s.io/v1 StorageClass',
      'v1 ConfigMap',
      'v1 Endpoints',
      'v1 Event',
      'v1 Namespace',
      'v1 Node',
      'v1 Pod',
      'v1 Service',
      'v1 ServiceAccount',
    ])
    expect(samples.some(({ text }) => text.includes('CANARY'))).toBe(true)
    expect(JSON.stringify([objects, deltas()])).not.toContain('CANARY')
  })

  it('a Pod is created by its controller, bound by nobody, moved by its kubelet, and marked for deletion by nobody', () => {
    const pod = deltas().filter(({ kind }) => kind === 'Pod')
    expect(pod.map(({ change }) => change)).toEqual(['added', ...Array(pod.length - 2).fill('updated'), 'deleted'])
    const bound = pod.find(({ changed }) => changed.has('spec.nodeName'))!
    expect(bound.changed.paths).toContain('status.conditions[type=PodScheduled].status')
    expect(bound.changed.owners).toEqual([])
    const marked = pod.find(({ changed }) => changed.has('metadata.deletionTimestamp'))!
    expect(marked.changed.owners).toEqual([])
    const rest = pod.filter(
      (one) =>
        one.change === 'updated' &&
        one !== bound &&
        !one.changed.has('metadata.deletionTimestamp') &&
        !one.changed.has('metadata.deletionGracePeriodSeconds'),
    )
    expect(rest.length).toBeGreaterThan(3)
    expect(new Set(rest.flatMap((one) => [...owned(one)]))).toEqual(new Set(['kubelet@status']))
  })

  it('workloads and endpoints are written by the controller manager, and every update says what changed', () => {
    const updates = deltas().filter(({ kind, change }) => change === 'updated' && kind !== 'Event' && kind !== 'Namespace' && kind !== 'Pod')
    expect(updates.length).toBeGreaterThan(8)
    for (const one of updates) {
      expect(one.changed.paths.length).toBeGreaterThan(0)
      const writers = [...owned(one)].filter((who) => who !== 'nobody: metadata.generation')
      for (const who of writers)
        expect(`${who} wrote ${one.kind} ${one.changed.paths.join()}`).toMatch(/^kube-controller-manager(@status)? wrote|^kubectl/)
    }
  })
})
