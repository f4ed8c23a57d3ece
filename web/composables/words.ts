import { inject, type ComputedRef, type InjectionKey } from 'vue'
import type { Words } from '../format/words.ts'

export const wordsKey: InjectionKey<ComputedRef<Words>> = Symbol('words')

/** The words of the chosen language; they change under the component when the viewer changes language. */
export function useWords(): ComputedRef<Words> {
  const words = inject(wordsKey)
  if (!words) throw new Error('no words were provided')
  return words
}
