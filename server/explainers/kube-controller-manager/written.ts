import type { Delta } from '../../cluster/delta.ts'
import type { KubeObject, ManagedEntry } from '../../cluster/kinds.ts'
import type { Evidence, Facts } from '../../wire/step.ts'
import { creator, wrote } from '../author.ts'
import { appeared, field, given } from '../evidence.ts'
import type { Draft } from '../explainer.ts'
import { isNew, ref, second, state } from '../match.ts'
import { passage } from '../passage.ts'
import { slot } from '../slot.ts'

type Reason = readonly [id: string, source: string]

/** A new object made by kube-controller-manager; which of its controllers it was the caller knows from kind, owner or name. */
export function made(delta: Delta, reason: Reason, facts: Facts = {}): Draft | undefined {
  const now = delta.now as KubeObject | undefined
  if (!now || !isNew(delta) || creator(now)?.manager !== 'kube-controller-manager') return undefined
  return {
    subject: ref(now),
    discriminator: '',
    passage: passage(delta, 'create'),
    facts: { object: slot.ref(ref(now)), ...facts },
    evidence: [appeared(delta), given(...reason)],
  }
}

/** A change of paths that only one of its controllers writes on this kind. */
export function changed(
  delta: Delta,
  prefix: string,
  reason: Reason,
  told: { was?: unknown; now?: unknown; facts?: Facts; discriminator?: string } = {},
): Draft | undefined {
  const now = delta.now as KubeObject | undefined
  const path = delta.changed.paths.find((one) => one.startsWith(prefix))
  const entry = path === undefined ? undefined : delta.changed.owner(path)
  if (!now || !delta.was || path === undefined || entry?.manager !== 'kube-controller-manager') return undefined
  return {
    subject: ref(now),
    discriminator: told.discriminator ?? unique(delta, entry),
    passage: passage(delta, 'patch'),
    facts: { object: slot.ref(ref(now)), ...told.facts },
    evidence: [field(delta, path, told.was, told.now), given(...reason)] satisfies Evidence[],
  }
}

/**
 * The write's second and what it changed: no controller repeats a change of the same paths within a second. Who removed a field is known by the entry that
 * owned it, whose second is that of the write before: without more than that, what is taken away would be what was put there.
 */
export function unique(delta: Delta, entry: ManagedEntry): string {
  const removed = delta.now?.meta.managed.includes(entry) ? '' : '/removed'
  return `${second(entry.time)}/${state(delta)?.meta.generation ?? ''}/${delta.changed.paths.join()}${removed}`
}

export function byProcess(delta: Delta): ManagedEntry | undefined {
  return delta.was ? wrote(delta, 'kube-controller-manager') : undefined
}
