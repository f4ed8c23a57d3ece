import { createHash } from 'node:crypto'
import type { Component } from './component.ts'

/** The software bill of materials as CycloneDX 1.6. The same input gives the same bytes: no time, and a serial number made of the content. */
export function sbom(product: { name: string; version: string; license: string; description: string }, components: readonly Component[]): string {
  const { name, version, description } = product
  const ref = `pkg:generic/${name}@${version}`
  const bill = {
    metadata: {
      component: { type: 'application', 'bom-ref': ref, name, version, description, purl: ref, licenses: [{ license: { id: product.license } }] },
    },
    components: components.map(row),
    dependencies: [{ ref, dependsOn: components.map(({ purl }) => purl) }],
  }
  const hash = createHash('sha256').update(JSON.stringify(bill)).digest('hex')
  // The form of a name-based UUID (RFC 9562, version 8): the digits are our hash.
  const uuid = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-')
  const head = { $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6' }
  return `${JSON.stringify({ ...head, serialNumber: `urn:uuid:${uuid}`, version: 1, ...bill }, null, 2)}\n`
}

function row({ type, name, version, purl, licence, integrity, parts }: Component): object {
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: /\s/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }],
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
    ...(parts === undefined ? {} : { components: parts.map((part) => ({ type: 'library', 'bom-ref': `${purl}#${part.name}`, ...part })) }),
  }
}

function hashOf(integrity: string): { alg: string; content: string } {
  const [, bits = '', content = ''] = /^sha(\d+)-(\S+)/.exec(integrity) ?? []
  return { alg: bits === '1' ? 'SHA-1' : `SHA-${bits}`, content: Buffer.from(content, 'base64').toString('hex') }
}
