import { birthDateOf, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Person } from './contract.ts'
import { wordsOfName } from './domain/name-words.ts'
import { personsByWords, personsNotSearchable, saveSearch } from './stores/search.ts'

/** Of a name the beginnings of its words in any order, of a birth date the whole. At least one of the two. */
export type PeopleSought = {
  readonly name?: string | undefined
  readonly birthDate?: LocalDate | undefined
  readonly limit: number
}

/** By name. Nobody when neither name nor birth date says anything. */
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

/** Makes people findable whom the service knew before it could be asked like this: a page in each transaction. */
export const makeSearchable =
  ({ sealing }: { sealing: Sealing }) =>
  async (db: Db): Promise<void> => {
    let count: number
    do {
      const made = await db.write(
        async (tx) => {
          const persons = await personsNotSearchable(tx, pageSize)
          for (const { personId, sealed, givenNames, surname } of persons) {
            const code = Buffer.from(sealing.open(sealed, personId)).toString('utf8')
            await saveSearch(tx, {
              personId,
              // Sealed only by `rememberPerson`, which took a parsed code.
              birth: birthFingerprint(sealing, birthDateOf(code as IdentityCode)),
              words: wordsOfName(`${givenNames} ${surname}`),
            })
          }
          return ok(persons.length)
        },
        { isolation: 'read committed' },
      )
      count = made.ok ? made.value : 0
    } while (count === pageSize)
  }

/** Equal birth dates give equal octets; a copy of the database shows none. */
export const birthFingerprint = (sealing: Sealing, birthDate: LocalDate): Uint8Array =>
  sealing.fingerprint(`born ${birthDate}`)

const pageSize = 200
