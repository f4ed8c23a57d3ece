import { expect, it } from 'vitest'
import { packageKey } from '../../build/packages.ts'

it.each([
  ['/home/a/node_modules/vue/dist/vue.js', 'node_modules/vue'],
  ['../node_modules/@fontsource-variable/inter/files/inter.woff2', 'node_modules/@fontsource-variable/inter'],
  ['/a/node_modules/raw-body/node_modules/iconv-lite/lib/index.js?commonjs-es-import', 'node_modules/raw-body/node_modules/iconv-lite'],
  ['\0/a/node_modules/ms/index.js?commonjs-module', 'node_modules/ms'],
])('%j belongs to %s', (id, key) => {
  expect(packageKey(id)).toBe(key)
})

it.each(['/a/server/start.ts', '\0no-models', 'node:fs'])('%j to none', (id) => {
  expect(packageKey(id)).toBeUndefined()
})
