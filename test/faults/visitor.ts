import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inSyncOrder } from '../../server/cluster/resources.ts'
import type { Kubectl } from '../situations/stage/kubectl.ts'
import { kubeconfig } from './server.ts'

export interface Rule {
  apiGroups: string[]
  resources: string[]
  verbs: string[]
}

/** Somebody who may list and watch what we watch, except what is withheld; everywhere, or `within` some namespaces only. */
export interface Visitor {
  kubeconfig: string
  /** One rule more, until the next change. */
  allow(rule: Rule, namespace?: string): Promise<void>
  /** From now on these kinds are withheld and no others. */
  withhold(kinds: string[], namespace?: string): Promise<void>
  leave(): Promise<void>
}

export async function inviteVisitor(kubectl: Kubectl, namespace: string, withheld: string[], within?: string[]): Promise<Visitor> {
  const name = `${namespace}-visitor`
  const verbs = ['list', 'watch']
  const role = (kinds: string[], place: string | undefined, more: Rule[] = []) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: place === undefined ? 'ClusterRole' : 'Role',
    metadata: { name, namespace: place },
    rules: inSyncOrder
      .filter(({ kind, scope }) => !kinds.includes(kind) && (place === undefined || scope === 'namespaced'))
      .map(({ group, plural }): Rule => ({ apiGroups: [group], resources: [plural], verbs }))
      .concat(more),
  })
  const binding = (place: string | undefined) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: place === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name, namespace: place },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: place === undefined ? 'ClusterRole' : 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name: 'visitor', namespace }],
  })
  const apply = (...objects: object[]) => kubectl(['apply', '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) })
  await apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'visitor', namespace } })
  for (const place of within ?? [undefined]) await apply(role(withheld, place), binding(place))
  const token = (await kubectl(['create', 'token', 'visitor', '--namespace', namespace])).trim()
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-visitor-'))
  const file = join(folder, 'kubeconfig')
  writeFileSync(file, configOf(token), { mode: 0o600 })
  return {
    kubeconfig: file,
    allow: async (rule, place) => void (await apply(role(withheld, place, [rule]))),
    withhold: async (kinds, place) => void (await apply(role(kinds, place))),
    async leave() {
      rmSync(folder, { recursive: true })
      await kubectl(['delete', 'clusterrole,clusterrolebinding', name, '--ignore-not-found'])
    },
  }
}

/** The same cluster, another user. */
function configOf(token: string): string {
  const of = (field: string) => new RegExp(`^ +${field}: (.+)$`, 'm').exec(readFileSync(kubeconfig(), 'utf8'))?.[1] ?? ''
  const cluster = { server: of('server'), 'certificate-authority-data': of('certificate-authority-data') }
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'visitor',
    clusters: [{ name: 'faults', cluster }],
    users: [{ name: 'visitor', user: { token } }],
    contexts: [{ name: 'visitor', context: { cluster: 'faults', user: 'visitor' } }],
  })
}
