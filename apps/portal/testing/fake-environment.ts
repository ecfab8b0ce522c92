import { inquiriesOf } from './fake-inquiries.ts'
import { letters, production } from './fake-production.ts'
import { registersView } from './fake-registers.ts'
import { readFile } from 'node:fs/promises'
import type { LettersView, ProductionView } from '@sotevarmenne/api/production'
import type { RegistersView } from '@sotevarmenne/api/registers'
import type { CardView } from '@sotevarmenne/api/cards'
import type { viewVisitor, OrderView, RightView } from '@sotevarmenne/api/orders'
import type { Pause } from './fake-overview.ts'
import type { z } from 'zod'
import { organisation } from './fake-organisations.ts'
import type { PriceChangeView } from '@sotevarmenne/api/prices'
import { fakePrices } from './fake-prices.ts'
import { fakeRoles, type FakeRoles } from './fake-roles.ts'

export type Visitor = z.output<typeof viewVisitor.response>

export type Environment = {
  readonly visitors: readonly Visitor[]
  readonly cards: CardView[]
  readonly orders: OrderView[]
  priceChanges: PriceChangeView[]
  readonly photoId: string
  /** Base64 of a JPEG. */
  readonly photo: string
  /** Whether an ordered card is produced when it is next fetched. */
  producesCards: boolean
  /** Whether the started spare card was produced on a blank card. */
  isSpareCardProduced: boolean
  /** Whether the user signed in a moment ago. */
  isSignInFresh: boolean
  /** Whether the verification of the audit log finds nothing. */
  isAuditLogWhole: boolean
  /** CRLs that are paused. */
  pauses: Pause[]
  registers: RegistersView
  production: ProductionView
  letters: LettersView
} & FakeRoles & {
    cardFor(order: OrderView): CardView
    produce(card: CardView): CardView
    ownCards(): CardView[]
  }

/** A small invented environment, the same every time. */
export async function environment(): Promise<Environment> {
  const cards = [inUse, awaiting, handedOver, cancelled, failed, failedForGood, ...many]
  const orders = [ordered, ...moreOrders]
  const here: Environment = {
    visitors: [aino, olli, ailu, tuula, erkki, sanna],
    cards,
    orders,
    photoId: id(900),
    photo: (await readFile(new URL('../../../tests/support/card/drawn-face.jpg', import.meta.url))).toString('base64'),
    producesCards: true,
    isSpareCardProduced: false,
    isSignInFresh: true,
    isAuditLogWhole: true,
    pauses: [],
    registers: registersView,
    production,
    letters,
    ...fakeRoles(),
    priceChanges: fakePrices(),
    cardFor: (order) => ({
      ...awaiting,
      cardId: id(500 + cards.length),
      state: 'ordered',
      holder: order.person,
      product: order.product,
      title: order.title,
      validTo: order.validTo,
      language: order.language,
      ...(order.photoId === undefined ? {} : { photoId: order.photoId }),
      cardNumber: undefined,
      certificates: [],
      letter: undefined,
      timeline: [{ at: '2026-11-24T10:15:00.000Z', what: 'CardOrdered' }],
      may: [],
    }),
    produce: (card) => {
      const created: CardView = {
        ...awaiting,
        cardId: card.cardId,
        holder: card.holder,
        title: card.title,
        language: card.language,
        photoId: card.photoId,
      }
      cards.splice(cards.indexOf(card), 1, created)
      return created
    },
    ownCards: () => cards.filter(({ holder }) => holder.personId === aino.personId),
  }
  return here
}

export const visitorOf = (here: Environment, identityCode: string): Visitor | undefined =>
  here.visitors.find((visitor) => visitor.identityCode === identityCode.trim().toUpperCase())

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const nurse: RightView = {
  rightId: 'T-1',
  register: 'TERHIKKI',
  code: '140',
  title: { fi: 'sairaanhoitaja', sv: 'sjukskötare', en: 'nurse' },
  validFrom: '2012-06-01',
  inForce: true,
}

const socialWorker: RightView = {
  rightId: 'S-2',
  register: 'SUOSIKKI',
  code: '501',
  title: {
    fi: 'laillistettu sosiaalityöntekijä, rajoitettu oikeus harjoittaa ammattia opiskelijana',
    sv: 'legitimerad socialarbetare, begränsad rätt att utöva yrket som studerande',
    en: 'licensed social worker, limited right to practise as a student',
  },
  validFrom: '2025-01-01',
  validTo: '2027-07-31',
  inForce: true,
  limits: 'Toimii laillistetun sosiaalityöntekijän johdon ja valvonnan alaisena.',
}

