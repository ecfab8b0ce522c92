import { randomUUID } from 'node:crypto'
import type { CardView } from '@sotevarmenne/api/cards'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { afterCommit } from '#platform/db.ts'
import type {
  PopulationFacts,
  RegisterUnavailable,
  Right,
  RightsHeld,
} from '#people/registers/contract.ts'
import type { Registers } from '#people/registers/index.ts'
import type { OrderId } from './contract.ts'
import type { AgreementId } from '#organisations/registry/contract.ts'
import type { MemberContent, OrderIn, ProfessionalContent } from './domain/order.ts'
import type { ProfessionalCard } from '#cards/lifecycle/actual-card.ts'
import type { CardOrder } from '#cards/production/accept-order.ts'
import type { OrderBasis } from '#cards/production/order-bases.ts'
import type { CardId } from '#cards/card/contract.ts'
import type { Cards } from '#cards/lifecycle/create-cards.ts'
import type { CardsDesk } from './ports.ts'

/** 24 November 2026, 14:00 in Finland. */
export const noon: Instant = instant(Date.parse('2026-11-24T12:00:00Z'))

export const identityCode = (text: string): IdentityCode => {
  const parsed = parseIdentityCode(text)
  if (!parsed.ok) throw new Error(parsed.refusal.kind)
  return parsed.value
}

/** An identity code that no other test uses: temporary number, born on some day of 1980. */
export function anIdentityCode(): IdentityCode {
  serial += 1
  const day = String((serial % 28) + 1).padStart(2, '0')
  const month = String((Math.floor(serial / 28) % 12) + 1).padStart(2, '0')
  const digits = `${day}${month}80999`
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] ?? ''
  return identityCode(`${day}${month}80-999${check}`)
}

let serial = 0

export const aNurse = (changes: Partial<Right> = {}): Right => ({
  rightId: '00198706129-1',
  register: 'TERHIKKI',
  code: 'T10',
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  validFrom: localDate('2012-06-01'),
  ...changes,
})

export const aResident = (changes: Partial<PopulationFacts> = {}): PopulationFacts => ({
  givenNames: 'Aino',
  surname: 'Esimerkki',
  language: 'fi',
  nonDisclosure: false,
  address: {
    street: 'Esimerkkikatu 3 A 4',
    postalCode: '33100',
    postOffice: 'Tampere',
    country: 'FI',
  },
  ...changes,
})

export type RegisteredPerson = {
  population?: PopulationFacts
  held?: RightsHeld
}

/** Registers with the people that the test adds; they can be set to not respond. */
export function fakeRegisters() {
  const people = new Map<IdentityCode, RegisteredPerson>()
  let unavailable: RegisterUnavailable | undefined
  const registers: Registers = {
    lookUpPerson: async (code) => {
      if (unavailable?.register === 'population') return refuse(unavailable)
      const population = people.get(code)?.population
      return population ? ok(population) : refuse({ kind: 'unknown-to-population-register' })
    },
    lookUpRights: async (code) => {
      if (unavailable?.register === 'rights') return refuse(unavailable)
      const held = people.get(code)?.held
      return held ? ok(held) : refuse({ kind: 'no-right' })
    },
  }
  return {
    registers,
    /** A nurse with a right in force, unless changed; returns the code. */
    add: (changes: RegisteredPerson = {}): IdentityCode => {
      const code = anIdentityCode()
      people.set(code, {
        population: aResident(),
        held: { registrationNumber: '00198706129', rights: [aNurse()] },
        ...changes,
      })
      return code
    },
    change: (code: IdentityCode, person: RegisteredPerson): void => {
      people.set(code, person)
    },
    fallSilent: (register: RegisterUnavailable['register'] | undefined): void => {
      unavailable = register && {
        kind: 'register-unavailable',
        register,
        because: 'no-response-in-time',
      }
    },
  }
}

/** What the desk and the holder's page need of cards. */
export type CardsOfDesk = CardsDesk & Pick<Cards, 'holderOf' | 'professionalCardsOf'>

/**
 * A fake cards module that stores what committed transactions gave it; the test decides the fate of the
 * cards.
 */
export function fakeCardsDesk() {
  const cards = new Map<string, CardView[]>()
  const own = new Map<string, ProfessionalCard[]>()
  const accepted: CardOrder[] = []
  const bases: OrderBasis[] = []
  const forgotten: string[] = []
  const withdrawn: string[] = []
  let inProduction = false
  let meeting: (() => Promise<void>) | undefined
  const desk: CardsOfDesk = {
    acceptOrder: async (_tx, _permit, order, basis) => {
      await meeting?.()
      afterCommit(() => {
        accepted.push(order)
        bases.push(basis)
      })
      return randomUUID()
    },
    cardsOf: async (_tx, personId, permit) =>
      (cards.get(personId) ?? []).map((card) => (permit ? card : { ...card, may: [] })),
    professionalCardsOf: (_tx, personId) => Promise.resolve(own.get(personId) ?? []),
    holderOf: async (_tx, cardNumber) =>
      [...cards].find(([, own]) => own.some((card) => card.cardNumber === cardNumber))?.[0],
    cancelOrderedCard: async (_tx, _permit, cardId) => {
      if (inProduction) return refuse({ kind: 'card-not-cancellable' })
      afterCommit(() => withdrawn.push(cardId))
      return ok(undefined)
    },
    forgetSignedOrder: (_tx, orderId) => {
      forgotten.push(orderId)
      return Promise.resolve()
    },
    endCardWithEmployment: () =>
      Promise.reject(new Error('not supported by the fake: cards end it themselves')),
  }
  return {
    desk,
    accepted,
    /** What would show the signer that each of them was ordered. */
    bases,
    /** Orders whose signed statement may not be stored any more. */
    forgotten,
    withdrawn,
    give: (personId: string, card: CardView): void => {
      cards.set(personId, [card])
    },
    /** Professional cards, with all their data. */
    giveActual: (personId: string, ...actual: ProfessionalCard[]): void => {
      own.set(personId, actual)
    },
    startProduction: (started: boolean): void => {
      inProduction = started
    },
    /** The next transactions that order a card wait for one another after all their checks. */
    meet: (transactions: number): void => {
      let missing = transactions
      const { promise, resolve } = Promise.withResolvers<undefined>()
      meeting = () => {
        missing -= 1
        if (missing === 0) resolve(undefined)
        return promise
      }
    },
  }
}

