/** Text that a page, a terminal or a template engine might take for more than text. `pwned` is what it would set if somebody ran it. */
export const markup = [
  '<script>window.pwned=1</script>',
  '<img src=x onerror="window.pwned=1">',
  '"\'><svg/onload=window.pwned=1>',
  'javascript:window.pwned=1',
  '{{constructor.constructor("window.pwned=1")()}}',
  '${window.pwned=1}',
] as const

/** Characters that move cursors, end lines, turn text round, or end strings. */
export const control =
  '\u0001\u0007\u0008\u001b[31mred\u001b[0m\u001b]0;title\u0007\r\n\t\u007f\u0085\u2028\u2029\u202etxt.exe\u202c\ufeff\ud83d\ude80'

export const nasty = `${markup.join(' ')} ${control}`

/** A name of so many characters that is valid wherever a DNS label is asked for (up to 63), beyond that a subdomain (up to 253). */
export function longName(length: number, first = 'long'): string {
  const labels = `${first}-`.padEnd(length, 'abcdefghij')
  return length <= 63 ? labels : labels.replace(/(.{60})(.)(?=.)/g, '$1.')
}
