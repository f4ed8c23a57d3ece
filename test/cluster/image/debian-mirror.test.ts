import { expect, it } from 'vitest'
import { mirrorIn } from './debian-mirror.ts'

it('finds the archive in both styles of apt sources, and no other', () => {
  expect(mirrorIn('# old\ndeb [signed-by=/x.gpg] http://mirror.example/debian bookworm main contrib\n')).toBe('http://mirror.example/debian')
  expect(mirrorIn('Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\n')).toBe('http://mirror.example/debian')
  expect(mirrorIn('Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main\n')).toBeUndefined()
  expect(mirrorIn('deb https://vendor.example/apt stable main\n')).toBeUndefined()
})
