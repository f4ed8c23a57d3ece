import { expect, test } from 'vitest'
import { instant } from '../../server/cluster/instant.ts'
import { intern } from '../../server/cluster/intern.ts'
import type { Health } from '../../server/wire/health.ts'
import { metrics } from '../../server/gateway/metrics.ts'
import { heap } from './heap.ts'
import { event, listen, pod, type Told, worked, wrote } from './told.ts'

/** What the product may work per change, ms, and hold on to in all, MB. The same against a real API server, with pages that look on: npm run campaign. */
const PACE = 1
const ROOM = 48

/** What a flood costs, and that the next change is told as ever. */
function endures(changes: number, flood: (told: Told) => void): void {
  const told = listen(false)
  told.hear('ADDED', 'Pod', pod('target'))
  const before = heap()
  const began = worked()
  flood(told)
  expect(worked() - began, 'ms').toBeLessThan(changes * PACE)
  expect(heap() - before, 'MB').toBeLessThan(ROOM)
  expect(told.faults()).toEqual({})
}

test('A36 10,000 Events about one object', () =>
  endures(10_000, (told) => {
    for (let i = 0; i < 10_000; i++)
      told.hear(
        'ADDED',
        'Event',
        event(
          `flood-${i}`,
          { name: 'target', uid: 'Pod-target' },
          { reason: ['Unhealthy', 'BackOff', 'Flooded'][i % 3], message: `Liveness probe failed: ${i}` },
        ),
      )
  }))

test('A36 1,000 Pods that come and go', () =>
  endures(3_000, (told) => {
    const status = wrote('kubelet', { 'f:status': { 'f:phase': {} } }, 'status')
    for (let i = 0; i < 1_000; i++) {
      told.hear('ADDED', 'Pod', pod(`p-${i}`))
      told.hear('MODIFIED', 'Pod', pod(`p-${i}`, { managedFields: status }, { status: { phase: 'Running' } }))
      told.hear('DELETED', 'Pod', pod(`p-${i}`, { managedFields: status }))
    }
  }))

test('A36 two controllers that fight over one field, 5,000 times', () =>
  endures(5_000, (told) => {
    for (let i = 0; i < 5_000; i++) {
      const managedFields = wrote(i % 2 ? 'one' : 'other', { 'f:spec': { 'f:replicas': {} } })
      told.hear(i ? 'MODIFIED' : 'ADDED', 'Deployment', { metadata: { name: 'fought-over', managedFields }, spec: { replicas: i % 2 } })
    }
  }))

test('A36 and what comes after is told', () => {
  const told = listen()
  told.hear('ADDED', 'Pod', pod('target'))
  for (let i = 0; i < 2_000; i++)
    told.hear(
      'ADDED',
      'Event',
      event(`flood-${i}`, { name: 'target', uid: 'Pod-target' }, { reason: 'Unhealthy', message: `Liveness probe failed: ${i}` }),
    )
  const before = told.steps().length
  told.hear('ADDED', 'ConfigMap', { metadata: { name: 'after', managedFields: wrote('kubectl') } })
  expect(
    told
      .steps()
      .slice(before)
      .map(({ key, subject }) => `${key} ${subject.name}`),
  ).toEqual(['client.created after'])
  // A flood of one thing is no flood of words: every Event is heard, the stories are few.
  const bytes = told.entries.reduce((sum, entry) => sum + JSON.stringify(entry).length, 0)
  expect(bytes / 2_000).toBeLessThan(4_096)
})

test('A36 A37 whatever names a cluster invents, nothing grows with them once they are gone', () => {
  // What is remembered for some minutes is forgotten meanwhile.
  const told = listen(false, 100)
  const round = (name: string) => {
    for (let i = 0; i < 1_000; i++) {
      const odd = `${name}-${i}-${'x'.repeat(200)}`
      const metadata = { name: odd, labels: { [odd]: odd }, annotations: { [odd]: odd }, managedFields: wrote(odd.slice(0, 128)) }
      const kind = (['ConfigMap', 'Service', 'Deployment', 'Pod'] as const)[i % 4]!
      const object = kind === 'Pod' ? pod(odd, metadata) : { metadata, spec: { selector: { [odd]: odd } } }
      told.hear('ADDED', kind, object)
      told.hear(
        'ADDED',
        'Event',
        event(
          odd,
          { kind, name: odd, uid: `${kind}-${odd}` },
          { reason: odd, message: odd, source: { component: odd, host: odd } },
          odd.slice(0, 128),
        ),
      )
      told.hear('DELETED', 'Event', event(odd, { kind, name: odd }, { reason: odd }))
      told.hear('DELETED', kind, object)
    }
  }
  // What is shared and what is remembered have room of their own, which is full after some rounds.
  for (let i = 0; i < 8; i++) round(`warm${i}`)
  const before = heap()
  for (let i = 0; i < 4; i++) round(`more${i}`)
  expect(heap() - before).toBeLessThan(8)
})

test('A37 no name of a cluster becomes a name of a metric or of a label', () => {
  const told = listen()
  const rows = () =>
    metrics(
      { state: 'live', kinds: [], faults: told.faults() } as unknown as Health,
      { entries: 1, steps: 1, pages: 1, tooSlow: 0, refused: 0, noise: 0, delay: { p50: 0, p99: 0 } },
      0,
    ).split('\n').length
  const before = rows()
  for (let i = 0; i < 500; i++)
    told.hear('ADDED', 'ConfigMap', { metadata: { name: `c${i}`, labels: { [`k${i}`]: 'v' }, managedFields: wrote(`manager-${i}`) } })
  expect(rows()).toBe(before)
})

test('A37 what objects share has room for so many characters, not only for so many texts', () => {
  const told = listen(false)
  const before = heap()
  // As the API server writes it of a ConfigMap of a million bytes of keys.
  for (let i = 0; i < 40; i++) {
    const data = Object.fromEntries(Array.from({ length: 15_000 }, (_, key) => [`f:key-${i}-${key}-${'x'.repeat(40)}`, {}]))
    const object = { metadata: { name: `wide-${i}`, managedFields: wrote('kubectl', { 'f:data': data }) } }
    told.hear('ADDED', 'ConfigMap', object)
    told.hear('DELETED', 'ConfigMap', object)
  }
  expect(heap() - before).toBeLessThan(20)
})

test('A37 and for so many texts', () => {
  const before = heap()
  for (let i = 0; i < 200_000; i++) intern(`${i}-${'x'.repeat(400)}`)
  for (let i = 0; i < 50_000; i++) instant(`2026-11-21T09:00:00.${String(i).padStart(6, '0')}Z`)
  for (let i = 0; i < 2_000; i++) instant(`2026-11-21T09:00:00Z (${i}${'x'.repeat(20_000)})`)
  expect(heap() - before).toBeLessThan(32)
})
