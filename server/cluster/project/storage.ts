import { intern } from '../intern.ts'
import type { Claim, Meta, StorageClass, Volume, VolumeAttachment } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'
import { conditionsOf } from './conditions.ts'

export function claim(raw: Raw, meta: Meta): Claim {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'PersistentVolumeClaim',
    apiVersion: 'v1',
    meta,
    spec: {
      storageClassName: intern(spec.storageClassName),
      volumeName: spec.volumeName,
      accessModes: spec.accessModes?.map(intern),
      request: intern(spec.resources?.requests?.storage),
      volumeMode: intern(spec.volumeMode),
    },
    status: { phase: intern(status.phase), capacity: intern(status.capacity?.storage), conditions: conditionsOf(status.conditions) },
  }
}

/** Sources a PersistentVolume may have beside its other fields; only their sort is kept, as `driver`. */
const ownFields = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
])

export function volume(raw: Raw, meta: Meta): Volume {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'PersistentVolume',
    apiVersion: 'v1',
    meta,
    spec: {
      storageClassName: intern(spec.storageClassName),
      capacity: intern(spec.capacity?.storage),
      reclaimPolicy: intern(spec.persistentVolumeReclaimPolicy),
      claim: spec.claimRef && { namespace: intern(spec.claimRef.namespace), name: spec.claimRef.name, uid: spec.claimRef.uid },
      driver: intern(spec.csi?.driver ?? Object.keys(spec).find((field) => !ownFields.has(field))),
    },
    status: { phase: intern(status.phase), reason: intern(status.reason), message: scrub(status.message) },
  }
}

export function storageClass(raw: Raw, meta: Meta): StorageClass {
  return {
    kind: 'StorageClass',
    apiVersion: 'storage.k8s.io/v1',
    meta,
    provisioner: intern(raw.provisioner ?? ''),
    volumeBindingMode: intern(raw.volumeBindingMode),
    reclaimPolicy: intern(raw.reclaimPolicy),
  }
}

export function volumeAttachment(raw: Raw, meta: Meta): VolumeAttachment {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'VolumeAttachment',
    apiVersion: 'storage.k8s.io/v1',
    meta,
    spec: { attacher: intern(spec.attacher), nodeName: intern(spec.nodeName), volume: spec.source?.persistentVolumeName },
    status: { attached: status.attached, error: scrub((status.attachError ?? status.detachError)?.message) },
  }
}
