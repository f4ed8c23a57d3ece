import { step, type Steps } from '../../explainer.ts'
import { slot } from '../../slot.ts'
import { changed } from '../written.ts'

export const steps = {
  'range-assigned': step({
    on: 'Node',
    when: ['spec.podCIDR'],
    because: [{ key: 'kubelet.node-registered', via: 'same' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const range = delta.now?.spec.podCIDR
      return range
        ? changed(delta, 'spec.podCIDR', ['node-ipam.range', 'pkg/controller/nodeipam/ipam/range_allocator.go'], {
            now: range,
            discriminator: '',
            facts: { range: slot.text(range) },
          })
        : undefined
    },
  }),
} satisfies Steps
