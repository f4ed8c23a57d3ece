import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { CHROMIUM, launch } from '../../support/browser.ts'
import { openBareWatch } from '../drivers/bare-watch.ts'
import { startProduct } from '../drivers/product.ts'
import { type Driver, type Row, RUNS } from '../row.ts'
import { startStandIn } from '../stand-in/start.ts'
import { quantile } from '../statistics.ts'
import { withFolder } from '../with-folder.ts'

const SIZE = { nodes: 3, pods: 30 }
const RATE = 50
const WARM = 15_000
const RUN = 15_000

const screen: Row = { name: 'on screen (a Pod that is new on the map, 50 changes/s, pace Real), p99', unit: 'ms', bar: { most: 100 } }

/** From the line on a bare watch to the frame in which Chromium shows it. Both clocks are the machine's. */
export const onScreen: Driver = {
  name: 'screen',
  rows: [screen],
  measure: (say) => withFolder((folder) => measure(folder, say)),
}

async function measure(folder: string, say: (line: string) => void): Promise<Record<string, number[]>> {
  if (!existsSync(CHROMIUM)) throw new Error(`no Chromium at ${CHROMIUM}`)
  const standIn = await startStandIn(folder)
  await standIn.ask({ do: 'seed', ...SIZE })
  const product = await startProduct(standIn.kubeconfig)
  await product.ready()
  const browser = await chromium.launch(launch)
  try {
    const bare = new Map<string, number>()
    await openBareWatch(standIn.port, (_, line) => {
      const name = /^\{"type":"MODIFIED","object":\{"kind":"Pod".*?"name":"([^"]+)"/.exec(line)?.[1]
      if (name !== undefined && !bare.has(name) && line.includes('"nodeName":"')) bare.set(name, performance.timeOrigin + performance.now())
    })
    const page = await browser.newPage({ locale: 'en', viewport: { width: 1920, height: 1080 } })
    await page.goto(product.url)
    await page.locator('main').first().waitFor()
    // The default pace gives every step its time on stage, on purpose.
    await page.getByRole('group', { name: 'Pace' }).getByRole('button', { name: 'Real' }).click()
    await page.evaluate(observe)
    await standIn.ask({ do: 'play', rate: RATE })
    await pause(WARM)
    await page.evaluate(take)
    const p99: number[] = []
    for (let run = 1; run <= RUNS; run++) {
      await pause(RUN)
      const seen = await page.evaluate(take)
      const over = seen.flatMap(([name, at]) => (bare.has(name) ? [at - (bare.get(name) ?? 0)] : []))
      say(`screen: run ${run}: ${over.length} Pods, p50 ${quantile(over, 0.5).toFixed(0)}, p99 ${quantile(over, 0.99).toFixed(0)} ms`)
      p99.push(quantile(over, 0.99))
    }
    return { [screen.name]: p99 }
  } finally {
    await browser.close()
    await product.stop()
    await standIn.stop()
  }
}

interface Observed {
  /** Names of Pods on nodes and when the frame with them was painted, ms since epoch. */
  seenPods?: [string, number][]
}

/** In the page: the frame after the one in which a Pod's cell was put in is the first that begins with it painted. */
function observe(): void {
  const seen: [string, number][] = []
  const known = new Set<string>()
  ;(window as Observed).seenPods = seen
  const look = () => {
    const found = [...document.querySelectorAll<HTMLElement>('.pods .pod[title]')].map(({ title }) => /\/([^:]+):/.exec(title)?.[1] ?? '')
    const fresh = found.filter((name) => name !== '' && !known.has(name))
    for (const name of fresh) known.add(name)
    if (fresh.length > 0)
      requestAnimationFrame(() => seen.push(...fresh.map((name): [string, number] => [name, performance.timeOrigin + performance.now()])))
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  look()
}

function take(): [string, number][] {
  return (window as Observed).seenPods?.splice(0) ?? []
}
