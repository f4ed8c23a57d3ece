import type { Answer, Json } from './api.ts'
import { type Canaries, type Form, textForms } from './canaries.ts'
import { plant, type Planted } from './plant.ts'
import type { Schema, Schemas, FieldPath } from './schema.ts'
import type { Group } from './taken.ts'

/** Where objects go: to be created, or one of its subresources. */
export interface Target {
  kind: string
  schemas: Schemas
  schema: Schema
  /** The least that is taken. */
  base: Json
  /** Asks the API server without doing it. */
  ask(object: Json): Promise<Answer>
}

/** The form that a schema's field took last time, whichever kind had it; 'none' is asked once more with the freest. */
export type Hints = Map<string, Form | 'none'>

export interface Found {
  /** One object each. */
  groups: Group['fields'][]
  /** Why a path is not taken, in the API server's words. */
  refused: Map<string, string>
}

/** Their answer does not depend on the form. */
const final = /supported values|not a valid selector operator/

/**
 * As few objects as possible which have a canary at every path that the API server takes. It is asked about each: a path is refused when an object
 * with it alone is, in every form, or when the answer does not have it any more.
 */
export async function search(target: Target, paths: readonly FieldPath[], canaries: Canaries, hints: Hints): Promise<Found> {
  const refused = new Map<FieldPath, string>()
  const groups: Found['groups'] = []
  const form = new Map<FieldPath, Form>(
    paths.map((path) => {
      const hint = hints.get(hintOf(path))
      return [path, hint && hint !== 'none' ? hint : formsOf(path)[0]!]
    }),
  )
  const planted = (path: FieldPath): Planted & { value: string } => ({
    path,
    value: canaries.of({ kind: target.kind, path: path.text }, form.get(path)),
  })

  async function ask(group: readonly FieldPath[]): Promise<{ lost: FieldPath[] } | { why: string; blamed: FieldPath[] }> {
    const all = group.map(planted)
    const { object, where } = plant(target.schemas, target.schema, target.base, all)
    const { status, body } = await target.ask(object)
    const text = JSON.stringify(body)
    if (status < 300) return { lost: all.filter(({ value }) => !text.includes(JSON.stringify(value).slice(1, -1))).map(({ path }) => path) }
    const causes = body.details?.causes ?? []
    const blamed = group.filter((path) => causes.some(({ field = '-' }) => within(where.get(path)!, field) || within(field, where.get(path)!)))
    return { why: (causes[0] ? `${causes[0].field}: ${causes[0].message}` : body.message) ?? String(status), blamed }
  }

  /** Adds what is taken of the group; answers what is not. */
  async function add(taken: FieldPath[], group: readonly FieldPath[]): Promise<FieldPath[]> {
    if (group.length === 0) return []
    const answer = await ask([...taken, ...group])
    if ('lost' in answer) {
      const lost = new Set(answer.lost)
      // What was there is gone by what was added: they are not for one object.
      if (taken.some((path) => lost.has(path))) return group.length === 1 ? [...group] : addEach(taken, halves(group))
      taken.push(...group.filter((path) => !lost.has(path)))
      return group.filter((path) => lost.has(path))
    }
    if (group.length === 1) return [...group]
    const blamed = new Set(answer.blamed)
    const rest = group.filter((path) => !blamed.has(path))
    if (rest.length === 0 || rest.length === group.length) return addEach(taken, halves(group))
    const out = await add(taken, rest)
    const bad = group.filter((path) => blamed.has(path))
    // One of several that exclude one another can stay.
    const single = bad.length > 1 && bad.length <= 8
    return [
      ...out,
      ...(single
        ? await addEach(
            taken,
            bad.map((path) => [path]),
          )
        : bad),
    ]
  }

  async function addEach(taken: FieldPath[], parts: readonly (readonly FieldPath[])[]): Promise<FieldPath[]> {
    const out: FieldPath[] = []
    for (const part of parts) out.push(...(await add(taken, part)))
    return out
  }

  /** Finds the form in which the path is taken when nothing else is there; false when there is none. */
  async function alone(path: FieldPath): Promise<boolean> {
    const hint = hints.get(hintOf(path))
    const forms = formsOf(path)
    const tried = hint === 'none' ? forms.slice(0, 1) : hint ? [hint, ...forms.filter((one) => one !== hint)] : forms
    for (const one of tried) {
      form.set(path, one)
      const answer = await ask([path])
      if ('lost' in answer && answer.lost.length === 0) {
        hints.set(hintOf(path), one)
        return true
      }
      if (one === forms[0] || !refused.has(path)) refused.set(path, 'lost' in answer ? 'not kept by the API server' : answer.why)
      // Another form of what was dropped is dropped too.
      if ('lost' in answer || final.test(answer.why)) break
    }
    hints.set(hintOf(path), 'none')
    return false
  }

  for (let [pending, round] = [[...paths], 0]; pending.length > 0; round++) {
    const taken: FieldPath[] = []
    const out = await add(taken, pending)
    if (taken.length > 0) groups.push(Object.fromEntries(taken.map((path) => [path.text, form.get(path)!])))
    else if (round > 0) {
      for (const path of out) refused.set(path, 'not together with anything')
      break
    }
    pending = out
    if (round === 0) {
      const taking = await Promise.all(out.map(alone))
      pending = out.filter((_, at) => taking[at])
      for (const path of pending) refused.delete(path)
    }
  }
  return { groups, refused: new Map([...refused].map(([{ text }, why]) => [text, why])) }
}

function formsOf({ form }: FieldPath): readonly Form[] {
  return form === 'quantity' ? ['number'] : form === 'bytes' ? ['base64'] : textForms
}

/** What an object's own metadata take, those of a template inside it need not. */
function hintOf({ home, text }: FieldPath): string {
  return text.startsWith('metadata.') ? `${home} of the object` : home
}

function halves<T>(group: readonly T[]): [readonly T[], readonly T[]] {
  const half = group.length >> 1
  return [group.slice(0, half), group.slice(half)]
}

function within(path: string, prefix: string): boolean {
  return path === prefix || (path.startsWith(prefix) && /[.[]/.test(path[prefix.length] ?? ''))
}
