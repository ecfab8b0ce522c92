import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isWithin } from '@sotevarmenne/issuing/domain/approval-statement'
import { parseIssueValue, type IssueValue } from './issue-value.ts'

/** Errors of draft-ietf-acme-dns-persist-02 § 8.3, with their detail for the reader of the program's log. */
type RecordRefusal = {
  readonly kind: 'malformed' | 'unauthorized'
  readonly detail: string
}

type RecordExpected = {
  /** The name of this service in such records, in lower case. */
  readonly issuer: string
  /** The `accounturi` that the account's key and the record's name give. */
  readonly accountUris: readonly string[]
  /** How every such URI begins, up to its hash. */
  readonly prefix: string
  /** The record of a parent domain must say `policy=wildcard`. */
  readonly isOfParent: boolean
  readonly now: Instant
}

/** What a standing record proves. */
export type PersistentProof = {
  /** When it ends, if the record says so: from then on nothing rests on it. */
  readonly until?: Instant
}

/**
 * Whether one of the TXT records of `_validation-persist.<name>` lets the account order the name
 * (draft-ietf-acme-dns-persist-02 § 4.2, § 4.4). Those of other issuers are ignored. Each of ours is a permission by
 * itself; if none is one, the first says why.
 */
export function provesByRecord(
  texts: readonly string[],
  expected: RecordExpected,
): Result<PersistentProof, RecordRefusal> {
  const read = texts
    .filter((text) => issuerOf(text) === expected.issuer)
    .map((text) => readRecord(text, expected))
  return (
    read.find(({ ok }) => ok) ??
    read[0] ??
    no('unauthorized', `has no record of ${expected.issuer}`)
  )
}

/** Also of a record that is malformed behind it (§ 8.2: lower case, no trailing dot). */
const issuerOf = (text: string): string =>
  text.replace(/;.*$/s, '').trim().toLowerCase().replace(/\.$/, '')

function readRecord(
  text: string,
  { accountUris, prefix, isOfParent, now }: RecordExpected,
): Result<PersistentProof, RecordRefusal> {
  const read = parseIssueValue(text)
  if (read === undefined) return no('malformed', 'is malformed: see RFC 8659, section 4.2')
  const twice = understood.find((tag) => valuesOf(read, tag).length > 1)
  if (twice !== undefined) return no('malformed', `has ${twice} twice`)
  const [accountUri] = valuesOf(read, 'accounturi')
  const [persistUntil] = valuesOf(read, 'persistuntil')
  const [policy] = valuesOf(read, 'policy')
  if (accountUri === undefined) return no('malformed', 'has no accounturi')
  if (!isHashedUri(accountUri, prefix))
    return no('malformed', `has an accounturi that is not ${prefix} and a hash`)
  if (persistUntil !== undefined && !/^\d+$/.test(persistUntil))
    return no('malformed', 'has a persistUntil that is not a number of seconds')
  if (!accountUris.includes(accountUri)) return no('unauthorized', 'is of another account or key')
  if (isOfParent && policy?.toLowerCase() !== 'wildcard')
    return no('unauthorized', 'is for the name itself: it has no policy=wildcard')
  if (persistUntil === undefined) return ok({})
  const end = endOf(persistUntil)
  return now < end ? ok({ until: end }) : no('unauthorized', 'has ended by its persistUntil')
}

/** Others are ignored, however often they are there (§ 4.1). */
const understood = ['accounturi', 'policy', 'persistuntil'] as const

const valuesOf = ({ parameters }: IssueValue, tag: (typeof understood)[number]): string[] =>
  parameters.flatMap((one) => (one.tag === tag ? [one.value] : []))

/** SHA-256, base64url without padding. */
const isHashedUri = (uri: string, prefix: string): boolean =>
  uri.startsWith(prefix) && /^[\w-]{43}$/.test(uri.slice(prefix.length))

/** The record holds at that second still. What no clock reaches has no end. */
const endOf = (seconds: string): Instant =>
  plus(instant(Math.min(Number(seconds) * 1000, lastInstant - 1)), 1)
/** The last one that a date has (ECMA-262 § 21.4.1.1). */
const lastInstant = 8_640_000_000_000_000

const no = (kind: RecordRefusal['kind'], detail: string): Result<never, RecordRefusal> =>
  refuse({ kind, detail })

/** At most so many domains above a name are looked at, those next to the approved one. */
const maxParents = 4

/**
 * The names whose records may prove the name: itself, then the domains above it, the nearest first, as far as the
 * approval goes (§ 6; `.example.fi` includes the record of `example.fi`).
 */
export function namesOfRecords(approved: readonly string[], name: string): readonly string[] {
  const parents = name.split('.').flatMap((_, at, labels) => labels.slice(at + 1).join('.') || [])
  const allowed = parents.filter((parent) => isWithin(approved, `.${parent}`))
  return [name, ...allowed.slice(-maxParents)]
}
