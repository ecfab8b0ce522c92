import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Acceptance, Paper } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { standing } from './domain/ordering.ts'
import type { EndRefusal } from './domain/paper.ts'
import { endWithChanges } from './end-paper.ts'
import {
  drawAgreement,
  drawAuthorisation,
  proposedEvent,
  type Drawn,
  type ProposeAgreementRefusal,
  type ProposeAuthorisationRefusal,
} from './propose-paper.ts'
import { savePeople } from './stores/people.ts'
import { insertPaper, lockPaper, organisationById, papersOf } from './store.ts'

type Entered<Draw extends (...args: never[]) => unknown> = Parameters<Draw>[2]

/** What an organisation signs that it be. */
export type ToBeSigned =
  | ({ readonly kind: 'agreement' } & Change & Entered<typeof drawAgreement>)
  | ({ readonly kind: 'authorisation'; readonly acceptance: Acceptance } & Change &
      Omit<Entered<typeof drawAuthorisation>, 'acceptedBy' | 'acceptedOn'>)

/** Of the paper that is named. */
type Change = { readonly replaces?: string | undefined }

export type DrawSignedRefusal =
  | ProposeAgreementRefusal
  | ProposeAuthorisationRefusal
  /** An agreement names one's own points, an authorisation those of the authorised one. */
  | { readonly kind: 'point-of-another'; readonly pointId: string }
  /** What is to be changed is no paper of theirs that is in force, of that kind and with the same organisation. */
  | { readonly kind: 'not-to-be-changed' }
  /** A change of it waits for a handler, or for its first day. */
  | { readonly kind: 'being-changed' }

/** A paper as `by` would sign it, checked by the registers and papers of now. Nothing is kept. */
export const drawSigned =
  (deps: OrganisationsDeps) =>
  async (tx: Tx, asked: ToBeSigned, by: string): Promise<Result<Drawn, DrawSignedRefusal>> => {
    const drawn =
      asked.kind === 'agreement'
        ? await drawAgreement(deps, tx, asked, by)
        : await drawAuthorisation(
            deps,
            tx,
            { ...asked, acceptedBy: asked.acceptance.by, acceptedOn: asked.acceptance.on },
            by,
          )
    if (!drawn.ok) return drawn
    const { organisation, paper } = drawn.value
    const keeper =
      paper.kind === 'agreement' ? organisation : await organisationById(tx, paper.authorised)
    const points = await deps.points.findPoints(tx, paper.points)
    const ofAnother = paper.points.find(
      (pointId) => points.get(pointId)?.details?.keeperBusinessId !== keeper?.businessId,
    )
    if (ofAnother !== undefined) return refuse({ kind: 'point-of-another', pointId: ofAnother })
    const changed = await changing(deps, tx, paper, asked.replaces)
    if (!changed.ok) return changed
    return ok({
      ...drawn.value,
      paper: {
        ...paper,
        isSigned: true,
        ...(changed.value && { replaces: changed.value.paperId }),
        ...(asked.kind === 'authorisation' && accepted(paper, asked.acceptance)),
      },
      ...(changed.value && { before: changed.value }),
    })
  }

/** A change is of a paper that is in force and that nobody changes already, and leaves the sides as they are (R213, R286). */
async function changing(
  { clock }: OrganisationsDeps,
  tx: Tx,
  paper: Drawn['paper'],
  replaces: string | undefined,
): Promise<Result<Paper | undefined, Extract<DrawSignedRefusal, { kind: ChangeRefusal }>>> {
  if (replaces === undefined) return ok(undefined)
  const papers = await papersOf(tx, [paper.organisationId])
  const before = papers.find(({ paperId }) => paperId === replaces)
  const isToBeChanged =
    before?.kind === paper.kind &&
    authorisedIn(before) === authorisedIn(paper) &&
    standing(before, dateInHelsinki(clock.now())) === 'in-force'
  if (!isToBeChanged) return refuse({ kind: 'not-to-be-changed' })
  const isWaiting = papers.some(
    (one) => (one.state === 'proposed' || one.state === 'approved') && one.replaces === replaces,
  )
  return isWaiting ? refuse({ kind: 'being-changed' }) : ok(before)
}

type ChangeRefusal = 'not-to-be-changed' | 'being-changed'

const authorisedIn = (paper: Paper): string | undefined =>
  paper.kind === 'authorisation' ? paper.authorised : undefined

const accepted = (paper: Drawn['paper'], { by: _by, ...acceptance }: Acceptance) =>
  paper.kind === 'authorisation' ? { accepted: acceptance } : {}

/** Gives what was signed to the office: it holds when a handler has approved it. */
export const proposeSigned =
  ({ record, sealing }: OrganisationsDeps) =>
  async (tx: Tx, permit: Permit, { paper, people }: Drawn): Promise<void> => {
    await insertPaper(tx, paper)
    if (people) await savePeople(tx, sealing, paper.paperId, people)
    await record(tx, proposedEvent(paper), permit)
  }

export type EndSignedRefusal = { readonly kind: 'paper-not-found' } | EndRefusal

/** May the organisation end the paper: its own, or an authorisation that was given to it? */
export async function mayEndSigned(
  tx: Tx,
  { paperId, organisationId }: { readonly paperId: string; readonly organisationId: string },
): Promise<Result<Paper, EndSignedRefusal>> {
  const paper = await lockPaper(tx, paperId)
  const isParty =
    paper?.organisationId === organisationId ||
    (paper?.kind === 'authorisation' && paper.authorised === organisationId)
  if (!paper || !isParty) return refuse({ kind: 'paper-not-found' })
  return paper.state === 'approved'
    ? ok(paper)
    : refuse({ kind: 'paper-not-approved', state: paper.state })
}

/** Ends it now, by either party: power is taken at once, and needs nobody else. */
export const endSigned =
  (deps: OrganisationsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    asked: { readonly paperId: string; readonly organisationId: string },
  ): Promise<Result<void, EndSignedRefusal>> => {
    const paper = await mayEndSigned(tx, asked)
    return paper.ok ? endWithChanges(deps, tx, permit, paper.value) : paper
  }
