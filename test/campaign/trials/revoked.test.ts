import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage, type Page } from '../../faults/page.ts'
import { type Forward, openForward } from '../../pod/forward.ts'
import { signIn } from '../../pod/enter.ts'
import { fresh, install, kubectl, openNamespace, openWorkplace, type Release, type Workplace } from '../../pod/release.ts'
import { closeStage, openStage, type Stage } from '../../situations/stage/stage.ts'

// Whom a review found to be somebody is not reviewed again before 40 s have passed, unless there is another namespace: that case is in test/pod/rights.
let place: Workplace
let stage: Stage
let release: Release
let forward: Forward
const pages: Record<'leaving' | 'staying', Page> = {} as never

beforeAll(async () => {
  ;[place, stage] = await Promise.all([openWorkplace(), openStage(kubectl, fresh('revoked'))])
  release = await install(place, await openNamespace(fresh('viewers')), { access: { mode: 'kubernetes' } })
  await release.ready()
  forward = await openForward(place, release)
  for (const who of ['leaving', 'staying'] as const) {
    await stage.kubectl(['create', 'serviceaccount', who])
    await stage.kubectl(['create', 'rolebinding', who, '--clusterrole=view', `--serviceaccount=${stage.namespace}:${who}`])
    const token = (await stage.kubectl(['create', 'token', who, '--audience', 'cutaway'])).trim()
    const { session } = await signIn(forward.port, token)
    pages[who] = await openPage(forward.port, forward.port, session)
  }
})

afterAll(async () => {
  for (const page of Object.values(pages)) page.close()
  await forward?.close()
  await release?.close()
  await closeStage(kubectl, stage.namespace)
  place?.close()
})

test('a viewer who is deleted is shown out within a minute, and nobody else, whatever happens to namespaces', async () => {
  await stage.kubectl(['delete', 'serviceaccount', 'leaving'])
  const deleted = Date.now()
  await expect.poll(() => pages.leaving.byes, { timeout: 62_000, interval: 200 }).toEqual(['revoked'])
  console.log(`shown out ${((Date.now() - deleted) / 1000).toFixed(0)} s after the account was deleted`)
  expect(pages.staying.byes).toEqual([])
})
