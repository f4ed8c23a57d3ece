import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkName, openCluster } from '../cluster/cluster.ts'
import { docker } from '../cluster/docker/client.ts'
import { silent } from '../cluster/progress.ts'
import { certificate, key } from '../support/localhost-certificate.ts'
import { readBill } from './bill.ts'
import { buildImage } from './build.ts'
import { evaluate, hardened, runImage } from './contained.ts'
import { type Unpacked, unpack } from './contents.ts'
import { secretsInFiles } from './secrets.ts'

let image: string
let unpacked: Unpacked

beforeAll(async () => {
  ;({ name: image } = await buildImage(silent()))
  unpacked = await unpack(image)
}, 600_000)
afterAll(() => unpacked.remove())

const read = (path: string): string => readFileSync(join(unpacked.folder, path), 'utf8')
const files = (): string[] => unpacked.entries.filter(({ mode }) => !mode.startsWith('d')).map(({ path }) => path)

describe('A46 what is in it', () => {
  /** Every file there may be; each line has to be met. */
  const library = String.raw`^(usr/)?lib(64)?/([a-z0-9_]+-linux-gnu/)?`
  const expected: [string, RegExp][] = [
    ['Node', /^bin\/node$/],
    ['the loader', new RegExp(String.raw`${library}ld-linux[a-z0-9-]*\.so\.\d$`)],
    ['the C library', new RegExp(String.raw`${library}lib(c|m|dl|pthread)\.so\.\d$`)],
    ['the C++ library', new RegExp(String.raw`${library}lib(stdc\+\+|gcc_s|atomic)\.so\.\d$`)],
    ['certificate authorities', /^etc\/ssl\/certs\/ca-certificates\.crt$/],
    ['notices', /^app\/NOTICES\.txt$/],
    ['bill of materials', /^app\/sbom\.cdx\.json$/],
    ['launcher', /^app\/server\/cutaway\.mjs$/],
    ['commands', /^app\/server\/(start|tail|record|verify)\.js$/],
    ['what they share', /^app\/server\/[a-z-]+\.[\w-]{8}\.js$/],
    ['that these are modules', /^app\/server\/package\.json$/],
    ['recordings', /^app\/server\/recordings\/[a-z-]+\.tape$/],
    ['the page', /^app\/web\/(index\.html|mark\.svg)(\.br|\.gz)?$/],
    ['its parts', /^app\/web\/assets\/[\w-]+-[\w-]{8}\.(js|css)(\.br|\.gz)?$/],
    ['its fonts', /^app\/web\/assets\/[\w-]+-[\w-]{8}\.woff2$/],
  ]

  it('every file is accounted for, and nothing is missing', () => {
    expect(files().filter((path) => !expected.some(([, form]) => form.test(path)))).toEqual([])
    expect(expected.filter(([, form]) => !files().some((path) => form.test(path))).map(([what]) => what)).toEqual([])
  })

  it('no folder is there for nothing', () => {
    const folders = unpacked.entries.filter(({ mode }) => mode.startsWith('d')).map(({ path }) => path)
    expect(folders.filter((folder) => !files().some((path) => path.startsWith(folder)))).toEqual([])
  })

  it('one program, and it is Node: no shell, no npm, no tools', async () => {
    const runnable = unpacked.entries.filter(({ mode, path }) => mode.startsWith('-') && mode.includes('x') && !/\.so(\.|$)/.test(path))
    expect(runnable.map(({ path }) => path)).toEqual(['bin/node'])
    for (const program of ['/bin/sh', 'sh', 'npm', 'ldd']) {
      const { code, stderr } = await docker(['run', '--rm', '--network', 'none', '--entrypoint', program, image], { allowFailure: true })
      expect([program, code, /no such file|not found/.test(stderr)]).toEqual([program, 127, true])
    }
  })

  it('all of it belongs to root, nobody else may write, nothing changes who runs it, nothing is a link', () => {
    const odd = unpacked.entries.filter(({ owner, mode }) => owner !== '0/0' || !/^[-d]rw.r-.r-.$/.test(mode) || /[sStT]/.test(mode))
    expect(odd).toEqual([])
  })

  it('no source maps, no sources, no tests, nothing of development', () => {
    const code = files().filter((path) => /\.(m?js|css|html)$/.test(path))
    expect(code.length).toBeGreaterThan(5)
    expect(code.filter((path) => /sourceMappingURL|sourcesContent/.test(read(path)))).toEqual([])
    expect(files().filter((path) => /\.(map|ts|vue)$|node_modules|package-lock|\.npmrc|test/.test(path))).toEqual([])
    expect(code.filter((path) => /vitest|playwright|rolldown/.test(read(path)))).toEqual([])
  })

  it('A47 no secrets', () => {
    const own = globSync('app/**/*', { cwd: unpacked.folder, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(secretsInFiles(own.map((entry) => join(entry.parentPath, entry.name)))).toEqual([])
  })
})

describe('A48 the bill of materials', () => {
  it('names Node and what is compiled into it, as that Node itself does', async () => {
    const node = readBill(read('app/sbom.cdx.json')).components.find(({ name }) => name === 'node')
    const versions = await evaluate<Record<string, string>>(image, 'process.versions')
    expect(node).toMatchObject({ type: 'platform', version: versions['node'] })
    expect(node?.parts).toMatchObject({ openssl: versions['openssl'], v8: versions['v8'], uv: versions['uv'], zlib: versions['zlib'] })
  })

  it('names the package of every library, and the notices tell where its source is', () => {
    const bill = readBill(read('app/sbom.cdx.json'))
    const debian = bill.components.filter(({ purl }) => purl.startsWith('pkg:deb/')).map(({ name }) => name)
    const owners: [RegExp, string][] = [
      [/\/(lib(c|m|dl|pthread)|ld-linux.*)\.so/, 'libc6'],
      [/\/libstdc\+\+\.so/, 'libstdc++6'],
      [/\/libgcc_s\.so/, 'libgcc-s1'],
      [/\/libatomic\.so/, 'libatomic1'],
    ]
    const needed = new Set(files().flatMap((path) => (/\.so/.test(path) ? [owners.find(([form]) => form.test(path))?.[1]] : [])))
    expect(debian.toSorted()).toEqual([...needed].toSorted())
    const notices = read('app/NOTICES.txt')
    for (const name of debian) expect(notices).toMatch(new RegExp(`\n${name.replaceAll('+', '\\+')} \\S+ \\(`))
    expect(notices.match(/Its source is Debian's source package/g)?.length).toBeGreaterThanOrEqual(2)
    expect(notices).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE/)
  })

  it('and the npm packages as the sources of this checkout have them', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version: string }> }
    const locked = new Set(Object.entries(packages).map(([key, { version }]) => `${key.replace(/.*node_modules\//, '')}@${version}`))
    const npm = readBill(read('app/sbom.cdx.json')).components.filter(({ purl }) => purl.startsWith('pkg:npm/'))
    expect(npm.length).toBeGreaterThan(50)
    expect(npm.filter(({ name, version }) => !locked.has(`${name}@${version}`))).toEqual([])
  })
})

