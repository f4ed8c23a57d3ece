import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { Autoscaler, Budget, Meta, Namespace, Quota } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { conditionsOf } from './conditions.ts'
import { plainMap, selectorOf, text } from './plain.ts'

export function namespace(raw: Raw, meta: Meta): Namespace {
  const status = raw.status ?? {}
  return {
    kind: 'Namespace',
    apiVersion: 'v1',
    meta,
    spec: { finalizers: raw.spec?.finalizers?.map(intern) },
    status: { phase: intern(status.phase), conditions: conditionsOf(status.conditions) },
  }
}

export function autoscaler(raw: Raw, meta: Meta): Autoscaler {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    meta,
    spec: {
      minReplicas: spec.minReplicas,
      maxReplicas: spec.maxReplicas,
      target: spec.scaleTargetRef && { kind: intern(spec.scaleTargetRef.kind), name: spec.scaleTargetRef.name },
    },
    status: {
      currentReplicas: status.currentReplicas,
      desiredReplicas: status.desiredReplicas,
      lastScaleTime: instant(status.lastScaleTime),
      conditions: conditionsOf(status.conditions),
    },
  }
}

export function budget(raw: Raw, meta: Meta): Budget {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    meta,
    spec: { minAvailable: text(spec.minAvailable), maxUnavailable: text(spec.maxUnavailable), selector: selectorOf(spec.selector) },
    status: {
      currentHealthy: status.currentHealthy,
      desiredHealthy: status.desiredHealthy,
      disruptionsAllowed: status.disruptionsAllowed,
      expectedPods: status.expectedPods,
      observedGeneration: status.observedGeneration,
      disruptedPods: status.disruptedPods && Object.keys(status.disruptedPods),
    },
  }
}

export function quota(raw: Raw, meta: Meta): Quota {
  return {
    kind: 'ResourceQuota',
    apiVersion: 'v1',
    meta,
    spec: { hard: plainMap(raw.spec?.hard) },
    status: { hard: plainMap(raw.status?.hard), used: plainMap(raw.status?.used) },
  }
}
