import { beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  history.replaceState(null, '', '/page?lang=vi')
})

it('takes the token of a link out of the address as it is loaded, and leaves no entry behind', async () => {
  location.hash = '#t=abc%2Bdef%3D'
  const entries = history.length
  const { linked } = await import('../../../web/feed/link.ts')
  expect(linked).toBe('abc+def=')
  expect([location.pathname, location.search, location.hash, history.length]).toEqual(['/page', '?lang=vi', '', entries])
})

it('puts the place where it was when a link is pasted into an open page', async () => {
  const { takeToken } = await import('../../../web/feed/link.ts')
  location.hash = '#t=s1.2.3'
  expect([takeToken('#/story?ns=shop'), location.hash]).toEqual(['s1.2.3', '#/story?ns=shop'])
})

it.each(['', '#/map', '#t=', '#/story?t=x'])('takes %o for no link', async (hash) => {
  location.hash = hash
  const { linked } = await import('../../../web/feed/link.ts')
  expect([linked, location.hash]).toEqual([undefined, hash])
})

it('takes a token that is badly escaped as it is', async () => {
  location.hash = '#t=50%'
  const { linked } = await import('../../../web/feed/link.ts')
  expect(linked).toBe('50%')
})
