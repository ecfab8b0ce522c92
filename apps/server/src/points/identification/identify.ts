import type { PresentedIdentification } from '@sotevarmenne/api/identification'
import { birthDateOf } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { IdentificationDeps } from './deps.ts'
import {
  checkIdentityDocument,
  type Identification,
  type IdentificationRefusal,
  type Presented,
} from './domain/check-document.ts'
import { doubtsAbout, verifiedUntil } from './store.ts'

/**
 * Checks what the person presents, in the transaction of the operation that depends on it, and returns what
 * is stored of it: never what was read by machine. `presented` as the contract accepted it, or as it was
 * stored by an earlier operation.
 */
export const identify =
  ({ people, clock, sealing }: Pick<IdentificationDeps, 'people' | 'clock' | 'sealing'>) =>
  async (
    tx: Tx,
    {
      personId,
      presented,
    }: { readonly personId: string; readonly presented: PresentedIdentification | Identification },
  ): Promise<Result<Identification, IdentificationRefusal>> => {
    const read: Presented =
      presented.documentType === 'police-verification'
        ? presented
        : // The contract accepts only days that exist.
          { ...presented, expires: localDate(presented.expires) }
    return checkIdentityDocument(read, {
      today: dateInHelsinki(clock.now()),
      bornOn: birthDateOf(await people.identityCodeOf(tx, personId)),
      doubts:
        read.documentType === 'police-verification' ? [] : await doubtsAbout(tx, sealing, read),
      verifiedUntil:
        read.documentType === 'police-verification'
          ? await verifiedUntil(tx, sealing, { personId, reference: read.documentNumber })
          : undefined,
    })
  }

/** What other modules call before an operation that depends on a person's identity. */
export type Identify = ReturnType<typeof identify>
