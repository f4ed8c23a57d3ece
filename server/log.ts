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

const { combine, timestamp, json, printf } = winston.format

/** To stderr only, since stdout is for what was asked for: lines for people on a terminal, JSON elsewhere. */
export function createLog(level: LogLevel | 'silent', terminal: boolean): Log {
  return winston.createLogger({
    level: level === 'silent' ? 'error' : level,
    silent: level === 'silent',
    format: terminal ? combine(timestamp({ format: 'HH:mm:ss' }), printf(line)) : combine(timestamp(), json()),
    transports: [new winston.transports.Console({ stderrLevels: ['error', 'warn', 'info', 'debug'] })],
  })
}

function line({ timestamp: at, level, message, ...fields }: winston.Logform.TransformableInfo): string {
  const rest = Object.entries(fields).filter(([, value]) => value !== undefined)
  return [at, level.padEnd(5), message, ...rest.map(([name, value]) => `${name}=${String(value)}`)].join(' ')
}
