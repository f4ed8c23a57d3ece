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

/** Somebody who may list and watch what we watch, except what is withheld. */
export interface Visitor {
  kubeconfig: string
  /** One rule more. */
  allow(rule: Rule): Promise<void>
  leave(): Promise<void>
}

export async function inviteVisitor(kubectl: Kubectl, namespace: string, withheld: string[]): Promise<Visitor> {
  const name = `${namespace}-visitor`
  const verbs = ['list', 'watch']
  const rules: Rule[] = inSyncOrder
    .filter(({ kind }) => !withheld.includes(kind))
    .map(({ group, plural }) => ({ apiGroups: [group], resources: [plural], verbs }))
  const role = (all: Rule[]) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules: all })
  const apply = (...objects: object[]) => kubectl(['apply', '-f', '-'], { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) })
  await apply(
    role(rules),
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: 'visitor', namespace }],
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'visitor', namespace } },
  )
  const token = (await kubectl(['create', 'token', 'visitor', '--namespace', namespace])).trim()
  const folder = mkdtempSync(join(tmpdir(), 'cutaway-visitor-'))
  const file = join(folder, 'kubeconfig')
  writeFileSync(file, configOf(token), { mode: 0o600 })
  return {
    kubeconfig: file,
    allow: async (rule) => void (await apply(role([...rules, rule]))),
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
