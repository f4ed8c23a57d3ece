import { createApp, watch } from 'vue'
import App from './App.vue'
import { loadEvidence } from './feed/evidence.ts'
import { loadCatalogue, startFeed } from './feed/feed.ts'
import { startRouter } from './router.ts'
import { lang, place, preferred } from './state/place.ts'
import { hello } from './state/session.ts'
import { picture } from './state/shown.ts'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'

const dark = matchMedia('(prefers-color-scheme: dark)')
preferred.dark = dark.matches
dark.addEventListener('change', () => (preferred.dark = dark.matches))
preferred.lang = navigator.language.startsWith('vi') ? 'vi' : 'en'

startRouter()
watch([lang, () => hello.value?.catalogue], () => void loadCatalogue(lang.value), { deep: true })
watch(
  () => picture.value.steps.get(place.step ?? ''),
  (step) => step && void loadEvidence(step),
)
createApp(App).mount('#app')
void startFeed()
