import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Person } from './contract.ts'
import { wordsOfName } from './domain/name-words.ts'
import { personsByWords } from './stores/search.ts'

/** Of a name the beginnings of its words in any order, of a birth date all of it. At least one of the two. */
export type PeopleSought = {
  readonly name?: string | undefined
  readonly birthDate?: LocalDate | undefined
  readonly limit: number
}

/** Sorted by name. Empty when there is neither a name nor a birth date to search for. */
export const searchPeople =
  ({ sealing }: { sealing: Sealing }) =>
  async (tx: Tx, { name = '', birthDate, limit }: PeopleSought): Promise<readonly Person[]> => {
    const words = wordsOfName(name)
    if (words.length === 0 && birthDate === undefined) return []
    return personsByWords(tx, {
      words,
      ...(birthDate !== undefined && { birth: birthFingerprint(sealing, birthDate) }),
      limit,
    })
  }

/** Equal birth dates give equal bytes; a copy of the database reveals none. */
export const birthFingerprint = (sealing: Sealing, birthDate: LocalDate): Uint8Array =>
  sealing.fingerprint(`born ${birthDate}`)
