import { expect, it } from 'vitest'
import { scrub } from '../../../server/cluster/scrub.ts'

it.each([
  ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl refused', 'eyJ'],
  ['Authorization: Bearer s3cr3t-t0ken-value', 's3cr3t'],
  ['dial https://robot:hunter22@registry.example/v2/', 'hunter22'],
  ['GET https://b.example/x?X-Amz-Signature=deadbeef&y=1', 'deadbeef'],
  ['key AKIAIOSFODNN7EXAMPLE used', 'AKIAIOS'],
  ['with ghp_0123456789abcdefABCDEF0123456789abcd', 'ghp_'],
  ['with glpat-abcdefgh12345678', 'glpat'],
  ['password=hunter22 rejected', 'hunter22'],
  ['{"password": "hunter22"}', 'hunter22'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY----- after', 'MIIE'],
  ['cut -----BEGIN EC PRIVATE KEY-----\nMHcCAQEEI', 'MHcC'],
])('takes the credential out of %s', (message, secret) => {
  expect(scrub(message)).not.toContain(secret)
  expect(scrub(message)).toContain('***')
})

it.each([
  '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu.',
  'Back-off restarting failed container app in pod web-1_shop(5a9c1f0e-0000-4000-8000-000000000001)',
  'Successfully pulled image "registry.example/web:1.4.2" in 1.2s (1.2s including waiting). Image size: 4403845 bytes.',
  'secret "db" not found',
])("leaves Kubernetes' own sentences alone: %s", (message) => {
  expect(scrub(message)).toBe(message)
})

it('cuts at 2 KiB, and no credential survives at the edge', () => {
  expect(scrub('x '.repeat(5_000))).toHaveLength(2049)
  expect(scrub('y '.repeat(2_047) + 'Bearer abcdefghijklmnop')).not.toContain('abcdef')
  expect(scrub('z'.repeat(10_000)).length).toBeLessThanOrEqual(2049)
})
