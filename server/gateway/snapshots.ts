import type { Request, Response } from 'express'
import { type Body, createBody } from './body.ts'

/** Sends the newest snapshot to many who ask at once, and to some who never read. */
export interface Snapshots {
  /** false: so much is under way to slow readers that no further one is made for now. */
  send(request: Request, response: Response, channel: object, version: readonly unknown[], make: () => object): boolean
}

/** How long one is kept for the next who asks, ms. */
const KEPT = 2000
/** Plain bytes of different snapshots that are being sent: with one for each of a thousand connections there would be no memory left. */
const UNDERWAY = 64 * 2 ** 20

interface Held {
  version: readonly unknown[]
  body: Body
}

/** `version`: as long as all of it is the same, so is the snapshot of the channel. */
export function createSnapshots(failed: (error: unknown) => void, most = UNDERWAY): Snapshots {
  const newest = new WeakMap<object, Held>()
  const underway = new Map<Body, number>()

  return {
    send(request, response, channel, version, make) {
      const held = newest.get(channel)
      const same = held?.version.length === version.length && held.version.every((part, at) => part === version[at])
      if (!same && bytesUnderway() > most) return false
      const body = same ? held.body : keep(channel, version, make())
      underway.set(body, (underway.get(body) ?? 0) + 1)
      response.once('close', () => over(body))
      body.send(request, response).catch((error: unknown) => {
        failed(error)
        response.destroy()
      })
      return true
    },
  }

  function keep(channel: object, version: readonly unknown[], snapshot: object): Body {
    const made = { version, body: createBody(JSON.stringify(snapshot), false) }
    newest.set(channel, made)
    setTimeout(() => newest.get(channel) === made && newest.delete(channel), KEPT).unref()
    return made.body
  }

  function over(body: Body) {
    const readers = underway.get(body)! - 1
    if (readers > 0) underway.set(body, readers)
    else underway.delete(body)
  }

  function bytesUnderway(): number {
    return underway.keys().reduce((sum, { bytes }) => sum + bytes, 0)
  }
}
