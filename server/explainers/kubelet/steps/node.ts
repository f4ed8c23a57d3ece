import { createdBy, ownerOf } from '../../author.ts'
import { appeared, field, said } from '../../evidence.ts'
import { step, type Draft, type Steps } from '../../explainer.ts'
import { about, condition, controllerOf, emittedBy, isNew, ref, second, turned } from '../../match.ts'
import { passage } from '../../passage.ts'
import { nodeRef, slot } from '../../slot.ts'

const READY = 'status.conditions[type=Ready]'

function ready(status: 'True' | 'False') {
  return step({
    on: 'Node',
    when: [READY],
    opens: status === 'True' ? 'clock' : 'failure',
    floor: 'derived',
    ceiling: 'observed',
    because: [
      { key: 'kubelet.node-registered', via: 'same' },
      { key: 'kubelet.process-started', via: 'same' },
    ],
    match: (delta): Draft | undefined => {
      const now = turned(delta.was, delta.now, 'Ready', status)
      const before = condition(delta.was, 'Ready')
      if (!delta.now || !delta.was || !now || before?.status === status || ownerOf(delta, READY)?.manager !== 'kubelet') return undefined
      return {
        subject: ref(delta.now),
        discriminator: second(now.lastTransitionTime),
        node: delta.now.meta.name,
        passage: passage(delta, 'patch'),
        facts: { node: slot.ref(ref(delta.now)), reason: slot.text(now.reason ?? ''), message: slot.text(now.message ?? '') },
        offers: [`node:${delta.now.meta.name}`],
        evidence: [field(delta, READY, before?.status, status)],
      }
    },
  })
}

/** What the kubelet says about its node and about Pods that only it knows. Heartbeats are no steps. */
export const node = {
  'node-registered': step({
    on: 'Node',
    change: ['added', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      if (!delta.now || !isNew(delta) || !createdBy(delta.now, 'kubelet')) return undefined
      return {
        subject: ref(delta.now),
        discriminator: '',
        node: delta.now.meta.name,
        passage: passage(delta, 'create'),
        facts: { node: slot.ref(ref(delta.now)) },
        evidence: [appeared(delta)],
        offers: [`node:${delta.now.meta.name}`],
      }
    },
  }),
  'node-ready': ready('True'),
  'node-not-ready': ready('False'),
  'process-started': step({
    on: 'Event',
    when: ['Starting'],
    reads: ['Node'],
    opens: 'clock',
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const event = delta.now
      const subject = event && emittedBy(event, 'kubelet') && event.about.kind === 'Node' ? about(event, world) : undefined
      return (
        event &&
        subject && {
          subject,
          discriminator: second(event.first),
          node: subject.name,
          facts: { node: slot.ref(subject) },
          evidence: [said(event, subject)],
          at: { from: event.first, to: event.first },
        }
      )
    },
  }),
  /** The kubelet repeats the Event until its write of the new boot id has succeeded. Source: pkg/kubelet/nodestatus/setters.go. */
  rebooted: step({
    on: 'Event',
    when: ['Rebooted'],
    reads: ['Node'],
    because: [{ key: 'kubelet.process-started', via: 'same' }],
    opens: 'failure',
    floor: 'observed',
    ceiling: 'observed',
    match: (delta, world) => {
      const event = delta.now
      const subject = event && emittedBy(event, 'kubelet') && event.about.kind === 'Node' ? about(event, world) : undefined
      const boot = event?.note.match(/has been rebooted, boot id: (\S+)$/)?.[1]
      if (!event || !subject || !boot) return undefined
      return {
        subject,
        discriminator: boot,
        node: subject.name,
        facts: { node: slot.ref(subject), boot: slot.text(boot) },
        evidence: [said(event, subject)],
        at: { from: event.first, to: event.first },
      }
    },
  }),
  'mirror-pod-created': step({
    on: 'Pod',
    change: ['added', 'relisted'],
    opens: 'clock',
    floor: 'derived',
    ceiling: 'observed',
    match: (delta) => {
      const { now } = delta
      const host = now?.spec.nodeName
      if (!now || !host || !isNew(delta) || controllerOf(now)?.kind !== 'Node' || !createdBy(now, 'kubelet')) return undefined
      return {
        subject: ref(now),
        discriminator: '',
        node: host,
        passage: passage(delta, 'create'),
        facts: { pod: slot.ref(ref(now)), node: slot.ref(nodeRef(host)) },
        evidence: [appeared(delta)],
      }
    },
  }),
} satisfies Steps
