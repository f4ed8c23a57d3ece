import { createSign, generateKeyPairSync } from 'node:crypto'
import { openCluster } from '../cluster/cluster.ts'
import { inNode } from '../cluster/docker/client.ts'
import { clusterName } from '../faults/server.ts'
import { webDeployment } from '../situations/stage/manifests.ts'
import { kubectlOn } from '../situations/stage/kubectl.ts'
import { closeStage, openStage } from '../situations/stage/stage.ts'

export const kubectl = kubectlOn(clusterName)

/** A namespace with a Deployment in it, and somebody who may list its Pods and nothing else: a ServiceAccount, and a user whom a proxy would name. */
export interface Person {
  namespace: string
  user: string
  token(audience?: string): Promise<string>
  /** Their ServiceAccount is deleted: what tokens it had are void. */
  vanish(): Promise<void>
  leave(): Promise<void>
}

export async function invite(namespace: string): Promise<Person> {
  const stage = await openStage(kubectl, namespace)
  const rbac = 'rbac.authorization.k8s.io'
  const user = `jane-of-${namespace}`
  const subjects = [
    { kind: 'ServiceAccount', name: 'jane', namespace },
    { kind: 'User', name: user, apiGroup: rbac },
  ]
  await stage.apply(
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'jane' } },
    { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name: 'jane' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'jane' },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'jane' },
      subjects,
    },
    webDeployment(`web-of-${namespace}`, { replicas: 1 }),
  )
  return {
    namespace,
    user,
    token: async (audience = 'cutaway') => (await stage.kubectl(['create', 'token', 'jane', `--audience=${audience}`])).trim(),
    vanish: async () => void (await stage.kubectl(['delete', 'serviceaccount', 'jane'])),
    leave: () => closeStage(kubectl, namespace),
  }
}

type Claims = Record<string, unknown>
const decode = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The cluster's own key: what is signed by it is wrong only in what it says. */
export async function clusterKey(): Promise<string> {
  return (await inNode(openCluster(clusterName).controlPlane, ['cat', '/etc/kubernetes/pki/sa.key'])).stdout
}

export const strangeKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey

/** The same token with other claims or another header, signed by this key; none: with the signature that it had. */
export function forge(token: string, key: string | undefined, claims: (held: Claims) => Claims, header: Claims = {}): string {
  const [head = '', body = '', signature = ''] = token.split('.')
  const text = `${encode({ ...decode(head), ...header })}.${encode(claims(decode(body)))}`
  return `${text}.${key === undefined ? signature : createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
}
