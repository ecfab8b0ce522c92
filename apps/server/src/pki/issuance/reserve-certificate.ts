import type { IssuingPermit } from './contract.ts'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { IssueRefusal } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import { findByRequestKey, isKeyUsed, type Reservation, type StoredCertificate } from './store.ts'
import type { Step } from './write-together.ts'

export type Reserved = Result<StoredCertificate, IssueRefusal>

/** The row is committed before anything is signed; a repeated request returns the existing row. */
export const reserving = (reservation: Reservation, permit: IssuingPermit): Step<Reserved> => ({
  write: { reserved: reservation },
  event: { type: 'CertificateReserved', ...aboutCertificate(reservation) },
  permit,
  response: (tx, isWritten) =>
    isWritten ? ok({ ...reservation, state: 'reserved' }) : responseFromBefore(tx, reservation),
})

/** The row that conflicts with one that could not be added. */
async function responseFromBefore(tx: Tx, reservation: Reservation): Promise<Reserved> {
  const before = await findByRequestKey(tx, reservation.requestKey)
  if (before !== undefined)
    return isSameRequest(before, reservation) ? ok(before) : refuse({ kind: 'request-differs' })
  if (await isKeyUsed(tx, reservation.keyDigest)) return refuse({ kind: 'key-already-used' })
  throw new Error('a certificate could not be reserved, and no conflicting row was found')
}

const isSameRequest = (before: StoredCertificate, now: Reservation): boolean =>
  before.keyDigest === now.keyDigest &&
  before.profile === now.profile &&
  before.issuer === now.issuer &&
  before.holder === now.holder &&
  before.cardId === now.cardId
