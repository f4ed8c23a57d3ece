import { createHmac, randomBytes } from 'node:crypto'
import type { Raw } from '../raw.ts'

/** A plain hash of a value with few possibilities could be guessed. */
const key = randomBytes(16)

/** 64 bits that tell whether two values differ, within this process, and nothing else about them. */
export function digest(raw: Raw): string {
  return createHmac('sha256', key).update(JSON.stringify(raw)).digest('base64url').slice(0, 11)
}
