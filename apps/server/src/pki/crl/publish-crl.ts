import { hour, instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { streamedCheckOf, type StreamedCheck } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { SignerRefusal } from '#pki/ca/contract.ts'
import type { Issuer, SignerClient } from '#pki/ca/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { CrlPublished } from './contract.ts'
import { setNumber, saveSigned, takeNumber, type PublishedCrl } from './store.ts'
import { beginCrlFile, orDiscarded, type UnfinishedFile } from './crl-file.ts'
import { tbsLengthOf, tbsOfCrl, type EntriesSource, type CrlHeading } from './tbs-crl.ts'

export type Publishing = EntriesSource & {
  readonly revocations: Pick<Revocations, 'closeBlocks'>
  readonly record: Record
  readonly signer: Pick<SignerClient, 'signCrl' | 'noteEnds'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
  /** For the files of CRLs. */
  readonly folder: string
}

export type CrlToPublish = {
  readonly issuer: Issuer
  readonly shard: number | undefined
  /** It contains the revocations up to this position, all of which were there at the instant. */
  readonly position: number
  readonly asOf: Instant
  /** The previous CRL of this scope. */
  readonly last: Pick<PublishedCrl, 'thisUpdate'> | undefined
  /** Versions of those that decided that it is due. */
  readonly settings: UsedSettings
}

/** A CRL that is signed and recorded, with the signed bytes in its file. */
export type Published = { readonly crl: PublishedCrl; readonly file: UnfinishedFile }

/**
 * Signs the next CRL of a scope. Its bytes stream from the database to the signer and into a file: the CRL is
 * never in memory as a whole. The CRL number (crlNumber) is taken first; one that is not signed stays unused, and numbers may
 * have gaps.
 */
export const publishCrl =
  ({ db, record, signer, certificates, revocations, folder }: Publishing) =>
  async (
    permit: Permit<'crl.publishCrl'>,
    { issuer, shard, position, asOf, last, settings }: CrlToPublish,
  ): Promise<Result<Published, SignerRefusal>> => {
    const thisUpdate = wholeSecond(asOf)
    // A revocation is dropped after the CRL that shows it for the last time (S2; RFC 5280 § 3.3). The last CRL
    // is dated in the future when its clock ran ahead: what ends until then has not ended.
    const endingFrom = last && instant(Math.min(last.thisUpdate, thisUpdate))
    const listed = { issuer: issuer.id, shard, upTo: position, endingFrom }
    await db.write(async (tx) => {
      await revocations.closeBlocks(tx, listed)
      return ok(undefined)
    }, readCommitted)
    const { count, bytes } = await db.read((tx) => revocations.measureEntries(tx, listed))
    const number = await db.write(async (tx) => ok(await takeNumber(tx, issuer.id)), readCommitted)
    if (!number.ok) return number
    // Relying parties survive an outage of ours for so long (S2 leaves it open).
    const validity = await db.read((tx) =>
      settingOn(tx, 'crl-validity', dateInHelsinki(thisUpdate)),
    )
    const heading: CrlHeading = {
      ...listed,
      number: number.value,
      thisUpdate,
      nextUpdate: instant(thisUpdate + validity.value * hour),
      bytes,
    }

    const continueBehind = (last: number): Promise<unknown> =>
      db.write(async (tx) => {
        await setNumber(tx, { issuer: issuer.id, last })
        return ok(undefined)
      }, readCommitted)

    /** They have expired, and the signer does not know it: it did not note the end when it signed them. */
    const presentCertificates = async (serials: readonly string[]) => {
      const tbs = await db.read(async (tx) => {
        const found: Uint8Array[] = []
        for (const serial of serials) {
          const row = await certificates.findCertificate(tx, { issuer: issuer.id, serial })
          const read = row?.state === 'issued' ? decodeCertificate(row.der) : undefined
          if (read?.ok) found.push(read.value.tbs)
        }
        return found
      })
      return signer.noteEnds({ issuer: issuer.id, tbs })
    }

    const tbsLength = tbsLengthOf(issuer, heading)
    const file = await beginCrlFile(folder, { ...listed, number: number.value, tbsLength })
    const published = async (): Promise<Result<Published, SignerRefusal>> => {
      const check = streamedCheckOf(issuer.signatureAlgorithm, issuer.spki)
      const chunks = writeThrough(tbsOfCrl({ db, revocations }, issuer, heading), file, check)
      const signature = await signer.signCrl({ issuer: issuer.id, shard, chunks })
      if (!signature.ok) {
        const { refusal } = signature
        // The database came from a backup and lacks numbers, or many were taken while the signer was away.
        if (refusal.kind === 'crl-entries-missing') {
          const presented = await presentCertificates(refusal.serials)
          if (!presented.ok) return presented
        }
        if (isAboutNumber(refusal)) await continueBehind(Number(refusal.last))
        return refuse(refusal)
      }
      if (!check.isBy(signature.value))
        throw new Error(`the signer's signature on CRL ${String(number.value)} does not verify`)

      const crl: PublishedCrl = {
        issuer: issuer.id,
        shard,
        number: number.value,
        position,
        endingFrom: listed.endingFrom,
        thisUpdate,
        nextUpdate: heading.nextUpdate,
        entries: count,
        bytes,
        signature: signature.value,
      }
      const event: CrlPublished = {
        type: 'CrlPublished',
        issuer: issuer.id,
        ...(shard !== undefined && { shard }),
        number: number.value,
        entries: count,
        settings: { ...settings, 'crl-validity': validity.version },
      }
      const written = await db.write<undefined, never>(async (tx) => {
        await saveSigned(tx, crl)
        await record(tx, event, permit)
        return ok(undefined)
      }, readCommitted)
      return written.ok ? ok({ crl, file }) : written
    }
    return orDiscarded(file, published)
  }

type AboutNumber = Extract<SignerRefusal, { readonly kind: `crl-number-${string}` }>

const isAboutNumber = (refusal: SignerRefusal): refusal is AboutNumber =>
  refusal.kind.startsWith('crl-number-')

/** Writes the bytes that pass through to the file, and feeds them to the check. */
export async function* writeThrough(
  bytes: AsyncIterable<Uint8Array>,
  file: Pick<UnfinishedFile, 'add'>,
  check: Pick<StreamedCheck, 'update'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of bytes) {
    const written = file.add(piece)
    // Handled below, once the piece is used: until then nothing else catches the fault that the disk is full.
    written.catch(() => undefined)
    try {
      check.update(piece)
      yield piece
    } finally {
      await written
    }
  }
}

const readCommitted = { isolation: 'read committed' } as const

const wholeSecond = (at: Instant): Instant => instant(at - (at % second))
