import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import type { ChargeView } from '@sotevarmenne/api/fees'
import type { Tx } from '#platform/db.ts'
import { pageOf, type PlaceInTime } from '#platform/paging.ts'
import type { Charge } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import type { Customer } from './ports.ts'
import { chargesOn, chargesPage, type Looked } from './store.ts'
import { openlyDisputedAmong } from './stores/disputes.ts'

type Requested = Looked & {
  readonly behind: PlaceInTime | undefined
  readonly limit: number
}

/** A page of charges, the newest first. */
export async function chargesShown(
  deps: Pick<ChargesDeps, 'customersOf'>,
  tx: Tx,
  { limit, ...requested }: Requested,
): Promise<ResponseOf<typeof contracts.listCharges>> {
  const found = await chargesPage(tx, { ...requested, limit: limit + 1 })
  const { page, nextCursor } = pageOf(found, {
    limit,
    placeOf: ({ createdAt, chargeId }) => ({ at: createdAt, id: chargeId }),
  })
  return {
    charges: await showCharges(deps, tx, page),
    ...(nextCursor !== undefined && { nextCursor }),
  }
}

export type ChargesOf = ResponseOf<typeof contracts.listChargesOfInvoice>

/** A page of the operations behind the lines of an invoice, in the order of their ids. */
export async function chargesOnShown(
  deps: Pick<ChargesDeps, 'customersOf'>,
  tx: Tx,
  {
    invoiceId,
    cursor,
    limit,
  }: {
    readonly invoiceId: string
    readonly cursor?: string | undefined
    readonly limit: number
  },
): Promise<ChargesOf> {
  const found = await chargesOn(tx, invoiceId, { behind: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const disputed = await openlyDisputedAmong(
    tx,
    page.map(({ chargeId }) => chargeId),
  )
  const charges = await showCharges(deps, tx, page)
  return {
    charges: charges.map((one) =>
      disputed.has(one.chargeId) ? { ...one, isDisputed: true as const } : one,
    ),
    ...(last && found.length > limit && { nextCursor: last.chargeId }),
  }
}

/** Charges with the names of their organisations. */
async function showCharges(
  { customersOf }: Pick<ChargesDeps, 'customersOf'>,
  tx: Tx,
  charges: readonly Charge[],
): Promise<ChargeView[]> {
  const customers = await customersOf(tx, [...new Set(charges.map((one) => one.organisationId))])
  return charges.map((one) => ({
    ...{ chargeId: one.chargeId, product: one.product, because: one.because },
    ...{ netCents: one.netCents, vatPermille: one.vatPermille, actedOn: one.actedOn },
    ...(one.cardAgreementId !== undefined && { cardAgreementId: one.cardAgreementId }),
    ...subjectShown(one.subject),
    organisation: named(one.organisationId, customers),
    ...(one.delegationId !== undefined && { delegationId: one.delegationId }),
    ...(one.unit && { unit: one.unit }),
    ...(one.costCentre !== undefined && { costCentre: one.costCentre }),
    ...(one.invoiceReference !== undefined && { invoiceReference: one.invoiceReference }),
    state: one.netCents === 0 ? 'free' : one.state.kind,
    ...('invoiceId' in one.state && { invoiceId: one.state.invoiceId }),
  }))
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
