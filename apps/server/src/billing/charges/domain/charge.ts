import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedAct } from '#cards/products/contract.ts'
import type { VisitToInvoice } from '#points/appointments/contract.ts'
import type { Charge, ChargeId, KeeperId, VisitMade } from '../contract.ts'

/** What the act costs: nothing when a rule makes it free, with that rule. */
export function chargeOf(
  act: ChargedAct,
  born: Pick<Charge, 'chargeId' | 'vatPermille'> & { readonly actedOn: LocalDate },
): Charge {
  const { price, product, organisationId, agreementId, authorisationId, made, unit } = act
  const { invoiceReference } = act
  return {
    ...born,
    ...{ sellerId: 'service', organisationId, product, made },
    ...(agreementId !== undefined && { agreementId }),
    ...(authorisationId !== undefined && { authorisationId }),
    ...(unit && { unit }),
    ...(invoiceReference !== undefined && { invoiceReference }),
    because: price.because,
    netCents: price.kind === 'free' ? 0 : price.amount.cents,
    state: { kind: 'open' },
  }
}

/** What a keeper asks an organisation for a visit: each service that is not free. */
export const chargesOfVisit = (
  { keeperId, payerId, servedOn, fees }: VisitToInvoice,
  { newId, ...visit }: Omit<VisitMade, 'kind'> & { readonly newId: () => ChargeId },
): readonly Charge[] =>
  fees.map(({ service, netCents, vatPermille }) => ({
    ...{ chargeId: newId(), sellerId: keeperId as KeeperId, organisationId: payerId },
    ...{ product: service, because: 'fee-of-point', netCents, vatPermille },
    ...{ actedOn: servedOn, made: { kind: 'visit', ...visit }, state: { kind: 'open' } },
  }))

/** Each thing is made once, under an id of its own: what is charged by this name is charged once. */
export function causeOf({ made, product }: Pick<Charge, 'made' | 'product'>): string {
  switch (made.kind) {
    case 'card':
      return `card ${made.cardId}`
    case 'certificate':
      return `certificate ${made.applicationId}`
    case 'visit':
      return `visit ${made.visitId} ${product}`
  }
}
