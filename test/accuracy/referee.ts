import type { Step } from '../../server/wire/step.ts'
import { authorOf } from './authors.ts'
import type { Write } from './writes.ts'

/** A step held against a write that it says it is, or that it takes as its evidence. */
export interface Pair {
  step: Step
  write: Write
  right: boolean
}

export interface Verdict {
  /** The situation's writes, Leases, Events and heartbeats apart. */
  writes: Write[]
  explained: Write[]
  missed: Write[]
  /** Claims of observed and derived steps: `wrong` must stay empty. */
  judged: Pair[]
  wrong: Pair[]
  /** Wrong ones among the correlated, which may be: they say so. */
  guessedWrong: Pair[]
}

/** Steps of components that never speak to the API server rest on the writes of others and claim none. */
const silent = /^(container-runtime|cni|csi|etcd|coredns)\b/

/** Holds the steps of a namespace against all that was written in it. */
export function judge(steps: readonly Step[], all: readonly Write[], namespace: string): Verdict {
  const inside = all.filter((write) => write.namespace === namespace)
  const counted = inside.filter((write) => !write.apart)
  const claims = claimsOf(steps, new Set(inside.map((write) => write.rv)))
  const pairs = inside.flatMap((write) => claims.of(write).map((step): Pair => ({ step, write, right: isRight(step, write) })))
  const explained = new Set(pairs.filter((pair) => pair.right).map((pair) => pair.write))
  const sure = pairs.filter(({ step }) => step.grade === 'observed' || step.grade === 'derived')
  return {
    writes: counted,
    explained: counted.filter((write) => explained.has(write)),
    missed: counted.filter((write) => !explained.has(write)),
    judged: sure,
    wrong: sure.filter((pair) => !pair.right),
    guessedWrong: pairs.filter(({ step, right }) => !right && (step.grade === 'correlated' || step.grade === 'inferred')),
  }
}

function isRight({ component, node }: Step, write: Write): boolean {
  const author = authorOf(write)
  // DELETE leaves no manager name in the object: whoever says "a client" is right about a client.
  if (author.client && write.verb.startsWith('delete')) return component.startsWith('client/')
  return author.components.includes(component) && (author.node === undefined || node === undefined || node === author.node)
}

/** Index of what steps claim: by resourceVersion, and for answers without one by object and verb. `revisions`: those that the log knows. */
function claimsOf(steps: readonly Step[], revisions: ReadonlySet<string | undefined>): { of(write: Write): Step[] } {
  const byRevision = new Map<string, Set<Step>>()
  const bySubject = new Map<string, Step[]>()
  const put = (rv: string | undefined, step: Step): void => {
    if (rv) byRevision.set(rv, (byRevision.get(rv) ?? new Set()).add(step))
  }
  for (const step of steps) {
    if (step.grade === 'inferred' || silent.test(step.component)) continue
    if (step.passage) {
      put(step.passage.resourceVersion, step)
      if (!revisions.has(step.passage.resourceVersion)) bySubject.set(step.subject.uid, [...(bySubject.get(step.subject.uid) ?? []), step])
    } else {
      for (const each of step.evidence) if (each.type === 'field' && each.owner) put(each.rv, step)
    }
    // Who posted the Event is in the log too.
    for (const each of step.evidence) if (each.type === 'event') put(each.rv, step)
  }
  return {
    of(write) {
      const found = (write.rv !== undefined && byRevision.get(write.rv)) || new Set<Step>()
      if (found.size > 0) return named([...found])
      const verb = ({ binding: 'bind', eviction: 'delete' } as Record<string, string>)[write.subresource ?? ''] ?? write.verb
      if (verb !== 'bind' && verb !== 'delete') return []
      return named(
        nearest(
          write,
          (bySubject.get(write.uid ?? '') ?? []).filter((step) => step.passage?.verb === verb),
        ),
      )
    },
  }
}

/** Where the author is said to be unknown nobody is claimed: neither right nor wrong, and no explanation. */
const named = (steps: readonly Step[]): Step[] => steps.filter((step) => step.component !== 'unknown')

/** Objects tell whole seconds. */
const SLACK = 1000

function nearest(write: Write, steps: readonly Step[]): Step[] {
  const distance = ({ at }: Step): number => Math.max(0, at.from - write.answered, write.received - at.to)
  const [best] = steps.toSorted((a, b) => distance(a) - distance(b))
  return best && distance(best) <= SLACK ? [best] : []
}
