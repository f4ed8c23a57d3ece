import { createPlayer } from '../../../server/cluster/player.ts'
import type { TapeRecord } from '../../../server/journal/format.ts'
import { openTape } from '../../../server/journal/tape.ts'
import type { Hello } from '../../../server/wire/events.ts'
import { collect, type Collected } from './collect.ts'

export interface TapeRead {
  cluster: Hello['cluster']
  records: TapeRecord[]
}

export async function readTape(file: string): Promise<TapeRead> {
  const tape = await openTape(file)
  try {
    const { uid, name } = tape.header.cluster
    const records: TapeRecord[] = []
    for await (const record of tape.records()) records.push(record)
    return { cluster: { uid, name, version: tape.header.kubernetes }, records }
  } finally {
    await tape.close()
  }
}

/** Raw lines through projection, store, world, timeline and explainers, in this order. */
export function replay({ cluster, records }: TapeRead): Collected {
  const collected = collect(cluster, true)
  const player = createPlayer(collected.pipeline)
  for (const record of records) {
    if ('line' in record) player.line(record.line, record.t)
    else if ('delta' in record) player.delta(record.delta, record.t)
  }
  return collected
}
