import { instant } from '../instant.ts'
import { intern } from '../intern.ts'
import type { CronJob, Job, Meta } from '../kinds.ts'
import type { Raw } from '../raw.ts'
import { conditionsOf } from './conditions.ts'

export function job(raw: Raw, meta: Meta): Job {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    meta,
    spec: {
      parallelism: spec.parallelism,
      completions: spec.completions,
      backoffLimit: spec.backoffLimit,
      suspend: spec.suspend,
      activeDeadlineSeconds: spec.activeDeadlineSeconds,
      ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
    },
    status: {
      active: status.active,
      ready: status.ready,
      succeeded: status.succeeded,
      failed: status.failed,
      startTime: instant(status.startTime),
      completionTime: instant(status.completionTime),
      conditions: conditionsOf(status.conditions),
    },
  }
}

export function cronJob(raw: Raw, meta: Meta): CronJob {
  const spec = raw.spec ?? {}
  const status = raw.status ?? {}
  return {
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    meta,
    spec: { schedule: spec.schedule, suspend: spec.suspend, concurrencyPolicy: intern(spec.concurrencyPolicy) },
    status: {
      active: status.active?.map((one: Raw) => one.name),
      lastScheduleTime: instant(status.lastScheduleTime),
      lastSuccessfulTime: instant(status.lastSuccessfulTime),
    },
  }
}
