import { watch } from 'vue'
import { readPlace, writePlace } from './format/place.ts'
import { place } from './state/place.ts'

/** Binds the address bar's hash to the place. A new view or story is a new history entry; everything else replaces the current one. */
export function startRouter(): void {
  const enter = () => {
    const next = readPlace(location.hash)
    for (const key of Object.keys(place) as (keyof typeof place)[]) if (!(key in next)) delete place[key]
    Object.assign(place, next)
  }
  enter()
  addEventListener('hashchange', enter)
  let shown = { view: place.view, story: place.story }
  watch(
    () => writePlace(place),
    (hash) => {
      if (hash === location.hash) return
      const turned = place.view !== shown.view || place.story !== shown.story
      shown = { view: place.view, story: place.story }
      if (turned) history.pushState(null, '', hash)
      else history.replaceState(null, '', hash)
    },
    { flush: 'post' },
  )
}
