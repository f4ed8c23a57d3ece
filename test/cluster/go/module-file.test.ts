import { expect, it } from 'vitest'
import { goParts } from './parts.ts'
import { moduleFile } from './module-file.ts'

const theirs = `module k8s.io/kubernetes

go 1.26.0

toolchain go1.26.10

godebug default=go1.26

tool (
	example.com/linter
)

require (
	k8s.io/api v0.0.0
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	example.com/a => example.com/b v1.2.3
)
`

it('keeps versions, and points staging modules at their published releases', () => {
  const file = moduleFile(goParts('1.36.3').kubernetes, theirs)
  expect(file).toContain('module cutaway.test/kubernetes')
  expect(file).toContain('godebug default=go1.26')
  expect(file).toContain('k8s.io/api => k8s.io/api v0.36.3')
  expect(file).toContain('example.com/a => example.com/b v1.2.3')
  expect(file).toContain('require k8s.io/kubernetes v1.36.3')
  expect(file).not.toMatch(/toolchain|linter|staging/)
})
