import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { parseInstant, type Instant } from '@sotevarmenne/kernel/instant'

/**
 * The lines of the statement of an order that the signer compares with a certificate. The service writes the
 * statement by the same labels; each is a line of its own, in Finnish, Swedish and English.
 */
export const orderLabels = {
  order: 'Tilaus / Beställning / Order',
  product: 'Tuote / Produkt / Product',
  identityCode: 'Henkilötunnus / Personbeteckning / Personal identity code',
  givenNames: 'Etunimet / Förnamn / Given names',
  surname: 'Sukunimi / Efternamn / Surname',
  registrationNumber: 'Rekisteröintinumero / Registreringsnummer / Registration number',
  doctorId: 'Yksilöintitunnus / Identifikationskod / Identification code',
  right: 'Ammattioikeus / Yrkesrättighet / Right to practise',
  subjectNumber: 'Yksilöivä tunnus / Identifierande nummer / Subject number',
  title: 'Nimike / Titel / Title',
  employer: 'Työnantaja / Arbetsgivare / Employer',
  unit: 'Yksikkö / Enhet / Unit',
  email:
    'Sähköpostiosoite varmenteessa / E-postadress i certifikatet / E-mail address in the certificate',
  validTo: 'Voimassa / Giltigt till / Valid to',
  drafted: 'Laadittu / Upprättad / Drafted',
} as const

export const productNames = {
  'professional-card': 'ammattikortti / yrkeskort / professional card',
  'staff-card': 'henkilöstökortti / personalkort / staff card',
  'actor-card': 'toimijakortti / aktörskort / actor card',
} as const

/** Stands where there is no value. */
export const noValue = '–'

/** What a signed order says about the card. Texts are as in the statement. */
export type OrderRead = {
  readonly orderId: string
  readonly product: keyof typeof productNames
  /** Absent in orders of versions before 0.3.0. */
  readonly identityCode: string | undefined
  readonly givenNames: string
  readonly surname: string
  readonly validTo: LocalDate
  readonly drafted: Instant
} & (
  | {
      readonly product: 'professional-card'
      readonly registrationNumber: string
      readonly doctorId: string | undefined
      /** In Finnish, Swedish and English, separated by ` / `. */
      readonly right: string
    }
  | {
      readonly product: 'staff-card' | 'actor-card'
      readonly subjectNumber: string
      readonly title: string
      /** The name and the business ID. */
      readonly employer: string
      /** The name and the OID. */
      readonly unit: string | undefined
      /** The address for e-mail; absent where none was ordered. */
      readonly email: string | undefined
    }
)

/** Reads a statement; undefined when a line is missing, comes twice, or says nothing readable. */
export function readOrderStatement(statement: string): OrderRead | undefined {
  const lines = readLines(statement)
  if (lines === undefined) return undefined
  const value = (label: keyof typeof orderLabels): string => lines.get(orderLabels[label]) ?? ''
  const optional = (label: keyof typeof orderLabels): string | undefined =>
    value(label) === noValue ? undefined : value(label)

  const product = products.get(value('product'))
  const validTo = parseLocalDate(value('validTo'))
  const drafted = parseInstant(value('drafted'))
  if (product === undefined || validTo === undefined || drafted === undefined) return undefined
  const [orderId, givenNames, surname] = [value('order'), value('givenNames'), value('surname')]
  const identityCode = lines.get(orderLabels.identityCode)
  const every = { orderId, identityCode, givenNames, surname, validTo, drafted }
  const read: OrderRead =
    product === 'professional-card'
      ? {
          ...{ ...every, product, doctorId: optional('doctorId') },
          ...{ registrationNumber: value('registrationNumber'), right: value('right') },
        }
      : {
          ...{ ...every, product, subjectNumber: value('subjectNumber'), title: value('title') },
          ...{ employer: value('employer'), unit: optional('unit') },
          email: lines.get(orderLabels.email),
        }
  return Object.values(read).includes('') ? undefined : read
}

/** The values by label; undefined when a label comes twice. */
export function readLines(statement: string): ReadonlyMap<string, string> | undefined {
  const lines = new Map<string, string>()
  for (const line of statement.split('\n')) {
    const [label = '', ...value] = line.split(': ')
    if (lines.has(label)) return undefined
    lines.set(label, value.join(': '))
  }
  return lines
}

const products = new Map(
  Object.entries(productNames).map(([product, name]): [string, keyof typeof productNames] => [
    name,
    product as keyof typeof productNames,
  ]),
)
