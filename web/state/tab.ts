/** What this tab remembers until it is closed. A browser that keeps nothing for a page remembers until the page is reloaded. */
const memory = new Map<string, string>()

/** Several of us may live below different paths of one host. */
const own = (key: string) => `cutaway ${new URL('.', document.baseURI).pathname} ${key}`

export function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(own(key)) ?? undefined
  } catch {
    return memory.get(key)
  }
}

/** undefined forgets. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(own(key))
    else sessionStorage.setItem(own(key), value)
  } catch {
    if (value === undefined) memory.delete(key)
    else memory.set(key, value)
  }
}
