/** Parts are divided by, so that 1900m is 1.9 and not a little more. */
const parts: Record<string, number> = { n: 1e9, u: 1e6, m: 1e3 }
const multiples: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** A Kubernetes quantity in base units: "500m" -> 0.5, "1Gi" -> 1073741824; 0 for what is none. Source: apimachinery/pkg/api/resource/quantity.go. */
export function quantity(text: string | undefined): number {
  const [, digits, suffix = ''] = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([numkMGTPE]i?|Ki)?$/.exec(text ?? '') ?? []
  const value = suffix in parts ? Number(digits) / (parts[suffix] as number) : Number(digits) * (multiples[suffix] ?? 0)
  // JSON has no infinity.
  return Number.isFinite(value) ? value : 0
}
