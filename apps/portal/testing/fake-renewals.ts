import type { CardView } from '@sotevarmenne/api/cards'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { renewCard, RenewalView, viewOwnOrders, viewRenewal } from '@sotevarmenne/api/renewals'
import { pointId } from './fake-production.ts'

const point = { pointId, name: 'Esimerkkilän terveysasema' }

const nurse = {
  rightId: 'nurse-1',
  register: 'TERHIKKI' as const,
  code: 'T10',
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  validFrom: '2012-06-01',
  inForce: true,
  isOnCard: true,
  cardValidTo: '2031-11-24',
}

/** The form of a card that ends soon; for a card not in use, the refusal of a renewal that is too early. */
export const renewalOf = (card: CardView): ResponseOf<typeof viewRenewal> => ({
  cardId: card.cardId,
  may:
    card.state === 'inUse'
      ? { allowed: true, ground: 'expiring' }
      : {
          allowed: false,
          because: {
            kind: 'renewal-not-open',
            title: {
              fi: 'Kortin voi uusia, kun sitä on jäljellä enintään 90 päivää',
              sv: 'Kortet kan förnyas när det återstår högst 90 dagar',
              en: 'The card can be renewed when at most 90 days are left of it',
            },
            advice: {
              fi: 'Muistutamme sähköpostilla, kun uusiminen on mahdollista.',
              sv: 'Vi påminner per e-post när kortet kan förnyas.',
              en: 'We remind you by e-mail when it can be renewed.',
            },
            facts: { opensOn: '2031-08-26' },
          },
        },
  rights: [
    nurse,
    {
      ...nurse,
      rightId: 'midwife-1',
      code: 'T12',
      title: { fi: 'Kätilö', sv: 'Barnmorska', en: 'Midwife' },
      validTo: '2028-12-31',
      isOnCard: false,
      cardValidTo: '2028-12-31',
    },
  ],
  address: {
    street: 'Esimerkkikatu 3 A 4',
    postalCode: '33100',
    postOffice: 'Tampere',
    country: 'FI',
  },
  photoId: '00000000-0000-4000-8000-000000000900',
  language: 'fi',
  point,
  minimumReaderVersion: '0.1.0',
})

export const renewed = (
  { cardId, delivery }: InputOf<typeof renewCard>,
  now: string,
): RenewalView => ({
  orderId: '00000000-0000-4000-8000-000000000960',
  cardId,
  newCardId: '00000000-0000-4000-8000-000000000961',
  ground: 'expiring',
  decidedAt: now,
  validTo: '2031-11-24',
  delivery: delivery.to,
  point,
  letterTo: 'home',
  rulesVersion: '2026-11-25',
})

export const ownOrders = (cards: readonly CardView[]): ResponseOf<typeof viewOwnOrders> => ({
  orders: [],
  renewals: cards.map(({ cardId, state }) =>
    state === 'inUse'
      ? { cardId, ground: 'expiring', mayBeBroken: true }
      : { cardId, mayBeBroken: false },
  ),
})
