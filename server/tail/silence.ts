import type { Health, KindHealth } from '../wire/health.ts'
import { clock } from './clock.ts'

/** A stream that breaks is mostly back within this, ms; and when the API server is gone, all of them have noticed. */
const PATIENCE = 1000

/** Says when what is printed is no longer all there is, since when and why, and when it is again; and once which kinds may not be watched or fail to be listed. */
export function watchSilence(tellPeople: (line: string) => void): (health: Health) => void {
  let now: Health | undefined
  let stale: NodeJS.Timeout | undefined
  let said = false
  const told = new Set<string>()
  const complain = () => {
    said = true
    const lost = now!.kinds.filter((kind) => kind.state === 'reconnecting')
    const whose = lost.length < now!.kinds.length / 2 ? ` of ${lost.map(({ kind }) => kind).join(', ')}` : ''
    tellPeople(`${clock(Date.now())}  nothing new${whose} is heard since ${clock(now!.since)}: ${lost[0]?.note ?? 'trying again'}`)
  }
  return (health: Health) => {
    now = health
    const { state, kinds } = health
    if (state === 'stale') stale ??= setTimeout(complain, PATIENCE)
    else {
      clearTimeout(stale)
      stale = undefined
    }
    if (state === 'live' && said) {
      said = false
      tellPeople(`${clock(Date.now())}  live again`)
    }
    for (const kind of kinds) {
      const words = missing(kind)
      if (words === undefined || told.has(`${kind.kind} ${kind.state}`)) continue
      told.add(`${kind.kind} ${kind.state}`)
      tellPeople(`${kind.kind} ${words}${kind.note ? `: ${kind.note}` : ''}`)
    }
  }
}

function missing({ state, note }: KindHealth): string | undefined {
  if (state === 'forbidden' || state === 'absent') return `is not watched (${state})`
  // A first list that takes long has no note; one that failed has.
  return state === 'syncing' && note ? 'is not listed yet, trying again' : undefined
}
