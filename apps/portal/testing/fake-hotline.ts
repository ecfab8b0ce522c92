import type { HotlineHolderView, HotlineCallView } from '@sotevarmenne/api/hotline'

const id = (number: number): string => `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const nurse = { fi: 'sairaanhoitaja', sv: 'sjukskötare', en: 'nurse' }

/** A person with a card in hand, a spare card, a staff card and a cancelled one. */
export const aino: HotlineHolderView = {
  personId: id(1),
  givenNames: 'Aino Margareta',
  surname: 'Esimerkki',
  bornIn: 1988,
  nonDisclosure: false,
  language: 'fi',
  cards: [
    {
      kind: 'card',
      cardId: id(11),
      product: 'professional-card',
      title: nurse,
      lastDigits: '4718',
      state: 'inUse',
      validTo: '2030-11-24',
      isOpen: true,
    },
    {
      kind: 'card',
      cardId: id(12),
      product: 'staff-card',
      title: { fi: 'osastonsihteeri', sv: 'avdelningssekreterare', en: 'ward secretary' },
      employer: 'Esimerkkilän hyvinvointialue',
      lastDigits: '0092',
      state: 'inUse',
      validTo: '2029-01-31',
      isOpen: true,
    },
    {
      kind: 'spare-card',
      cardId: id(13),
      title: nurse,
      lastDigits: '5501',
      state: 'handedOver',
      validTo: '2027-01-15',
      isOpen: true,
    },
    {
      kind: 'card',
      cardId: id(14),
      product: 'professional-card',
      title: nurse,
      lastDigits: '1120',
      state: 'cancelled',
      validTo: '2026-02-11',
      cancelledBecause: 'replaced',
      isOpen: false,
    },
  ],
}

export const namesake: HotlineHolderView = {
  ...aino,
  personId: id(2),
  givenNames: 'Áile',
  surname: 'Esimerkki-Njeŋŋe',
  bornIn: 1971,
  nonDisclosure: true,
  cards: aino.cards.slice(0, 1).map((card) => ({ ...card, cardId: id(21) })),
}

const { personId, givenNames, surname } = aino

export const aCall: HotlineCallView = {
  callId: id(31),
  reference: '10002712',
  takenAt: '2026-11-24T01:12:00.000Z',
  agent: { personId: id(3), name: 'Saara Sulkija' },
  caller: 'colleague',
  callerName: 'Olli Työtoveri',
  callBack: { state: 'due', number: '040 123 4567' },
  note: 'Laukku varastettiin junassa.',
  language: 'fi',
  outcome: 'cancelled',
  identity: 'plausible',
  happened: 'stolen',
  happenedOn: '2026-11-23',
  holder: { personId, givenNames, surname },
  cards: [{ kind: 'card', cardId: id(11), outcome: 'cancelled-now' }],
  followUp: 'open',
  followUps: [
    {
      at: '2026-11-24T06:30:00.000Z',
      by: { personId: id(3), name: 'Saara Sulkija' },
      result: 'not-reached',
    },
  ],
}

export const calls: readonly HotlineCallView[] = [
  aCall,
  {
    ...aCall,
    callId: id(32),
    reference: '10002696',
    takenAt: '2026-11-23T21:48:00.000Z',
    caller: 'holder',
    identity: 'certain',
    happened: 'lost',
    followUp: 'none',
    followUps: [],
  },
  {
    callId: id(33),
    reference: '10002688',
    takenAt: '2026-11-23T18:02:00.000Z',
    agent: aCall.agent,
    caller: 'finder',
    language: 'sv',
    outcome: 'holder-not-found',
    identity: 'not-requested',
    cards: [],
    followUp: 'none',
    followUps: [],
  },
]
