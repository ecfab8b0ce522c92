import { createHash, randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/employments'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { documentUpload } from '@sotevarmenne/api/uploads'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { mediaTypeOf } from '#platform/media-type.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { findCertificate, insertCertificate } from './certificate-store.ts'
import type {
  CertificateId,
  CertificateSentAhead,
  DraftsSent,
  PreparedOrder,
  PreparedWithdrawn,
  SharedCertificateStored,
} from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import {
  aboutPrepared,
  checkChangeable,
  preparing,
  preparingNew,
  type PreparingNewRefusal,
  type PreparingRefusal,
} from './prepare-orders.ts'
import { documentProblems, newOrderProblems, organisationProblems } from './problems.ts'
import { recordRowsShown } from './record-rows-shown.ts'
import { rowFaultTexts, type RowFault } from './row-faults.ts'
import { attachCertificate, lockManyPrepared, sendChosenDrafts, settlePrepared } from './store.ts'
import { texts } from './texts.ts'

type Preparing = Permit<'employments.prepareOrder'>
type Rows = InputOf<typeof contracts.withdrawManyPrepared>['rows']

/**
 * Withdraws many, each with its own result (R450). What was withdrawn already stays so, and a row that changed
 * since it was shown is refused.
 */
export const withdrawManyPrepared = operation({
  contract: contracts.withdrawManyPrepared,
  problems: organisationProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      { organisationId, rows }: InputOf<typeof contracts.withdrawManyPrepared>,
    ): Promise<Result<contracts.PreparedBulkView, PreparingRefusal>> =>
      preparing<contracts.PreparedBulkView, never>(deps, permit, organisationId, async (tx) => {
        const sorted = await sortRows(deps, tx, permit, {
          ...{ organisationId, rows },
          isDone: ({ standing }) => standing.state === 'withdrawn',
        })
        const standing = { state: 'withdrawn', settledAt: deps.clock.now() } as const
        await settlePrepared(
          tx,
          sorted.toDo.map(({ preparedId }) => preparedId),
          standing,
        )
        const events = sorted.toDo.map((order): PreparedWithdrawn => ({
          ...{ type: 'PreparedWithdrawn', ...aboutPrepared(order) },
        }))
        await deps.recordAll(
          tx,
          events.map((event) => ({ event, permit })),
        )
        return ok(await resultOf(deps, tx, permit, sorted))
      }),
})

/**
 * Sends chosen drafts to the desk, each with its own result (R284, R450). What waits at the desk already stays so.
 */
export const sendManyDrafts = operation({
  contract: contracts.sendManyDrafts,
  problems: newOrderProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Permit<'employments.sendDrafts'>,
      { organisationId, rows }: InputOf<typeof contracts.sendManyDrafts>,
    ): Promise<Result<contracts.PreparedBulkView, PreparingNewRefusal>> =>
      preparingNew<contracts.PreparedBulkView, never>(deps, permit, organisationId, async (tx) => {
        const sorted = await sortRows(deps, tx, permit, {
          ...{ organisationId, rows },
          isDone: ({ standing }) => standing.state === 'waits',
        })
        const { toDo } = sorted
        await sendChosenDrafts(
          tx,
          toDo.map(({ preparedId }) => preparedId),
        )
        const event: DraftsSent = { type: 'DraftsSent', organisationId, count: toDo.length }
        if (toDo.length > 0) await deps.record(tx, event, permit)
        return ok(await resultOf(deps, tx, permit, sorted))
      }),
})

export type StoreSharedRefusal = PreparingRefusal | { readonly kind: 'document-not-readable' }

/** Stores a certificate for many, sealed: once for each document. Unless it is attached, it is erased. */
export const storeSharedCertificate = operation({
  contract: contracts.storeSharedCertificate,
  problems: { ...organisationProblems, ...documentProblems },
  bodyLimit: documentUpload.bodyLimit,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      { organisationId, document }: InputOf<typeof contracts.storeSharedCertificate>,
    ): Promise<Result<ResponseOf<typeof contracts.storeSharedCertificate>, StoreSharedRefusal>> =>
      preparing<ResponseOf<typeof contracts.storeSharedCertificate>, StoreSharedRefusal>(
        deps,
        permit,
        organisationId,
        async (tx) => {
          const bytes = Uint8Array.from(Buffer.from(document, 'base64'))
          const mediaType = mediaTypeOf(bytes)
          if (mediaType === undefined) return refuse({ kind: 'document-not-readable' })
          const digest = createHash('sha256').update(bytes).digest('hex')
          const certificateId = await insertCertificate(tx, deps.sealing, {
            certificateId: randomUUID() as string as CertificateId,
            ...{ organisationId, bytes, mediaType, digest, storedAt: deps.clock.now() },
          })
          const event: SharedCertificateStored = {
            ...{ type: 'SharedCertificateStored', organisationId, certificateId },
          }
          await deps.record(tx, event, permit)
          return ok({ certificateId })
        },
      ),
})

