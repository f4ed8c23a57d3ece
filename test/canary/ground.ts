import type { Kind } from '../../server/cluster/kinds.ts'
import { apiVersionOf, collectionPath } from '../../server/cluster/resources.ts'
import type { Api, Json } from './api.ts'
import { bases } from './bases.ts'
import type { Canaries } from './canaries.ts'
import { type Documents, type Fields, fieldsOf } from './fields.ts'
import { plant } from './plant.ts'
import type { Group } from './taken.ts'

/** A namespace of an API server, furnished with what the objects refer to. */
export interface Ground {
  fields: Map<Kind, Fields>
  collection(kind: Kind): string
  /** What everything is planted in; not always taken by itself. */
  base(kind: Kind, name: number | string): Json
  /** The least that is taken of a kind, with nothing planted. */
  stem(kind: Kind, name: number | string): Json
  /** The n-th object of a kind with its canaries, as it is sent: at once, or by creating a stem and writing to a path below it. */
  planted(kind: Kind, n: number, group: Group): { object: Json; patch?: { at: string; body: Json } }
  /** @throws unless it is taken */
  must(method: string, path: string, body?: unknown): Promise<Json>
}

/** What has to exist before a Pod may name it. */
const named: [string, string, Json][] = [
  ['spec.serviceAccountName', '', {}],
  ['spec.priorityClassName', '/apis/scheduling.k8s.io/v1/priorityclasses', { value: 1 }],
  ['spec.runtimeClassName', '/apis/node.k8s.io/v1/runtimeclasses', { handler: 'none' }],
]

export const NAMESPACE = 'canary'

/** Nothing acts upon what is planted: the API server is alone, without controllers, scheduler and kubelets. */
export async function openGround(api: Api, canaries: Canaries, documents: Documents): Promise<Ground> {
  const fields = fieldsOf(documents)
  const core = `/api/v1/namespaces/${NAMESPACE}`
  const collection = (kind: Kind) => {
    const { resource } = fields.get(kind)!
    return collectionPath(resource, resource.scope === 'namespaced' ? NAMESPACE : undefined)
  }
  const must: Ground['must'] = async (method, path, body) => {
    const answer = await api.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.message}`)
    return answer.body
  }
  const base: Ground['base'] = (kind, name) => {
    const apiVersion = apiVersionOf(fields.get(kind)!.resource)
    const entry = { manager: 'canary', operation: 'Update', apiVersion, time: '2026-01-01T00:00:00Z', fieldsType: 'FieldsV1' }
    const managedFields = [{ ...entry, fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:canary': {} } } } }]
    const metadata = { name: kind === 'IPAddress' ? `192.0.2.${10 + Number(name)}` : `canary-${name}`, managedFields }
    return { apiVersion, kind, ...bases[kind](NAMESPACE), metadata }
  }

  const stem: Ground['stem'] = (kind, name) => {
    const { schemas, schema } = fields.get(kind)!
    return plant(schemas, schema, base(kind, name), []).object
  }

  await must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } })
  await must('POST', `${core}/serviceaccounts`, { metadata: { name: 'default' } })
  for (const [path, at, more] of named) {
    const name = canaries.of({ kind: 'Pod', path })
    await must('POST', at || `${core}/serviceaccounts`, { ...more, metadata: { name } })
  }
  // Secrets that Pods refer to: nothing may be seen of them but their names in the Pods.
  for (const path of ['spec.volumes[].secret.secretName', 'spec.containers[].env[].valueFrom.secretKeyRef.name']) {
    const secret = (field: string) => canaries.of({ kind: 'Secret', path: field })
    await must('POST', `${core}/secrets`, {
      metadata: {
        name: canaries.of({ kind: 'Pod', path }),
        labels: { canary: secret('metadata.labels{}') },
        annotations: { 'deployment.kubernetes.io/revision': secret('metadata.annotations{}') },
      },
      type: secret('type'),
      stringData: { [secret('data{key}')]: secret('data{}') },
    })
  }

  return {
    fields,
    collection,
    base,
    stem,
    must,
    planted(kind, n, group) {
      const { schemas, schema, paths } = fields.get(kind)!
      const canary = Object.entries(group.fields).map(([text, form]) => {
        const path = paths.find((one) => one.text === text)
        if (!path) throw new Error(`this API server's ${kind} has no ${text}`)
        return { path, value: canaries.of({ kind, path: text }, form) }
      })
      const whole = (from: Json) => plant(schemas, schema, from, canary).object
      if (group.at === '') return { object: whole(base(kind, n)) }
      return { object: stem(kind, n), patch: { at: group.at, body: bodyOf(group.at, whole({})) } }
    },
  }
}

/** Of an object what is written to the path below it. */
export function bodyOf(at: 'status' | 'ephemeralcontainers', object: Json): Json {
  if (at === 'status') return { status: object['status'] }
  return { spec: { ephemeralContainers: (object['spec'] as Json)['ephemeralContainers'] } }
}
