import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hostBeforePath } from './cluster.ts'
import { down } from './down.ts'
import { clusterFolder } from './folders.ts'
import { compare } from './host-state/compare.ts'
import { snapshot, type HostState } from './host-state/snapshot.ts'
import { silent } from './progress.ts'
import { readRecord } from './record.ts'

// Takes down the cluster that the other tests used: runs last. `up` looked at the machine before it did anything.
it('leaves no process, mount, link, firewall rule or cgroup behind', { timeout: 300_000 }, async () => {
  const before = readRecord<HostState>(hostBeforePath('cutaway'))
  if (before === undefined) throw new Error('The cluster "cutaway" is not up, or another one was up before it.')
  expect(compare(before, await snapshot())).not.toEqual([])
  await down({}, silent())
  // What was told to end may need a moment for it.
  await expect.poll(async () => compare(before, await snapshot()), { timeout: 60_000, interval: 1_000 }).toEqual([])
  expect(existsSync(clusterFolder('cutaway'))).toBe(false)
})
