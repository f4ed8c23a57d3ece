import { expect, it } from 'vitest'
import type { Component } from '../../build/component.ts'
import { sbom } from '../../build/sbom.ts'
import { readBill } from '../image/bill.ts'

const product = { name: 'product', version: '1.2.3', license: 'Apache-2.0', description: 'what it is' }
const library: Component = {
  type: 'library',
  name: '@scope/a',
  version: '1.0.0',
  purl: 'pkg:npm/%40scope/a@1.0.0',
  licence: 'MIT',
  texts: ['text'],
  integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
}
const system: Component = {
  type: 'library',
  name: 'libgcc-s1',
  version: '14',
  purl: 'pkg:deb/debian/libgcc-s1@14?arch=amd64',
  licence: 'GPL-3.0-or-later WITH GCC-exception-3.1',
  texts: ['text'],
}
const node: Component = {
  type: 'platform',
  name: 'node',
  version: '24.0.0',
  purl: 'pkg:generic/node@24.0.0',
  licence: 'MIT',
  texts: ['text'],
  parts: [{ name: 'openssl', version: '3.5' }],
}

it('says of each component what is known of it', () => {
  const bill = readBill(sbom(product, [library, system, node]))
  expect(bill.product).toMatchObject({ name: 'product', version: '1.2.3' })
  expect(bill.components.map(({ name, licence, sha512, parts }) => [name, licence, sha512, parts])).toEqual([
    ['@scope/a', 'MIT', Buffer.alloc(64, 7).toString('base64'), {}],
    ['libgcc-s1', 'GPL-3.0-or-later WITH GCC-exception-3.1', undefined, {}],
    ['node', 'MIT', undefined, { openssl: '3.5' }],
  ])
})

it('is the same for the same input, and has another number for another', () => {
  const number = (text: string): unknown => (JSON.parse(text) as { serialNumber: unknown }).serialNumber
  expect(sbom(product, [library])).toBe(sbom(product, [library]))
  expect(number(sbom(product, [library]))).not.toBe(number(sbom(product, [library, node])))
  expect(number(sbom(product, [library]))).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
})
