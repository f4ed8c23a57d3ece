import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readSlice } from '../accuracy/slice.ts'
import type { Situation } from './situation.ts'
import { parse } from './told/parse.ts'
import type { StoryPattern } from './told/pattern.ts'

export interface SituationFolder {
  name: string
  /** Paths of what a real cluster did; they exist once it was recorded. */
  tape: string
  audit: string
  /** The namespace of the recording. */
  namespace(): string
  expected(): StoryPattern[]
  load(): Promise<Situation>
}

/** All situations, by name. */
export function situationFolders(): SituationFolder[] {
  return globSync(join(import.meta.dirname, '*/situation.ts'))
    .toSorted()
    .map((file) => {
      const folder = dirname(file)
      return {
        name: basename(folder),
        tape: join(folder, 'tape'),
        audit: join(folder, 'audit.zst'),
        namespace: () => readSlice(join(folder, 'audit.zst')).find(({ objectRef }) => objectRef?.namespace)?.objectRef?.namespace ?? '',
        expected: () => parse(readFileSync(join(folder, 'story.txt'), 'utf8')),
        load: async () => ((await import(file)) as { situation: Situation }).situation,
      }
    })
}
