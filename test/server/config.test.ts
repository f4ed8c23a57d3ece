import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Command, help, readConfig } from '../../server/config.ts'
import { CutawayError } from '../../server/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'cutaway-config-'))
const file = join(folder, 'a.tape')
writeFileSync(file, 'x')
const missing = join(folder, 'missing')

const refusal = (command: Command, ...args: string[]) => {
  try {
    readConfig(command, args, {})
  } catch (error) {
    expect(error).toBeInstanceOf(CutawayError)
    expect((error as CutawayError).exit).toBe(2)
    return (error as CutawayError).message
  }
  throw new Error('was accepted')
}

describe('what is taken', () => {
  it('start: defaults', () => {
    expect(readConfig('start', [], {})).toEqual({
      command: 'start',
      from: {},
      access: { mode: 'open' },
      hints: {},
      listen: '127.0.0.1',
      port: { number: 8080, asked: false },
      hosts: [],
      frameAncestors: [],
      logLevel: 'warn',
    })
  })

  it('start: everything', () => {
    const args = [
      '--context',
      'kind-a',
      '--kubeconfig',
      file,
      '--port=9000',
      '--ops-port',
      '9001',
      '--host',
      'Wall.local',
      '--listen=0.0.0.0',
      '--ops-listen=::',
      '--access=token',
      `--token-file=${file}`,
      '--session=30m',
      '--sign-in-hint=kubectl get secret',
      '--forward-hint=kubectl port-forward',
      '--frame-ancestor=https://portal.example',
      '--watch-namespace=a',
      '--watch-namespace=b',
      `--journal=${folder}`,
      '--journal-size=500Mi',
      '--lang',
      'vi',
      '--log-level',
      'debug',
    ]
    expect(readConfig('start', args, {})).toEqual({
      command: 'start',
      from: { context: 'kind-a', kubeconfig: file, watchNamespaces: ['a', 'b'] },
      access: { mode: 'token', file, session: 1_800_000 },
      hints: { signIn: 'kubectl get secret', forward: 'kubectl port-forward' },
      listen: '0.0.0.0',
      port: { number: 9000, asked: true },
      ops: { listen: '::', port: 9001, state: false },
      journal: { folder, size: 524_288_000 },
      frameAncestors: ['https://portal.example'],
      hosts: ['wall.local'],
      lang: 'vi',
      logLevel: 'debug',
    })
  })

  it('start: kubernetes and proxy', () => {
    expect(readConfig('start', ['--access=kubernetes'], {})).toMatchObject({
      access: { mode: 'kubernetes', audience: 'cutaway', session: 43_200_000 },
    })
    const env = { CUTAWAY_ACCESS: 'proxy', CUTAWAY_PROXY_FROM: '10.0.0.0/8,fd00::/8,::1' }
    expect(readConfig('start', ['--proxy-user-header=X-Auth-Request-User'], env)).toMatchObject({
      access: {
        mode: 'proxy',
        from: ['10.0.0.0/8', 'fd00::/8', '::1/128'],
        userHeader: 'x-auth-request-user',
        groupsHeader: 'x-forwarded-groups',
      },
    })
  })

  it.each([
    [['--ops-port=1'], true],
    [['--ops-port=1', '--ops-listen=::1'], true],
    [['--ops-port=1', '--ops-listen=0.0.0.0'], false],
    [['--ops-port=1', '--ops-listen=0.0.0.0', '--ops-state'], true],
  ])('start: /state with %j: %s', (args, state) => expect(readConfig('start', args, {})).toMatchObject({ ops: { state } }))

  it.each([
    ['1Mi', 1_048_576],
    ['2Gi', 2_147_483_648],
    ['3T', 3_000_000_000_000],
  ])('start: --journal-size %s', (size, bytes) => {
    expect(readConfig('start', ['--journal=j', `--journal-size=${size}`], {})).toMatchObject({ journal: { folder: 'j', size: bytes } })
  })

  it('start: a journal is of 1Gi unless another size is given', () => {
    expect(readConfig('start', ['--journal=j'], {})).toMatchObject({ journal: { folder: 'j', size: 2 ** 30 } })
  })

  it('tail: repeated flags, short flags, a recording', () => {
    expect(readConfig('tail', ['-n', 'a', '--namespace', 'b', '--component', 'kubelet', '-o', 'json', '--replay', file], {})).toEqual({
      command: 'tail',
      from: { replay: file },
      namespaces: ['a', 'b'],
      components: ['kubelet'],
      output: 'json',
      lang: 'en',
      logLevel: 'warn',
    })
  })

  it.each([
    ['90s', 90_000],
    ['3m', 180_000],
    ['1h', 3_600_000],
  ])('record: --for %s', (value, ms) => {
    expect(readConfig('record', ['--out', missing, '--for', value, '--raw'], {})).toMatchObject({ out: missing, for: ms, raw: true })
  })

  it('the environment stands in for flags, a flag outranks it', () => {
    const env = { CUTAWAY_PORT: '9000', CUTAWAY_LANG: 'vi', CUTAWAY_HOST: 'a,b' }
    expect(readConfig('start', ['--lang', 'en'], env)).toMatchObject({ port: { number: 9000, asked: true }, lang: 'en', hosts: ['a', 'b'] })
  })

  it('nothing of it can be changed afterwards', () => {
    const config = readConfig('start', [], {})!
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config.from, { context: 'other' })).toThrow(TypeError)
  })
})

