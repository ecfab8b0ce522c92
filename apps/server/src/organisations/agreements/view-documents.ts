import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/agreements'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import { pageForMember, type MemberRefusal, memberProblems } from '#organisations/accounts/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { pointsByName } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { AgreementDocument, AgreementsViewed } from './contract.ts'
import type { AgreementsDeps } from './deps.ts'
import { operatorsOf } from './operators-of.ts'
import { ownDocument, type DocumentNotFound } from './own-document.ts'
import { showDocument } from './show-document.ts'
import { documentsOf, documentsOfAgreement, signedPdfOf } from './store.ts'
import { viewProblems } from './problems.ts'

type Viewing = Permit<'agreements.view'>

/** An organisation's own documents. Recorded as access to each signer shown. */
export const listDocuments = operation({
  contract: contracts.listDocuments,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: AgreementsDeps) =>
    (permit: Viewing, requested: InputOf<typeof contracts.listDocuments>): Promise<Listed> =>
      deps.db.write((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: (sought) => documentsOf(tx, deps.sealing, { ...sought, filter: requested.filter }),
          placeOf: ({ draftedAt, documentId }) => ({ at: draftedAt, id: documentId }),
          show: async (page, { organisationId, role }) => {
            if (page.length > 0) await recordViewed(deps, tx, permit, { organisationId }, page)
            return {
              documents: page.map((document) => showDocument(document, { organisationId, role })),
            }
          },
        }),
      ),
})

async function recordViewed(
  deps: Pick<AgreementsDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  of: Pick<AgreementsViewed, 'organisationId' | 'agreementId'>,
  documents: readonly Pick<AgreementDocument, 'signatures'>[],
): Promise<void> {
  const looked: AgreementsViewed = { type: 'AgreementsViewed', ...of }
  const named = documents.flatMap(({ signatures }) => signatures.map(({ personId }) => personId))
  await recordAccess(deps, tx, permit, { looked, named })
}

type Listed = Result<ResponseOf<typeof contracts.listDocuments>, MemberRefusal | CursorRefusal>
type ViewRefusal = MemberRefusal | DocumentNotFound

export const viewDocument = operation({
  contract: contracts.viewDocument,
  problems: viewProblems,
  handle:
    (deps: AgreementsDeps) => (permit: Viewing, ids: InputOf<typeof contracts.viewDocument>) =>
      deps.db.write(
        async (tx): Promise<Result<ResponseOf<typeof contracts.viewDocument>, ViewRefusal>> => {
          const { organisationId } = ids
          const member = await deps.accounts.checkMember(tx, permit, {
            ...{ organisationId, action: 'view', at: 'read' },
          })
          if (!member.ok) return member
          const own = await ownDocument(tx, deps.sealing, ids)
          if (!own.ok) return own
          await recordViewed(deps, tx, permit, { organisationId }, [own.value])
          const { role } = member.value
          return ok(showDocument(own.value, { organisationId, role }))
        },
      ),
})

/** The PDF as signed; of a draft, as it would be. */
export const viewDocumentPdf = operation({
  contract: contracts.viewDocumentPdf,
  problems: viewProblems,
  handle:
    (deps: AgreementsDeps) =>
    async (
      permit: Viewing,
      ids: InputOf<typeof contracts.viewDocument>,
    ): Promise<Result<{ pdf: string }, ViewRefusal>> => {
      type Found = Result<
        { document: AgreementDocument; signed: Uint8Array | undefined },
        ViewRefusal
      >
      const found = await deps.db.write(async (tx): Promise<Found> => {
        const { organisationId } = ids
        const member = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'read' },
        })
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
    },
})

/**
 * The points in service whose operator the service knows: those of the organisation itself, or those of others,
 * to choose from by name.
 */
export const listNameablePoints = operation({
  contract: contracts.listNameablePoints,
  problems: memberProblems,
  handle:
    (deps: AgreementsDeps) =>
    (
      permit: Viewing,
      { organisationId, of }: InputOf<typeof contracts.listNameablePoints>,
    ): Promise<Result<ResponseOf<typeof contracts.listNameablePoints>, MemberRefusal>> => {
      type Points = Result<ResponseOf<typeof contracts.listNameablePoints>, MemberRefusal>
      return deps.db.read(async (tx): Promise<Points> => {
        const member = await deps.accounts.checkMember(tx, permit, {
          ...{ organisationId, action: 'view', at: 'read' },
        })
        if (!member.ok) return member
        const self = await deps.organisations.organisationById(tx, organisationId)
        if (!self) throw new Error(`account ${organisationId} has no organisation`)
        const points =
          of === 'self'
            ? await deps.registration.pointsOfPointOperator(tx, self.businessId)
            : await pointsByName(tx, { publicOn: dateInHelsinki(deps.clock.now()) })
        const operatorOf = await operatorsOf(deps, tx, points)
        return ok({
          points: points.flatMap((point) => {
            const operator = operatorOf(point)
            if (!operator || (operator.organisationId === organisationId) !== (of === 'self'))
              return []
            const { pointId, name, address } = point
            return [
              {
                ...{ pointId, name, town: address.postOffice },
                pointOperator: { organisationId: operator.organisationId, name: operator.name },
              },
            ]
          }),
        })
      })
    },
})

/** For the office: the signed document of an agreement. None for one that a case officer entered. */
export const viewSignedDocument = operation({
  contract: contracts.viewSignedDocument,
  problems: {},
  handle:
    (deps: AgreementsDeps) =>
    (
      permit,
      { agreementId },
    ): Promise<Result<ResponseOf<typeof contracts.viewSignedDocument>, never>> =>
      deps.db.write(async (tx) => {
        const found = await documentsOfAgreement(tx, deps.sealing, agreementId)
        if (found.length > 0) await recordViewed(deps, tx, permit, { agreementId }, found)
        const documents = []
        for (const { documentId, terms, signatures } of found) {
          const pdf = await signedPdfOf(tx, deps.sealing, documentId)
          const last = signatures.at(-1)
          if (!pdf || !last) throw new Error(`signed document ${documentId} has no stored PDF`)
          documents.push({
            ...{ documentId, kind: terms.kind, signedAt: formatInstant(last.at) },
            pdf: Buffer.from(pdf).toString('base64'),
          })
        }
        return ok({ documents })
      }),
})
