import { expect, it } from 'vitest'
import { readPlace, writePlace, type Place } from '../../../web/format/place.ts'

const places: Place[] = [
  { view: 'map' },
  { view: 'map', table: true, lang: 'vi', theme: 'dark' },
  { view: 'story', story: 'a/b c?d', step: '5f#2', namespace: 'kube-system' },
]

it.each(places)('$view survives the address bar', (place) => {
  expect(readPlace(writePlace(place))).toEqual(place)
})

it.each(['', '#', '#/', '#/nowhere', '#/map?lang=xx&theme=pink&table=yes', '#/%E0%A4%A'])('%j is the map', (hash) => {
  expect(readPlace(hash)).toEqual({ view: 'map' })
})

it('takes a broken story id as it is', () => {
  expect(readPlace('#/story/%E0%A4%A')).toEqual({ view: 'story', story: '%E0%A4%A' })
})
