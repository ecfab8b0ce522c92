import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { streamedCheckOf, type StreamedCheck } from '@sotevarmenne/x509/algorithms'
import type { SignerRefusal } from '#pki/ca/contract.ts'
import type { Issuer, SignerClient } from '#pki/ca/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { ListPublished } from './contract.ts'
import { listValidity } from './domain/crl-due.ts'
import { raiseNumber, saveSigned, takeNumber, type PublishedList } from './store.ts'
import { beginListFile, orDiscarded, type UnfinishedFile } from './crl-file.ts'
import { tbsLengthOf, tbsOfList, type EntriesSource, type ListHeading } from './tbs-crl.ts'

export type Publishing = EntriesSource & {
  readonly revocations: Pick<Revocations, 'closeBlocks'>
  readonly record: Record
  readonly signer: Pick<SignerClient, 'signList'>
  /** For the files of lists. */
  readonly folder: string
}

export type ListToPublish = {
  readonly issuer: Issuer
  readonly shard: number | undefined
  /** It holds the revocations up to this position, which were all there at the instant. */
  readonly position: number
  readonly asOf: Instant
  /** The list of this scope before it. */
  readonly last: Pick<PublishedList, 'thisUpdate'> | undefined
}

/** A list that is signed and recorded, with the octets that were signed in its file. */
export type Published = { readonly list: PublishedList; readonly file: UnfinishedFile }

/**
 * Signs the next list of a scope. Its octets stream from the database to the signer and into a file: the list is never
 * held. The number is taken before; one that is not signed with stays unused, and numbers may have gaps.
 */
export const publishList =
  ({ db, record, signer, revocations, folder }: Publishing) =>
  async (
    permit: Permit<'status.publishList'>,
    { issuer, shard, position, asOf, last }: ListToPublish,
  ): Promise<Result<Published, SignerRefusal>> => {
    const thisUpdate = wholeSecond(asOf)
    // A revocation leaves with the list after the one that was the last to show it (S2; RFC 5280 § 3.3). The last list is
    // of the future when its clock ran ahead: what ends until then has not ended.
    const endingFrom = last && instant(Math.min(last.thisUpdate, thisUpdate))
    const listed = { issuer: issuer.id, shard, upTo: position, endingFrom }
    await db.write(async (tx) => {
      await revocations.closeBlocks(tx, listed)
      return ok(undefined)
    }, readCommitted)
    const { count, octets } = await db.read((tx) => revocations.measureEntries(tx, listed))
    const number = await db.write(async (tx) => ok(await takeNumber(tx, issuer.id)), readCommitted)
    if (!number.ok) return number
    const heading: ListHeading = {
      ...listed,
      number: number.value,
      thisUpdate,
      nextUpdate: instant(thisUpdate + listValidity),
      octets,
    }

    const skipNumbers = (last: number): Promise<unknown> =>
      db.write(async (tx) => {
        await raiseNumber(tx, { issuer: issuer.id, last })
        return ok(undefined)
      }, readCommitted)

    const tbsLength = tbsLengthOf(issuer, heading)
    const file = await beginListFile(folder, { ...listed, number: number.value, tbsLength })
    const published = async (): Promise<Result<Published, SignerRefusal>> => {
      const check = streamedCheckOf(issuer.signatureAlgorithm, issuer.spki)
      const chunks = kept(tbsOfList({ db, revocations }, issuer, heading), file, check)
      const signature = await signer.signList({ issuer: issuer.id, chunks })
      if (!signature.ok) {
        const { refusal } = signature
        // The database came from a backup and has forgotten numbers: the next try goes on behind them.
        if ('last' in refusal) await skipNumbers(Number(refusal.last))
        return refuse(refusal)
      }
      if (!check.isBy(signature.value))
        throw new Error(`the signer's signature on list ${String(number.value)} does not verify`)

      const list: PublishedList = {
        issuer: issuer.id,
        shard,
        number: number.value,
        position,
        endingFrom: listed.endingFrom,
        thisUpdate,
        nextUpdate: heading.nextUpdate,
        entries: count,
        octets,
        signature: signature.value,
      }
      const event: ListPublished = {
        type: 'ListPublished',
        issuer: issuer.id,
        ...(shard !== undefined && { shard }),
        number: number.value,
        entries: count,
      }
      const written = await db.write<undefined, never>(async (tx) => {
        await saveSigned(tx, list)
        await record(tx, event, permit)
        return ok(undefined)
      }, readCommitted)
      return written.ok ? ok({ list, file }) : written
    }
    return orDiscarded(file, published)
  }

/** Keeps what passes by in the file, and shows it to the check. */
export async function* kept(
  octets: AsyncIterable<Uint8Array>,
  file: Pick<UnfinishedFile, 'add'>,
  check: Pick<StreamedCheck, 'update'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of octets) {
    const written = file.add(piece)
    // Heard below, once the piece is used: until then nobody else hears that the disk is full.
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
