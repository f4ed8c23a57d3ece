import { spawnSync } from 'node:child_process'
import { expect, test, vi } from 'vitest'
import type { Health } from '../../server/wire/health.ts'
import { metrics } from '../../server/gateway/metrics.ts'
import { createPipeline } from '../../server/pipeline.ts'
import { launch } from '../support/cutaway.ts'
import { StandInApiServer } from '../support/stand-in-api-server.ts'
import { kubeconfigOf } from './stand-in.ts'
import { event, listen, pod, wrote } from './told.ts'

/** Ends lines, moves cursors, turns text round, hides it, ends strings; JSON.stringify leaves most of the second half as it is. */
const nasty = 'a\nb\rc\u001b[2Jd\u0000e\u0007f"g\\h\u007fi\u0085j\u009b31mk\u2028l\u2029m\u202en\u2066o\u200bp\ufeffq\u{e0041}r\ud800s'
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\u{e0041}|[\ud800-\udfff]/u

/** What a log of ours writes, in a process of its own. */
function logged(terminal: boolean, fields: string[]): string {
  const code = `
    import { createLog } from './server/log.ts'
    const log = createLog('debug', ${terminal})
    const fields = JSON.parse(process.argv[1])
    for (const level of ['error', 'warn', 'info', 'debug']) for (const text of fields) log[level](text, { note: text, kind: text })`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code, JSON.stringify(fields)], { encoding: 'utf8' }).stderr
}

test.each([true, false])('A34 one record is one line, whatever it quotes (terminal: %s)', (terminal) => {
  const text = logged(terminal, [nasty, `${nasty}{"level":"error"}`])
  expect(text.split('\n')).toHaveLength(4 * 2 + 1)
  expect(text).not.toMatch(unsafe)
  if (!terminal)
    for (const line of text.trimEnd().split('\n')) expect((JSON.parse(line) as { note: string }).note.slice(0, 40)).toBe(nasty.slice(0, 40))
})

test('A34 what an API server answers with does not write lines of the log', async () => {
  const server = new StandInApiServer()
  const running = launch(['start', '--kubeconfig', kubeconfigOf(await server.start()), '--port', '0', '--log-level', 'debug'])
  const said = (what: RegExp) => vi.waitFor(() => expect(running.err).toMatch(what), { timeout: 30_000 })
  await said(/"kind":"Pod","state":"live"/)
  server.refuse = ({ path }) =>
    path === '/api/v1/pods'
      ? { code: 500, reason: nasty, body: JSON.stringify({ kind: 'Status', code: 500, reason: nasty, message: nasty }) }
      : undefined
  server.endStreams()
  // What the server says is quoted, so that there is something to escape.
  await said(/"kind":"Pod".*\\u001b\[2Jd/)
  running.child.kill('SIGTERM')
  await running.exit()
  await server.stop()
  const lines = running.err.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => !isRecord(line))).toEqual([])
  expect(running.err + running.out).not.toMatch(unsafe)
})

function isRecord(line: string): boolean {
  try {
    return typeof (JSON.parse(line) as { level: unknown }).level === 'string'
  } catch {
    return false
  }
}

test('A35 metrics name kinds and steps of ours and nothing of a cluster; there is no query, table or trace to write into', () => {
  const told = listen()
  const forged = `x"} 1\n# HELP forged {a="${nasty}`
  told.hear('ADDED', 'Pod', pod('web', { labels: { forged }, managedFields: wrote(forged) }))
  told.hear('ADDED', 'ConfigMap', { metadata: { name: '=cmd|calc', managedFields: wrote(`'; DROP TABLE steps; --`) } })
  told.hear('ADDED', 'Event', event('e', { name: forged }, { reason: forged, message: forged, source: { component: forged } }, forged))
  const pipeline = createPipeline({ uid: forged, name: forged, version: 'v1.36.3' }, false, { entries: () => {} })
  pipeline.health({ kind: 'Pod', state: 'reconnecting', since: 0, objects: 1, relists: 0, gaps: 0, note: forged })
  const health: Health = { ...pipeline.healthNow(), faults: told.faults() }
  const figures = { entries: 1, steps: 1, pages: 1, tooSlow: 0, refused: 0, noise: 0, delay: { p50: 0, p99: 0 } }
  const text = metrics(health, figures, Date.now())
  const odd = text
    .split('\n')
    .filter(
      (line) =>
        !/^(?:# (?:HELP|TYPE) cutaway_\w+ [\w, '-]+|# (?:HELP|TYPE) process_\w+ [\w ]+|\w+(?:\{(?:kind|step|quantile)="[\w./-]+"\})? [\d.eNa+-]+|)$/.test(
          line,
        ),
    )
  expect(odd).toEqual([])
  expect(text).not.toContain('forged')
})
