import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recording } from '../../server/wire/events.ts'
import { docker } from '../cluster/docker/client.ts'
import { type Ended, evaluate } from '../image/contained.ts'
import { image, startImage, stopAll, type Target } from './kit.ts'
import { get } from './raw.ts'
import { added, blockOf, header, pod, start, tapeOf } from './tapes.ts'

const MiB = 2 ** 20
const folder = mkdtempSync(join(tmpdir(), 'cutaway-attack-'))
/** Many Pods, each for itself right. */
const thousands = (change: 'added' | 'listed'): Buffer => {
  const delta = JSON.stringify({ kind: 'Pod', change, rv: '8', object: pod('#') })
  const block = (from: number) =>
    blockOf(Array.from({ length: 20_000 }, (_, at) => `{"t":${start + from},"delta":${delta.replaceAll('#', `p${from + at}`)}}\n`).join(''))
  return Buffer.concat([tapeOf([]), ...Array.from({ length: 20 }, (_, at) => block(at * 20_000))])
}
const zeros = zstdCompressSync(Buffer.alloc(200 * MiB))
const bomb = (claim: number): Buffer => Buffer.concat([tapeOf([]), blockOf('', claim, zeros)])
const raw = (text: string) => tapeOf([{ t: start, line: { kind: 'Pod', phase: 'watch', text } }], { ...header, holds: 'lines' })
const fields = (text: string) =>
  tapeOf([JSON.stringify(added(pod('a', { meta: { managed: [{ manager: 'm', fields: '#' }] } }))).replace('"#"', text)])

/** What is wrong with it; what of the sentence says so. */
const refused: [string, () => Buffer, RegExp][] = [
  ['200 MiB of zeros', () => bomb(200 * MiB), /claims to unpack to 209715200 bytes/],
  ['200 MiB of zeros that say they are few', () => bomb(1000), /is damaged/],
  ['zeros that say they are 4 GiB', () => bomb(2 ** 32 - 1), /more than 1 GiB/],
  [
    '63 million lines with nothing on them',
    () => Buffer.concat([tapeOf([]), blockOf(Buffer.concat([Buffer.alloc(63 * MiB, '\n'), Buffer.from(randomBytes(72_000).toString('base64'))]))]),
    /is no record/,
  ],
  ['400,000 steps', () => thousands('added'), /takes more memory than this process has/],
  ['400,000 objects', () => thousands('listed'), /takes more memory than this process has/],
  ['another schema', () => tapeOf([{ traceEvents: [] }], { schemaVersion: 4 }), /not a recording made by cutaway/],
  ['another version', () => tapeOf([], { ...header, version: 2 }), /format version 2/],
  ['a header that speaks to the terminal', () => tapeOf([], { ...header, kubernetes: '\u001b[2Jv1' }), /header is not whole/],
  ['a start beyond time', () => tapeOf([], { ...header, start: 1e300 }), /header is not whole/],
  ['a change beyond time', () => tapeOf([added(pod('a'), 1e300)]), /is no record/],
  [
    'no kind of ours',
    () => tapeOf([{ t: start, delta: { kind: '__proto__', change: 'added', rv: '1', object: {} } }]),
    /is not what a recorder writes/,
  ],
  ['an object without parts', () => tapeOf([added({ ...pod('a'), spec: null, status: null })]), /is not what a recorder writes/],
  ['containers that are a number', () => tapeOf([added(pod('a', { spec: { containers: 7 } }))]), /is not what a recorder writes/],
  [
    'a name that is an object',
    () => tapeOf([added(pod('a', { meta: { name: { a: 1 }, namespace: [], owners: 'x' } }))]),
    /is not what a recorder writes/,
  ],
  ['fields 50,000 deep', () => fields(`${'{"f:a":'.repeat(50_000)}{}${'}'.repeat(50_000)}`), /(is not what a recorder writes|claims to unpack)/],
  ['a watch line that is none', () => raw('<html>\u001b[31m\nno</html>'), /is not what a recorder writes/],
]

let ends: Map<string, Ended>
let served: Target

