/** How the line of a change begins, up to the first field of the metadata that a write may leave as it was. */
export interface Head {
  uid: string
  name: string
  namespace: string | undefined
  /** Where it ends. */
  end: number
}

/** Texts of the parts of a line that most changes leave as they were. */
export interface Parts {
  /** The rest of the metadata: creation and deletion, labels, annotations, owners, finalizers. */
  marks: string
  /** The array of managedFields. */
  managed: string
  /** '' where no status follows. */
  spec: string
  /** What is left, from a comma or the object's brace on. */
  rest: string
}

/** Field order of Go's ObjectMeta (apimachinery/pkg/apis/meta/v1/types.go), up to creationTimestamp. Strings without escapes. */
const head =
  /\{"type":"[A-Z]+","object":\{"kind":"\w+","apiVersion":"[\w./]+","metadata":\{"name":"([ !#-[\]-~]+)"(?:,"generateName":"[ !#-[\]-~]+")?(?:,"namespace":"([\w-]+)")?,"uid":"([\w-]+)","resourceVersion":"\d+"(?:,"generation":\d+)?(?=,"creationTimestamp":)/y
const MANAGED = ',"managedFields":['
const SPEC = ',"spec":{'
const STATUS = ',"status":{'
const BRACE = 125

export function headOf(line: string): Head | undefined {
  head.lastIndex = 0
  const [, name, namespace, uid] = head.exec(line) ?? []
  return name && uid ? { uid, name, namespace, end: head.lastIndex } : undefined
}

/**
 * Cuts a line where Go's encoder separates its parts: managedFields are the last of the metadata, metadata stands before spec and spec before status;
 * sets hold no arrays, so the first `}]}` ends list and metadata. A quote inside a string is escaped, so a mark is never inside of one; a `}]}` may be.
 * Then, as for any other form, a line without one of its parts has unequal quotes or braces and does not parse.
 */
export function divide(line: string, marks: number, before: Parts | undefined): Parts | undefined {
  let managed = endOf(line, marks, before?.marks, MANAGED)
  if (managed < 0) {
    managed = line.indexOf(MANAGED, marks)
    // managedFields inside spec would be a template's: never written by anybody, but possible.
    if (managed < 0 || line.slice(0, managed).includes(SPEC)) return undefined
  }
  const list = managed + MANAGED.length - 1
  const end = line.indexOf(']}', list)
  if (end < 0 || line.charCodeAt(end - 1) !== BRACE) return undefined
  const spec = end + 2
  let rest = endOf(line, spec, before?.spec, STATUS)
  if (rest < 0) rest = line.startsWith(SPEC, spec) ? Math.max(spec, line.lastIndexOf(STATUS)) : spec
  return { marks: line.slice(marks, managed), managed: line.slice(list, end + 1), spec: line.slice(spec, rest), rest: line.slice(rest) }
}

/** Where a part ends if it is as it was, else -1: comparing costs a twentieth of searching. */
function endOf(line: string, from: number, before: string | undefined, mark: string): number {
  if (!before) return -1
  const end = from + before.length
  return line.slice(from, end) === before && line.startsWith(mark, end) ? end : -1
}
