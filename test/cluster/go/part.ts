/** Programs that come from one Go module. */
export interface GoPart {
  name: string
  /** Module path, with its major version suffix. */
  module: string
  /** Without the leading v. */
  version: string
  /** File name of the program -> package that it is built from. */
  programs: Record<string, string>
  tags?: string
  ldflags?: string
  /** A main package of our own (a folder in ../programs) that is compiled inside this module's dependency set. */
  ownMain?: string
  /** Rewrites a `replace` target that is a path inside the module's repository; undefined drops the line. */
  replaceLocal?: (target: string) => string | undefined
}
