/**
 * Every error we raise is born here: a code for programs, a sentence for the operator that also says what to do.
 * `exit` is the process's exit code if nobody handles it: 2 for what the operator asked for wrongly, 1 for the rest.
 */
export class CutawayError extends Error {
  readonly code: string
  readonly exit: 1 | 2

  constructor(code: string, sentence: string, exit: 1 | 2, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'CutawayError'
    this.code = code
    this.exit = exit
  }
}

/** Wrong flags or values. */
export function usage(command: string, sentence: string): CutawayError {
  return new CutawayError('USAGE', `${command}: ${sentence} (try ${command} --help)`, 2)
}

/** A file that cannot be played: `why` completes "because ...". */
export function tapeRefused(file: string, why: string): CutawayError {
  return new CutawayError('TAPE_REFUSED', `Cannot play ${file}: ${why}.`, 2)
}

/** A file that cannot be written. */
export function tapeUnwritable(file: string, why: string): CutawayError {
  return new CutawayError('TAPE_UNWRITABLE', `Cannot record to ${file}: ${why}.`, 2)
}

/** The port was asked for and cannot be had. */
export function portRefused(port: number, why: string): CutawayError {
  return new CutawayError('PORT_REFUSED', `Cannot listen on port ${port}: ${why}.`, 2)
}
