import { join } from 'node:path'
import type { BackgroundProcess } from '../background-process.ts'
import { dockerFolder } from '../folders.ts'
import type { HostNetwork } from './host-network.ts'

/** What we wrote down about a dockerd that we started ourselves; absent when the machine's own daemon is used. */
export interface DaemonRecord {
  process?: BackgroundProcess
  /** The network of the machine as it was before, so that `down` can put it back. */
  before: HostNetwork
}

export const daemonRecordPath = (): string => join(dockerFolder(), 'daemon.json')
export const daemonSocket = (): string => join(dockerFolder(), 'docker.sock')
