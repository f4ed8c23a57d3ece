import { intern } from '../intern.ts'
import type { Meta, Workload } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { conditionsOf } from './conditions.ts'
import { digest } from './digest.ts'
import { selectorOf, text } from './plain.ts'

const RESTARTED = 'kubectl.kubernetes.io/restartedAt'

/** Of the template: a digest, the images, and when `kubectl rollout restart` touched it. */
export function workload(kind: Workload['kind'], raw: Raw, meta: Meta): Workload {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  const strategy = spec.strategy ?? spec.updateStrategy
  return {
    kind,
    apiVersion: 'apps/v1',
    meta,
    spec: {
      replicas: spec.replicas,
      paused: spec.paused,
      minReadySeconds: spec.minReadySeconds,
      progressDeadlineSeconds: spec.progressDeadlineSeconds,
      revisionHistoryLimit: spec.revisionHistoryLimit,
      strategy: strategy && {
        type: intern(strategy.type),
        maxSurge: text(strategy.rollingUpdate?.maxSurge),
        maxUnavailable: text(strategy.rollingUpdate?.maxUnavailable),
      },
      selector: selectorOf(spec.selector),
      template: spec.template && digest(spec.template),
      images: spec.template && imagesOf(spec.template.spec),
      restartedAt: spec.template?.metadata?.annotations?.[RESTARTED],
    },
    status: {
      observedGeneration: status.observedGeneration,
      replicas: status.replicas,
      updatedReplicas: status.updatedReplicas,
      readyReplicas: status.readyReplicas,
      availableReplicas: status.availableReplicas,
      unavailableReplicas: status.unavailableReplicas,
      fullyLabeledReplicas: status.fullyLabeledReplicas,
      terminatingReplicas: status.terminatingReplicas,
      currentRevision: status.currentRevision,
      updateRevision: status.updateRevision,
      desiredNumberScheduled: status.desiredNumberScheduled,
      currentNumberScheduled: status.currentNumberScheduled,
      numberReady: status.numberReady,
      numberAvailable: status.numberAvailable,
      updatedNumberScheduled: status.updatedNumberScheduled,
      numberMisscheduled: status.numberMisscheduled,
      conditions: conditionsOf(status.conditions),
    },
  }
}

function imagesOf(spec: Raw): Record<string, string> {
  const images: Record<string, string> = {}
  for (const one of spec?.initContainers ?? []) images[one.name] = intern(one.image)
  for (const one of spec?.containers ?? []) images[one.name] = intern(one.image)
  return images
}