const physician: RightView = {
  ...nurse,
  rightId: 'T-3',
  code: '001',
  title: { fi: 'lääkäri', sv: 'läkare', en: 'physician' },
}

const address = {
  street: 'Esimerkkikatu 3 B 12',
  postalCode: '00100',
  postOffice: 'HELSINKI',
  country: 'FI',
}

/** A professional may get a professional card, unless there is a reason against it. */
const mayOrder = (because?: Refusal): Visitor['mayOrder'] => [
  because === undefined
    ? { product: 'professional-card', allowed: true }
    : { product: 'professional-card', allowed: false, because },
  ...(['staff-card', 'actor-card'] as const).map((product) => ({
    product,
    allowed: false as const,
    because: rightInForce,
  })),
]

type Refusal = Extract<Visitor['mayOrder'][number], { allowed: false }>['because']

const rightInForce: Refusal = {
  kind: 'right-in-force',
  title: {
    fi: 'Henkilöllä on voimassa oleva ammattioikeus',
    sv: 'Personen har en gällande yrkesrättighet',
    en: 'The person has a right to practise in force',
  },
  advice: {
    fi: 'Ammattihenkilölle tilataan ammattikortti. Se on maksuton eikä riipu työnantajasta.',
    sv: 'För en yrkesutbildad person beställs ett yrkeskort. Det är avgiftsfritt och beror inte på arbetsgivaren.',
    en: 'A professional gets the professional card. It is free of charge and depends on no employer.',
  },
}

const noEmployerHere: Refusal = {
  kind: 'no-employer-here',
  title: {
    fi: 'Tällä rekisteröintipisteellä ei ole sopimusta eikä valtuutusta',
    sv: 'Det här registreringsstället har varken avtal eller fullmakt',
    en: 'This registration point has no agreement or authorisation',
  },
  advice: {
    fi: 'Työnantaja nimeää pisteen sopimuksessaan tai valtuuttaa sen. Ohjaa henkilö työnantajan rekisteröintipisteeseen.',
    sv: 'Arbetsgivaren nämner stället i sitt avtal eller befullmäktigar det. Hänvisa personen till arbetsgivarens registreringsställe.',
    en: 'The employer names the point in its agreement, or authorises it. Send the person to the employer’s registration point.',
  },
}

const base = {
  cards: [],
  orders: [],
  prepared: [],
  inquiries: [],
  freeReplacements: [],
  nonDisclosure: false,
  mayOrder: mayOrder(),
}

const aino: Visitor = {
  ...base,
  identityCode: '140388-9039',
  personId: id(1),
  givenNames: 'Aino',
  surname: 'Esimerkki',
  language: 'fi',
  address,
  registrationNumber: '00900000017',
  rights: [nurse],
}

const person = (visitor: Visitor) => ({
  personId: visitor.personId,
  givenNames: visitor.givenNames,
  surname: visitor.surname,
})

const certificates: CardView['certificates'] = [
  {
    purpose: 'authentication',
    serial: '4f21c09a77e1b35d802c6a1e9f004bd2',
    notBefore: '2026-11-24T08:00:00.000Z',
    notAfter: '2031-11-24T21:59:59.000Z',
  },
  {
    purpose: 'signature',
    serial: '19ab00c2de44718f3b6c5a90e7f1d268',
    notBefore: '2026-11-24T08:00:00.000Z',
    notAfter: '2031-11-24T21:59:59.000Z',
  },
]

const awaiting: CardView = {
  cardId: id(101),
  state: 'awaitingHandOver',
  product: 'professional-card',
  holder: person(aino),
  cardNumber: '12345123451234512',
  title: nurse.title,
  registrationNumber: '00900000017',
  validTo: '2031-11-24',
  language: 'fi',
  certificates,
  letter: { letterNumber: '1000000042', plannedFor: '2026-11-30' },
  timeline: [
    { at: '2026-11-24T08:00:00.000Z', what: 'CardOrdered' },
    { at: '2026-11-24T08:00:20.000Z', what: 'CardProduced' },
    { at: '2026-11-24T08:00:20.000Z', what: 'ActivationLetterPlanned' },
  ],
  may: ['hand-over', 'cancel'],
}

