import { onScopeDispose, ref, type Ref } from 'vue'

/** This computer's clock in ms since epoch, once a second. */
export function useNow(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
