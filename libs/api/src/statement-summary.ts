// cspell:disable: words of the statements
import { parseInstant } from '@sotevarmenne/kernel/instant'
import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { languages as languageNames } from './words.ts'
import type { Language } from './values.ts'
import { factsIn, finnishOf, inLanguage, linesOf } from './statement-facts.ts'

/** What people check of a statement before they confirm or sign it. */
export type SummaryRow = {
  /** Of a row that a page may show by a picture, or with more words. */
  readonly name: keyof typeof summaryTexts | undefined
  readonly label: string
  readonly value: string
}

type Formats = {
  readonly day: (date: LocalDate) => string
  /** Of an instant (RFC 3339). */
  readonly time: (at: string) => string
}

/**
 * The summary of a statement in one language, read from its text alone: no page can show another one than what is
 * signed. Codes and digests are left to the exact text below it; every other line has its row. Undefined for a text of
 * no known form.
 */
export function summaryOf(
  statement: string,
  language: Language,
  formats: Formats,
): readonly SummaryRow[] | undefined {
  const lines = linesOf(statement)
  const values = new Map(lines.map(([label, value]) => [finnishOf(label), value]))
  const isWhole = statement.endsWith('\n') && lines.every(([label, value]) => label && value)
  if (!isWhole || values.size !== lines.length) return undefined
  const [first, second] = values.keys()
  if (first === 'Hyväksyntä')
    return factsIn(statement, language).map(([label, value]) => ({ name: undefined, label, value }))
  if (first !== 'Tilaus' || second !== 'Tuote') return undefined

  const t: Words = (name, put = {}) =>
    Object.entries(put).reduce<string>(
      (text, [key, value]) => text.replace(`{{${key}}}`, () => value),
      summaryTexts[name][language],
    )
  const value = (label: string): string => values.get(label) ?? ''
  const shown = rows.flatMap(({ name, of, unless, show }) => {
    if (!of.every((label) => values.has(label))) return []
    if (unless !== undefined && values.has(unless)) return []
    if (name !== 'photoHeading' && of.some((label) => value(label) === noValue)) return []
    return { name, label: t(name), value: show(of.map(value), { language, t, value, ...formats }) }
  })
  const used = new Set(rows.flatMap(({ of }) => of))
  const others = lines
    .filter(([label, said]) => {
      const finnish = finnishOf(label)
      return said !== noValue && !used.has(finnish) && codes[finnish]?.test(said) !== true
    })
    .map(([label, said]) => ({
      name: undefined,
      label: inLanguage(label, language),
      value: said,
    }))
  return [...shown, ...others]
}

type Words = (name: keyof typeof summaryTexts, put?: Readonly<Record<string, string>>) => string

type Row = {
  readonly name: keyof typeof summaryTexts
  /** The lines from which it is made, by their Finnish labels. */
  readonly of: readonly [string, ...string[]]
  /** With this line there is no such row: another one has what it says. */
  readonly unless?: string
  readonly show: (
    values: readonly string[],
    by: Formats & {
      readonly language: Language
      readonly t: Words
      readonly value: (label: string) => string
    },
  ) => string
}

/** Stands where there is no value. */
const noValue = '–'

