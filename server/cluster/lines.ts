/** Longer than any object etcd takes (1.5 MiB) by far. */
const LINE_LIMIT = 8 * 2 ** 20

const NEWLINE = 10

/**
 * Cuts a stream of bytes into lines at '\n' and nowhere else (readline also cuts at U+2028). A character may be spread over chunks: bytes are
 * joined before they are decoded, once per line. What is left when the stream ends was never ended and is not a line.
 */
export class LineSplitter {
  #parts: Buffer[] = []
  #bytes = 0
  #limit: number

  constructor(limit: number = LINE_LIMIT) {
    this.#limit = limit
  }

  /** @returns false when a line is longer than the limit; the stream is of no further use */
  push(chunk: Uint8Array, onLine: (line: string) => void): boolean {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let from = 0
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      if (this.#bytes + at - from > this.#limit) return false
      const line = this.#parts.length === 0 ? bytes.toString('utf8', from, at) : this.#join(bytes.subarray(from, at))
      from = at + 1
      if (line) onLine(line)
    }
    if (from < bytes.length) {
      this.#parts.push(bytes.subarray(from))
      this.#bytes += bytes.length - from
    }
    return this.#bytes <= this.#limit
  }

  #join(last: Buffer): string {
    const line = Buffer.concat([...this.#parts, last]).toString()
    this.#parts = []
    this.#bytes = 0
    return line
  }
}
