import { expect, test } from 'vitest'
import { added, event, kcm, kcmStatus, object, ownedBy, written } from '../../../support/objects.ts'
import { keys, only, recognise } from '../../../support/recognise.ts'

const CJ = 'kube-controller-manager/cronjob'
const cron = object('CronJob', 'report')
const job = object('Job', 'report-29453760', { meta: { ...ownedBy(cron), managed: [kcm('spec')] } })

test('the name of the Job tells when it was due', () => {
  expect(only(recognise(added(job), [cron]), `${CJ}.job-created`).facts.due).toEqual({ type: 'time', at: 29_453_760 * 60_000 })
})

test('status, and what it deletes', () => {
  expect(keys(recognise(written(cron, { status: { active: ['report-29453760'] } }, kcmStatus()), [cron]))).toEqual([`${CJ}.status-reported`])
  const told = recognise(added(event(cron, 'SuccessfulDelete', 'Deleted job report-29453760', 'cronjob-controller')), [cron, job])
  expect(only(told, 'client.deletion-requested').component).toBe(CJ)
})
