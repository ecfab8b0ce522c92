import type { CrlFacts } from './openssl.ts'

/** What is wrong with something that was fetched. */
export type Fault = { readonly kind: FaultKind; readonly detail: string }

export type FaultKind =
  | 'unreachable'
  | 'not-verified'
  | 'expired'
  | 'lapses-soon'
  | 'not-renewed'
  | 'from-the-future'
  | 'number-went-back'
  | 'number-used-twice'
  | 'copies-differ'
  | 'copy-behind'
  | 'revocation-missing'
  | 'revocation-unknown'
  | 'shards-differ'
  | 'ocsp-differs'
  | 'another-certificate'
  | 'recorded-unreadable'
  | 'state-lost'

/** The newest copy of a CRL that was ever seen at its address. */
export type SeenCrl = { readonly number: string; readonly fingerprint: string }

export type Times = { readonly publicationInterval: number; readonly visibleWithin: number }

/** Clocks of two machines may differ by so much. */
const clockDifference = 60_000

/**
 * The times of a CRL: it must be renewed at each publication, and an alarm comes a whole publication before it
 * ends, while there is still one to mend it in.
 */
export function checkTimes(
  { thisUpdate, nextUpdate }: Pick<CrlFacts, 'thisUpdate' | 'nextUpdate'>,
  now: number,
  { publicationInterval }: Pick<Times, 'publicationInterval'>,
): readonly Fault[] {
  if (nextUpdate <= now) return [{ kind: 'expired', detail: `since ${text(nextUpdate)}` }]
  if (thisUpdate > now + clockDifference)
    return [{ kind: 'from-the-future', detail: `its time is ${text(thisUpdate)}` }]
  if (nextUpdate - now <= publicationInterval)
    return [{ kind: 'lapses-soon', detail: `ends at ${text(nextUpdate)}` }]
  if (now - thisUpdate > 2 * publicationInterval)
    return [{ kind: 'not-renewed', detail: `the newest is of ${text(thisUpdate)}` }]
  return []
}

/** A number is never lower than one that was seen, and names one CRL only (RFC 5280 § 5.2.3). */
export function checkNumber(
  { number, fingerprint }: Pick<CrlFacts, 'number' | 'fingerprint'>,
  seen: SeenCrl | undefined,
): readonly Fault[] {
  if (seen === undefined) return []
  const before = BigInt(seen.number)
  if (number < before)
    return [
      { kind: 'number-went-back', detail: `${String(number)}, after ${String(before)} was seen` },
    ]
  if (number === before && fingerprint !== seen.fingerprint)
    return [{ kind: 'number-used-twice', detail: `two CRLs with number ${String(number)}` }]
  return []
}

export type Copy = { readonly node: string; readonly crl: CrlFacts; readonly bytes: number }

/** Copies of one CRL at several nodes: equal, or one of them behind for as long as publishing takes. */
export function compareCopies(
  copies: readonly Copy[],
  now: number,
  { visibleWithin }: Pick<Times, 'visibleWithin'>,
): readonly (Fault & { readonly node: string })[] {
  const newest = newestOf(copies)
  if (newest === undefined) return []
  return copies.flatMap(({ node, crl }): readonly (Fault & { readonly node: string })[] => {
    if (crl.number === newest.crl.number && crl.fingerprint !== newest.crl.fingerprint)
      return [
        {
          ...{ kind: 'copies-differ', node },
          detail: `number ${String(crl.number)} is another CRL at ${newest.node}`,
        },
      ]
    if (crl.number < newest.crl.number && now - newest.crl.thisUpdate > visibleWithin)
      return [
        {
          ...{ kind: 'copy-behind', node },
          detail: `number ${String(crl.number)}; ${newest.node} has ${String(newest.crl.number)}`,
        },
      ]
    return []
  })
}

export const newestOf = (copies: readonly Copy[]): Copy | undefined =>
  copies.toSorted((one, other) => Number(other.crl.number - one.crl.number))[0]

/** A revocation that the service says it has recorded. */
export type Recorded = {
  readonly serial: string
  readonly revokedAt: number
  readonly notAfter: number
}

/**
 * Compares what is listed with what was recorded. What was recorded within the time in which it must become
 * visible may be missing; what ended before the CRL may be.
 */
export function compareWithRecorded(
  listed: { readonly serials: ReadonlySet<string>; readonly asOf: number },
  recorded: readonly Recorded[],
  {
    now,
    recordedUntil,
    visibleWithin,
  }: { now: number; recordedUntil: number } & Pick<Times, 'visibleWithin'>,
): readonly Fault[] {
  const missing = recorded.filter(
    ({ serial, revokedAt, notAfter }) =>
      revokedAt < now - visibleWithin && notAfter > now && !listed.serials.has(serial),
  )
  const known = new Set(recorded.map(({ serial }) => serial))
  // What was revoked after the list of recorded ones was written is not on it yet.
  const unknown =
    listed.asOf <= recordedUntil ? [...listed.serials].filter((serial) => !known.has(serial)) : []
  return [
    ...some(
      'revocation-missing',
      missing.map(({ serial }) => serial),
    ),
    ...some('revocation-unknown', unknown),
  ]
}

/**
 * Compares the union of the shards with the full CRL. They are published one after the other, so a difference
 * counts once it has lasted for a publication. Returns the faults, and since when each difference is seen.
 */
export function compareShards(
  { full, union }: { readonly full: ReadonlySet<string>; readonly union: ReadonlySet<string> },
  before: { readonly [serial: string]: number },
  now: number,
  { publicationInterval, visibleWithin }: Times,
): {
  readonly faults: readonly Fault[]
  readonly differing: { readonly [serial: string]: number }
} {
  const differing = Object.fromEntries(
    [...differenceOf(full, union), ...differenceOf(union, full)].map(
      (serial) => [serial, before[serial] ?? now] as const,
    ),
  )
  const lasting = Object.entries(differing)
    .filter(([, since]) => now - since > publicationInterval + visibleWithin)
    .map(([serial]) => serial)
  return { faults: some('shards-differ', lasting), differing }
}

const differenceOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
  [...one].filter((each) => !other.has(each))

/** One finding for all, with the first of them: there may be thousands. */
function some(kind: FaultKind, serials: readonly string[]): readonly Fault[] {
  const [first] = serials.toSorted()
  return first === undefined
    ? []
    : [{ kind, detail: `${String(serials.length)}, the first with serial number ${first}` }]
}

const text = (at: number): string => new Date(at).toISOString().slice(0, 19) + 'Z'
