import { mount, type VueWrapper } from '@vue/test-utils'
import { computed, shallowRef, type Component } from 'vue'
import { wordsKey } from '../../../web/composables/words.ts'
import { wordsOf } from '../../../web/format/words.ts'
import type { Lang } from '../../../web/i18n/strings.ts'
import { cards, catalogueOf } from './story-of-a-pod.ts'

/** jsdom has no layout: what measures is told nothing. */
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.matchMedia ??= (media: string) => Object.assign(new EventTarget(), { matches: false, media }) as unknown as MediaQueryList

/** Mounts with the words of a language that can be changed under way. */
export function mountWith(component: Component, props: Record<string, unknown>): { wrapper: VueWrapper; speak: (lang: Lang) => Promise<void> } {
  const lang = shallowRef<Lang>('en')
  const words = computed(() => wordsOf(lang.value, catalogueOf(lang.value), cards))
  const wrapper = mount(component, { props, attachTo: document.body, global: { provide: { [wordsKey as symbol]: words } } })
  return {
    wrapper,
    speak: async (next) => {
      lang.value = next
      await wrapper.vm.$nextTick()
    },
  }
}
