/** What ships besides our own code: an npm package inside a bundle, Node, or a system library that Node loads. */
export interface Component {
  type: 'library' | 'platform'
  name: string
  version: string
  /** Package URL: what scanners look known weaknesses up by. */
  purl: string
  /** SPDX expression. */
  licence: string
  /** Its licence and notice files in full. */
  texts: string[]
  /** Of the npm package as the lockfile has it: `sha512-<base64>`. */
  integrity?: string
  /** What is compiled into it, by its own account (Node: V8, OpenSSL and others). */
  parts?: { name: string; version: string }[]
}

export const inOrder = (components: Iterable<Component>): Component[] => [...components].toSorted((a, b) => (a.purl < b.purl ? -1 : 1))
