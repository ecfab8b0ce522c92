import { policiesOfCa, profiles, type Issuer } from '#pki/ca/index.ts'
import type { Clause } from './cps-clauses.ts'
import { profileName } from './profile-names.ts'

/** A table beneath a clause; `page` is the address with more about the row. */
export type StatementTable = {
  readonly head: readonly string[]
  readonly rows: readonly { readonly cells: readonly string[]; readonly page?: string }[]
}

export const tableOf = (
  { table }: Clause,
  issuers: readonly Issuer[],
): StatementTable | undefined => {
  if (table === undefined) return undefined
  return table === 'cas' ? cas(issuers) : keysAndTimes()
}

const cas = (issuers: readonly Issuer[]): StatementTable => ({
  head: ['CA', 'Policy identifiers', 'Signs with', 'Valid for'],
  rows: issuers.map((issuer) => ({
    cells: [
      issuer.commonName,
      policiesOfCa(issuer)
        .map(({ oid }) => oid)
        .join(', ') || 'none: a root',
      issuer.signatureAlgorithm,
      counted(issuer.years, 'year'),
    ],
  })),
})

const keysAndTimes = (): StatementTable => ({
  head: ['Certificate', 'Keys', 'Valid at most'],
  rows: Object.values(profiles).map(({ id, keys, maxValidity }) => ({
    cells: [
      profileName(id, 'en'),
      keys.join(', '),
      'years' in maxValidity
        ? counted(maxValidity.years, 'year')
        : counted(maxValidity.days, 'day'),
    ],
    page: `/profiles/${id}`,
  })),
})

const counted = (count: number, unit: string): string =>
  `${String(count)} ${unit}${count === 1 ? '' : 's'}`
