import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Acceptance, Agreement } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { standing } from './domain/ordering.ts'
import type { EndRefusal } from './domain/agreement.ts'
import { endWithChanges } from './end-agreement.ts'
import {
  drawCardAgreement,
  drawDelegation,
  proposedEvent,
  type Drawn,
  type ProposeCardAgreementRefusal,
  type ProposeDelegationRefusal,
} from './propose-agreement.ts'
import { savePeople } from './stores/people.ts'
import { insertAgreement, lockAgreement, organisationById, agreementsOf } from './store.ts'

type Entered<Draw extends (...args: never[]) => unknown> = Parameters<Draw>[2]

/** An agreement or delegation that an organisation signs. */
export type ToBeSigned =
  | ({ readonly kind: 'agreement' } & Change & Entered<typeof drawCardAgreement>)
  | ({ readonly kind: 'delegation'; readonly acceptance: Acceptance } & Change &
      Omit<Entered<typeof drawDelegation>, 'acceptedBy' | 'acceptedOn'>)

/** The agreement or delegation that it changes. */
type Change = { readonly replaces?: string | undefined }

export type DrawSignedRefusal =
  | ProposeCardAgreementRefusal
  | ProposeDelegationRefusal
  /** An agreement names one's own points, a delegation those of the delegate. */
  | { readonly kind: 'point-of-another'; readonly pointId: string }
  /** The one to be changed must be their own, in force, of that kind and with the same organisation. */
  | { readonly kind: 'not-to-be-changed' }
  /** A change of it waits for a case officer, or for its first day. */
  | { readonly kind: 'being-changed' }

/**
 * An agreement as `by` would sign it, checked against the current registers and agreements. Nothing is
 * stored.
 */
export const drawSigned =
  (deps: OrganisationsDeps) =>
  async (tx: Tx, requested: ToBeSigned, by: string): Promise<Result<Drawn, DrawSignedRefusal>> => {
    const drawn =
      requested.kind === 'agreement'
        ? await drawCardAgreement(deps, tx, requested, by)
        : await drawDelegation(
            deps,
            tx,
            {
              ...requested,
              acceptedBy: requested.acceptance.by,
              acceptedOn: requested.acceptance.on,
            },
            by,
          )
    if (!drawn.ok) return drawn
    const { organisation, agreement } = drawn.value
    const pointOperator =
      agreement.kind === 'agreement' ? organisation : await organisationById(tx, agreement.delegate)
    const points = await deps.points.findPoints(tx, agreement.points)
    const ofAnother = agreement.points.find(
      (pointId) =>
        points.get(pointId)?.details?.pointOperatorBusinessId !== pointOperator?.businessId,
    )
    if (ofAnother !== undefined) return refuse({ kind: 'point-of-another', pointId: ofAnother })
    const changed = await changing(deps, tx, agreement, requested.replaces)
    if (!changed.ok) return changed
    return ok({
      ...drawn.value,
      agreement: {
        ...agreement,
        isSigned: true,
        ...(changed.value && { replaces: changed.value.agreementId }),
        ...(requested.kind === 'delegation' && accepted(agreement, requested.acceptance)),
      },
      ...(changed.value && { before: changed.value }),
    })
  }

/** A change needs an agreement in force without another change, and keeps its sides (R213, R286). */
async function changing(
  { clock }: OrganisationsDeps,
  tx: Tx,
  agreement: Drawn['agreement'],
  replaces: string | undefined,
): Promise<Result<Agreement | undefined, Extract<DrawSignedRefusal, { kind: ChangeRefusal }>>> {
  if (replaces === undefined) return ok(undefined)
  const agreements = await agreementsOf(tx, [agreement.organisationId])
  const before = agreements.find(({ agreementId }) => agreementId === replaces)
  const isToBeChanged =
    before?.kind === agreement.kind &&
    delegateIn(before) === delegateIn(agreement) &&
    standing(before, dateInHelsinki(clock.now())) === 'in-force'
  if (!isToBeChanged) return refuse({ kind: 'not-to-be-changed' })
  const isWaiting = agreements.some(
    (one) => (one.state === 'proposed' || one.state === 'approved') && one.replaces === replaces,
  )
  return isWaiting ? refuse({ kind: 'being-changed' }) : ok(before)
}

type ChangeRefusal = 'not-to-be-changed' | 'being-changed'

const delegateIn = (agreement: Agreement): string | undefined =>
  agreement.kind === 'delegation' ? agreement.delegate : undefined

const accepted = (agreement: Drawn['agreement'], { by: _by, ...acceptance }: Acceptance) =>
  agreement.kind === 'delegation' ? { accepted: acceptance } : {}

/** Submits a signed agreement to the office: it is in force once a case officer has approved it. */
export const proposeSigned =
  ({ record, sealing }: OrganisationsDeps) =>
  async (tx: Tx, permit: Permit, { agreement, people }: Drawn): Promise<void> => {
    await insertAgreement(tx, agreement)
    if (people) await savePeople(tx, sealing, agreement.agreementId, people)
    await record(tx, proposedEvent(agreement), permit)
  }

export type EndSignedRefusal = { readonly kind: 'agreement-not-found' } | EndRefusal

/** May the organisation end it: its own agreement, or a delegation given by or to it? */
export async function mayEndSigned(
  tx: Tx,
  {
    agreementId,
    organisationId,
  }: { readonly agreementId: string; readonly organisationId: string },
): Promise<Result<Agreement, EndSignedRefusal>> {
  const agreement = await lockAgreement(tx, agreementId)
  const isParty =
    agreement?.organisationId === organisationId ||
    (agreement?.kind === 'delegation' && agreement.delegate === organisationId)
  if (!agreement || !isParty) return refuse({ kind: 'agreement-not-found' })
  return agreement.state === 'approved'
    ? ok(agreement)
    : refuse({ kind: 'agreement-not-approved', state: agreement.state })
}

/** Ends it now, by either party: a permission ends at once, without a second person. */
export const endSigned =
  (deps: OrganisationsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    requested: { readonly agreementId: string; readonly organisationId: string },
  ): Promise<Result<void, EndSignedRefusal>> => {
    const agreement = await mayEndSigned(tx, requested)
    return agreement.ok ? endWithChanges(deps, tx, permit, agreement.value) : agreement
  }
