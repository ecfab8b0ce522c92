import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ProfessionalCard } from '#cards/lifecycle/index.ts'
import { pendingOrders } from '#cards/orders/index.ts'
import type { RenewalFacts } from '#cards/products/contract.ts'
import type { CardToRenew, RightRules } from '#cards/products/index.ts'
import type { RegisterResponses } from '#people/registers/index.ts'
import type { StrongSignIn } from '#platform/permit.ts'
import type { Setting } from '#settings/contract.ts'
import type { Renewable } from './find-renewable.ts'

/** All facts on which the renewal is decided. */
export function renewalFacts(
  { card, cards, orders }: Renewable,
  {
    responses: { population, held },
    signIn,
    saysBroken,
    rightRules,
    renewalWindow,
    today,
  }: {
    readonly responses: RegisterResponses
    readonly signIn: StrongSignIn
    readonly saysBroken: boolean
    readonly rightRules: RightRules
    readonly renewalWindow: Setting<'renewal-window'>
    readonly today: LocalDate
  },
): RenewalFacts {
  return {
    card: cardToRenew(card),
    ...(population && { population: personIn(population) }),
    rights: held?.rights ?? [],
    ...(held && { registrationNumber: held.registrationNumber }),
    ...(held?.doctorId !== undefined && { doctorId: held.doctorId }),
    signedInBy: signIn.method,
    saysBroken,
    rightRules,
    renewalWindow,
    validCards: cards.flatMap(({ cardId, state, says: { rightCode, validTo } }) =>
      cardId !== card.cardId && state !== 'cancelled' && validTo >= today
        ? [{ cardId, rightCode }]
        : [],
    ),
    pendingOrders: pendingOrders(orders),
    today,
  }
}

/** Without address: what is stored with the decision contains none. */
const personIn = ({
  givenNames,
  surname,
  died,
  nonDisclosure,
}: NonNullable<RegisterResponses['population']>): NonNullable<RenewalFacts['population']> => ({
  givenNames,
  surname,
  nonDisclosure,
  ...(died !== undefined && { died }),
})

export function cardToRenew({ says, ...card }: ProfessionalCard): CardToRenew {
  const { givenNames, surname, registrationNumber, doctorId, rightCode, title } = says
  return {
    cardId: card.cardId,
    state: stateOf(card),
    ...(card.cancelledBecause !== undefined && { cancelledBecause: card.cancelledBecause }),
    wasHandedOver: card.wasHandedOver,
    validTo: says.validTo,
    says: {
      ...{ givenNames, surname, registrationNumber, rightCode, title },
      ...(doctorId !== undefined && { doctorId }),
    },
  }
}

function stateOf({ state }: Pick<ProfessionalCard, 'state'>): CardToRenew['state'] {
  if (state === 'cancelled') return 'cancelled'
  return state === 'handedOver' || state === 'inUse' ? 'in-hand' : 'coming'
}
