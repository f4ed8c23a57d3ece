import winston from 'winston'
import type { LogLevel } from './config.ts'

/** Fields are named one by one by the caller: plain values, never Kubernetes objects, headers or errors as a whole. */
export type Fields = Record<string, string | number | boolean | undefined>

export interface Log {
  error(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  debug(message: string, fields?: Fields): void
}

const { combine, timestamp, printf } = winston.format

/** To stderr only, since stdout is for what was asked for: lines for people on a terminal, JSON elsewhere. */
export function createLog(level: LogLevel | 'silent', terminal: boolean): Log {
  return winston.createLogger({
    level: level === 'silent' ? 'error' : level,
    silent: level === 'silent',
    format: terminal
      ? combine(timestamp({ format: 'HH:mm:ss' }), printf(line))
      : combine(
          timestamp(),
          printf((fields) => escaped(JSON.stringify(fields))),
        ),
    transports: [new winston.transports.Console({ stderrLevels: ['error', 'warn', 'info', 'debug'] })],
  })
}

function line({ timestamp: at, level, message, ...fields }: winston.Logform.TransformableInfo): string {
  const rest = Object.entries(fields).filter(([, value]) => value !== undefined)
  return escaped([at, level.padEnd(5), message, ...rest.map(([name, value]) => `${name}=${String(value)}`)].join(' '))
}

/**
 * Fields may quote a cluster. What ends a line, moves a cursor, turns text round or hides it is written as its number: one record stays one line, and
 * JSON stays the same JSON. JSON.stringify leaves everything from U+007F on as it is.
 */
export function escaped(text: string): string {
  return text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\udb40]/g
