import { hash, randomBytes } from 'node:crypto'
import type { Raw } from '../raw.ts'

/** A plain hash of a value with few possibilities could be guessed. */
const key = randomBytes(16).toString('base64url')

/** 64 bits that tell whether two values differ, within this process, and nothing else about them. */
export function digest(raw: Raw): string {
  return hash('sha256', key + JSON.stringify(raw), 'base64url').slice(0, 11)
}
