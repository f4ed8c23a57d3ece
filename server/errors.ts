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
export function tapeUnwritable(file: string, why: string, cause?: unknown): CutawayError {
  return new CutawayError('TAPE_UNWRITABLE', `Cannot record to ${file}: ${why}.`, 2, cause)
}

/** No journal can be kept in this folder. */
export function journalRefused(folder: string, why: string): CutawayError {
  return new CutawayError('JOURNAL_REFUSED', `Cannot keep a journal in ${folder}: ${why}.`, 2)
}

/** The install token cannot be used; `why` completes "it ...". Never anything of the token itself. */
export function tokenRefused(file: string, why: string): CutawayError {
  return new CutawayError('TOKEN_REFUSED', `The token file ${file} ${why}; make one with: head -c 32 /dev/urandom | base64 > ${file}`, 2)
}

/** Viewers cannot be told apart; `why` is a whole sentence. */
export function reviewsRefused(mode: string, why: string, cause?: unknown): CutawayError {
  return new CutawayError('REVIEWS_REFUSED', `--access ${mode} cannot work here: ${why}`, 2, cause)
}

/** The port was asked for and cannot be had. */
export function portRefused(port: number, why: string): CutawayError {
  return new CutawayError('PORT_REFUSED', `Cannot listen on port ${port}: ${why}.`, 2)
}

/** The kubeconfig cannot be used; `why` is a whole sentence. */
export function kubeconfigRefused(why: string, cause?: unknown): CutawayError {
  return new CutawayError('KUBECONFIG_REFUSED', why, 2, cause)
}

/** The cluster that was chosen does not answer; `why` completes "because ...". */
export function clusterSilent(context: string, why: string, cause?: unknown): CutawayError {
  return new CutawayError(
    'CLUSTER_SILENT',
    `Cluster of context "${context}" cannot be reached: ${why}. Check it with: kubectl --context ${context} get --raw /readyz`,
    2,
    cause,
  )
}

/** The API server refused a request or ended a watch with an error. */
export class ApiError extends CutawayError {
  readonly status: number
  /** Kubernetes' StatusReason, e.g. 'Expired'. */
  readonly reason: string
  /** How long it asks us to wait, ms. */
  readonly retryAfter?: number

  constructor(path: string, status: number, reason: string, message: string, retryAfter?: number) {
    super('API_REFUSED', `The API server answered ${status}${reason ? ` ${reason}` : ''} to ${path}${message ? `: ${message}` : ''}`, 1)
    this.status = status
    this.reason = reason
    if (retryAfter !== undefined) this.retryAfter = retryAfter
  }
}

/** Nothing arrived for this long although something should have. */
export function silence(path: string, ms: number): CutawayError {
  return new CutawayError('SILENCE', `The API server sent nothing on ${path} for ${Math.round(ms / 1000)} s`, 1)
}

/** A watch sent a line that cannot be used; its kind has to be listed again. `why` is a clause without content of the line. */
export function brokenLine(path: string, why: string, cause?: unknown): CutawayError {
  return new CutawayError('BROKEN_LINE', `The watch of ${path} sent a line that ${why}`, 1, cause)
}

/** The page could not be built; `why` is what the bundler said. */
export function pageNotBuilt(why: string): CutawayError {
  return new CutawayError('PAGE_NOT_BUILT', `The page cannot be built (npm run build tells more): ${why}`, 1)
}
