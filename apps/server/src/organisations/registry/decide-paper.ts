import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { decisionOn, groundsOfPaper, type Ground } from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Paper, PaperApproved, PaperRejected, PaperReplaced } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { approve, giveWay, reject, type DecisionRefusal, type EndRefusal } from './domain/paper.ts'
import { endWithChanges } from './end-paper.ts'
import { showOrganisation } from './show-organisation.ts'
import { findPaper, lockPaper, organisationById, organisationsByIds, savePaper } from './store.ts'

type Shown = AnswerOf<typeof contracts.viewOrganisation>
type NotFound = { readonly kind: 'paper-not-found' }

export type DecidePaperRefusal = NotFound | DecisionRefusal | SideRefusal

/** Another handler approves the paper, and it holds within its days; or it is rejected. */
export const decidePaper =
  (deps: OrganisationsDeps) =>
  async (
    permit: Permit<'organisations.decidePaper'>,
    { paperId, decision }: InputOf<typeof contracts.decidePaper>,
  ): Promise<Result<Shown, DecidePaperRefusal>> => {
    const sides = decision === 'approved' ? await askSides(deps, paperId) : ok(undefined)
    if (!sides.ok) return sides
    return deps.db.write(async (tx): Promise<Result<Shown, DecidePaperRefusal>> => {
      const paper = await lockPaper(tx, paperId)
      if (!paper) return refuse({ kind: 'paper-not-found' })
      const deciding = { by: personOf(permit), now: deps.clock.now() }
      const decided = (decision === 'approved' ? approve : reject)(paper, deciding)
      if (!decided.ok) return decided

      const type = decision === 'approved' ? 'PaperApproved' : 'PaperRejected'
      if (decided.value.state === 'approved') await replaceBefore(deps, tx, permit, decided.value)
      return settle(deps, tx, permit, await withGrounds(tx, decided.value, deciding.now), type)
    })
  }

type SideRefusal =
  | RegisterUnavailable
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'unknown-to-business-register' }

/** Nobody who has ceased since the signature gets anything by it (R279). Outside transactions. */
async function askSides(
  { db, businessRegister }: OrganisationsDeps,
  paperId: string,
): Promise<Result<undefined, SideRefusal>> {
  const sides = await db.read(async (tx) => {
    const paper = await findPaper(tx, paperId)
    if (paper?.state !== 'proposed') return []
    const { organisationId } = paper
    const ids =
      paper.kind === 'authorisation' ? [organisationId, paper.authorised] : [organisationId]
    return [...(await organisationsByIds(tx, ids)).values()]
  })
  for (const { businessId } of sides) {
    const business = await businessRegister.lookUpBusiness(businessId)
    if (!business.ok) return business
    if (business.value.status === 'ceased') return refuse({ kind: 'organisation-ceased' })
  }
  return ok(undefined)
}

/** The paper as it was decided, with what that rests on (R145). */
export const withGrounds = async (
  tx: Tx,
  paper: DecidedPaper,
  now: Instant,
): Promise<DecidedPaper> => ({
  ...paper,
  decision: decisionOn('organisation-paper', now, await groundsOf(tx, paper)),
})

type DecidedPaper = Extract<Paper, { readonly state: 'approved' | 'rejected' }>

/** What a change takes the place of gives way to it. */
async function replaceBefore(
  { clock, record }: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  paper: Paper,
): Promise<void> {
  if (paper.replaces === undefined) return
  const before = await lockPaper(tx, paper.replaces)
  const giving = before && giveWay(before, paper, dateInHelsinki(clock.now()))
  if (giving === undefined) return
  const { paperId, kind, organisationId, validTo } = giving
  await savePaper(tx, giving)
  const event: PaperReplaced = {
    ...{ type: 'PaperReplaced', paperId, paper: kind, organisationId, lastDay: validTo },
  }
  await record(tx, event, permit)
}

/** What the organisations are called now is what was decided on, whatever they are called later. */
async function groundsOf(tx: Tx, paper: Paper): Promise<readonly Ground[]> {
  const authorisedId = paper.kind === 'authorisation' ? paper.authorised : undefined
  const named = await organisationsByIds(tx, [
    paper.organisationId,
    ...(authorisedId === undefined ? [] : [authorisedId]),
  ])
  const giver = named.get(paper.organisationId)
  if (!giver) throw new Error(`a paper of nobody: ${paper.paperId}`)
  const authorised = authorisedId === undefined ? undefined : named.get(authorisedId)
  return groundsOfPaper({
    enteredOn: dateInHelsinki(paper.proposedAt),
    isApproved: paper.state === 'approved',
    giver,
    ...(authorised &&
      paper.kind === 'authorisation' && {
        authorised: { ...authorised, acceptedOn: paper.accepted.on },
      }),
    validFrom: paper.validFrom,
    ...(paper.validTo !== undefined && { validTo: paper.validTo }),
  })
}

export type EndPaperRefusal = NotFound | EndRefusal

/** Ends the paper now. What rests on it is stopped by whoever listens to `PaperEnded`. */
export const endPaper =
  (deps: OrganisationsDeps) =>
  (
    permit: Permit<'organisations.endPaper'>,
    { paperId }: InputOf<typeof contracts.endPaper>,
  ): Promise<Result<Shown, EndPaperRefusal>> =>
    deps.db.write(async (tx): Promise<Result<Shown, EndPaperRefusal>> => {
      const paper = await lockPaper(tx, paperId)
      if (!paper) return refuse({ kind: 'paper-not-found' })
      const ended = await endWithChanges(deps, tx, permit, paper)
      return ended.ok ? shownOf(deps, tx, permit, paper) : ended
    })

async function settle(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  paper: Paper,
  type: (PaperApproved | PaperRejected)['type'],
): Promise<Result<Shown, never>> {
  const { paperId, kind, organisationId } = paper
  const event: PaperApproved | PaperRejected = { type, paperId, paper: kind, organisationId }
  await savePaper(tx, paper)
  await deps.record(tx, event, permit)
  return shownOf(deps, tx, permit, paper)
}

async function shownOf(
  deps: OrganisationsDeps,
  tx: Tx,
  permit: Permit,
  { paperId, organisationId }: Paper,
): Promise<Result<Shown, never>> {
  const organisation = await organisationById(tx, organisationId)
  if (!organisation) throw new Error(`a paper of nobody: ${paperId}`)
  return ok(await showOrganisation(deps, tx, permit, organisation))
}
