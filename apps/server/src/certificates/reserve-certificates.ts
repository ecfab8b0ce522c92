import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CertificateReserved, IssueRefusal } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { IssuingDeps } from './deps.ts'
import {
  findByRequestKey,
  insertReserved,
  isKeyUsed,
  nameOf,
  type Reservation,
  type StoredCertificate,
} from './store.ts'

export type ToReserve = { readonly reservation: Reservation; readonly permit: Permit }
export type Reserved = Result<StoredCertificate, IssueRefusal>

/** Commits the rows before anything is signed; a request that has one already gets that one. */
export const reserveCertificates =
  ({ db, recordAll }: IssuingDeps) =>
  async (asked: readonly ToReserve[]): Promise<readonly Reserved[]> => {
    const written = await db.write<readonly Reserved[], never>(
      async (tx) => {
        const added = await insertReserved(
          tx,
          asked.map(({ reservation }) => reservation),
        )
        const names = new Set(added.map(nameOf))
        const isNew = ({ reservation }: ToReserve): boolean => names.has(nameOf(reservation))
        await recordAll(
          tx,
          asked
            .filter(isNew)
            .map(({ reservation, permit }) => ({ event: reservedEvent(reservation), permit })),
        )

        const answers: Reserved[] = []
        for (const each of asked)
          answers.push(
            isNew(each)
              ? ok({ ...each.reservation, state: 'reserved' })
              : await answerFromBefore(tx, each.reservation),
          )
        return ok(answers)
      },
      // Unique indexes decide between two requests; nothing that was read before counts.
      { isolation: 'read committed' },
    )
    return written.ok ? written.value : unreachable(written.refusal)
  }

/** What stands in the way of a row that could not be added. */
async function answerFromBefore(tx: Tx, reservation: Reservation): Promise<Reserved> {
  const before = await findByRequestKey(tx, reservation.requestKey)
  if (before !== undefined)
    return isSameRequest(before, reservation) ? ok(before) : refuse({ kind: 'request-differs' })
  if (await isKeyUsed(tx, reservation.keyDigest)) return refuse({ kind: 'key-already-used' })
  throw new Error('a certificate could not be reserved, and nothing stands in its way')
}

const isSameRequest = (before: StoredCertificate, now: Reservation): boolean =>
  before.keyDigest === now.keyDigest &&
  before.profile === now.profile &&
  before.issuer === now.issuer &&
  before.holder === now.holder &&
  before.cardId === now.cardId

const reservedEvent = (reservation: Reservation): CertificateReserved => ({
  type: 'CertificateReserved',
  ...aboutCertificate(reservation),
})
