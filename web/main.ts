import { linked, takeToken } from './feed/link.ts'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { loadEvidence } from './feed/evidence.ts'
import { leave, loadCatalogue, signIn, startFeed } from './feed/feed.ts'
import { writePlace } from './format/place.ts'
import { startRouter } from './router.ts'
import { wish } from './state/access.ts'
import { lang, place, preferred } from './state/place.ts'
import { hello } from './state/session.ts'
import { picture } from './state/shown.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

const dark = matchMedia('(prefers-color-scheme: dark)')
preferred.dark = dark.matches
dark.addEventListener('change', () => (preferred.dark = dark.matches))
// start --lang asks for a language in its link
const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language
preferred.lang = wanted.startsWith('vi') ? 'vi' : 'en'

// a link that is pasted into this very tab: before the router takes its token for a place
addEventListener('hashchange', () => {
  const token = takeToken(writePlace(place))
  if (token !== undefined) void signIn(token)
})
startRouter()
watch([lang, () => hello.value?.catalogue], () => void loadCatalogue(lang.value), { deep: true })
watch(
  () => picture.value.steps.get(place.step ?? ''),
  (step) => step && void loadEvidence(step),
)
watch(wish, (next) => {
  if (next?.type === 'enter') void signIn(next.token)
  if (next?.type === 'leave') leave('left')
})
createApp(App).mount('#app')
void (linked === undefined ? startFeed() : signIn(linked))
