import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubectl } from '../cluster/kubectl.ts'
import { clusterName } from '../faults/server.ts'
import { launch } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'
import { byToken, type Desk, openDesk, ready, startImage, stopAll, type Target } from './kit.ts'
import { type Answer, get, raw, upgradeHead } from './raw.ts'
import { openSite, openTap, type Site, type Tap } from './sites.ts'

// As on a laptop: everybody who reaches the port may look at the cluster, so that these gates are all there is.
let open: Target
let token: Target
let desk: Desk
let browser: Browser
let friend: number
/** What is in every snapshot of the cluster. */
let secret: string

beforeAll(async () => {
  desk = openDesk()
  const mounts = { '/desk': desk.folder }
  friend = await freePort()
  const ancestor = ['--frame-ancestor', `http://friend.test:${friend}`]
  ;[open, token, browser, secret] = await Promise.all([
    startImage({ on: 'host', flags: ['--kubeconfig', '/desk/kubeconfig', '--host', 'wall.test'], mounts }),
    startImage({ on: 'loopback', flags: [...byToken, ...ancestor], mounts }),
    // Every name that ends with .test is this machine, as a name that its owner rebinds is.
    chromium.launch({ ...launch, args: [...launch.args, '--host-resolver-rules=MAP *.test 127.0.0.1'] }),
    kubectl(['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}'], { cluster: clusterName }).then(({ stdout }) => stdout),
  ])
  await ready(open)
})
afterAll(async () => {
  await Promise.all([browser?.close(), stopAll()])
  desk.close()
})

/** Nobody got in, and nothing was said but a sentence. */
function refused({ status, text }: Answer): void {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).not.toContain(secret)
  expect(text.split('\r\n\r\n').slice(1).join('').length).toBeLessThan(200)
}

