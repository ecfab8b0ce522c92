import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/test-cards'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const testPeople: contracts.TestPersonView[] = [
  {
    personKey: 'physician',
    identityCode: '010170-901K',
    name: 'Liisa Orvokki Testi-Esimerkki',
    registrationNumber: '99900000013',
    satu: '99990001W',
    doctorId: '999011',
    right: { fi: 'Lääkäri', sv: 'Läkare', en: 'Physician' },
    jobTitle: { fi: 'Ylilääkäri', sv: 'Överläkare', en: 'Chief physician' },
  },
  {
    personKey: 'long-name',
    identityCode: '290264-9117',
    name: 'Sirkka-Liisa Aleksandra Wilhelmiina Testi-Pitkänimisenkorkeakoskentytär',
    registrationNumber: '99900000062',
    satu: '999900062',
    right: { fi: 'Lähihoitaja', sv: 'Närvårdare', en: 'Practical nurse' },
    jobTitle: { fi: 'Osastosihteeri', sv: 'Avdelningssekreterare', en: 'Ward secretary' },
  },
]

const card = {
  form: 'virtual' as const,
  kind: 'professional' as const,
  holder: 'Liisa Orvokki Testi-Esimerkki',
  orderedAt: '2026-11-24T10:00:00.000Z',
  validTo: '2027-11-23',
  may: [],
} satisfies Partial<contracts.TestCardView>

export const testCardList: contracts.TestCardView[] = [
  { ...card, testCardId: id(891), state: 'fetched', may: ['revoke'] },
  { ...card, testCardId: id(892), kind: 'temporary', state: 'ready', may: ['revoke'] },
  {
    ...{ ...card, testCardId: id(893), kind: 'staff', state: 'revoked' },
    holder: 'Sirkka-Liisa Aleksandra Wilhelmiina Testi-Pitkänimisenkorkeakoskentytär',
    revokedAt: '2026-11-24T11:00:00.000Z',
    because: 'employment-ended',
  },
  { ...card, testCardId: id(894), kind: 'actor', state: 'lapsed' },
  {
    ...{ ...card, testCardId: id(896), form: 'plastic', state: 'posted', may: ['revoke'] },
    kind: 'organisation',
  },
  {
    ...{ ...card, testCardId: id(899), form: 'plastic', state: 'activated', may: ['revoke'] },
    kind: 'citizen',
  },
  { ...card, testCardId: id(900), form: 'plastic', state: 'in-production', may: ['cancel'] },
  { ...card, testCardId: id(901), form: 'plastic', state: 'not-produced' },
]

export const revokedTestCard: contracts.TestCardView = {
  ...{ ...card, testCardId: id(891), state: 'revoked' },
  ...{ revokedAt: '2026-11-24T12:30:00.000Z', because: 'card-lost' },
}

export const producedTestCard: ResponseOf<typeof contracts.makeVirtualTestCard> = {
  card: { ...card, testCardId: id(895), state: 'ready' },
  secret: 'A'.repeat(43),
  pins: { pin1: '1234', pin2: '123456' },
  until: '2026-11-24T13:00:00.000Z',
}

export const testCardFile: ResponseOf<typeof contracts.fetchTestCardFile> = {
  fileName: 'test-card-professional-physician-00000000.json',
  file: '{}',
}

export const testCardPrice: contracts.TestCardOrderView['price'] = {
  ...{ kind: 'priced', because: 'test-card' },
  amount: { currency: 'EUR', cents: 2300 },
}

export const testCardOrders: contracts.TestCardOrderView[] = [
  {
    orderId: id(897),
    organisation: { organisationId: id(801), name: 'Järjestelmätoimittaja Oy' },
    state: 'requested',
    cards: [{ kind: 'professional', holder: card.holder, count: 3 }],
    price: testCardPrice,
    orderedAt: '2026-11-24T11:00:00.000Z',
    may: ['decide'],
  },
  {
    orderId: id(898),
    organisation: { organisationId: id(801), name: 'Järjestelmätoimittaja Oy' },
    state: 'refused',
    cards: [{ kind: 'staff', holder: card.holder, count: 20 }],
    price: testCardPrice,
    orderedAt: '2026-11-23T11:00:00.000Z',
    because: 'Kerro, missä järjestelmässä kortteja testataan.',
    may: [],
  },
]
