import { hour, second } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import { profilesInDirectory } from '#cards/products/index.ts'
import type { LookUpPerson } from '#people/registers/contract.ts'
import {
  ageOfConfirmation,
  isConfirmed,
  presentableEntriesOf,
  publishHolder,
  type HoldersParts,
} from './publish-holders.ts'

export type ConfirmingParts = Omit<HoldersParts, 'people' | 'certificates'> & {
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf' | 'rememberPerson'>
  readonly certificates: Pick<Certificates, 'certificatesOfHolder' | 'holdersAfter'>
  readonly lookUpPerson: LookUpPerson
}

/**
 * Queries the population register about published holders whose last response is half a day old, those under
 * non-disclosure too. Each call continues where the previous one ended, and wraps around after the last
 * holder; it checks 200 holders at most, for half a minute at most, so that calling it each minute limits the
 * rate. Rejects when the register gave no response about somebody, and continues behind that holder the next
 * time.
 */
export function confirmHolders(parts: ConfirmingParts): () => Promise<void> {
  const { db, clock, certificates, products } = parts
  const profiles = [...profilesInDirectory(products)]
  let after: string | undefined
  return async () => {
    const beganAt = performance.now()
    const requested = { after, profiles, endingFrom: clock.now(), limit: 200 }
    const page = await db.read((tx) => certificates.holdersAfter(tx, requested))
    const faults: unknown[] = []
    for (const holder of page) {
      after = holder
      try {
        await confirmHolder(parts, holder)
      } catch (fault) {
        faults.push(fault)
      }
      // A register that is down or slow is not queried about everybody.
      if (faults.length === 5 || performance.now() - beganAt > 30 * second) break
    }
    if (page.length === 0 || (page.length < requested.limit && after === page.at(-1)))
      after = undefined
    if (faults.length > 0)
      throw new AggregateError(faults, `${String(faults.length)} holders are not confirmed`)
  }
}

async function confirmHolder(parts: ConfirmingParts, holder: string): Promise<void> {
  const { db, clock, people, lookUpPerson } = parts
  const due = await db.read(async (tx) => {
    const person = await people.findPerson(tx, holder)
    const now = clock.now()
    if (person === undefined || ageOfConfirmation(person, now) < 12 * hour) return undefined
    const entries = await presentableEntriesOf(parts, tx, holder)
    if (entries.every(({ certificates }) => certificates.length === 0)) return undefined
    const identityCode = await people.identityCodeOf(tx, holder)
    return { identityCode, wasConfirmed: isConfirmed(person, now) }
  })
  if (due === undefined) return

  const { identityCode, wasConfirmed } = due
  const found = await lookUpPerson(identityCode)
  if (!found.ok) {
    // A holder unknown to the register is not confirmed: the entry goes when the last confirmation is too old.
    if (found.refusal.kind === 'unknown-to-population-register') return
    throw new Error(`the population register gives no response: ${found.refusal.because}`)
  }
  await db.write(async (tx) => {
    await people.rememberPerson(tx, { identityCode, ...found.value })
    return ok(undefined)
  })
  // A change of disclosure is notified by `people`; that somebody is confirmed again is not notified.
  if (!wasConfirmed) await publishHolder(parts, holder)
}
