import { randomUUID } from 'node:crypto'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/papers'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { actForMember, type ActRefusal } from '#organisations/accounts/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { DrawSignedRefusal, EndSignedRefusal } from '#organisations/registry/index.ts'
import { memberProductOf } from '#cards/products/index.ts'
import type {
  DocumentId,
  DocumentTerms,
  PaperDeclined,
  PaperDocument,
  PaperDraftChanged,
  PaperDrafted,
  PaperWithdrawn,
} from './contract.ts'
import type { PapersDeps } from './deps.ts'
import { change, decline, withdraw, type StepNotPossible } from './domain/document.ts'
import { ownDocument, type DocumentNotFound } from './own-document.ts'
import { aboutDocument, showDocument } from './show-document.ts'
import { insertDocument, lockDocument, saveDocument, saveDraft } from './store.ts'
import { partyOf, termsOf } from './to-be-signed.ts'

type Shown = AnswerOf<typeof contracts.viewDocument>
type Typed = InputOf<typeof contracts.draftDocument>['terms']

export type DraftRefusal = ActRefusal | DrawSignedRefusal | EndSignedRefusal

/** Drafts what is to be signed, if it could hold today. Everything is asked again when it is signed. */
export const draftDocument =
  (deps: PapersDeps) =>
  (
    permit: Permit<'papers.draft'>,
    { organisationId, language, terms }: InputOf<typeof contracts.draftDocument>,
  ): Promise<Result<Shown, DraftRefusal>> =>
    authorising(deps, permit, organisationId, async (tx) => {
      const said = await readSaid(deps, tx, permit, { organisationId, typed: terms })
      if (!said.ok) return said

      const document: PaperDocument = {
        documentId: randomUUID() as string as DocumentId,
        ...{ ...said.value, language, state: 'drafted', signatures: [] },
        draftedBy: personOf(permit),
        draftedAt: deps.clock.now(),
      }
      await insertDocument(tx, deps.sealing, document)
      const event: PaperDrafted = { type: 'PaperDrafted', ...aboutDocument(document) }
      await deps.record(tx, event, permit)
      return ok(document)
    })

export type ChangeRefusal = DraftRefusal | DocumentNotFound | StepNotPossible

/** Says otherwise what the organisation wants to sign, while nobody has signed it; judged as a new draft is (R250). */
export const changeDocument =
  (deps: PapersDeps) =>
  (
    permit: Permit<'papers.draft'>,
    { organisationId, documentId, language, terms }: InputOf<typeof contracts.changeDocument>,
  ): Promise<Result<Shown, ChangeRefusal>> =>
    authorising(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<PaperDocument, ChangeRefusal>> => {
        const ids = { organisationId, documentId }
        const own = await ownDocument(tx, deps.sealing, ids, lockDocument)
        if (!own.ok) return own
        if (own.value.organisation.organisationId !== organisationId)
          return refuse({ kind: 'step-not-possible', state: own.value.state })
        const said = await readSaid(deps, tx, permit, { organisationId, typed: terms })
        if (!said.ok) return said
        const changed = change(own.value, { ...said.value, language })
        if (!changed.ok) return changed

        await saveDraft(tx, deps.sealing, changed.value)
        const event: PaperDraftChanged = {
          type: 'PaperDraftChanged',
          ...aboutDocument(changed.value),
        }
        await deps.record(tx, event, permit)
        return changed
      },
    )

/** Acts for a member who may authorise others in the organisation's name, and shows what the document is by then. */
const authorising = <Refused>(
  deps: PapersDeps,
  permit: Permit,
  organisationId: string,
  act: (tx: Tx) => Promise<Result<PaperDocument, Refused>>,
): Promise<Result<Shown, Refused | ActRefusal>> =>
  actForMember(
    deps,
    permit,
    { organisationId, act: 'authorise' },
    async (tx, { role }): Promise<Result<Shown, Refused>> => {
      const done = await act(tx)
      return done.ok ? ok(showDocument(done.value, { organisationId, role })) : done
    },
  )

/** What the organisation wants signed, of itself as it is now. */
async function readSaid(
  deps: PapersDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, typed }: { readonly organisationId: string; readonly typed: Typed },
): Promise<
  Result<Pick<PaperDocument, 'organisation' | 'terms'>, DrawSignedRefusal | EndSignedRefusal>
> {
  const organisation = await deps.organisations.organisationById(tx, organisationId)
  if (!organisation) return refuse({ kind: 'organisation-not-found' })
  const terms = await readTerms(deps, tx, permit, { organisation, typed })
  return terms.ok ? ok({ organisation: partyOf(organisation), terms: terms.value }) : terms
}

async function readTerms(
  deps: PapersDeps,
  tx: Tx,
  permit: Permit,
  { organisation, typed }: { readonly organisation: Organisation; readonly typed: Typed },
): Promise<Result<DocumentTerms, DrawSignedRefusal | EndSignedRefusal>> {
  const { organisationId } = organisation
  if (typed.kind === 'end') {
    const paper = await deps.organisations.mayEndSigned(tx, {
      ...{ organisationId, paperId: typed.ends },
    })
    if (!paper.ok) return paper
    const { paperId, kind, validFrom } = paper.value
    const named = async (of: string) => {
      const found = await deps.organisations.organisationById(tx, of)
      if (!found) throw new Error(`a paper of nobody: ${paperId}`)
      return partyOf(found)
    }
    const giver = await named(paper.value.organisationId)
    return ok({
      kind: 'end',
      ends: {
        ...{ paperId, kind, giver, validFrom },
        ...(paper.value.kind === 'authorisation' && {
          authorised: await named(paper.value.authorised),
        }),
      },
    })
  }
  const products = [memberProductOf(organisation.kind)]
  const today = dateInHelsinki(deps.clock.now())
  const drawn = await deps.organisations.drawSigned(
    tx,
    typed.kind === 'agreement'
      ? { ...typed, organisationId, products, priceList: 'standard' }
      : { ...typed, organisationId, products, acceptance: { by: '', on: today } },
    personOf(permit),
  )
  return drawn.ok ? ok(await termsOf(deps, tx, drawn.value)) : drawn
}

export type SettleRefusal = ActRefusal | DocumentNotFound | StepNotPossible

/** The giver takes it back, or the authorised organisation declines it. */
export const settleDocument =
  (deps: PapersDeps) =>
  (
    permit: Permit<'papers.sign'>,
    { organisationId, documentId, outcome }: InputOf<typeof contracts.settleDocument>,
  ): Promise<Result<Shown, SettleRefusal>> =>
    authorising(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<PaperDocument, SettleRefusal>> => {
        const ids = { organisationId, documentId }
        const own = await ownDocument(tx, deps.sealing, ids, lockDocument)
        if (!own.ok) return own
        const document = own.value
        const isGiver = document.organisation.organisationId === organisationId
        if (isGiver !== (outcome === 'withdrawn'))
          return refuse({ kind: 'step-not-possible', state: document.state })
        const settling = { by: personOf(permit), now: deps.clock.now() }
        const settled = isGiver ? withdraw(document, settling) : decline(document, settling)
        if (!settled.ok) return settled

        await saveDocument(tx, deps.sealing, settled.value)
        const event: PaperWithdrawn | PaperDeclined = {
          type: isGiver ? 'PaperWithdrawn' : 'PaperDeclined',
          ...aboutDocument(document),
        }
        await deps.record(tx, event, permit)
        return settled
      },
    )
