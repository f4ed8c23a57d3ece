import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { secretsIn, secretsInFiles } from './secrets.ts'

// Made here and now, so that this file holds none.
const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const drawn = randomBytes(30).toString('base64url')
const secrets: [string, string][] = [
  ['private key', key],
  ['private key', JSON.stringify(key)],
  ['AWS key', `AKIA${'IOSFODNN7'.padEnd(16, 'X')}`],
  ['GitHub token', `ghp_${'a1B2c3D4e5F6'.repeat(3)}`],
  ['npm token', `//registry.example/:_authToken=${drawn}`],
  [
    'signed token (JWT)',
    ['{"alg":"RS256"}', '{"sub":"system:serviceaccount"}', drawn].map((part) => Buffer.from(part).toString('base64url')).join('.'),
  ],
  ['password in a URL', `postgres://user:${'hunter22'}@db.example`],
  ['key of a kubeconfig', `    client-key-data: ${Buffer.from(key).toString('base64')}`],
  ['assigned secret', `const apiKey = '${'q8Zr2Lw0Xn5Vt7Bk3Mj9'}'`],
]

it.each(secrets)('finds a %s', (rule, text) => {
  expect(secretsIn(`line\n${text}\n`).map((found) => found.rule)).toContain(rule)
})

it.each([
  "token: 'the-name-of-a-kubernetes-secret'",
  'http://user@cluster.example',
  '-----BEGIN PRIVATE KEY-----',
  "secret = 'aaaaaaaaaaaaaaaaaaaaaaaaa'",
])('lets %s be', (text) => {
  expect(secretsIn(text)).toEqual([])
})

/** What looks like a secret and is none, and why. What is not found any more has to leave this list. */
const known = {
  'test/server/cluster/scrub.test.ts AWS key': 'made up, for the redaction to find',
  'test/server/cluster/scrub.test.ts GitHub token': 'made up, for the redaction to find',
  'test/server/cluster/scrub.test.ts password in a URL': 'made up, for the redaction to find',
  'test/server/cluster/scrub.test.ts private key': 'made up, for the redaction to find',
  'test/support/localhost-certificate.ts private key': 'of a certificate for localhost that nobody but its test trusts',
}

it('A47 the repository holds none', () => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  // What is known and removed in the working tree is not there to be read.
  const there = files.split('\0').filter((file) => file !== '' && existsSync(file))
  expect(there.length).toBeGreaterThan(100)
  const found = new Set(secretsInFiles(there).map((said) => said.replace(/:\d+ /, ' ')))
  expect([...found].toSorted()).toEqual(Object.keys(known))
})
