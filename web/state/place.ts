import { computed, reactive, ref } from 'vue'
import type { Place } from '../format/place.ts'

/** The page's place; router.ts keeps it and the address bar the same. */
export const place = reactive<Place>({ view: 'map' })
/** The browser's own wishes, used where the place has none. */
export const preferred = reactive<{ lang: 'en' | 'vi'; dark: boolean }>({ lang: 'en', dark: false })

export const lang = computed(() => place.lang ?? preferred.lang)
export const theme = computed(() => place.theme ?? (preferred.dark ? 'dark' : 'light'))

export const helpOpen = ref(false)
export const evidenceOpen = ref(true)
