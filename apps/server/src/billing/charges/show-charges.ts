import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type { ChargeView } from '@sotevarmenne/api/fees'
import type { Tx } from '#platform/db.ts'
import { pageOf, type PlaceInTime } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { chargedHolders, chargedItems } from './charged-items.ts'
import type { Charge } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import type { Customer } from './ports.ts'
import { chargesOn, chargesPage, type ChargesOnDocument, type Looked } from './store.ts'
import { openlyDisputedAmong } from './stores/disputes.ts'

type Requested = Looked & {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
}

type Deps = Pick<ChargesDeps, 'customersOf' | 'cards' | 'certificateNamesOf' | 'pointsByIds'>

/** The member of an organisation's account who sees its people's names in its charges (R461). */
export type Viewer = { readonly permit: Permit; readonly organisationId: string }

/** A page of charges, the newest first. */
export async function chargesShown(
  deps: Deps,
  tx: Tx,
  { limit, ...requested }: Requested,
  viewer?: Viewer,
): Promise<ResponseOf<typeof contracts.listCharges>> {
  const found = await chargesPage(tx, { ...requested, limit: limit + 1 })
  const { page, nextCursor } = pageOf(found, {
    limit,
    placeOf: ({ createdAt, chargeId }) => ({ at: createdAt, id: chargeId }),
  })
  return {
    charges: await showCharges(deps, tx, page, viewer),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

export type ChargesOf = ResponseOf<typeof contracts.listChargesOfInvoice>

/** A page of the operations behind the lines of an invoice or credit note, in the order of their ids. */
export async function chargesOnShown(
  deps: Deps,
  tx: Tx,
  {
    cursor,
    limit,
    ...on
  }: ChargesOnDocument & {
    readonly cursor?: string | undefined
    readonly limit: number
  },
  viewer?: Viewer,
): Promise<ChargesOf> {
  const found = await chargesOn(tx, on, { behind: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const disputed = await openlyDisputedAmong(
    tx,
    page.map(({ chargeId }) => chargeId),
  )
  const charges = await showCharges(deps, tx, page, viewer)
  return {
    charges: charges.map((one) =>
      disputed.has(one.chargeId) ? { ...one, isDisputed: true as const } : one,
    ),
    ...(last && found.length > limit && { nextCursor: last.chargeId }),
  }
}

/** Charges with the names of their organisations, and what each is for. */
async function showCharges(
  deps: Deps,
  tx: Tx,
  charges: readonly Charge[],
  viewer: Viewer | undefined,
): Promise<ChargeView[]> {
  const payers = [...new Set(charges.map((one) => one.organisationId))]
  const customers = await deps.customersOf(tx, payers)
  const items = await chargedItems(deps, tx, charges)
  const holders = viewer && (await chargedHolders(deps, tx, viewer.permit, { ...viewer, charges }))
  return charges.map((one) => ({
    ...{ chargeId: one.chargeId, product: one.product, because: one.because },
    ...{ netCents: one.netCents, vatPermille: one.vatPermille, actedOn: one.actedOn },
    ...(one.cardAgreementId !== undefined && { cardAgreementId: one.cardAgreementId }),
    ...subjectShown(one.subject),
    ...items.get(one.chargeId),
    ...holderShown(one.subject, holders),
    organisation: named(one.organisationId, customers),
    ...(one.delegationId !== undefined && { delegationId: one.delegationId }),
    ...(one.unit && { unit: one.unit }),
    ...(one.costCentre !== undefined && { costCentre: one.costCentre }),
    ...(one.invoiceReference !== undefined && { invoiceReference: one.invoiceReference }),
    state: one.netCents === 0 ? 'free' : one.state.kind,
    ...('invoiceId' in one.state && { invoiceId: one.state.invoiceId }),
  }))
}

function holderShown(
  subject: Charge['subject'],
  holders: ReadonlyMap<string, string> | undefined,
): Pick<ChargeView, 'holderName'> {
  const holderName = subject.kind === 'card' ? holders?.get(subject.cardId) : undefined
  return holderName === undefined ? {} : { holderName }
}

function subjectShown(
  subject: Charge['subject'],
): Pick<ChargeView, 'orderId' | 'applicationId' | 'approvalId' | 'visitId'> {
  switch (subject.kind) {
    case 'card':
      return { orderId: subject.orderId }
    case 'certificate':
      return {
        applicationId: subject.applicationId,
        ...(subject.approvalId !== undefined && { approvalId: subject.approvalId }),
      }
    case 'visit':
      return { visitId: subject.visitId }
  }
}

function named(organisationId: string, customers: ReadonlyMap<string, Customer>) {
  const customer = customers.get(organisationId)
  if (!customer) throw new Error(`organisation ${organisationId} of a charge is not known`)
  const { name, customerNumber } = customer
  return { organisationId, name, customerNumber }
}