beforeAll(async () => {
  chmodSync(folder, 0o755)
  const name = await image()
  const owner = (of: string) => ({ meta: { owners: [{ kind: 'Pod', apiVersion: 'v1', name: of, uid: `uid-${of}`, controller: true }] } })
  const circle = Array.from({ length: 50 }, (_, nth) => added(pod(`c${nth}`, owner(`c${(nth + 1) % 50}`)), start + nth))
  const script = '<img src=x onerror=alert(1)></script><script>alert(2)</script>'
  writeFileSync(
    join(folder, 'odd.tape'),
    tapeOf([...circle, added(pod('self', owner('self'))), added(pod(script, { spec: { nodeName: script } }))], {
      ...header,
      cluster: { uid: script, name: script },
    }),
  )
  symlinkSync('/etc/passwd', join(folder, 'link.tape'))
  for (const [at, [, bytes]] of refused.entries()) writeFileSync(join(folder, `${at}.tape`), bytes())
  const names = [...refused.keys()].map((at) => `${at}.tape`).concat('link.tape', '../../etc/passwd', 'none.tape')
  const half = names.length / 2
  const [one, other] = await Promise.all([
    playAll(name, names.slice(0, half)),
    playAll(name, names.slice(half)),
    startImage({ on: 'host', flags: ['--replay', '/tapes/odd.tape'], mounts: { '/tapes': folder } }).then((target) => (served = target)),
  ])
  ends = new Map([...one, ...other].map((end, at) => [names[at]!, end]))
})
afterAll(async () => {
  await stopAll()
  rmSync(folder, { recursive: true })
})

/** Plays one after the other as the image would, in one container, whose memory is that of an installation. */
async function playAll(name: string, files: readonly string[]): Promise<Ended[]> {
  const [{ Config }] = JSON.parse((await docker(['image', 'inspect', name])).stdout) as [{ Config: { Entrypoint: string[] } }]
  const [node = '', ...flags] = Config.Entrypoint
  const code = `${JSON.stringify(files)}.map((file) => {
    const args = ${JSON.stringify([...flags, 'start', '--replay'])}.concat('/tapes/' + file)
    const { status: code, stdout, stderr } = process.getBuiltinModule('node:child_process').spawnSync(${JSON.stringify(node)}, args, { encoding: 'utf8', timeout: 120000 })
    return { code, stdout, stderr }
  })`
  return evaluate(name, code, { docker: ['--memory', '512m', '--volume', `${folder}:/tapes:ro`] })
}

/** One sentence, in our words, and the exit code of what was asked for wrongly. */
function expectSentence({ code, stdout, stderr }: Ended, why: RegExp): void {
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^[^\n]+\n$/)])
  expect(stderr).toMatch(why)
  // oxlint-disable-next-line no-control-regex -- it is about them
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|TypeError|at \w+ \(/)
}

describe('A18 a recording that is none of ours', () => {
  test.each(refused.map(([name, , why], at) => [name, why, at] as const))('A18 %s', (_, why, at) => expectSentence(ends.get(`${at}.tape`)!, why))

  test('A18 a link and a path that lead out of the folder show nothing of what is there', () => {
    expectSentence(ends.get('link.tape')!, /not a recording|not a file/)
    expectSentence(ends.get('../../etc/passwd')!, /not a recording|not a file/)
    expectSentence(ends.get('none.tape')!, /not a file/)
  })

  test('A18 owners in a circle, and scripts for names: played, and sent as data', async () => {
    const { status, text } = await get(served.port, '/recording')
    expect(status).toBe(200)
    expect(text).toMatch(/\r\ncontent-type: application\/json; charset=utf-8\r\n/i)
    expect(text).toMatch(/\r\nx-content-type-options: nosniff\r\n/i)
    const { hello, entries } = JSON.parse(text.slice(text.indexOf('\r\n\r\n'))) as Recording
    expect(hello.cluster.name).toContain('onerror')
    expect(new Set(entries.flatMap((entry) => ('step' in entry ? [entry.step.subject.name] : []))).size).toBeGreaterThanOrEqual(52)
  })
})
