import { onScopeDispose, ref, type Ref } from 'vue'

/** Whether a media query holds, now and later. */
function useMedia(query: string): Ref<boolean> {
  const list = matchMedia(query)
  const holds = ref(list.matches)
  const change = () => (holds.value = list.matches)
  list.addEventListener('change', change)
  onScopeDispose(() => list.removeEventListener('change', change))
  return holds
}

export const useNarrow = () => useMedia('(max-width: 899px)')
export const useCalm = () => useMedia('(prefers-reduced-motion: reduce)')
