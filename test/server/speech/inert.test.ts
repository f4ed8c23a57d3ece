import { expect, it } from 'vitest'
import { inert } from '../../../server/speech/inert.ts'
import { plain } from '../../../server/speech/render.ts'

it.each([
  ['plain näme 名', 'plain näme 名'],
  ['\u001b[31mred\u001b[0m', '\ufffd[31mred\ufffd[0m'],
  ['\u009b31m', '\ufffd31m'],
  ['two\r\nlines\ttab', 'two lines tab'],
  ['evil\u202Etxt.exe\u2066x\u2069', 'eviltxt.exex'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['tag\u{e0041}\u{e007f}', 'tag'],
  ['half\ud800', 'half\ufffd'],
  ['😀 fine', '😀 fine'],
  ['nul\u0000', 'nul\ufffd'],
])('%j', (text, harmless) => {
  expect(inert(text)).toBe(harmless)
})

it('no control or reordering character of any sort survives in a caption', () => {
  for (let code = 0; code < 0x3000; code++) {
    const said = plain('{name}', { name: { type: 'text', value: `a${String.fromCharCode(code)}b` } }, 'en')
    expect(said).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
  }
})

it('markup stays text: a segment is never parsed', () => {
  expect(plain('{name}', { name: { type: 'text', value: '<img src=x onerror=alert(1)>' } }, 'en')).toBe('<img src=x onerror=alert(1)>')
})
