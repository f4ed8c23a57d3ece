import type { Step } from '../../server/wire/step.ts'

/** Where a step stands on a story's time axis, in fractions of its width. */
export interface Bar {
  left: number
  width: number
  /** The time is only known as a range. */
  range: boolean
  /** From its cause to itself: what it waited for and how long. */
  wait?: { left: number; width: number }
}

export interface Axis {
  from: number
  /** ms */
  length: number
  /** ms since `from`. */
  ticks: number[]
}

export function axisOf(from: number, to: number): Axis {
  const length = Math.max(to - from, 1) * 1.04
  const step = niceStep(length / 4)
  const ticks: number[] = []
  for (let tick = 0; tick <= length; tick += step) ticks.push(tick)
  return { from, length, ticks }
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)))
  const wanted = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10
  // above a minute people count in minutes
  return wanted * power >= 60_000 ? Math.ceil((wanted * power) / 60_000) * 60_000 : wanted * power
}

export function barOf(step: Step, cause: Step | undefined, axis: Axis): Bar {
  const place = (at: number) => Math.max(0, Math.min(1, (at - axis.from) / axis.length))
  const left = place(step.at.from)
  const right = place(step.at.to)
  const bar: Bar = { left, width: right - left, range: step.at.to - step.at.from >= 1 }
  const told = cause ? place(cause.at.to) : left
  if (left - told > 0.004) bar.wait = { left: told, width: left - told }
  return bar
}
