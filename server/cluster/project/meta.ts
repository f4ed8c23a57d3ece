import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { ManagedEntry, Meta, Owner } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { scrub } from '../scrub.ts'
import { brief, plainMap } from './plain.ts'

/** Annotations whose values Kubernetes' own components write and explainers read. Every other value is withheld; its key stays. */
const told =
  /^(?:deployment\.kubernetes\.io\/|deprecated\.daemonset\.template\.generation$|endpoints\.kubernetes\.io\/|kubernetes\.io\/(?:config\.|limit-ranger$)|pv\.kubernetes\.io\/|volumes?\.(?:beta\.)?kubernetes\.io\/|node\.alpha\.kubernetes\.io\/|controller\.kubernetes\.io\/pod-deletion-cost$|batch\.kubernetes\.io\/|control-plane\.alpha\.kubernetes\.io\/leader$|storageclass\.kubernetes\.io\/|meta\.helm\.sh\/release-|kubectl\.kubernetes\.io\/(?:restartedAt|default-container)$)/

const decided = new Map<string, boolean>()

export function metaOf(raw: Raw, managed: ManagedEntry[]): Meta {
  return {
    name: raw.name,
    namespace: intern(raw.namespace),
    uid: raw.uid,
    resourceVersion: raw.resourceVersion,
    generation: raw.generation,
    creationTimestamp: instant(raw.creationTimestamp) ?? 0,
    deletionTimestamp: instant(raw.deletionTimestamp),
    deletionGracePeriodSeconds: raw.deletionGracePeriodSeconds ?? undefined,
    labels: plainMap(raw.labels),
    annotations: annotationsOf(raw.annotations),
    finalizers: raw.finalizers?.map(intern),
    owners: raw.ownerReferences?.map(ownerOf),
    managed,
  }
}

/** Of the same object after a write that changed nothing else. */
export function nextMeta(last: Meta, raw: Raw, managed: ManagedEntry[]): Meta {
  return { ...last, resourceVersion: raw.resourceVersion, generation: raw.generation, managed }
}

function ownerOf(raw: Raw): Owner {
  return {
    kind: brief(raw.kind),
    apiVersion: brief(raw.apiVersion),
    name: brief(raw.name),
    uid: brief(raw.uid),
    controller: raw.controller === true,
  }
}

function annotationsOf(raw: Raw): Meta['annotations'] {
  if (!raw) return undefined
  const kept: Record<string, string | undefined> = {}
  for (const key in raw) kept[key] = isTold(key) ? intern(scrub(String(raw[key]))) : undefined
  return kept
}

function isTold(key: string): boolean {
  let answer = decided.get(key)
  if (answer === undefined) {
    if (decided.size >= 1_024) decided.clear()
    decided.set(key, (answer = told.test(key)))
  }
  return answer
}
