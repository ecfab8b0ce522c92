import { cardColours, colours } from '@sotevarmenne/design-tokens/tokens'
import type { otherNames } from './card-texts.ts'
import {
  hotlineNames,
  notices,
  printed,
  cardNames,
  returnTo,
  testCardNames,
  type Language,
} from './card-texts.ts'
import { fitText } from './fit-text.ts'
import { unitBeside } from './unit-name.ts'

export type CardProduct =
  'professional-card' | 'staff-card' | 'actor-card' | 'organisation-card' | 'citizen-card'

/** What else a reader finds in a card: nobody orders it by its name. */
export type OtherCard = keyof typeof otherNames

/** What is printed on a card. */
export type CardFace = {
  readonly product: CardProduct | OtherCard
  /** A test card says that it is one before anything else. */
  readonly isTest?: boolean
  /** Of a service that is a real one: only its test cards say TEST. */
  readonly isProductionService?: boolean
  readonly surname: string
  readonly givenNames: string
  /** For a staff or actor card: the organisation, and the unit if there is one. */
  readonly organisation?: string | undefined
  readonly unit?: string | undefined
  /** The registered title, or the one that the employer gives, in the card's language. A citizen has none. */
  readonly title?: Readonly<Record<Language, string>>
  /** The language in which the card is printed. */
  readonly language: Language
  /** A professional's registration number, a citizen's client identifier, or the subject number of others. */
  readonly subjectNumber: string
  /** The last day, `YYYY-MM-DD`. */
  readonly validTo?: string | undefined
  readonly hasPhoto: boolean
  readonly cardNumber?: string | undefined
  /** The number to call about a lost card, and where a found one is sent, on the back. */
  readonly contacts?: { readonly hotline: string; readonly returnAddress: string } | undefined
}

export type PrintedText = {
  readonly text: string
  readonly x: number
  /** The baseline of the text. */
  readonly y: number
  readonly size: number
  readonly weight: 400 | 600 | 700
  readonly fill: string
  readonly anchor: 'start' | 'middle' | 'end'
  /** Between letters. */
  readonly spacing: number
}

/** One side of a card. A unit is a tenth of a millimetre (ID-1, ISO/IEC 7810). */
export type CardSide = {
  /** Everything except texts and photo, as the inside of an SVG of 856 × 540. */
  readonly art: string
  readonly photo?: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }
  readonly texts: readonly PrintedText[]
}

export const cardSize = { width: 856, height: 540 } as const

/** The front: the holder, the right to practise or the organisation, and the last day. */
export function frontOf(face: CardFace): CardSide {
  const width = face.hasPhoto ? 520 : 736
  const surname = fitText(face.surname, { width, largest: 44, smallest: 24 })
  const givenNames = fitText(face.givenNames, { width, largest: 36, smallest: 22 })
  const title = fitText(face.title?.[face.language] ?? '', {
    width,
    largest: 27,
    smallest: 19,
    maxLines: 2,
  })
  const words = printed[face.language]
  const says = saysTest(face)
  const names = face.isTest === true ? testNamesOf(face.product) : cardNames[face.product]
  return {
    art: `${background}<rect width="856" height="104" fill="${ink}"/>${says ? testSign : ''}${chip}${waves}`,
    ...(face.hasPhoto && { photo: { x: 616, y: 136, width: 180, height: 231.4 } }),
    texts: [
      text(names.fi, 60, 50, { size: 34, weight: 700, fill: colours.surface }),
      text(`${names.sv} · ${names.en}`, 60, 84, { size: 22, fill: colours.surface }),
      ...(says
        ? [text('TEST', 748, 61, { size: 26, weight: 700, fill: ink, anchor: 'middle' })]
        : []),
      ...organisationOf(face),
      text(surname.lines[0] ?? '', 60, 342, { size: surname.size, weight: 700 }),
      text(givenNames.lines[0] ?? '', 60, 382, { size: givenNames.size, weight: 600 }),
      ...title.lines.map((line, index) =>
        text(line, 60, 417 + index * (title.size + 3), {
          size: title.size,
          weight: 600,
          fill: ink,
        }),
      ),
      text(words[numberNames[face.product]], 60, 482, { size: 17 }),
      text(face.subjectNumber, 60, 512, { size: 27, weight: 600 }),
      text(words.validTo, 420, 482, { size: 17 }),
      text(face.validTo === undefined ? '–' : dayOf(face.validTo, face.language), 420, 512, {
        size: 27,
        weight: 600,
      }),
    ],
  }
}

/** Every card of a service that is none yet, and test cards for good. */
const saysTest = ({ isTest, isProductionService }: CardFace): boolean =>
  isTest === true || isProductionService !== true

const testSign = `<rect x="700" y="30" width="96" height="44" rx="22" fill="${cardColours.sign}"/>`

/** What it is a test of follows. */
function testNamesOf(product: CardFace['product']) {
  const [of, test] = [cardNames[product], testCardNames]
  const beside = (language: Language) => `${test[language]}: ${of[language].toLowerCase()}`
  return { fi: beside('fi'), sv: beside('sv'), en: beside('en') }
}

