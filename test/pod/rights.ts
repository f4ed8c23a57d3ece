import { type AuditEvent, type AuditMark, readAuditLog } from '../cluster/levers/audit-log.ts'
import { clusterName } from '../faults/server.ts'
import { kubectl, type Release } from './release.ts'

interface Role {
  rules: { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] }[]
}

/** What the release's ServiceAccount asked of the API server since then, and was answered. */
export async function asked({ name, namespace }: Release, since: AuditMark): Promise<AuditEvent[]> {
  const events: AuditEvent[] = []
  for await (const event of readAuditLog(since, clusterName)) {
    if (event.user.username === `system:serviceaccount:${namespace}:${name}`) events.push(event)
  }
  return events
}

/** What the release's account asked for since then and was given, in order of asking: the id of the token that it showed. A watch counts when it begins. */
export async function tokensShown(release: Release, since: AuditMark): Promise<string[]> {
  const given = (await asked(release, since)).filter(
    ({ responseStatus, stage, verb }) => responseStatus?.code === 200 && (stage === 'ResponseStarted' || verb !== 'watch'),
  )
  return given
    .toSorted((one, other) => Date.parse(one.requestReceivedTimestamp) - Date.parse(other.requestReceivedTimestamp))
    .flatMap(({ user }) => user.extra?.['authentication.kubernetes.io/credential-id'] ?? [])
}

/** `verb group/resource`, of what was asked for; nothing of what is no resource. */
export const rightOf = ({ verb, objectRef }: AuditEvent): string =>
  `${verb} ${objectRef?.apiGroup ?? ''}/${objectRef?.resource ?? ''}${objectRef?.subresource ? `/${objectRef.subresource}` : ''}`

export const unique = (names: Iterable<string>): string[] => [...new Set(names)].toSorted()

/** The same of what the release's roles grant, as the API server holds them. */
export async function granted({ name }: Release): Promise<string[]> {
  const selector = ['-l', `app.kubernetes.io/instance=${name}`, '-o', 'json']
  const lists = await Promise.all([kubectl(['get', 'clusterroles', ...selector]), kubectl(['get', 'roles', '--all-namespaces', ...selector])])
  const rules = lists.flatMap((text) => (JSON.parse(text) as { items: Role[] }).items.flatMap((role) => role.rules))
  return unique(
    rules.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`))),
    ),
  )
}

/** Verb and resource, with its subresource. */
export type Right = readonly [string, string]

const into = ['get', 'create']
const write = ['create', 'update', 'patch', 'delete', 'deletecollection']

/** What could reach further than looking. */
export const denied: Right[] = Object.entries({
  '*': ['*'],
  secrets: ['get', 'list', 'watch', ...write],
  pods: write,
  'deployments.apps': write,
  'pods/exec': into,
  'pods/attach': into,
  'pods/portforward': into,
  'pods/ephemeralcontainers': [...into, 'update', 'patch'],
  'pods/log': ['get'],
  'pods/proxy': into,
  'services/proxy': into,
  'nodes/proxy': into,
  'nodes/log': ['get'],
  'nodes/stats': ['get'],
  'nodes/metrics': ['get'],
  'nodes/configz': ['get'],
  'serviceaccounts/token': into,
  users: ['impersonate'],
  groups: ['impersonate'],
  serviceaccounts: ['impersonate'],
  'clusterroles.rbac.authorization.k8s.io': ['bind', 'escalate', ...write],
  'certificatesigningrequests.certificates.k8s.io/approval': ['update'],
}).flatMap(([what, verbs]) => verbs.map((verb): Right => [verb, what]))

/** What the API server answers for the release's account, in all namespaces: `verb what: true` or `false`, in the order asked. */
export async function mayEverywhere({ name, namespace }: Release, rights: readonly Right[]): Promise<string[]> {
  const user = `system:serviceaccount:${namespace}:${name}`
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
  const items = rights.map(([verb, what]) => {
    const [full = '', subresource] = what.split('/')
    const [resource = '', ...group] = full.split('.')
    const resourceAttributes = { verb, resource, group: what === '*' ? '*' : group.join('.'), subresource }
    return { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: { user, groups, resourceAttributes } }
  })
  const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
  const answers = await kubectl(['create', '-f', '-', '-o', 'jsonpath={.status.allowed}{"\\n"}'], { stdin })
  return answers
    .trim()
    .split('\n')
    .map((allowed, at) => `${rights[at]?.join(' ')}: ${allowed}`)
}
