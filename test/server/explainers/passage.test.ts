import { expect, test } from 'vitest'
import { registryKey } from '../../../server/explainers/passage.ts'
import { object } from '../../support/objects.ts'

test.each([
  ['Pod', '/registry/pods/shop/x'],
  ['Node', '/registry/minions/x'],
  ['Service', '/registry/services/specs/shop/x'],
  ['Endpoints', '/registry/services/endpoints/shop/x'],
  ['IPAddress', '/registry/ipaddresses/x'],
] as const)('%s is kept at %s', (kind, key) => expect(registryKey(object(kind, 'x'))).toBe(key))