const upgrade = (...headers: string[]) => raw(open.port, upgradeHead(headers), 30_000, /\r\n\r\n.*(0\{|\.)/s)

test('the door is open for its own page, without which nothing below means anything', async () => {
  const host = `localhost:${open.port}`
  expect((await get(open.port, '/snapshot', [`Host: ${host}`, `Origin: http://${host}`])).text).toContain(secret)
  expect((await get(open.port, '/snapshot', [`Host: WALL.test:1`])).text).toContain(secret)
  expect((await upgrade(`Host: ${host}`, `Origin: http://${host}`)).text).toMatch(/^HTTP\/1\.1 101[^]*0\{"sid"/)
})

describe('A1 a WebSocket of another origin', () => {
  const origins: [string, (port: number) => string[]][] = [
    ['foreign', () => ['Origin: http://evil.test']],
    ['null', () => ['Origin: null']],
    ['empty', () => ['Origin: ']],
    ['suffix', (port) => [`Origin: http://localhost.evil.test:${port}`]],
    ['prefix', (port) => [`Origin: http://evil.localhost:${port}`]],
    ['user part', (port) => [`Origin: http://localhost:${port}@evil.test`]],
    ['ours as user part', () => ['Origin: http://localhost@evil.test']],
    ['other port', (port) => [`Origin: http://localhost:${port + 1}`]],
    ['no port', () => ['Origin: http://localhost']],
    ['https, other port', () => ['Origin: https://localhost']],
    ['the other loopback', (port) => [`Origin: http://127.0.0.1:${port}`]],
    ['upper case', (port) => [`Origin: HTTP://LOCALHOST:${port}`]],
    ['IDN that looks like it', (port) => [`Origin: http://l\u00f6calhost:${port}`]],
    ['punycode', (port) => [`Origin: http://xn--lcalhost-n4a:${port}`]],
    ['a path', (port) => [`Origin: http://localhost:${port}/`]],
    ['file', () => ['Origin: file://']],
    ['extension', () => ['Origin: chrome-extension://abcdefgh']],
    ['two, ours first', (port) => [`Origin: http://localhost:${port}`, 'Origin: http://evil.test']],
    ['two, ours last', () => ['Origin: http://evil.test', `Origin: http://localhost:1`]],
    ['two in one', (port) => [`Origin: http://localhost:${port}, http://evil.test`]],
    ['Sec-Fetch-Site', () => ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: websocket']],
  ]
  test.each(origins)('A1 %s', async (_, headers) => {
    refused(await upgrade(`Host: localhost:${open.port}`, ...headers(open.port)))
    refused(await get(open.port, '/snapshot', [`Host: localhost:${open.port}`, ...headers(open.port)]))
  })
})

describe('A2 a name that is not ours', () => {
  const hosts: [string, string[]][] = [
    ['rebound', ['Host: evil.test']],
    ['nip.io', ['Host: 127.0.0.1.nip.io']],
    ['suffix', ['Host: localhost.evil.test']],
    ['decimal', ['Host: 2130706433']],
    ['short', ['Host: 127.1']],
    ['octal', ['Host: 0177.0.0.1']],
    ['mapped', ['Host: [::ffff:127.0.0.1]']],
    ['any', ['Host: 0.0.0.0']],
    ['empty', ['Host: ']],
    ['none', []],
    ['two', ['Host: localhost', 'Host: evil.test']],
    ['two, ours last', ['Host: evil.test', 'Host: localhost']],
    ['two in one', ['Host: localhost, evil.test']],
    ['two dots', ['Host: localhost..']],
    ['two ports', ['Host: localhost:80:80']],
    ['user part', ['Host: localhost@evil.test']],
    ['a tab inside', ['Host: localhost\tevil.test']],
    ['folded', ['Host:', ' localhost']],
    ['a NUL', ['Host: localhost\0.evil.test']],
  ]
  test.each(hosts)('A2 %s', async (_, headers) => {
    for (const path of ['/', '/access', '/snapshot', '/nothing']) refused(await get(open.port, path, headers))
    refused(await upgrade(...headers))
  })

  test("A2 the root's dot and upper case are the same name, as browsers have it", async () => {
    expect((await get(open.port, '/snapshot', [`Host: LocalHost.:${open.port}`])).status).toBe(200)
  })

  test.each(['http://evil.test/snapshot', 'http://localhost@evil.test/snapshot', 'https://evil.test/', 'evil.test:80', '*', 'snapshot'])(
    'A2 a request line with another authority: %s',
    async (target) => refused(await get(open.port, target)),
  )

  test('A2 an absolute request line does not outrank the Host header', async () => {
    refused(await get(open.port, `http://localhost:${open.port}/snapshot`, ['Host: evil.test']))
  })

  test('A2 the ops port of a laptop', async () => {
    for (const path of ['/metrics', '/state', '/readyz']) refused(await get(open.ops, path, ['Host: evil.test']))
    refused(await get(open.ops, '/state', [`Host: localhost:${open.ops}`, 'Origin: http://evil.test']))
  })
})

describe('A3 headers that speak for others', () => {
  test.each(['X-Forwarded-Host', 'X-Host', 'X-Forwarded-Server', 'Forwarded'])('A3 %s is no Host', async (name) => {
    const ours = `${name}: ${name === 'Forwarded' ? 'host=localhost' : 'localhost'}`
    refused(await get(open.port, '/snapshot', ['Host: evil.test', ours]))
    const theirs = `${name}: ${name === 'Forwarded' ? 'host=evil.test' : 'evil.test'}`
    const { status, text } = await get(open.port, '/', [`Host: localhost:${open.port}`, theirs])
    expect(status).toBe(200)
    expect(text).not.toContain('evil.test')
  })

  test.each(['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix', 'X-Original-Uri'])('A3 %s is no path', async (name) => {
    const host = `Host: localhost:${token.port}`
    const asked = await get(token.port, '/access', [host, `${name}: /recording`])
    expect(asked.text).toMatch(/\{"mode":"token"\}$/)
    expect((await get(token.port, '/recording', [host, `${name}: /access`])).status).toBe(401)
  })

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('A3 %s is no method', async (name) => {
    const host = `Host: localhost:${token.port}`
    const bearer = `Authorization: Bearer ${desk.token}`
    expect((await get(token.port, '/session?_method=POST', [host, bearer, `${name}: POST`])).status).toBe(405)
    expect((await get(token.port, '/recording?_method=GET', [host, `${name}: GET`], 'DELETE')).status).toBe(405)
  })
})

/** All that a page can try on another origin without being let in; answers what it could read of it, as text. */
const tries = (targets: string[]) => `
  window.alarm = []
  const targets = ${JSON.stringify(targets)}
  const paths = ['/snapshot', '/recording', '/steps/x', '/socket.io/?EIO=4&transport=websocket', '/socket.io/?EIO=4&transport=polling']
  const read = async (what) => { try { window.alarm.push(String(await what())) } catch (error) {} }
  const add = (tag, attributes) => new Promise((done) => {
    const element = document.createElement(tag)
    element.onload = element.onerror = done
    try { Object.assign(element, attributes) } catch (refused) { done() }
    document.body.append(element)
    setTimeout(done, 800)
  })
  window.done = (async () => {
    for (const target of targets) {
      await Promise.all(paths.flatMap((path) => [
        read(async () => (await fetch(target + path, { mode: 'no-cors' })).text()),
        read(async () => (await fetch(target + path)).text()),
        read(async () => (await fetch(target + path, { credentials: 'include' })).text()),
        read(async () => (await fetch(target + path, { method: 'POST', mode: 'no-cors', body: '{}' })).text()),
        add('script', { src: target + path }), add('img', { src: target + path }), add('link', { rel: 'stylesheet', href: target + path }),
        add('object', { data: target + path }), add('video', { src: target + path }),
      ]))
      await new Promise((done) => { const source = new EventSource(target + '/snapshot'); source.onmessage = ({ data }) => window.alarm.push(data); source.onerror = done; setTimeout(done, 500) })
      await new Promise((done) => {
        const socket = new WebSocket(target.replace('http', 'ws') + '/socket.io/?EIO=4&transport=websocket')
        socket.onmessage = ({ data }) => { window.alarm.push(data); socket.send('40') }
        socket.onclose = done
        setTimeout(done, 1000)
      })
      const form = Object.assign(document.createElement('form'), { action: target + '/session', method: 'post', target: 'into' })
      document.body.append(Object.assign(document.createElement('iframe'), { name: 'into' }), form)
      form.submit()
      await new Promise((done) => setTimeout(done, 200))
      await read(() => window.frames.into.document.body.innerText)
    }
    return window.alarm.filter(Boolean)
  })()`

/** Opens the page in a browser of its own, and answers what its script could read. */
async function attempt(url: string): Promise<{ page: Page; read: string[] }> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  return { page, read: await page.evaluate(() => (window as unknown as { done: Promise<string[]> }).done) }
}

/** What came to the browser: answers of the server, none of which has anything of the cluster. */
function nothingCame(tap: Tap): void {
  const statuses = new Set([...tap.got.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)))
  expect([...statuses].filter((status) => status < 400 && status !== 304)).toEqual([])
  expect(statuses.size, 'it was tried').toBeGreaterThan(0)
  expect(tap.got).not.toContain(secret)
  expect(tap.got).not.toMatch(/\n[0-9]*\{"sid"/)
}

describe('A4 a page of another site, in a browser', () => {
  test('A4 nothing reaches it, nor the browser on its behalf', async () => {
    const tap = await openTap(open.port)
    const evil = await openSite(() => `<body><script>${tries([`http://localhost:${tap.port}`, `http://127.0.0.1:${tap.port}`])}</script>`)
    try {
      const { page, read } = await attempt(`http://evil.test:${evil.port}/`)
      expect(read).toEqual([])
      nothingCame(tap)
      expect(tap.sent.match(/upgrade: websocket/gi)?.length).toBeGreaterThanOrEqual(2)
      await page.context().close()
    } finally {
      evil.close()
      tap.close()
    }
  })

  test('A4 a name that is rebound to us is not served, page or data', async () => {
    const tap = await openTap(open.port)
    try {
      const page = await (await browser.newContext()).newPage()
      const answer = await page.goto(`http://rebound.test:${tap.port}/`)
      expect(answer?.status()).toBe(421)
      // The script that it had before its name was rebound asks its own origin.
      await page.evaluate(tries(['']))
      expect(await page.evaluate(() => (window as unknown as { done: Promise<string[]> }).done)).not.toContainEqual(expect.stringContaining(secret))
      nothingCame(tap)
      await page.context().close()
    } finally {
      tap.close()
    }
  })
})

describe('A5 a page on another port of localhost, in a browser', () => {
  test.each(['localhost', '127.0.0.1'])('A5 %s', async (name) => {
    const tap = await openTap(open.port)
    const other = await openSite(() => `<body><script>${tries([`http://localhost:${tap.port}`])}</script>`)
    try {
      const { page, read } = await attempt(`http://${name}:${other.port}/`)
      expect(read).toEqual([])
      nothingCame(tap)
      await page.context().close()
    } finally {
      other.close()
      tap.close()
    }
  })
})

describe('A6 in a frame', () => {
  const framing = (target: string) => `<body><iframe src="${target}" width="800" height="600"></iframe>`

  /** Text of the frame that a page of this name shows. */
  async function framed(name: string, site: Site): Promise<string> {
    const page = await (await browser.newContext()).newPage()
    await page.goto(`http://${name}:${site.port}/`)
    const frame = page.frames()[1]!
    await frame.waitForLoadState()
    await frame
      .waitForFunction(() => document.body !== null && document.body.innerText !== '', undefined, { timeout: name === 'friend.test' ? 30_000 : 1500 })
      .catch(() => {})
    const text = `${frame.url()} ${await frame.evaluate(() => document.body.innerText).catch(() => '')}`
    await page.context().close()
    return text
  }

  test('A6 nobody frames a server that was told of nobody, its data neither', async () => {
    for (const path of ['/', '/snapshot']) {
      const site = await openSite(() => framing(`http://localhost:${open.port}${path}`))
      for (const name of ['evil.test', 'localhost']) {
        const text = await framed(name, site)
        expect(text).toMatch(/^chrome-error:/)
        expect(text).not.toContain(secret)
      }
      site.close()
    }
  })

  test('A6 whom it was told of does, and nobody else', async () => {
    const site = await openSite(() => framing(`http://localhost:${token.port}/`))
    expect(await framed('evil.test', site)).toMatch(/^chrome-error:/)
    expect(await framed('friend.test', site), 'another port of the friend').toMatch(/^chrome-error:/)
    site.close()
    const own = await openSite(() => framing(`http://localhost:${token.port}/`), friend)
    expect(await framed('friend.test', own)).toMatch(/^http:\/\/localhost:\d+\/[^]*Sign in to Cutaway/)
    own.close()
  })
})
