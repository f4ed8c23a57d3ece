/** Where the page is: everything that a link to this view, this step, this language carries. */
export interface Place {
  view: 'map' | 'story'
  story?: string
  step?: string
  namespace?: string
  /** Absent: chosen by the browser. */
  lang?: 'en' | 'vi'
  theme?: 'light' | 'dark'
  table?: boolean
}

/** Reads a location hash such as '#/story/5f2e?step=81a0&lang=vi'; what it does not know is ignored. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [view, story] = path.split('/')
  const params = new URLSearchParams(query)
  const place: Place = { view: view === 'story' ? 'story' : 'map' }
  if (place.view === 'story' && story) place.story = decode(story)
  const step = params.get('step')
  if (step) place.step = step
  const namespace = params.get('ns')
  if (namespace) place.namespace = namespace
  const lang = params.get('lang')
  if (lang === 'en' || lang === 'vi') place.lang = lang
  const theme = params.get('theme')
  if (theme === 'light' || theme === 'dark') place.theme = theme
  if (params.get('table') === '1') place.table = true
  return place
}

export function writePlace(place: Place): string {
  const params = new URLSearchParams()
  if (place.step) params.set('step', place.step)
  if (place.namespace) params.set('ns', place.namespace)
  if (place.lang) params.set('lang', place.lang)
  if (place.theme) params.set('theme', place.theme)
  if (place.table) params.set('table', '1')
  const path = place.view === 'story' && place.story ? `story/${encodeURIComponent(place.story)}` : place.view
  const query = params.toString()
  return query ? `#/${path}?${query}` : `#/${path}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
