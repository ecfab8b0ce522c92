import { randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/agreements'
import { stepNotPossible } from '@sotevarmenne/kernel/lifecycle'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { actForMember, type ActionRefusal } from '#organisations/accounts/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type {
  AgreementOverlaps,
  DrawSignedRefusal,
  EndSignedRefusal,
  ToBeSigned,
} from '#organisations/registry/index.ts'
import { memberProductOf } from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import type {
  DocumentId,
  DocumentTerms,
  AgreementDocument,
  AgreementStepTaken,
} from './contract.ts'
import type { AgreementsDeps } from './deps.ts'
import { change, decline, withdraw, type StepNotPossible } from './domain/document.ts'
import { operatorsOf } from './operators-of.ts'
import { ownDocument, type DocumentNotFound } from './own-document.ts'
import { aboutDocument, showDocument } from './show-document.ts'
import { insertDocument, lockDocument, saveDocument, saveDraft } from './store.ts'
import { partyOf, termsOf } from './to-be-signed.ts'
import { draftProblems, viewProblems, stepProblems, settleProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewDocument>
type Typed = InputOf<typeof contracts.draftDocument>['terms']

type TermsRefusal =
  | DrawSignedRefusal
  | EndSignedRefusal
  | AgreementOverlaps
  | PointOperatorNotFound
  | { readonly kind: 'first-day-too-early' }

export type DraftRefusal = ActionRefusal | TermsRefusal

/** A point without an operator that the service knows. */
type PointOperatorNotFound = { readonly kind: 'point-operator-not-found' }

/** Drafts a document, if it would be valid today. Everything is checked again when it is signed. */
export const draftDocument = operation({
  contract: contracts.draftDocument,
  problems: draftProblems,
  handle:
    (deps: AgreementsDeps) =>
    (permit, { organisationId, language, terms }): Promise<Result<Shown, DraftRefusal>> =>
      authorising(deps, permit, organisationId, async (tx) => {
        const said = await readSaid(deps, tx, permit, { organisationId, typed: terms })
        if (!said.ok) return said

        const document: AgreementDocument = {
          documentId: randomUUID() as string as DocumentId,
          ...{ ...said.value, language, state: 'drafted', signatures: [] },
          draftedBy: personOf(permit),
          draftedAt: deps.clock.now(),
        }
        await insertDocument(tx, deps.sealing, document)
        await recordStep(deps, tx, permit, 'AgreementDrafted', document)
        return ok(document)
      }),
})

export type ChangeRefusal = DraftRefusal | DocumentNotFound | StepNotPossible

/** Changes the content of a draft while nobody has signed it; checked like a new draft (R250). */
export const changeDocument = operation({
  contract: contracts.changeDocument,
  problems: {
    ...draftProblems,
    ...viewProblems,
    ...stepProblems,
  },
  handle:
    (deps: AgreementsDeps) =>
    (
      permit,
      { organisationId, documentId, language, terms },
    ): Promise<Result<Shown, ChangeRefusal>> =>
      authorising<ChangeRefusal>(deps, permit, organisationId, async (tx) => {
        const ids = { organisationId, documentId }
        const own = await ownDocument(tx, deps.sealing, ids, lockDocument)
        if (!own.ok) return own
        if (own.value.organisation.organisationId !== organisationId)
          return stepNotPossible(own.value)
        // Before its terms are checked: an agreement that was signed overlaps itself.
        const changeable = change(own.value, own.value)
        if (!changeable.ok) return changeable
        const said = await readSaid(deps, tx, permit, { organisationId, typed: terms })
        if (!said.ok) return said
        const changed = change(own.value, { ...said.value, language })
        if (!changed.ok) return changed

        await saveDraft(tx, deps.sealing, changed.value)
        await recordStep(deps, tx, permit, 'AgreementDraftChanged', changed.value)
        return changed
      }),
})

function recordStep(
  { record }: Pick<AgreementsDeps, 'record'>,
  tx: Tx,
  permit: Permit,
  type: AgreementStepTaken['type'],
  document: AgreementDocument,
): Promise<void> {
  const event: AgreementStepTaken = { type, ...aboutDocument(document) }
  return record(tx, event, permit)
}

/** Acts for a member who may delegate in the organisation's name, and returns the document afterwards. */
function authorising<Refused>(
  deps: AgreementsDeps,
  permit: Permit,
  organisationId: string,
  action: (tx: Tx) => Promise<Result<AgreementDocument, Refused>>,
): Promise<Result<Shown, Refused | ActionRefusal>> {
  const requested = { organisationId, action: 'authorise' } as const
  return actForMember<Shown, Refused>(deps, permit, requested, async (tx, { role }) => {
    const done = await action(tx)
    return done.ok ? ok(showDocument(done.value, { organisationId, role })) : done
  })
}

/** Parses the requested content, with the organisation's current data. */
async function readSaid(
  deps: AgreementsDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, typed }: { readonly organisationId: string; readonly typed: Typed },
): Promise<Result<Pick<AgreementDocument, 'organisation' | 'terms'>, TermsRefusal>> {
  const organisation = await deps.organisations.organisationById(tx, organisationId)
  if (!organisation) return refuse({ kind: 'organisation-not-found' })
  const terms = await readTerms(deps, tx, permit, { organisation, typed })
  return terms.ok ? ok({ organisation: partyOf(organisation), terms: terms.value }) : terms
}

