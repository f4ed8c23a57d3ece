import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inert } from '../../server/speech/inert.ts'
import { hostileTape } from '../attacks/hostile-tape.ts'
import { oddities, payloads } from '../attacks/payloads.ts'
import { drawn, type Stage, stage } from './stage.ts'

const texts = [...payloads, ...oddities]
let on: Stage
let page: Page
let complaints: string[]
/** What the page asked for, of whomever. */
const asked: string[] = []
/** All text and all texts of attributes that were shown, one element's each. */
let seen: string[]
let commands: string[]

/** Runs in the page before anything else does. */
function watchdog() {
  const caught: string[] = []
  Object.assign(window, { caught, pwned: undefined })
  Object.defineProperty(window, 'pwned', {
    set(value) {
      caught.push(`pwned ${String(value)}`)
    },
  })
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'] as const) Object.assign(window, { [name]: () => caught.push(name) })
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    caught.push(`policy ${violatedDirective} ${blockedURI}`),
  )
  const odd = /^(?:img|iframe|object|embed|base|form|math|style|template|video|audio|source|details|marquee|frame|x-.*|animate|set|mglyph)$/i
  const own = (url: string) => url.startsWith('#') || new URL(url, location.href).origin === location.origin
  const look = (element: Element) => {
    // A label of the map's arrows is one; it says where it is.
    const foreign = element.localName === 'foreignObject' && !element.hasAttribute('width')
    if (foreign || odd.test(element.tagName)) caught.push(`element ${element.outerHTML.slice(0, 100)}`)
    for (const { name, value } of element.attributes)
      if (
        name.startsWith('on') ||
        name === 'srcdoc' ||
        (/^(?:src|href|xlink:href|action|formaction|data)$/.test(name) && !own(value)) ||
        (name === 'style' && /url\(|[{}@]/.test(value))
      )
        caught.push(`attribute ${element.tagName} ${name}=${value.slice(0, 100)}`)
  }
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes') look(target as Element)
      for (const node of addedNodes) if (node instanceof Element) for (const element of [node, ...node.querySelectorAll('*')]) look(element)
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

/** Opens every story, every step of it and its evidence. Answers what was there to read, and the commands that were there to copy. */
async function readAll(known: string[]) {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  /** Timers wait four milliseconds each. */
  const turn = () =>
    new Promise<unknown>((again) => {
      port1.addEventListener('message', again, { once: true })
      port2.postMessage(0)
    })
  // What matters is what comes into the document: drawing it would take most of the time.
  document.body.style.display = 'none'
  const until = async (holds: () => boolean) => {
    const end = performance.now() + 30_000
    while (!holds() && performance.now() < end) await turn()
    if (!holds()) throw new Error(`the page does not answer: ${holds}`)
  }
  const read = new Set<string>()
  const copied = new Set<string>()
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void copied.add(text) } })
  const note = (root: Element | null) => {
    if (!root) return
    for (const element of [root, ...root.querySelectorAll('*')]) {
      for (const name of ['title', 'aria-label', 'value']) if (element.hasAttribute(name)) read.add(element.getAttribute(name)!)
      for (const child of element.childNodes) if (child instanceof Text && child.data.trim()) read.add(child.data)
    }
  }
  for (const story of document.querySelectorAll<HTMLAnchorElement>('nav.list a')) {
    if (known.includes(story.href)) continue
    known.push(story.href)
    story.click()
    await until(() => story.ariaCurrent === 'true')
    for (const fold of document.querySelectorAll<HTMLElement>('.line button[aria-expanded=false]')) fold.click()
    await turn()
    note(document.querySelector('section.story'))
    for (const line of document.querySelectorAll<HTMLElement>('.line .what')) {
      line.click()
      await until(() => line.ariaPressed === 'true')
      note(document.querySelector('aside.evidence'))
      document.querySelector<HTMLElement>('aside.evidence .command button')?.click()
    }
  }
  document.body.style.display = ''
  note(document.body)
  read.add(document.title)
  return { seen: [...read], commands: [...copied], known }
}

beforeAll(async () => {
  on = await stage('--replay', await hostileTape(texts))
  const opened = await on.open('/map', {}, async (context) => {
    await context.addInitScript(watchdog)
    context.on('request', (request) => asked.push(request.url()))
  })
  page = opened.page
  complaints = opened.complaints
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
    await drawn(page)
  }
  await page.locator('.log .step .said').first().waitFor()
  let known: string[] = []
  const read = { seen: new Set<string>(), commands: new Set<string>() }
  for (const tenth of ['5', '9']) {
    await press(' ', tenth, 'g', 'm', ',', ',', ',', 't', 't')
    for (const line of (await page.locator('body').innerText()).split('\n')) read.seen.add(line)
    await press('g', 's')
    await page.locator('.line').first().waitFor()
    const more = await page.evaluate(readAll, known)
    known = more.known
    for (const text of more.seen) read.seen.add(text)
    for (const command of more.commands) read.commands.add(command)
  }
  seen = [...read.seen]
  commands = [...read.commands]
}, 240_000)
afterAll(() => on?.close())

it('A23 A24 whatever a cluster says is text: nothing of it runs, becomes an element, an attribute, a link or a request', async () => {
  expect(await page.evaluate(() => (window as unknown as { caught: string[] }).caught)).toEqual([])
  expect(complaints).toEqual([])
  expect(asked.filter((url) => !url.startsWith(on.url) && !url.startsWith(on.url.replace('http', 'ws')))).toEqual([])
})

it('A23 and all of it can be read', () => {
  const all = seen.join('\n')
  expect(payloads.filter((text) => !all.includes(inert(text)))).toEqual([])
  // What Events say stands where the evidence is: without it titles alone would have been read.
  const notes = seen.filter((text) => /^(?:Pulling image|Started container|Error:|Liveness probe failed:|Stopping container) /.test(text))
  expect(notes.length).toBeGreaterThan(20)
})

it('A24 commands that are copied run as one command, whatever they name', () => {
  expect(commands.length).toBeGreaterThan(payloads.length)
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-shell-'))
  const script = `kubectl() { :; }\n${commands.join('\n')}\necho whole`
  const { stdout, stderr } = spawnSync('/bin/sh', ['-eu'], { input: script, cwd: folder, encoding: 'utf8', env: { PATH: '' } })
  expect(stderr).toBe('')
  expect(stdout).toBe('whole\n')
  expect(readdirSync(folder)).toEqual([])
})

it('A25 nothing that turns round, hides, moves or stacks text is shown as such, and the page keeps its shape', async () => {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u
  expect(seen.filter((text) => unsafe.test(text)).map((text) => JSON.stringify(text).slice(0, 120))).toEqual([])
  for (const hash of ['/story', '/map']) {
    await page.goto(`${on.url}#${hash}`)
    const [wider, higher] = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth - innerWidth, scrollHeight - innerHeight]
    })
    expect({ hash, wider, higher }).toEqual({ hash, wider: 0, higher: 0 })
  }
})