describe('what is refused, in one line', () => {
  it.each<[Command, string[], RegExp]>([
    ['start', ['--foo'], /^start: there is no flag --foo \(try/],
    ['start', ['extra'], /it takes no argument extra/],
    ['start', ['--port'], /--port.* needs a value/],
    ['start', ['--port', '--lang'], /--port.* needs a value/],
    ['record', ['--raw=yes', '--out', missing], /--raw takes no value/],
    ['record', ['--raw', '--out', missing, '--watch-namespace', 'a'], /--raw .* does not go with --watch-namespace/],
    ['start', ['--port', '70000'], /--port 70000 is no port/],
    ['start', ['--port', '80a'], /is no port/],
    ['start', ['--lang', 'fr'], /--lang fr is none of en, vi/],
    ['start', ['--log-level', 'loud'], /none of error, warn, info, debug/],
    ['start', ['--replay', missing], /--replay .* is not a file that can be read/],
    ['start', ['--replay', folder], /is not a file that can be read/],
    ['start', ['--kubeconfig', missing], /--kubeconfig .* is not a file/],
    ['start', ['--replay', file, '--context', 'a'], /goes with neither --context nor --kubeconfig/],
    ['start', ['--replay', file, '--watch-namespace', 'a'], /goes with neither .* nor --watch-namespace/],
    ['start', ['--watch-namespace', 'A/b'], /--watch-namespace A\/b is no name of a namespace/],
    ['start', ['--access', 'none'], /--access none is none of open, token, kubernetes, proxy/],
    ['start', ['--listen', '0.0.0.0'], /--access open lets anybody look, so it goes with a loopback --listen only, not with 0\.0\.0\.0/],
    ['start', ['--listen', '::'], /goes with a loopback --listen only/],
    ['start', ['--listen', '127.0.0.1.nip.io'], /--listen 127\.0\.0\.1\.nip\.io is no IP address/],
    ['start', ['--access', 'token'], /--access token needs --token-file FILE/],
    ['start', ['--access', 'token', '--token-file', missing], /--token-file .* is not a file that can be read/],
    ['start', ['--token-file', file], /--token-file does not go with --access open/],
    ['start', ['--access', 'kubernetes', '--proxy-from', '10.0.0.0/8'], /--proxy-from does not go with --access kubernetes/],
    ['start', ['--access', 'kubernetes', '--audience', 'a b'], /is no audience/],
    ['start', ['--access', 'kubernetes', '--session', '1d'], /--session 1d is no time/],
    ['start', ['--access', 'proxy'], /--access proxy needs --proxy-from CIDR/],
    ['start', ['--access', 'proxy', '--proxy-from', '10.0.0.0/33'], /--proxy-from 10\.0\.0\.0\/33 is no network/],
    ['start', ['--access', 'proxy', '--proxy-from', 'everywhere'], /is no network/],
    ['start', ['--access', 'proxy', '--proxy-from', '::/0/1'], /is no network/],
    ['start', ['--access', 'proxy', '--proxy-from', '::1', '--proxy-user-header', 'X_User'], /--proxy-user-header X_User is no header name/],
    ['start', ['--frame-ancestor', '*'], /--frame-ancestor \* is no origin/],
    ['start', ['--frame-ancestor', "https://a.example; script-src 'unsafe-inline'"], /is no origin/],
    ['start', ['--frame-ancestor', 'https://a.example/x'], /is no origin/],
    ['start', ['--journal-size', '1Gi'], /--journal-size goes with --journal DIR only/],
    ['start', ['--journal', ''], /--journal needs a value/],
    ['start', ['--journal', folder, '--replay', file], /--journal .* does not go with --replay/],
    ...['0Mi', '-1Gi', '1.5Gi', '500', '500Ki', '1GiB', '1Gi ', '9999999Ti', ''].map((size): [Command, string[], RegExp] => [
      'start',
      ['--journal', folder, `--journal-size=${size}`],
      /--journal-size .*(is no size such as 500Mi or 2Gi|needs a value)/,
    ]),
    ['start', ['--namespace', 'a'], /there is no flag --namespace/],
    ['tail', ['-o', 'yaml'], /--output yaml is none of text, json/],
    ['tail', ['--port', '1'], /there is no flag --port/],
    ['record', [], /--out FILE is needed/],
    ['record', ['--out', file], /exists already/],
    ['record', ['--out', join(missing, 'x.tape')], /in a folder that does not exist/],
    ['record', ['--out', missing, '--for', '3'], /--for 3 is no time/],
    ['record', ['--out', missing, '--for', '0s'], /is no time/],
  ])('%s %j', (command, args, sentence) => {
    const message = refusal(command, ...args)
    expect(message).toMatch(sentence)
    expect(message).not.toContain('\n')
  })
})

describe('--help', () => {
  it.each<[Command, string[]]>([
    [
      'start',
      [
        '--context',
        '--kubeconfig',
        '--watch-namespace',
        '--journal',
        '--journal-size',
        '--replay',
        '--access',
        '--token-file',
        '--session',
        '--audience',
        '--proxy-from',
        '--proxy-user-header',
        '--proxy-groups-header',
        '--sign-in-hint',
        '--forward-hint',
        '--listen',
        '--port',
        '--ops-listen',
        '--ops-port',
        '--ops-state',
        '--host',
        '--frame-ancestor',
        '--lang',
        '--log-level',
        '--help',
      ],
    ],
    [
      'tail',
      ['--context', '--kubeconfig', '--watch-namespace', '--replay', '--namespace', '--component', '--output', '--lang', '--log-level', '--help'],
    ],
    ['record', ['--context', '--kubeconfig', '--watch-namespace', '--out', '--raw', '--for', '--log-level', '--help']],
  ])('%s names each flag it takes', (command, names) => {
    const text = help(command)
    expect([...text.matchAll(/^ .{5}(--[a-z-]+)/gm)].map(([, name]) => name).toSorted()).toEqual(names.toSorted())
    expect(readConfig(command, ['--help'], {})).toBeUndefined()
    expect(readConfig(command, ['-h'], {})).toBeUndefined()
  })
})
