import { describe, expect, it } from 'vitest'
import { changedBetween } from '../../../server/cluster/changed.ts'
import { decode, encode } from '../../../server/cluster/codec.ts'
import { ingest } from '../../../server/cluster/ingest.ts'
import { rawPod } from '../../support/raw-pod.ts'

const pass = (object: ReturnType<typeof pod>) => decode('Pod', JSON.parse(JSON.stringify(encode(object))))
const pod = (shape: Parameters<typeof rawPod>[0]) => ingest('Pod', rawPod(shape))

describe('codec', () => {
  it('brings an object back whole through JSON, withheld annotations and shared field sets included', () => {
    const object = pod({ number: 3 })
    const back = pass(object)
    expect(back).toEqual(object)
    expect('prometheus.io/scrape' in (back.meta.annotations ?? {})).toBe(true)
    back.meta.managed.forEach((entry, i) => expect(entry.fields).toBe(object.meta.managed[i]?.fields))
  })

  it('changes between decoded states are those between the originals', () => {
    const live = changedBetween(pod({ number: 3, ready: false }), pod({ number: 3, second: 9 }))
    const taped = changedBetween(pass(pod({ number: 3, ready: false })), pass(pod({ number: 3, second: 9 })))
    expect(taped.paths).toEqual(live.paths)
    expect(taped.paths.map((path) => taped.owner(path)?.manager)).toEqual(live.paths.map((path) => live.owner(path)?.manager))
  })

  it('refuses what it did not write', () => {
    expect(() => decode('Pod', { kind: 'Node' })).toThrow('not an encoded Pod')
    expect(() => decode('Pod', null)).toThrow('not an encoded Pod')
  })
})