/** In the order in which people check them. */
const rows: readonly Row[] = [
  { name: 'nameOnCard', of: ['Etunimet', 'Sukunimi'], show: (names) => names.join(' ') },
  { name: 'product', of: ['Tuote'], show: inWords },
  {
    name: 'titleOnCard',
    of: ['Ammattioikeus'],
    show: ([right = ''], { language }) => inLanguage(right, language),
  },
  { name: 'titleOnCard', of: ['Nimike'], show: ([title = '']) => title },
  { name: 'registrationNumber', of: ['Rekisteröintinumero'], show: ([number = '']) => number },
  { name: 'employer', of: ['Työnantaja'], show: withComma },
  { name: 'unit', of: ['Yksikkö'], show: withComma },
  {
    name: 'workEmail',
    of: ['Sähköpostiosoite varmenteessa'],
    show: ([address = '']) => address,
  },
  {
    name: 'employmentEndsOn',
    of: ['Palvelussuhde päättyy'],
    show: ([said = ''], by) => dayIn(said, by),
  },
  {
    name: 'declaration',
    of: ['Kirjautuu asiakas- tai potilastietojärjestelmiin'],
    show: ([said = ''], by) => {
      const [, yes, name, given] = /^(?:(kyllä)|ei) \/ [^,]*, (.*) (\S+)$/.exec(said) ?? []
      if (name === undefined || given === undefined) return said
      return by.t(yes ? 'declaredYes' : 'declaredNo', { name, day: dayIn(given, by) })
    },
  },
  {
    name: 'studentInPractice',
    of: ['Opiskelija harjoittelussa'],
    show: ([said = ''], { language }) => inLanguage(said, language),
  },
  {
    name: 'renews',
    of: ['Uusittava kortti'],
    show: ([said = ''], by) => {
      const [, day] = /^[0-9a-f-]{36}, voimassa \/ giltigt till \/ valid to (\S+)$/.exec(said) ?? []
      return day === undefined ? said : by.t('validUntil', { day: dayIn(day, by) })
    },
  },
  { name: 'validToLabel', of: ['Voimassa'], show: ([said = ''], by) => dayIn(said, by) },
  { name: 'photoHeading', of: ['Valokuva'], show: photoIn },
  {
    name: 'languageOfCard',
    of: ['Kieli'],
    show: ([code = ''], { language }) =>
      code === 'fi' || code === 'sv' || code === 'en' ? languageNames[code][language] : code,
  },
  {
    name: 'deliveryShown',
    of: ['Toimitus'],
    show: ([to = ''], by) => sentTo(to, 'collectedAt', by),
  },
  {
    name: 'letterShown',
    of: ['Aktivointikirje'],
    show: ([to = ''], by) => sentTo(to, 'letterAtPoint', by),
  },
  { name: 'identifiedBy', of: ['Tunnistusasiakirja'], show: documentIn },
  { name: 'price', of: ['Hinta'], show: priceIn },
  {
    name: 'termsHeading',
    of: ['Ehdot'],
    show: ([said = ''], { t }) =>
      /^hyväksytty \/ godkända \/ accepted( [\d-]+)?$/.test(said) ? t('termsAcceptedShown') : said,
  },
  {
    name: 'orderedAtPoint',
    of: ['Rekisteröintipiste', 'Laadittu'],
    show: ([point = '', at = ''], { time }) =>
      `${withoutCode(point)}, ${parseInstant(at) === undefined ? at : time(at)}`,
  },
  {
    name: 'draftedShown',
    of: ['Laadittu'],
    unless: 'Rekisteröintipiste',
    show: ([at = ''], { time }) => (parseInstant(at) === undefined ? at : time(at)),
  },
  {
    name: 'correctsShown',
    of: ['Korjaa tilauksen'],
    show: ([said = ''], { t }) => (code.test(said) ? t('correctsOrder') : said),
  },
  {
    name: 'confirmedByApplicant',
    of: ['Hakijan vahvistus'],
    show: ([said = ''], by) => {
      const [, means] = /^(.+) sha256:[0-9a-f]+$/.exec(said) ?? []
      return means === undefined ? said : inWords([means], by)
    },
  },
  {
    name: 'otherName',
    of: ['Nimi poikkeaa hakijan nimestä'],
    show: ([said = ''], by) => (said === 'kyllä / ja / yes' ? inWords([said], by) : said),
  },
]

/** What says nothing to people, as long as it is what it should be. */
const code = /^[0-9a-f-]{36}( sha256:[0-9a-f]+)?$/
const codes: Readonly<Record<string, RegExp>> = {
  Tilaus: code,
  Henkilötunnus: /^\d{6}[-+A-Y]\d{3}[0-9A-Y]$/,
  Yksilöintitunnus: /^\d{6}$/,
  Rekisteri: /^[A-ZÅÄÖ]+ \w{1,8} [\w-]{1,40}$/,
  'Yksilöivä tunnus': /^\d{11}$/,
  Palvelussuhdetodistus: code,
  Sopimus: code,
  Valtuutus: code,
  'Viallisen kortin tilalle, reklamaatio': code,
}

function photoIn([said = '']: readonly string[], { t }: Parameters<Row['show']>[1]): string {
  if (said === noValue) return t('photoNone')
  return code.test(said) ? t('photoOnCard') : said
}

/** The text comes from a site: what is no day is shown as it is. */
function dayIn(said: string, { day }: Formats): string {
  const date = parseLocalDate(said)
  return date === undefined ? said : day(date)
}

