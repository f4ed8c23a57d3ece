import { io, type Socket } from 'socket.io-client'
import type { ClientEvents, Entry, ServerEvents } from '../../server/wire/events.ts'

export interface SocketHandlers {
  hello: ServerEvents['hello']
  entries: (entries: Entry[]) => void
  health: ServerEvents['health']
  reset: ServerEvents['reset']
  bye: ServerEvents['bye']
  /** The server does not take this session. */
  denied: () => void
  /** Connected, but nobody speaks: since then, ms of this computer's clock; undefined: somebody does again. */
  silent: (since: number | undefined) => void
  /** `retryIn` in ms, undefined while a retry is under way. */
  lost: (why: string, retryIn?: number) => void
}

/** Where a reader stands and who it is: the server resumes from there if it still can, else it says `reset`. */
export type Position = { epoch: string; seq: number; token?: string }

const FIRST_RETRY = 500
const LONGEST_RETRY = 10_000
/** The server pings every second: without a word for so long, ms, it or the way to it stands still. */
const SILENCE = 2500

/** One socket with its own retries, 0.5 s to 10 s with jitter, so that the page can count them down. `position` is asked anew at every attempt. */
export function openSocket(position: () => Position, handlers: SocketHandlers): { close(): void } {
  const socket: Socket<ServerEvents, ClientEvents> = io({
    path: new URL('socket.io', document.baseURI).pathname,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: (send) => send(position()),
  })
  let attempts = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let heard: number | undefined
  let silent = false
  const hear = () => {
    heard = Date.now()
    if (silent) handlers.silent(undefined)
    silent = false
  }
  const listening = setInterval(() => {
    if (silent || heard === undefined || Date.now() - heard < SILENCE) return
    silent = true
    handlers.silent(heard)
  }, 500)
  const retry = (why: string) => {
    if (timer) return
    const wait = Math.min(FIRST_RETRY * 2 ** attempts, LONGEST_RETRY) * (0.75 + Math.random() / 2)
    attempts += 1
    handlers.lost(why, wait)
    timer = setTimeout(() => {
      timer = undefined
      socket.connect()
    }, wait)
  }
  // who is turned away is told why in `data`; a server that cannot be reached says nothing
  socket.on('connect_error', (error: Error & { data?: { status?: number } }) =>
    error.data?.status === 401 ? handlers.denied() : retry(error.message),
  )
  socket.on('disconnect', (reason) => {
    heard = undefined
    silent = false
    retry(reason)
  })
  socket.io.on('ping', hear)
  socket.on('hello', (hello) => {
    attempts = 0
    hear()
    handlers.hello(hello)
  })
  socket.on('objects', handlers.entries)
  socket.on('steps', handlers.entries)
  socket.on('amend', handlers.entries)
  socket.on('health', handlers.health)
  socket.on('reset', handlers.reset)
  socket.on('bye', handlers.bye)
  return {
    close() {
      clearTimeout(timer)
      clearInterval(listening)
      socket.off()
      socket.disconnect()
    },
  }
}
