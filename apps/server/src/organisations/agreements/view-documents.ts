import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/papers'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { recordLook } from '#platform/record.ts'
import { pageForMember, type MemberRefusal } from '#organisations/accounts/index.ts'
import type { PaperDocument, PapersViewed } from './contract.ts'
import type { PapersDeps } from './deps.ts'
import { ownDocument, type DocumentNotFound } from './own-document.ts'
import { showDocument } from './show-document.ts'
import { documentsOf, documentsOfPaper, signedPdfOf } from './store.ts'

type Viewing = Permit<'papers.view'>

/** An organisation's own papers. Each signer shown was looked at. */
export const listDocuments =
  (deps: PapersDeps) =>
  (permit: Viewing, asked: InputOf<typeof contracts.listDocuments>): Promise<Listed> =>
    deps.db.write(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, asked, {
        at: 'look',
        find: (place) => documentsOf(tx, deps.sealing, { ...place, filter: asked.filter }),
        placeOf: ({ draftedAt, documentId }) => ({ at: draftedAt, id: documentId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor, role } = listed.value
      const { organisationId } = asked
      if (page.length > 0) await recordViewed(deps, tx, permit, { organisationId }, page)
      return ok({
        documents: page.map((document) => showDocument(document, { organisationId, role })),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })

async function recordViewed(
  deps: Pick<PapersDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  of: Pick<PapersViewed, 'organisationId' | 'paperId'>,
  documents: readonly Pick<PaperDocument, 'signatures'>[],
): Promise<void> {
  const looked: PapersViewed = { type: 'PapersViewed', ...of }
  const named = documents.flatMap(({ signatures }) => signatures.map(({ personId }) => personId))
  await recordLook(deps, tx, permit, { looked, named })
}

type Listed = Result<AnswerOf<typeof contracts.listDocuments>, MemberRefusal | CursorRefusal>
type ViewRefusal = MemberRefusal | DocumentNotFound

export const viewDocument =
  (deps: PapersDeps) =>
  (
    permit: Viewing,
    ids: InputOf<typeof contracts.viewDocument>,
  ): Promise<Result<AnswerOf<typeof contracts.viewDocument>, ViewRefusal>> =>
    deps.db.write(
      async (tx): Promise<Result<AnswerOf<typeof contracts.viewDocument>, ViewRefusal>> => {
        const { organisationId } = ids
        const member = await deps.accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
        if (!member.ok) return member
        const own = await ownDocument(tx, deps.sealing, ids)
        if (!own.ok) return own
        await recordViewed(deps, tx, permit, { organisationId }, [own.value])
        const { role } = member.value
        return ok(showDocument(own.value, { organisationId, role }))
      },
    )

/** As it is signed; of a draft, as it would be. */
export const viewDocumentPdf =
  (deps: PapersDeps) =>
  async (
    permit: Viewing,
    ids: InputOf<typeof contracts.viewDocument>,
  ): Promise<Result<{ pdf: string }, ViewRefusal>> => {
    type Found = Result<{ document: PaperDocument; signed: Uint8Array | undefined }, ViewRefusal>
    const found = await deps.db.write(async (tx): Promise<Found> => {
      const { organisationId } = ids
      const member = await deps.accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
      if (!member.ok) return member
      const own = await ownDocument(tx, deps.sealing, ids)
      if (!own.ok) return own
      await recordViewed(deps, tx, permit, { organisationId }, [own.value])
      const signed = await signedPdfOf(tx, deps.sealing, own.value.documentId)
      return ok({ document: own.value, signed })
    })
    if (!found.ok) return found
    const { document, signed = await deps.renderDocument(document) } = found.value
    return ok({ pdf: Buffer.from(signed).toString('base64') })
  }

export type PointsRefusal = MemberRefusal | { readonly kind: 'authorised-not-found' }

/** The points that the organisation keeps; or another one, by both of its numbers. */
export const listNameablePoints =
  (deps: PapersDeps) =>
  (
    permit: Viewing,
    { organisationId, customerNumber, businessId }: InputOf<typeof contracts.listNameablePoints>,
  ): Promise<Result<AnswerOf<typeof contracts.listNameablePoints>, PointsRefusal>> => {
    type Listed = Result<AnswerOf<typeof contracts.listNameablePoints>, PointsRefusal>
    return deps.db.read(async (tx): Promise<Listed> => {
      const member = await deps.accounts.judgeMember(tx, permit, { organisationId, act: 'look' })
      if (!member.ok) return member
      const keeper =
        customerNumber !== undefined && businessId !== undefined
          ? await deps.organisations.organisationByNumbers(tx, { customerNumber, businessId })
          : await deps.organisations.organisationById(tx, organisationId)
      if (!keeper) return refuse({ kind: 'authorised-not-found' })
      const points = await deps.registration.pointsOfKeeper(tx, keeper.businessId)
      return ok({
        keeper: keeper.name,
        points: points.map(({ pointId, name }) => ({ pointId, name })),
      })
    })
  }

/** For the office: what was signed of a paper. Nothing of one that a handler entered. */
export const viewSignedOfPaper =
  (deps: PapersDeps) =>
  (
    permit: Permit<'papers.viewSigned'>,
    { paperId }: InputOf<typeof contracts.viewSignedOfPaper>,
  ): Promise<Result<AnswerOf<typeof contracts.viewSignedOfPaper>, never>> =>
    deps.db.write(async (tx) => {
      const found = await documentsOfPaper(tx, deps.sealing, paperId)
      if (found.length > 0) await recordViewed(deps, tx, permit, { paperId }, found)
      const documents = []
      for (const { documentId, terms, signatures } of found) {
        const pdf = await signedPdfOf(tx, deps.sealing, documentId)
        const last = signatures.at(-1)
        if (!pdf || !last) throw new Error(`nothing is kept of what was signed: ${documentId}`)
        documents.push({
          ...{ documentId, kind: terms.kind, signedAt: formatInstant(last.at) },
          pdf: Buffer.from(pdf).toString('base64'),
        })
      }
      return ok({ documents })
    })
