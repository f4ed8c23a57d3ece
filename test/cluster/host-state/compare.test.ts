import { expect, it } from 'vitest'
import { compare } from './compare.ts'
import type { HostState } from './snapshot.ts'

const empty: HostState = { processes: [], mounts: ['/proc'], links: ['lo'], rules: [], cgroups: [], ipForward: '0' }

it('names what was left behind and what was taken away', () => {
  expect(compare(empty, empty)).toEqual([])
  const after = { ...empty, processes: ['7@1 dockerd'], mounts: ['/proc', '/proc'], links: [], ipForward: '1' }
  expect(compare(empty, after)).toEqual([
    'left behind, processes: 7@1 dockerd',
    'left behind, mounts: /proc',
    'taken away, links: lo',
    'changed, net.ipv4.ip_forward: 0 -> 1',
  ])
})

it('does not mind a process that ended', () => {
  expect(compare({ ...empty, processes: ['9@1 etcd'] }, empty)).toEqual([])
})