function inWords([said = '']: readonly string[], { language }: { language: Language }): string {
  const word = inLanguage(said, language)
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** `Esimerkkilä 1234567-1`: the code after the name. */
function withComma([said = '']: readonly string[]): string {
  return said.replace(/ (\S+)$/, ', $1')
}

const withoutCode = (said: string): string => said.replace(/ [0-9a-f-]{36}$/, '')

/** To an address, home, or to a registration point, which another line names in orders of the desk. */
function sentTo(
  to: string,
  collected: 'collectedAt' | 'letterAtPoint',
  { language, t, value }: Parameters<Row['show']>[1],
): string {
  const [, ofText = ''] = /to the registration point(?: (.*))?$/.exec(to) ?? []
  if (to.startsWith('rekisteröintipisteeseen')) {
    const point = withoutCode(ofText === '' ? value('Rekisteröintipiste') : ofText)
    return point === '' ? inWords([to], { language }) : t(collected, { point })
  }
  if (!to.startsWith('kotiin / ')) return t('sentTo', { address: to.replace(/, FI$/, '') })
  const letter = value('Aktivointikirje')
  const isAddress = letter !== '' && !letter.includes(' / ')
  return isAddress ? t('sentTo', { address: letter.replace(/, FI$/, '') }) : t('sentHome')
}

/** `passi / pass / passport AB1234567 FI 2030-01-01`; the police give no document with a last day. */
function documentIn([said = '']: readonly string[], by: Parameters<Row['show']>[1]): string {
  const [, names, number, expires] = /^(.*) (\S+) \S+ (\d{4}-\d\d-\d\d)$/.exec(said) ?? []
  if (names === undefined || number === undefined || expires === undefined) return said
  const document = `${inWords([names], by)} ${number}`
  const isOfPolice = names.startsWith('poliisin')
  return isOfPolice ? document : `${document}, ${by.t('validUntil', { day: dayIn(expires, by) })}`
}

function priceIn(
  [said = '']: readonly string[],
  { language, t }: Parameters<Row['show']>[1],
): string {
  const [, sum] = /^(\d+\.\d\d) EUR$/.exec(said) ?? []
  if (sum !== undefined) return language === 'en' ? `€${sum}` : `${sum.replace('.', ',')} €`
  return said.startsWith('maksuton / ') ? t('free') : said
}

/** The pages of the portal have the same words. */
export const summaryTexts = {
  validUntil: {
    fi: 'voimassa {{day}} asti',
    sv: 'giltigt till {{day}}',
    en: 'valid until {{day}}',
  },
  product: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  titleOnCard: { fi: 'Nimike kortissa', sv: 'Titel på kortet', en: 'Title on the card' },
  registrationNumber: {
    fi: 'Rekisteröintinumero',
    sv: 'Registreringsnummer',
    en: 'Registration number',
  },
  photoHeading: { fi: 'Valokuva', sv: 'Foto', en: 'Photo' },
  photoOnCard: { fi: 'Kuvallinen kortti', sv: 'Kort med foto', en: 'Card with a photo' },
  photoNone: { fi: 'Ei kuvaa', sv: 'Inget foto', en: 'No photo' },
  languageOfCard: {
    fi: 'Kortin ja kirjeen kieli',
    sv: 'Kortets och brevets språk',
    en: 'Language of the card and the letter',
  },
  termsHeading: { fi: 'Käyttöehdot', sv: 'Användarvillkor', en: 'Terms of use' },
  statement: {
    fi: 'Tarkista tietosi',
    sv: 'Kontrollera dina uppgifter',
    en: 'Check your answers',
  },
  nameOnCard: { fi: 'Nimi kortissa', sv: 'Namn på kortet', en: 'Name on the card' },
  deliveryShown: { fi: 'Kortin toimitus', sv: 'Kortets leverans', en: 'Delivery of the card' },
  collectedAt: {
    fi: 'Noudat kortin: {{point}}',
    sv: 'Du hämtar kortet: {{point}}',
    en: 'You collect the card: {{point}}',
  },
  sentTo: {
    fi: 'Postitse: {{address}}',
    sv: 'Per post: {{address}}',
    en: 'By post: {{address}}',
  },
  sentHome: {
    fi: 'Postissa kotiin, väestötietojärjestelmän osoitteeseen',
    sv: 'Med posten hem, till adressen i befolkningsdatasystemet',
    en: 'By post to the home address in the population register',
  },
  letterShown: { fi: 'Aktivointikirje', sv: 'Aktiveringsbrev', en: 'Activation letter' },
  letterAtPoint: {
    fi: 'Noudat kirjeen: {{point}}',
    sv: 'Du hämtar brevet: {{point}}',
    en: 'You collect the letter: {{point}}',
  },
  identifiedBy: {
    fi: 'Henkilöllisyys todettu',
    sv: 'Identiteten konstaterad med',
    en: 'Identified by',
  },
  termsAcceptedShown: {
    fi: 'Hyväksyt käyttöehdot vahvistaessasi tilauksen.',
    sv: 'Du godkänner användarvillkoren när du bekräftar beställningen.',
    en: 'You accept the terms of use when you confirm the order.',
  },
  orderedAtPoint: { fi: 'Tilauspaikka ja -aika', sv: 'Plats och tid', en: 'Place and time' },
  draftedShown: { fi: 'Laadittu', sv: 'Upprättad', en: 'Drafted' },
  confirmedByApplicant: {
    fi: 'Hakijan vahvistus',
    sv: 'Sökandens bekräftelse',
    en: 'Confirmation of the applicant',
  },
  otherName: {
    fi: 'Nimi poikkeaa hakijan nimestä',
    sv: 'Namnet avviker från sökandens',
    en: 'The name is not the applicant’s',
  },
  correctsShown: { fi: 'Aiempi tilaus', sv: 'Tidigare beställning', en: 'Earlier order' },
  correctsOrder: {
    fi: 'Korjaa aiemman tilauksen',
    sv: 'Rättar en tidigare beställning',
    en: 'Corrects an earlier order',
  },
  renews: { fi: 'Uusittava kortti', sv: 'Kort som förnyas', en: 'Card to renew' },
  validToLabel: { fi: 'Kortti voimassa asti', sv: 'Kortet giltigt till', en: 'Card valid until' },
  employer: { fi: 'Työnantaja', sv: 'Arbetsgivare', en: 'Employer' },
  unit: { fi: 'Yksikkö', sv: 'Enhet', en: 'Unit' },
  workEmail: {
    fi: 'Sähköpostiosoite varmenteessa',
    sv: 'E-postadress i certifikatet',
    en: 'E-mail address in the certificate',
  },
  employmentEndsOn: {
    fi: 'Palvelussuhteen viimeinen päivä',
    sv: 'Anställningens sista dag',
    en: 'Last day of the employment',
  },
  declaration: {
    fi: 'Työnantajan ilmoitus',
    sv: 'Arbetsgivarens uppgift',
    en: 'Declaration of the employer',
  },
  declaredYes: {
    fi: 'Kirjautuu asiakas- tai potilastietojärjestelmiin ({{name}}, {{day}})',
    sv: 'Loggar in i klient- eller patientdatasystem ({{name}}, {{day}})',
    en: 'Logs in to client or patient systems ({{name}}, {{day}})',
  },
  declaredNo: {
    fi: 'Ei kirjaudu asiakas- tai potilastietojärjestelmiin ({{name}}, {{day}})',
    sv: 'Loggar inte in i klient- eller patientdatasystem ({{name}}, {{day}})',
    en: 'Logs in to no client or patient system ({{name}}, {{day}})',
  },
  studentInPractice: {
    fi: 'Opiskelija harjoittelussa',
    sv: 'Studerande i praktik',
    en: 'Student in practice',
  },
  price: { fi: 'Hinta', sv: 'Pris', en: 'Price' },
  free: { fi: 'Maksuton', sv: 'Avgiftsfritt', en: 'Free of charge' },
} as const

/** Unfolds the text itself, below its summary. */
export const exactTexts = {
  'exactText.confirmed': {
    fi: 'Näytä vahvistettava teksti sanasta sanaan',
    sv: 'Visa texten som bekräftas ordagrant',
    en: 'Show the exact text that is confirmed',
  },
  'exactText.signed': {
    fi: 'Näytä allekirjoitettava teksti sanasta sanaan',
    sv: 'Visa texten som undertecknas ordagrant',
    en: 'Show the exact text that is signed',
  },
} as const
