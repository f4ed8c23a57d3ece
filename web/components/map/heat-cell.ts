import type { PodState } from '../../../server/wire/object.ts'

export interface CellColours {
  ready: string
  half: string
  line: string
  card: string
  warn: string
  bad: string
  accent: string
}

/** One Pod as a small square: fill, outline and glyph say the status, so that no colour has to be told from another. */
export function drawCell(context: CanvasRenderingContext2D, look: PodState['look'], x: number, y: number, size: number, colours: CellColours): void {
  const trouble = look === 'failing' ? colours.bad : look === 'not-ready' ? colours.warn : undefined
  context.fillStyle = look === 'ready' ? colours.ready : colours.card
  context.fillRect(x, y, size, size)
  if (look === 'starting') {
    context.fillStyle = colours.half
    context.fillRect(x, y + size / 2, size, size / 2)
  }
  context.strokeStyle = trouble ?? colours.line
  context.lineWidth = trouble ? 2 : 1
  context.setLineDash(look === 'waiting' || look === 'unknown' ? [2, 2] : [])
  context.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1)
  context.setLineDash([])
  if (look === 'failing') line(context, [x + 3, y + 3, x + size - 3, y + size - 3], [x + size - 3, y + 3, x + 3, y + size - 3])
  if (look === 'not-ready')
    line(context, [x + size / 2, y + 2.5, x + size / 2, y + size - 5], [x + size / 2, y + size - 3.5, x + size / 2, y + size - 2.5])
  if (look === 'terminating' || look === 'unknown') line(context, [x + 1, y + size - 1, x + size - 1, y + 1])
  if (look === 'succeeded') line(context, [x + 2.5, y + size / 2, x + size / 2, y + size - 3], [x + size / 2, y + size - 3, x + size - 2, y + 3])
}

function line(context: CanvasRenderingContext2D, ...strokes: [number, number, number, number][]): void {
  context.beginPath()
  for (const [fromX, fromY, toX, toY] of strokes) {
    context.moveTo(fromX, fromY)
    context.lineTo(toX, toY)
  }
  context.stroke()
}
