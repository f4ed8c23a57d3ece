import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Driver, Row } from '../row.ts'

const size: Row = { name: 'initial JavaScript, gzip', unit: 'KB', bar: { most: 250 } }
const page = (name: string) => fileURLToPath(new URL(`../../../dist/web/${name}`, import.meta.url))

/** What the built index.html loads before anything is asked for: its scripts and what they preload. */
export const pageSize: Driver = {
  name: 'page',
  rows: [size],
  measure(say) {
    const html = readFileSync(page('index.html'), 'utf8')
    const files = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, file]) => file ?? '')
    const sizes = files.map((file) => gzipSync(readFileSync(page(file)), { level: 9 }).length / 1024)
    say(`page: ${files.map((file, at) => `${file} ${sizes[at]?.toFixed(1)} KB`).join(', ')}`)
    return Promise.resolve({ [size.name]: files.length === 0 ? [] : [sizes.reduce((sum, each) => sum + each, 0)] })
  },
}