const inUse: CardView = {
  ...awaiting,
  cardId: id(102),
  state: 'inUse',
  photoId: id(900),
  cardNumber: '12345123451234529',
  letter: {
    letterNumber: '1000000017',
    plannedFor: '2026-11-09',
    sentAt: '2026-11-09T06:00:00.000Z',
  },
  timeline: [
    { at: '2026-11-03T08:00:00.000Z', what: 'CardOrdered' },
    { at: '2026-11-03T08:00:20.000Z', what: 'CardProduced' },
    { at: '2026-11-05T12:00:00.000Z', what: 'CardHandedOver' },
    { at: '2026-11-09T06:00:00.000Z', what: 'ActivationLetterSent' },
    { at: '2026-11-12T15:30:00.000Z', what: 'CardActivated' },
  ],
  may: ['cancel', 'report-lost', 'unlock', 'order-new-code'],
}

const olli: Visitor = {
  ...base,
  identityCode: '051170-904A',
  personId: id(2),
  givenNames: 'Olli',
  surname: 'Lääkäri',
  language: 'fi',
  address,
  registrationNumber: '00900000025',
  doctorId: '900019',
  rights: [physician],
  cards: [
    {
      ...inUse,
      cardId: id(103),
      holder: { personId: id(2), givenNames: 'Olli', surname: 'Lääkäri' },
      title: physician.title,
    },
  ],
  mayOrder: mayOrder({
    kind: 'another-valid-card',
    title: {
      fi: 'Henkilöllä on jo voimassa oleva ammattikortti',
      sv: 'Personen har redan ett giltigt yrkeskort',
      en: 'The person already has a valid professional card',
    },
    advice: {
      fi: 'Yhdellä henkilöllä voi olla yksi voimassa oleva ammattikortti. Sulje nykyinen kortti, jos se on kadonnut tai rikki.',
      sv: 'En person kan ha ett giltigt yrkeskort. Spärra det nuvarande kortet om det är förlorat eller sönder.',
      en: 'A person can have one valid professional card. Cancel the present card if it is lost or broken.',
    },
  }),
}

const ailu: Visitor = {
  ...base,
  identityCode: '090992-9094',
  personId: id(3),
  givenNames: 'Áilu Sárá Čeaskka-Máijá',
  surname: 'Näkkäläjärvi-Guovdageaidnu-Šuŋŋá',
  language: 'fi',
  address,
  registrationNumber: '00900000033',
  rights: [nurse, socialWorker],
}

const tuula: Visitor = {
  ...base,
  identityCode: '300983-9079',
  personId: id(4),
  givenNames: 'Tuula',
  surname: 'Turvattu',
  language: 'sv',
  nonDisclosure: true,
  registrationNumber: '00900000041',
  rights: [nurse],
}

const erkki: Visitor = {
  ...base,
  identityCode: '121265-905C',
  personId: id(5),
  givenNames: 'Erkki',
  surname: 'Entinen',
  language: 'fi',
  address,
  registrationNumber: '00900000058',
  rights: [{ ...nurse, validTo: '2024-12-31', inForce: false }],
  mayOrder: mayOrder({
    kind: 'no-right-in-force',
    title: {
      fi: 'Ammattioikeus ei ole voimassa',
      sv: 'Yrkesrättigheten är inte i kraft',
      en: 'No right to practise is in force',
    },
  }),
}

/** A ward secretary: not a professional, so she may have a staff card. */
const sanna: Visitor = {
  ...base,
  identityCode: '250690-906D',
  personId: id(6),
  givenNames: 'Sanna',
  surname: 'Sihteeri',
  language: 'fi',
  address,
  prepared: [
    {
      preparedId: id(861),
      product: 'staff-card',
      organisationId: organisation.organisationId,
      organisation: organisation.name,
      businessId: organisation.businessId,
      title: 'Osastonsihteeri',
      employmentEndsOn: '2027-06-30',
      declaration: {
        logsInToPatientSystems: true,
        givenBy: 'Esko Esihenkilö',
        givenOn: '2026-11-24',
      },
      hasCertificate: true,
    },
  ],
  inquiries: inquiriesOf(id(6)),
  rights: [],
  mayOrder: [
    {
      product: 'professional-card',
      allowed: false,
      because: {
        kind: 'no-right',
        title: {
          fi: 'Henkilöllä ei ole ammattioikeutta',
          sv: 'Personen har ingen yrkesrättighet',
          en: 'The person has no right to practise',
        },
        advice: {
          fi: 'Muu henkilöstö saa henkilöstökortin työnantajan kautta.',
          sv: 'Övrig personal får personalkort genom arbetsgivaren.',
          en: 'Other staff get a staff card through the employer.',
        },
      },
    },
    { product: 'staff-card', allowed: true },
    { product: 'actor-card', allowed: false, because: noEmployerHere },
  ],
}

