import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChargedAct } from '#products/contract.ts'
import type { Charge } from '../contract.ts'

/** What the act costs: nothing when a rule makes it free, with that rule. */
export function chargeOf(
  act: ChargedAct,
  born: Pick<Charge, 'chargeId' | 'vatPermille'> & { readonly actedOn: LocalDate },
): Charge {
  const { price, product, organisationId, agreementId, authorisationId, made, unit } = act
  return {
    ...born,
    ...{ organisationId, product, made },
    ...(agreementId !== undefined && { agreementId }),
    ...(authorisationId !== undefined && { authorisationId }),
    ...(unit && { unit }),
    because: price.because,
    netCents: price.kind === 'free' ? 0 : price.amount.cents,
    state: { kind: 'open' },
  }
}

/** Each thing is made once, under an id of its own: what is charged by this name is charged once. */
export const causeOf = ({ made }: ChargedAct): string =>
  made.kind === 'card' ? `card ${made.cardId}` : `certificate ${made.applicationId}`
