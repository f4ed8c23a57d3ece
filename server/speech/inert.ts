/**
 * Text of a cluster, made harmless for a page and for a terminal: control characters (C0, DEL, C1) become a visible sign, line breaks a space,
 * characters that reorder or hide text (bidirectional overrides and isolates, zero width, tags) are dropped, halves of characters replaced.
 */
export function inert(text: string): string {
  return hostile.test(text) ? text.replace(breaks, ' ').replace(invisible, '').replace(controls, '\u{fffd}').toWellFormed() : text
}

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const controls = /[\u0000-\u001f\u007f-\u009f]/g
// oxlint-disable-next-line no-control-regex -- likewise
const hostile = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/
