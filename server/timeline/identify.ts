import type { Ref } from '../wire/step.ts'

/**
 * The id of an occurrence: the same on every replica and in every replay, because it rests on the objects alone.
 * 96 bits in hex: two steps of ten million share one with a probability below 10^-14.
 */
export function identify(clusterUid: string, key: string, subject: Ref, discriminator: string): string {
  const who = subject.uid || `${subject.kind}/${subject.namespace ?? ''}/${subject.name}`
  return digest(`${clusterUid}\n${key}\n${who}\n${discriminator}`)
}

/** Three lanes of 32 bits over the UTF-16 units, in the manner of MurmurHash3. Not against forgers: nothing trusts an id. */
function digest(text: string): string {
  let a = 0x9e3779b9 ^ text.length
  let b = 0x85ebca6b
  let c = 0xc2b2ae35
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    a = Math.imul(a ^ unit, 0xcc9e2d51)
    a = (a << 13) | (a >>> 19)
    b = Math.imul(b ^ unit, 0x1b873593) + a
    b = (b << 17) | (b >>> 15)
    c = Math.imul(c + unit, 0x2545f491) ^ b
    c = (c << 11) | (c >>> 21)
  }
  return hex(finish(a + c)) + hex(finish(b ^ a)) + hex(finish(c + b))
}

function finish(lane: number): number {
  lane = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  lane = Math.imul(lane ^ (lane >>> 13), 0xc2b2ae35)
  return (lane ^ (lane >>> 16)) >>> 0
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** By table: each tell of a step computes an id, and printing a number costs more than the rest of it. */
function hex(lane: number): string {
  return `${bytes[lane >>> 24]}${bytes[(lane >>> 16) & 255]}${bytes[(lane >>> 8) & 255]}${bytes[lane & 255]}`
}
