/** An error that is meant for the person at the terminal: printed as it is, without a stack. `exitCode` 2 = asked wrongly or something is missing, 1 = tried and failed. */
export class Failure extends Error {
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.name = 'Failure'
    this.exitCode = exitCode
  }
}
