import { expect, it } from 'vitest'
import { fullName } from './load.ts'

it.each([
  ['cutaway:0.1.0', 'docker.io/library/cutaway:0.1.0'],
  ['someone/cutaway:0.1.0', 'docker.io/someone/cutaway:0.1.0'],
  ['cutaway.test/web:v1', 'cutaway.test/web:v1'],
  ['localhost/web:v1', 'localhost/web:v1'],
  ['registry:5000/a/b', 'registry:5000/a/b'],
])('containerd knows %s as %s', (image, full) => {
  expect(fullName(image)).toBe(full)
})
