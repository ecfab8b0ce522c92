import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedAction } from '#cards/products/contract.ts'
import type { VisitToInvoice } from '#points/appointments/contract.ts'
import type { Charge, ChargeId, PointOperatorId, ChargedVisit } from '../contract.ts'

/** The price of the operation: zero when a rule makes it free, with that rule. */
export function chargeOf(
  action: ChargedAction,
  details: Pick<Charge, 'chargeId' | 'vatPermille'> & { readonly actedOn: LocalDate },
): Charge {
  const { price, product, organisationId, cardAgreementId, delegationId, subject, unit } = action
  const { invoiceReference } = action
  return {
    ...details,
    ...{ sellerId: 'service', organisationId, product, subject },
    ...(cardAgreementId !== undefined && { cardAgreementId }),
    ...(delegationId !== undefined && { delegationId }),
    ...(unit && { unit }),
    ...(invoiceReference !== undefined && { invoiceReference }),
    because: price.because,
    netCents: price.kind === 'free' ? 0 : price.amount.cents,
    state: { kind: 'open' },
  }
}

/** An operator's charges to an organisation for a visit: each service that is not free. */
export const chargesOfVisit = (
  { pointOperatorId, payerId, servedOn, fees }: VisitToInvoice,
  { newId, ...visit }: Omit<ChargedVisit, 'kind'> & { readonly newId: () => ChargeId },
): readonly Charge[] =>
  fees.map(({ service, netCents, vatPermille }) => ({
    ...{ chargeId: newId(), sellerId: pointOperatorId as PointOperatorId, organisationId: payerId },
    ...{ product: service, because: 'fee-of-point', netCents, vatPermille },
    ...{ actedOn: servedOn, subject: { kind: 'visit', ...visit }, state: { kind: 'open' } },
  }))

/** The unique key of the charged thing: by this key it is charged once. */
export function causeOf({ subject, product }: Pick<Charge, 'subject' | 'product'>): string {
  switch (subject.kind) {
    case 'card':
      return `card ${subject.cardId}`
    case 'certificate':
      return `certificate ${subject.applicationId}`
    case 'visit':
      return `visit ${subject.visitId} ${product}`
  }
}