const handedOver: CardView = {
  ...awaiting,
  cardId: id(104),
  state: 'handedOver',
  cardNumber: '12345123451234537',
  holder: person(ailu),
  title: socialWorker.title,
  photoId: id(900),
  language: 'sv',
  may: ['cancel'],
}

const cancelled: CardView = {
  ...inUse,
  cardId: id(105),
  state: 'cancelled',
  cardNumber: '12345123451234545',
  cancelled: { reason: 'lost', at: '2026-11-20T10:00:00.000Z' },
  timeline: [...inUse.timeline, { at: '2026-11-20T10:00:00.000Z', what: 'CardCancelled' }],
  may: [],
}

const unmade: CardView = {
  ...awaiting,
  state: 'productionFailed',
  cardNumber: undefined,
  holder: person(tuula),
  language: 'sv',
  certificates: [],
  letter: undefined,
  timeline: [
    { at: '2026-11-24T08:00:00.000Z', what: 'CardOrdered' },
    { at: '2026-11-24T08:00:20.000Z', what: 'CardProductionFailed' },
  ],
  may: ['cancel'],
}

const wrongPinLimits = {
  kind: 'wrong-pin-limits',
  title: {
    fi: 'Kortin tunnuslukujen rajat eivät ole oikein',
    sv: 'Gränserna för kortets koder är inte rätt',
    en: 'The limits of the PINs on the card are not right',
  },
}

const failed: CardView = {
  ...unmade,
  cardId: id(106),
  productionFailure: {
    at: '2026-11-24T08:00:20.000Z',
    isFinal: false,
    findings: [wrongPinLimits],
  },
}

const failedForGood: CardView = {
  ...unmade,
  cardId: id(107),
  productionFailure: {
    at: '2026-11-24T08:00:20.000Z',
    isFinal: true,
    findings: [
      {
        kind: 'card-removed',
        title: {
          fi: 'Kortti poistettiin lukijasta kesken valmistuksen',
          sv: 'Kortet togs ut ur läsaren under tillverkningen',
          en: 'The card was taken out of the reader during production',
        },
        advice: {
          fi: 'Pidä kortti lukijassa, kunnes se on valmis.',
          sv: 'Låt kortet vara i läsaren tills det är färdigt.',
          en: 'Keep the card in the reader until it is ready.',
        },
      },
      wrongPinLimits,
    ],
  },
}

const many: readonly CardView[] = Array.from({ length: 12 }, (_, index) => ({
  ...inUse,
  cardId: id(200 + index),
  holder: {
    personId: id(300 + index),
    givenNames: 'Matti',
    surname: `Meikäläinen-${String(index + 1)}`,
  },
}))

const ordered: OrderView = {
  orderId: id(401),
  state: 'ordered',
  person: person(aino),
  product: 'professional-card',
  title: nurse.title,
  subjectNumber: '00900000017',
  price: { kind: 'free', because: 'professional-card' },
  right: nurse,
  language: 'fi',
  validTo: '2031-11-24',
  draftedAt: '2026-11-24T07:58:00.000Z',
  confirmation: {
    means: 'paper',
    confirmedAt: '2026-11-24T07:59:00.000Z',
    digest: '5e'.repeat(32),
    storedAt: 'Arkisto 2, kansio 2026/11',
    hasScan: true,
  },
  decisions: [
    {
      rule: 'professional-card',
      version: 1,
      decidedAt: '2026-11-24T08:00:00.000Z',
      grounds: [
        { kind: 'ordered-by-another', rule: 'R14', facts: {} },
        { kind: 'known-to-population-register', rule: 'R3', facts: {} },
        {
          kind: 'right-in-force',
          rule: 'R2',
          facts: { register: 'TERHIKKI', title: nurse.title, from: '2012-06-01' },
        },
        { kind: 'doctor-id-not-demanded', rule: 'R8', facts: {} },
        { kind: 'no-other-card', rule: 'R5', facts: {} },
        { kind: 'no-open-order', rule: 'R15', facts: {} },
        { kind: 'valid-five-years', rule: 'R7', facts: { validTo: '2031-11-24' } },
        { kind: 'free-professional-card', rule: 'R9', facts: {} },
      ],
    },
  ],
  orderedAt: '2026-11-24T08:00:00.000Z',
  cardId: id(101),
}

const moreOrders: readonly OrderView[] = Array.from({ length: 12 }, (_, index) => ({
  ...ordered,
  orderId: id(410 + index),
  state: index % 5 === 4 ? 'cancelled' : 'produced',
  person: {
    personId: id(300 + index),
    givenNames: 'Matti',
    surname: `Meikäläinen-${String(index + 1)}`,
  },
  cardId: id(200 + index),
}))
