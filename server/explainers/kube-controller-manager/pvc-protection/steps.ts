import { step, type Steps } from '../../explainer.ts'
import { changed } from '../written.ts'

export const steps = {
  released: step({
    on: ['PersistentVolumeClaim', 'PersistentVolume'],
    when: ['metadata.finalizers'],
    because: [{ key: 'client.deletion-requested', via: 'same' }],
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const gone = delta.was?.meta.finalizers?.find((one) => one.startsWith('kubernetes.io/pv') && !delta.now?.meta.finalizers?.includes(one))
      return gone
        ? changed(delta, 'metadata.finalizers', ['pvc-protection.finalizer', 'pkg/controller/volume/pvcprotection/pvc_protection_controller.go'], {
            was: gone,
            discriminator: gone,
          })
        : undefined
    },
  }),
} satisfies Steps