const numberNames = {
  'professional-card': 'registrationNumber',
  'staff-card': 'subjectNumber',
  'actor-card': 'subjectNumber',
  'organisation-card': 'subjectNumber',
  'citizen-card': 'satu',
  'spare-card': 'subjectNumber',
  'test-card': 'subjectNumber',
  card: 'subjectNumber',
} as const satisfies Readonly<Record<CardFace['product'], string>>

/** Beside the chip and above the names, where the picture leaves room. */
function organisationOf({ organisation, unit, hasPhoto }: CardFace): readonly PrintedText[] {
  if (organisation === undefined) return []
  const width = hasPhoto ? 240 : 456
  const name = fitText(organisation, { width, largest: 27, smallest: 17, maxLines: 2 })
  const below =
    unit === undefined
      ? undefined
      : fitText(unitBeside(organisation, unit), { width, largest: 20, smallest: 15 })
  const first = 168
  const step = name.size + 4
  return [
    ...name.lines.map((line, index) =>
      text(line, 340, first + index * step, { size: name.size, weight: 700, fill: ink }),
    ),
    ...(below
      ? [
          text(below.lines[0] ?? '', 340, first + name.lines.length * step + 2, {
            size: below.size,
          }),
        ]
      : []),
  ]
}

/** The back: the card's number, and what to do with a found card. */
export function backOf(face: CardFace): CardSide {
  const words = printed[face.language]
  return {
    art: `${background}<rect y="54" width="856" height="14" fill="${ink}"/>`,
    texts: [
      text(words.cardNumber, 60, 128, { size: 19 }),
      text(face.cardNumber ?? words.numberComes, 60, 172, { size: 36, weight: 600, spacing: 2 }),
      ...notices.flatMap((lines, index) =>
        lines.map((line, row) => text(line, 60, 222 + index * 66 + row * 24, { size: 19 })),
      ),
      ...(face.contacts === undefined ? [] : contactsOf(face.contacts)),
      ...(saysTest(face)
        ? [text('TEST', 796, 500, { size: 26, weight: 700, fill: ink, anchor: 'end' })]
        : []),
    ],
  }
}

/** The number is the largest text beside the card's own: it is looked for in a hurry. */
function contactsOf({ hotline, returnAddress }: NonNullable<CardFace['contacts']>) {
  const address = fitText(`${returnTo}: ${returnAddress}`, {
    ...{ width: 650, largest: 19, smallest: 13, maxLines: 2 },
  })
  return [
    text(hotlineNames, 60, 432, { size: 19 }),
    text(hotline, 60, 466, { size: 32, weight: 700, fill: ink }),
    ...address.lines.map((line, row) =>
      text(line, 60, 498 + row * (address.size + 3), { size: address.size }),
    ),
  ]
}

/** How the picture of a cancelled card differs: it is pale and grey, with that word across it. */
export const cancelled = {
  opacity: 0.35,
  filter: 'grayscale(1)',
  transform: `rotate(-18 ${String(cardSize.width / 2)} ${String(cardSize.height / 2)})`,
  /** Under the word, and turned with it. */
  art: `<rect x="78" y="205" width="700" height="130" rx="12" fill="${colours.surface}" stroke="${colours.bad}" stroke-width="10"/>`,
  word: (word: string): PrintedText =>
    text(word, cardSize.width / 2, 297, {
      ...{ size: 76, weight: 700, fill: colours.bad, anchor: 'middle' },
    }),
} as const

const text = (
  words: string,
  x: number,
  y: number,
  {
    size,
    weight = 400,
    fill = colours.text,
    anchor = 'start',
    spacing = 0,
  }: Pick<PrintedText, 'size'> & Partial<PrintedText>,
): PrintedText => ({ text: words, x, y, size, weight, fill, anchor, spacing })

/** The same date format as on the pages. */
const dayOf = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    ...(language === 'sv'
      ? { day: 'numeric', month: 'numeric', year: 'numeric' }
      : { dateStyle: 'medium' }),
    timeZone: 'UTC',
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replaceAll(' ', '\u00a0')

const locales: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

const ink = colours.brand

const background = `<rect width="856" height="540" fill="${cardColours.paper}"/><g fill="none" stroke="${cardColours.rings}" stroke-width="3">${[0, 1, 2, 3, 4, 5, 6].map((ring) => `<circle cx="856" cy="540" r="${String(90 + ring * 62)}"/>`).join('')}</g>`

/** The contacts, at the position of the chip (ISO/IEC 7816-2). */
const chip = `<g transform="translate(88 150)"><rect width="140" height="118" rx="16" fill="${cardColours.chip}" stroke="${cardColours.chipLines}" stroke-width="2"/><path d="M0 39h48M0 79h48M92 39h48M92 79h48M48 0v118M92 0v118M48 39q22 20 44 0M48 79q22-20 44 0" fill="none" stroke="${cardColours.chipLines}" stroke-width="2"/></g>`

/** The contactless symbol: the card also works for access control. */
const waves = `<g transform="translate(268 209)" fill="none" stroke="${ink}" stroke-width="5" stroke-linecap="round"><path d="M0 -14a22 22 0 0 1 0 28M14 -26a40 40 0 0 1 0 52M28 -38a58 58 0 0 1 0 76"/></g>`