describe('it runs', () => {
  it('as nobody in particular, with the heap in its memory limit and the authorities of its file', async () => {
    const { stdout } = await docker(['image', 'inspect', '--format', '{{json .Config}}', image])
    const { User, Entrypoint, Cmd, Env } = JSON.parse(stdout) as { User: string; Entrypoint: string[]; Cmd: string[]; Env: string[] }
    expect([User, Cmd]).toEqual(['65532:65532', ['start']])
    expect([Entrypoint[0], Entrypoint.at(-1)]).toEqual(['/bin/node', '/app/server/cutaway.mjs'])
    expect(Env).toContain('NODE_ENV=production')
    const flags = Entrypoint.slice(1, -1)
    const asked = "[process.getuid(), process.getgid(), '__proto__' in {}, v8.getHeapStatistics().heap_size_limit / 2 ** 20]"
    const [uid, gid, proto, heap] = await evaluate<[number, number, boolean, number]>(image, asked, { docker: ['--memory', '256m'], node: flags })
    expect([uid, gid, proto]).toEqual([65532, 65532, false])
    expect(heap).toBeGreaterThan(150)
    expect(heap).toBeLessThan(200)
    const evaluated = await docker(['run', '--rm', ...hardened, '--entrypoint', '/bin/node', image, ...flags, '-p', `eval('1')`], {
      allowFailure: true,
    })
    expect(evaluated.stderr).toMatch(/Code generation from strings disallowed/)
  })

  it('plays the recording with nothing to write to, no rights and no network, and ends on SIGTERM with 0', async () => {
    const { stdout } = await docker(['run', '--detach', ...hardened, image])
    const container = stdout.trim()
    try {
      expect(await logs(container, /^Open http:/m)).toMatch(/Playing the bundled recording/)
      // From inside, for there is no other way to it: the page with its policy, its parts, and the recording.
      const asked = `Promise.all(['/', '/recording', '/assets/no-such.js'].map(async (path) => { const r = await fetch('http://localhost:8080' + path); return [r.status, (await r.text()).length, r.headers.get('content-security-policy')] }))`
      const { stdout: answers } = await docker(['exec', container, '/bin/node', '-e', `${asked}.then((all) => console.log(JSON.stringify(all)))`])
      const [page, recording, none] = JSON.parse(answers) as [number, number, string | null][]
      expect(page).toEqual([200, expect.any(Number), expect.stringContaining("default-src 'none'")])
      expect(recording?.[0]).toBe(200)
      expect(recording?.[1]).toBeGreaterThan(100_000)
      expect(none?.[0]).toBe(404)
      // Who has not ended by then is killed, and has another exit code.
      await docker(['stop', '--time', '30', container])
      expect((await docker(['inspect', '--format', '{{.State.ExitCode}} {{.State.OOMKilled}}', container])).stdout.trim()).toBe('0 false')
    } finally {
      await docker(['rm', '--force', container])
    }
  })

  it('watches a real cluster under the same flags, and answers its probes', async () => {
    const { kubeconfig, controlPlane } = openCluster()
    const inside = join(unpacked.folder, '../kubeconfig')
    writeFileSync(inside, readFileSync(kubeconfig, 'utf8').replace(/server: .*/, `server: https://${controlPlane}:6443`), { mode: 0o644 })
    const flags = [...hardened.filter((flag) => flag !== 'none'), networkName('cutaway'), '--volume', `${inside}:/.kube/config:ro`]
    const { stdout } = await docker(['run', '--detach', ...flags, image, 'start', '--ops-port', '9090'])
    const container = stdout.trim()
    try {
      expect(await logs(container, /^Ops: /m)).not.toMatch(/recording/)
      const asked = `Promise.all(['/livez', '/readyz', '/metrics'].map(async (path) => { const r = await fetch('http://localhost:9090' + path); return [r.status, await r.text()] }))`
      const ready = async (): Promise<[number, string][]> =>
        JSON.parse((await docker(['exec', container, '/bin/node', '-e', `${asked}.then((all) => console.log(JSON.stringify(all)))`])).stdout) as [
          number,
          string,
        ][]
      await expect.poll(async () => (await ready()).map(([status]) => status), { timeout: 60_000, interval: 500 }).toEqual([200, 200, 200])
      expect((await ready())[2]?.[1]).toMatch(/^cutaway_/m)
    } finally {
      await docker(['rm', '--force', container])
    }
  })

  it('tells a recording in the terminal', async () => {
    const { code, stdout } = await runImage(image, ['tail', '--replay', '/app/server/recordings/workshop.tape', '--lang', 'vi'])
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBeGreaterThan(100)
  })

  it('help, version, and of a wrong command line one sentence and exit 2', async () => {
    const help = await runImage(image, ['start', '--help'])
    expect([help.code, help.stdout.startsWith('Usage: cutaway start')]).toEqual([0, true])
    expect(await runImage(image, ['--version'])).toMatchObject({ code: 0, stdout: `${image.replace('cutaway:', '')}\n` })
    for (const args of [['stop'], ['start', '--no-such'], ['start', '--port', '99999'], ['start', '--replay', '/no-such.tape']]) {
      const { code, stdout, stderr } = await runImage(image, args)
      expect([args, code, stdout]).toEqual([args, 2, ''])
      expect(stderr.trim().split('\n')).toHaveLength(1)
    }
  })

  it('trusts the authorities of its file, whatever is mounted there, and no others', async () => {
    const file = join(unpacked.folder, '../authorities.pem')
    writeFileSync(file, certificate)
    const mount = ['--volume', `${file}:/etc/ssl/certs/ca-certificates.crt:ro`]
    expect([await handshake(), await handshake(...mount)]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 'trusted'])
    expect(read('etc/ssl/certs/ca-certificates.crt').match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(100)
  })
})

/** How a TLS connection inside the image to a server with a certificate of nobody ends. */
async function handshake(...flags: string[]): Promise<string> {
  const code = `
    const server = tls.createServer({ cert: process.env.CERT, key: process.env.KEY }).listen(0, '127.0.0.1', () => {
      const end = (said) => { console.log(said); process.exit() }
      tls.connect({ port: server.address().port, host: '127.0.0.1' }, () => end('trusted')).on('error', (error) => end(error.code))
    })`
  const env = ['--env', `CERT=${certificate}`, '--env', `KEY=${key}`]
  const args = ['run', '--rm', ...hardened, ...env, ...flags, '--entrypoint', '/bin/node', image, '--use-openssl-ca', '-e', code]
  return (await docker(args)).stdout.trim()
}

async function logs(container: string, until: RegExp): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const { stdout, stderr } = await docker(['logs', container])
    if (until.test(stdout)) return stdout
    if (stderr !== '') throw new Error(stderr)
    await sleep(100)
  }
  throw new Error(`${container} did not say ${until}`)
}
