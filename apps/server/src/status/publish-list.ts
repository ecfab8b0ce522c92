import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import type { SignerRefusal } from '#authority/contract.ts'
import type { Issuer, SignerClient } from '#authority/index.ts'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { ListPublished } from './contract.ts'
import { listValidity } from './domain/list-due.ts'
import { entriesOfList } from './domain/list-entries.ts'
import type { RevocationView } from './revocation-view.ts'
import { reserveNumber, saveSigned, type PublishedList } from './store.ts'

export type Publishing = {
  readonly db: Db
  readonly record: Record
  readonly signer: Pick<SignerClient, 'signList'>
  readonly view: RevocationView
}

/** Signs and stores the issuer's next full list of what is revoked as of the last reading. */
export const publishList =
  ({ db, record, signer, view }: Publishing) =>
  async (
    permit: Permit<'status.publishList'>,
    { issuer, previousUpdate }: { readonly issuer: Issuer; readonly previousUpdate?: Instant },
  ): Promise<Result<PublishedList, SignerRefusal>> => {
    const asOf = view.asOf()
    if (asOf === undefined) throw new Error('no list can be made before the first reading')
    const entries = entriesOfList(view.ofIssuer(issuer.id), previousUpdate)
    const draft = {
      issuer: issuer.id,
      position: view.lastOf(issuer.id),
      thisUpdate: wholeSecond(asOf),
      nextUpdate: instant(wholeSecond(asOf) + listValidity),
    }
    const reserved = await db.write(
      async (tx) => ok(await reserveNumber(tx, { ...draft, entries: entries.length })),
      { isolation: 'read committed' },
    )
    if (!reserved.ok) return reserved
    const number = reserved.value

    const { signatureAlgorithm, subjectDer, subjectKeyIdentifier, spki } = issuer
    const tbs = encodeTbsCertificateList({
      signatureAlgorithm,
      issuer: subjectDer,
      thisUpdate: draft.thisUpdate,
      nextUpdate: draft.nextUpdate,
      number: BigInt(number),
      authorityKeyIdentifier: subjectKeyIdentifier,
      entries: entries.map(({ serial, revokedAt, reason }) => ({
        serial: new Uint8Array(Buffer.from(serial, 'hex')),
        revokedAt: wholeSecond(revokedAt),
        ...(reason === 'unspecified' ? {} : { reason }),
      })),
    })
    const signature = await signer.signList({ issuer: issuer.id, tbs })
    // The number stays taken: the next list has the next one, and numbers may have gaps (RFC 5280 § 5.2.3).
    if (!signature.ok) return refuse(signature.refusal)
    if (
      !verifySignature({
        algorithm: signatureAlgorithm,
        spki,
        data: tbs,
        signature: signature.value,
      })
    )
      throw new Error(`the signer's signature on list ${String(number)} does not verify`)

    const der = assembleCertificateList({ tbs, signatureAlgorithm, signature: signature.value })
    const published: ListPublished = {
      type: 'ListPublished',
      issuer: issuer.id,
      number,
      entries: entries.length,
    }
    const written = await db.write<undefined, never>(
      async (tx) => {
        await saveSigned(tx, { issuer: issuer.id, number, der })
        await record(tx, published, permit)
        return ok(undefined)
      },
      { isolation: 'read committed' },
    )
    if (!written.ok) return written
    return ok({ ...draft, number, der })
  }

const wholeSecond = (at: Instant): Instant => instant(at - (at % second))
