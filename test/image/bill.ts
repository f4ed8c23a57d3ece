/** What tests read of a CycloneDX bill of materials. */
export interface Bill {
  product: { name: string; version: string }
  components: { type: string; name: string; version: string; purl: string; licence: string; sha512?: string; parts: Record<string, string> }[]
}

interface CycloneDx {
  bomFormat: string
  specVersion: string
  metadata: { component: { name: string; version: string } }
  components: Row[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

interface Row {
  type: string
  'bom-ref': string
  name: string
  version: string
  purl: string
  licenses: { expression?: string; license?: { id: string } }[]
  hashes?: { alg: string; content: string }[]
  components?: { name: string; version: string }[]
}

/** Throws if it is none, or if what it says of itself does not hold together. */
export function readBill(text: string): Bill {
  const bill = JSON.parse(text) as CycloneDx
  if (bill.bomFormat !== 'CycloneDX' || bill.specVersion !== '1.6') throw new Error(`not CycloneDX 1.6: ${bill.bomFormat} ${bill.specVersion}`)
  const refs = bill.components.map((row) => row['bom-ref'])
  if (new Set(refs).size < refs.length) throw new Error('two components with one reference')
  if (bill.dependencies[0]?.dependsOn.join() !== refs.join()) throw new Error('the dependencies are not the components')
  const components = bill.components.map(({ type, name, version, purl, licenses: [licence], hashes, components }) => {
    const hash = hashes?.find(({ alg }) => alg === 'SHA-512')?.content
    const parts = Object.fromEntries((components ?? []).map((part) => [part.name, part.version]))
    const sha512 = hash === undefined ? {} : { sha512: Buffer.from(hash, 'hex').toString('base64') }
    return { type, name, version, purl, licence: licence?.expression ?? licence?.license?.id ?? '', parts, ...sha512 }
  })
  return { product: bill.metadata.component, components }
}
