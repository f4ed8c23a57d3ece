import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { upgradeHead } from './raw.ts'

// A thread of its own, so that whoever measures meanwhile measures the server: this many WebSockets are opened, some at a time, and none of them joins.
const { port, total } = workerData as { port: number; total: number }
const AT_ONCE = 100
const count = { letIn: 0, refused: 0, lost: 0 }
let begun = 0
for (let at = 0; at < AT_ONCE; at++) next()

function next(): void {
  if (begun === total) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is none
    if (count.letIn + count.refused + count.lost === total) parentPort!.postMessage(count)
    return
  }
  begun += 1
  let told: keyof typeof count | undefined
  const tell = (what: keyof typeof count) => {
    if (told) return
    count[(told = what)] += 1
    if (what !== 'letIn') socket.destroy()
    next()
  }
  const socket = connect(port, '127.0.0.1', () => socket.write(upgradeHead([`Host: localhost:${port}`])))
  socket.on('data', (data: Buffer) => tell(data.toString('latin1').startsWith('HTTP/1.1 101') ? 'letIn' : 'refused'))
  socket.on('error', () => tell('lost'))
  socket.on('close', () => tell('lost'))
}
