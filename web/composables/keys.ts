import { onScopeDispose } from 'vue'

/** What a key does. Keys are KeyboardEvent.key, letters in lower case; 'g m' is g, then m within a second. */
export type Keymap = Record<string, () => void>

/** Listens while the component lives. Nothing is done while somebody types, with a modifier held, or where the focused control has a use for the key itself. */
export function useKeys(keymap: Keymap): void {
  let prefix = ''
  let prefixAt = 0
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takes(event)) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const pair = event.timeStamp - prefixAt < 1000 ? `${prefix} ${key}` : key
    prefix = key
    prefixAt = event.timeStamp
    const action = keymap[pair] ?? keymap[key]
    if (!action) return
    event.preventDefault()
    action()
  }
  addEventListener('keydown', press)
  onScopeDispose(() => removeEventListener('keydown', press))
}

function takes(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null
  if (!target?.closest) return false
  if (target.closest('input, textarea, select, [contenteditable]')) return true
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, a, summary, [role=button]') !== null
}