/** A card in use until 2031. */
export const aCard = (changes: Partial<CardView> = {}): CardView => ({
  cardId: randomUUID(),
  state: 'inUse',
  product: 'professional-card',
  holder: { personId: randomUUID(), givenNames: 'Aino', surname: 'Esimerkki' },
  title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
  registrationNumber: '00198706129',
  ...((changes.product ?? 'professional-card') === 'professional-card' && { rightCode: 'T10' }),
  validTo: '2031-11-23',
  language: 'fi',
  certificates: [],
  timeline: [],
  may: [],
  ...changes,
})

/** A nurse's card in use that expires in two months, with all its data. */
export const anActualCard = ({
  says,
  ...changes
}: Partial<Omit<ProfessionalCard, 'says'>> & {
  readonly says?: Partial<ProfessionalCard['says']>
} = {}): ProfessionalCard => ({
  cardId: randomUUID() as string as CardId,
  orderId: randomUUID(),
  holder: randomUUID(),
  pointId: randomUUID(),
  product: 'professional-card',
  state: 'inUse',
  wasHandedOver: true,
  says: {
    product: 'professional-card',
    givenNames: 'Aino',
    surname: 'Esimerkki',
    registrationNumber: '00198706129',
    rightCode: 'T10',
    title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
    validTo: localDate('2027-01-20'),
    language: 'fi',
    ...says,
  },
  ...changes,
})

export const anOrderContent = (
  changes: Partial<ProfessionalContent> = {},
): ProfessionalContent => ({
  product: 'professional-card',
  price: { kind: 'free', because: 'professional-card' },
  orderId: '7a0c2e52-8f3f-4f0e-9a53-1c2d3e4f5a01' as string as OrderId,
  personId: 'b9f4a2a4-9f0b-4c55-8f5b-2a9d0f3c1e02',
  givenNames: 'Aino',
  surname: 'Esimerkki',
  registrationNumber: '00198706129',
  right: aNurse(),
  validTo: localDate('2031-11-23'),
  language: 'fi',
  letterTo: {
    street: 'Esimerkkikatu 3 A 4',
    postalCode: '33100',
    postOffice: 'Tampere',
    country: 'FI',
  },
  identification: {
    documentType: 'passport',
    documentNumber: 'AB1234567',
    issuingCountry: 'FI',
    expires: localDate('2030-01-01'),
  },
  termsVersion: '2026-11-24',
  point: {
    pointId: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c03',
    name: 'Esimerkkilän rekisteröintipiste',
  },
  draftedBy: 'c0a8f6de-1c1f-4b55-9d6f-6a7b8c9d0e04',
  draftedAt: noon,
  ...changes,
})

/** Sanna is a ward secretary with a permanent employment. */
export const aMemberContent = (changes: Partial<MemberContent> = {}): MemberContent => {
  const {
    registrationNumber: _none,
    right: _noRight,
    doctorId: _noDoctor,
    ...everybody
  } = anOrderContent()
  return {
    ...everybody,
    product: 'staff-card',
    subjectNumber: '90000000018',
    title: 'Osastonsihteeri',
    employment: {
      organisationId: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c07',
      businessId: '0204819-8',
      organisation: 'Esimerkkilän sairaala',
      declaration: {
        logsInToPatientSystems: true,
        givenBy: 'Esko Esihenkilö',
        givenOn: localDate('2026-11-20'),
      },
    },
    basis: {
      cardAgreementId: 'b1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c08' as string as AgreementId,
      priceList: 'standard',
    },
    price: { kind: 'free', because: 'logs-in-to-patient-systems' },
    ...changes,
  }
}

export const aDraft = (changes: Partial<ProfessionalContent> = {}): OrderIn<'draft'> => ({
  state: 'draft',
  content: anOrderContent(changes),
  decisions: [],
  statement: new Uint8Array([1]),
  confirmation: {
    by: { means: 'typed', name: 'Aino Esimerkki' },
    confirmedAt: noon,
    shownDigest: '00'.repeat(32),
    digest: '01'.repeat(32),
  },
})

export const anOrderThatWasPlaced = (): OrderIn<'ordered'> => ({
  ...aDraft(),
  state: 'ordered',
  placement: {
    orderedAt: noon,
    cardId: 'd1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e505',
    decided: {
      statementDigest: '00'.repeat(32),
      signature: new Uint8Array([2]),
      signatureAlgorithm: 'SHA384withECDSA',
      chain: [new Uint8Array([3])],
      certificateSerial: '0a',
    },
  },
})
