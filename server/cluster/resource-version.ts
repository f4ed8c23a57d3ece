/**
 * Order of two resourceVersions of one kind: negative, 0 or positive. Decimal integers without leading zeros, ordered within a resource
 * (KEP-5504, apimachinery/pkg/util/resourceversion); up to 128 bits, so never parsed into a number.
 */
export function compareResourceVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}
