import { BlockList, isIPv6 } from 'node:net'
import type { Person, Reviews } from '../../cluster/reviews.ts'
import type { Gate } from '../../wire/events.ts'
import type { Access, Refusal } from '../access.ts'
import type { Sight } from '../sight.ts'
import { createAnswers, whyUnanswered } from './answers.ts'
import type { Namespaces } from './namespaces.ts'

export interface ProxyAccessOptions {
  reviews: Reviews
  namespaces: Namespaces
  /** Networks that the proxy asks from, each 'address/bits'. */
  from: readonly string[]
  /** Header names, lower case. */
  userHeader: string
  groupsHeader: string
  /** How long a socket stays before the proxy has to let it in again, ms. */
  session: number
  hints?: Pick<Gate, 'forward'>
  complained: (sentence: string) => void
  now?: () => number
}

const STRANGER: Refusal = { status: 401, sentence: 'only the proxy in front of this Cutaway may ask' }
const NOBODY: Refusal = { status: 401, sentence: 'the proxy named no user, or not in a way that can be trusted' }
const OVER: Refusal = { status: 401, sentence: 'this session is over', expired: true }

/** A proxy in front has signed people in and says who they are; what they see is asked of the API server all the same. */
export function createProxyAccess(options: ProxyAccessOptions): Access {
  const { reviews, namespaces, from, userHeader, groupsHeader, session, hints = {}, complained, now = Date.now } = options
  const isProxy = networks(from)
  const known = createAnswers<Sight>(now)

  return {
    gate: { mode: 'proxy', ...hints },
    async look({ address, rawHeaders, since }) {
      if (!isProxy(address)) return STRANGER
      const person = personOf(rawHeaders, userHeader, groupsHeader)
      if (!person) return NOBODY
      const expires = since + session
      if (expires <= now()) return OVER
      try {
        const key = JSON.stringify([person.name, person.groups])
        const sight = await known.get(key, namespaces.version, () => reviews.sight(person, namespaces.list()))
        return sight ? { mode: 'proxy', name: person.name, sight, expires } : NOBODY
      } catch (error) {
        complained(`cannot ask the API server what somebody may see: ${whyUnanswered(error)}`)
        return { status: 503, sentence: 'the API server cannot be asked what you may see; try again in a moment', retry: 5 }
      }
    },
    signIn: () => Promise.resolve({ status: 404, sentence: 'the proxy in front of this Cutaway signs people in' }),
    close() {},
  }
}

/** Whether an address lies in one of them; an IPv4 address may come dressed as IPv6. */
export function networks(from: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of from) {
    const [address = '', bits] = network.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return (address) => {
    const plain = address.replace(/%.*$/, '')
    return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
  }
}

const LONGEST = 256
/** Of what Kubernetes means by such names nobody outside may speak. */
const RESERVED = 'system:'

/** undefined: no user, or one that somebody else than the proxy may have written. */
export function personOf(rawHeaders: readonly string[], userHeader: string, groupsHeader: string): Person | undefined {
  const user = only(rawHeaders, userHeader)
  const listed = only(rawHeaders, groupsHeader)
  if (!user || listed === undefined || user.includes(',') || !isName(user) || user.startsWith(RESERVED)) return undefined
  const groups = listed
    .split(',')
    .map((group) => group.trim())
    .filter((group) => isName(group) && !group.startsWith(RESERVED))
  return { name: user, groups: [...new Set(groups)].sort() }
}

/**
 * The value of a header that came once and is spelled as configured; '' if it did not come. undefined: it came twice, or spelled with _ too, which many
 * servers take for the same and a proxy that strips the one may let pass.
 */
function only(rawHeaders: readonly string[], name: string): string | undefined {
  const found: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const spelled = rawHeaders[at]!.toLowerCase()
    if (spelled.replaceAll('_', '-') !== name) continue
    if (spelled !== name) return undefined
    // Node reads headers as Latin-1; names are UTF-8.
    found.push(
      Buffer.from(rawHeaders[at + 1]!, 'latin1')
        .toString()
        .trim(),
    )
  }
  return found.length > 1 ? undefined : (found[0] ?? '')
}

/** No control characters, and nothing that was not UTF-8. */
function isName(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST && !/[\p{Cc}\p{Cf}\ufffd]/u.test(text)
}