async function readTerms(
  deps: AgreementsDeps,
  tx: Tx,
  permit: Permit,
  { organisation, typed }: { readonly organisation: Organisation; readonly typed: Typed },
): Promise<Result<DocumentTerms, TermsRefusal>> {
  const { organisationId } = organisation
  if (typed.kind === 'end') {
    const agreement = await deps.organisations.mayEndSigned(tx, {
      ...{ organisationId, agreementId: typed.ends },
    })
    if (!agreement.ok) return agreement
    const { agreementId, kind, validFrom } = agreement.value
    const named = async (of: string) => {
      const found = await deps.organisations.organisationById(tx, of)
      if (!found) throw new Error(`agreement ${agreementId} has no owner`)
      return partyOf(found)
    }
    const giver = await named(agreement.value.organisationId)
    return ok({
      kind: 'end',
      ends: {
        ...{ agreementId, kind, giver, validFrom },
        ...(agreement.value.kind === 'delegation' && {
          delegate: await named(agreement.value.delegate),
        }),
      },
    })
  }
  // Nothing is ordered before its approval: an older day is a typing error.
  if (typed.validFrom < addYears(dateInHelsinki(deps.clock.now()), -1))
    return refuse({ kind: 'first-day-too-early' })
  const entered = await readEntered(deps, tx, { organisation, typed })
  if (!entered.ok) return entered
  const drawn = await deps.organisations.drawSigned(tx, entered.value, personOf(permit))
  if (!drawn.ok) return drawn
  const alone = await deps.organisations.checkOverlap(tx, drawn.value)
  return alone.ok ? ok(await termsOf(deps, tx, drawn.value)) : alone
}

async function readEntered(
  deps: AgreementsDeps,
  tx: Tx,
  {
    organisation: { organisationId, kind },
    typed,
  }: { readonly organisation: Organisation; readonly typed: Exclude<Typed, { kind: 'end' }> },
): Promise<Result<ToBeSigned, PointOperatorNotFound>> {
  const products = [memberProductOf(kind)]
  if (typed.kind === 'agreement')
    return ok({ ...typed, organisationId, products, priceList: 'standard' })
  const delegate = await delegateOf(deps, tx, typed.points)
  if (!delegate) return refuse({ kind: 'point-operator-not-found' })
  const { customerNumber, businessId } = delegate
  const acceptance = { by: '', on: dateInHelsinki(deps.clock.now()) }
  return ok({ ...typed, organisationId, products, customerNumber, businessId, acceptance })
}

/** The operator of the points: that all are its own is checked when the delegation is drawn (R474). */
async function delegateOf(deps: AgreementsDeps, tx: Tx, pointIds: readonly string[]) {
  const points = await deps.registration.findPoints(tx, pointIds)
  const [first] = pointIds.flatMap((pointId) => points.get(pointId) ?? [])
  return first && (await operatorsOf(deps, tx, [first]))(first)
}

export type SettleRefusal = ActionRefusal | DocumentNotFound | StepNotPossible

/** The giver withdraws it, or the other organisation declines it. */
export const settleDocument = operation({
  contract: contracts.settleDocument,
  problems: settleProblems,
  handle:
    (deps: AgreementsDeps) =>
    (permit, { organisationId, documentId, outcome }): Promise<Result<Shown, SettleRefusal>> =>
      authorising<SettleRefusal>(deps, permit, organisationId, async (tx) => {
        const ids = { organisationId, documentId }
        const own = await ownDocument(tx, deps.sealing, ids, lockDocument)
        if (!own.ok) return own
        const document = own.value
        const isGiver = document.organisation.organisationId === organisationId
        if (isGiver !== (outcome === 'withdrawn')) return stepNotPossible(document)
        const settling = { by: personOf(permit), now: deps.clock.now() }
        const settled = isGiver ? withdraw(document, settling) : decline(document, settling)
        if (!settled.ok) return settled

        await saveDocument(tx, deps.sealing, settled.value)
        const type = isGiver ? 'AgreementWithdrawn' : 'AgreementDeclined'
        await recordStep(deps, tx, permit, type, document)
        return settled
      }),
})
