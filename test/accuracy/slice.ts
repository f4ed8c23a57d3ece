import { readFileSync, writeFileSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { AuditEvent } from './audit-event.ts'

/** The part of an audit log that belongs to a recording: NDJSON under zstd, one cut-down Event a line. */
export function writeSlice(path: string, events: readonly AuditEvent[]): void {
  writeFileSync(path, zstdCompressSync(events.map((event) => `${JSON.stringify(event)}\n`).join('')))
}

export function readSlice(path: string): AuditEvent[] {
  return zstdDecompressSync(readFileSync(path))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEvent)
}