export type AttachSharedRefusal = PreparingRefusal | { readonly kind: 'certificate-not-found' }

/** Attaches it to many, each with its own result. A certificate that is attached is never replaced (R451). */
export const attachSharedCertificate = operation({
  contract: contracts.attachSharedCertificate,
  problems: {
    ...organisationProblems,
    'certificate-not-found': { status: 404, ...texts.certificateNotFound },
  },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Preparing,
      { organisationId, certificateId, rows }: InputOf<typeof contracts.attachSharedCertificate>,
    ): Promise<Result<contracts.PreparedBulkView, AttachSharedRefusal>> =>
      preparing<contracts.PreparedBulkView, AttachSharedRefusal>(
        deps,
        permit,
        organisationId,
        async (tx) => {
          const certificate = await findCertificate(tx, { organisationId, certificateId })
          if (certificate === undefined) return refuse({ kind: 'certificate-not-found' })
          const sorted = await sortRows(deps, tx, permit, {
            ...{ organisationId, rows },
            isDone: ({ hasCertificate, certificateDigest }) =>
              hasCertificate && certificateDigest === certificate.digest,
            faultOf: certificateFault,
          })
          const ids = sorted.toDo.map(({ preparedId }) => preparedId)
          await attachCertificate(tx, ids, certificate)
          const events = sorted.toDo.map((order): CertificateSentAhead => ({
            ...{ type: 'CertificateSentAhead', certificateId, ...aboutPrepared(order) },
          }))
          await deps.recordAll(
            tx,
            events.map((event) => ({ event, permit })),
          )
          return ok(await resultOf(deps, tx, permit, sorted))
        },
      ),
})

/** An act on many never replaces a certificate. */
export const certificateFault = ({
  hasCertificate,
}: Pick<PreparedOrder, 'hasCertificate'>): RowFault | undefined =>
  hasCertificate ? 'certificate-attached-already' : undefined

type Refused = {
  readonly preparedId: string
  readonly order?: PreparedOrder
  readonly kind: RowFault
}

type Sorted = {
  readonly toDo: readonly PreparedOrder[]
  readonly already: number
  readonly refused: readonly Refused[]
}

/** What is to be done with each row, locked: it may have changed since it was shown. */
async function sortRows(
  { sealing, clock }: EmploymentsDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    rows,
    isDone,
    faultOf = () => undefined,
  }: {
    readonly organisationId: string
    readonly rows: Rows
    readonly isDone: (order: PreparedOrder) => boolean
    readonly faultOf?: (order: PreparedOrder) => RowFault | undefined
  },
): Promise<Sorted> {
  const states = new Map(rows.map(({ preparedId, state }) => [preparedId, state]))
  const orders = await lockManyPrepared(tx, sealing, {
    ...{ organisationId, preparedIds: [...states.keys()] },
  })
  const toDo: PreparedOrder[] = []
  const refused: Refused[] = []
  let already = 0
  for (const [preparedId, state] of states) {
    const order = orders.get(preparedId)
    if (order === undefined) {
      refused.push({ preparedId, kind: 'prepared-order-not-found' })
      continue
    }
    if (isDone(order)) {
      already += 1
      continue
    }
    const changeable = checkChangeable(order, { permit, now: clock.now() })
    const fault = !changeable.ok
      ? changeable.refusal.kind
      : order.standing.state === state
        ? faultOf(order)
        : 'prepared-order-changed'
    if (fault === undefined) toDo.push(order)
    else refused.push({ preparedId, order, kind: fault })
  }
  return { toDo, already, refused }
}

async function resultOf(
  deps: EmploymentsDeps,
  tx: Tx,
  permit: Permit,
  { toDo, already, refused }: Sorted,
): Promise<contracts.PreparedBulkView> {
  return {
    ...{ done: toDo.length, already },
    ...(await showRefused(deps, tx, permit, refused)),
  }
}

/** The refused rows with the names of their persons, which is an access to their data. */
export async function showRefused(
  deps: EmploymentsDeps,
  tx: Tx,
  permit: Permit,
  refused: readonly Refused[],
): Promise<Pick<contracts.PreparedBulkView, 'refused' | 'reasons'>> {
  await recordRowsShown(
    deps,
    tx,
    permit,
    refused.flatMap(({ order }) => order ?? []),
  )
  return {
    refused: refused.map(({ preparedId, order, kind }) => ({
      ...{ preparedId, kind },
      ...(order && { name: order.facts.name }),
    })),
    reasons: [...new Set(refused.map(({ kind }) => kind))].map((kind) => ({
      ...{ kind, ...rowFaultTexts[kind] },
    })),
  }
}
