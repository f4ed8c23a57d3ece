import { describe, expect, it } from 'vitest'
import { internFields, segments } from '../../../server/cluster/field-set.ts'

const set = (tree: object) => internFields(JSON.stringify(tree))

describe('field sets', () => {
  it('follow a path through keyed items, maps and set items', () => {
    const fields = set({
      'f:metadata': { 'f:labels': { '.': {}, 'f:app.kubernetes.io/name': {} }, 'f:finalizers': { '.': {}, 'v:"kubernetes.io/pv-protection"': {} } },
      'f:status': { 'f:conditions': { 'k:{"type":"Ready"}': { '.': {}, 'f:status': {} } } },
    })
    const owned = [
      'metadata.labels[app.kubernetes.io/name]',
      'metadata.finalizers[=kubernetes.io/pv-protection]',
      'status.conditions[type=Ready].status',
      'status.conditions',
      'status',
    ]
    const foreign = [
      'metadata.labels[app]',
      'metadata.finalizers[=x]',
      'status.conditions[type=Ready].reason',
      'status.conditions[type=Initialized].status',
      'spec',
    ]
    expect([...owned, ...foreign].filter((path) => fields.owns(path))).toEqual(owned)
    expect(fields.hold('status.conditions[type=Ready]')).toBe('whole')
    expect(fields.hold('status')).toBe('part')
  })

  it('own everything below an atomic field, and item by item where the list is keyed', () => {
    expect(set({ 'f:status': { 'f:containerStatuses': {} } }).hold('status.containerStatuses[name=app].state')).toBe('whole')
    const keyed = set({
      'f:status': { 'f:containerStatuses': { 'k:{"name":"app"}': { 'f:state': { '.': {}, 'f:running': { 'f:startedAt': {} } } } } },
    })
    expect(keyed.owns('status.containerStatuses[name=app].state')).toBe(true)
    expect(keyed.owns('status.containerStatuses[name=sidecar].state')).toBe(false)
  })

  it('an empty set owns nothing, and names of Object.prototype are no fields', () => {
    expect(set({}).owns('spec.nodeName')).toBe(false)
    expect(set({ 'f:spec': { 'f:x': {} } }).owns('spec.constructor')).toBe(false)
  })

  it('are one object when equal', () => {
    expect(set({ 'f:spec': {} })).toBe(set({ 'f:spec': {} }))
    expect(set({ 'f:podIPs': { 'k:{"ip":"10.0.0.1"}': {} } })).toBe(set({ 'f:podIPs': { 'k:{"ip":"10.0.0.2"}': {} } }))
  })

  it('split paths', () => {
    expect(segments('spec.template.spec.containers[name=a.b].image')).toEqual([
      'f:spec',
      'f:template',
      'f:spec',
      'f:containers',
      'k:{"name":"a.b"}',
      'f:image',
    ])
  })
})
