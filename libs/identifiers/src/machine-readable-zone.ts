import { parseLocalDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { issuingStateOf } from './issuing-states.ts'

/**
 * The contents of the machine readable zone of a passport or identity card, once all its check digits are
 * right (ICAO Doc 9303, parts 3 to 6). Fillers at the ends are removed.
 */
export type MachineReadableZone = {
  /** TD1: identity cards, three lines of 30. TD2: older identity cards, two of 36. TD3: passports, two of 44. */
  readonly size: 'TD1' | 'TD2' | 'TD3'
  /** One or two letters: a code that begins with `P` is a passport. */
  readonly documentCode: string
  /** As written in the zone: up to three letters. */
  readonly issuer: string
  readonly documentNumber: string
  /** In capitals A–Z, hyphens and apostrophes as spaces or nothing. */
  readonly surname: string
  /** May be truncated when there are many. */
  readonly givenNames: string
  /** `yymmdd`, unknown parts are `<`. */
  readonly birthDate: string
  /** The last day of validity; absent when the zone has none. */
  readonly expires?: LocalDate
}

export type CheckedPart =
  'document-number' | 'birth-date' | 'expiry' | 'optional-data' | 'whole-document'

export type MachineReadableZoneRefusal =
  | { readonly kind: 'not-a-machine-readable-zone' }
  | { readonly kind: 'wrong-check-digit'; readonly part: CheckedPart }
  | { readonly kind: 'no-such-day' }

/**
 * Parses typed text, or what a scanner types like a keyboard: accepts line ends and spaces anywhere, lower
 * case and `‹«` for fillers, but no wrong check digits.
 */
export function parseMachineReadableZone(
  text: string,
): Result<MachineReadableZone, MachineReadableZoneRefusal> {
  const characters = bare(text)
  const size = sizes.find(({ length }) => length === characters.length)
  if (!size || !/^[A-Z][A-Z0-9<]+$/.test(characters))
    return refuse({ kind: 'not-a-machine-readable-zone' })

  const fields = size.cut(characters)
  const wrong = fields.checks.find(({ over, digit }) => !fits(over, digit))
  if (wrong) return refuse({ kind: 'wrong-check-digit', part: wrong.part })

  const { documentCode, issuer, documentNumber, name, birthDate, expiry } = fields
  const expires = readExpiry(expiry)
  if (expiry !== '<<<<<<' && expires === undefined) return refuse({ kind: 'no-such-day' })
  const [surname = '', givenNames = ''] = name.split('<<')
  return ok({
    size: size.name,
    documentCode: withoutFillers(documentCode),
    issuer: withoutFillers(issuer),
    documentNumber: withoutFillers(documentNumber),
    surname: withoutFillers(surname),
    givenNames: withoutFillers(givenNames),
    birthDate,
    ...(expires !== undefined && { expires }),
  })
}

/** Whether the text has as many characters as a whole zone: the scanner has typed all of it. */
export const isWholeMachineReadableZone = (text: string): boolean => {
  const characters = bare(text)
  // While a passport's zone is typed, it passes the length of an older card's.
  const whole = characters.startsWith('P') ? [88] : [72, 90]
  return whole.includes(characters.length)
}

/**
 * The kind of document; absent for visas, residence permits and crew certificates, which do not identify
 * anybody.
 */
export function documentTypeOf({
  documentCode,
}: Pick<MachineReadableZone, 'documentCode'>): 'passport' | 'identity-card' | undefined {
  if (documentCode.startsWith('P')) return 'passport'
  const isNoIdentityCard = ['AC', 'AR', 'CR', 'IR', 'IV'].includes(documentCode)
  return /^[ACI]/.test(documentCode) && !isNoIdentityCard ? 'identity-card' : undefined
}

/** The issuing state (ISO 3166-1 alpha-2); absent when there is no such state. */
export const stateOf = ({ issuer }: Pick<MachineReadableZone, 'issuer'>): string | undefined =>
  issuingStateOf(issuer)

/** Whether the document's date of birth is that day. Unknown parts of the date match any. */
export function isBornOn(
  { birthDate }: Pick<MachineReadableZone, 'birthDate'>,
  day: LocalDate,
): boolean {
  const written = day.replaceAll('-', '').slice(2)
  return Array.from(birthDate).every(
    (character, index) => character === '<' || character === written[index],
  )
}

/**
 * Whether the document names the person: by the surname and the first given name, in either transliteration
 * of letters beyond A–Z (Doc 9303-3, section 6). A document may have a former name: a mismatch is for a
 * person to check.
 */
export function isNamed(
  zone: Pick<MachineReadableZone, 'surname' | 'givenNames'>,
  person: { readonly surname: string; readonly givenNames: string },
): boolean {
  const first = person.givenNames.split(' ').at(0) ?? ''
  return [inTwoLetters, inOneLetter].some(
    (letters) =>
      agree(zone.surname, letters(person.surname)) &&
      letters(zone.givenNames).startsWith(letters(first)),
  )
}

/** A long name is truncated, but never so far that it can't be recognised. */
const agree = (written: string, name: string): boolean => {
  const short = written.replaceAll(' ', '')
  return short === name || (short.length >= 20 && name.startsWith(short))
}

const inTwoLetters = (name: string): string =>
  inOneLetter(
    name.toUpperCase().replaceAll(/[ÅÄÆÖØÜÞ]/gu, (letter) => twoLetters.get(letter) ?? letter),
  )

const twoLetters: ReadonlyMap<string, string> = new Map([
  ['Å', 'AA'],
  ['Ä', 'AE'],
  ['Æ', 'AE'],
  ['Ö', 'OE'],
  ['Ø', 'OE'],
  ['Ü', 'UE'],
  ['Þ', 'TH'],
])

const inOneLetter = (name: string): string =>
  name
    .toUpperCase()
    .normalize('NFD')
    .replaceAll(/[ŊĐÐŦØÆ]/gu, (letter) => oneLetter.get(letter) ?? letter)
    .replaceAll(/[^A-Z]/gu, '')

/** Letters of Sámi and of neighbouring languages that are not a base letter with an accent. */
const oneLetter: ReadonlyMap<string, string> = new Map([
  ['Ŋ', 'N'],
  ['Đ', 'D'],
  ['Ð', 'D'],
  ['Ŧ', 'T'],
  ['Ø', 'O'],
  ['Æ', 'A'],
])

/**
 * The check digit of the characters: weights 7, 3, 1; letters count from A = 10, fillers as 0 (Doc 9303-3,
 * section 4.9).
 */
export function checkDigit(characters: string): string {
  let sum = 0
  for (const [index, character] of Array.from(characters).entries())
    sum += valueOf(character) * ([7, 3, 1][index % 3] ?? 0)
  return String(sum % 10)
}

const valueOf = (character: string): number =>
  character === '<' ? 0 : Number.parseInt(character, 36)

/** A filler replaces the digit where nothing is checked. */
const fits = (over: string, digit: string): boolean =>
  digit === '<' ? /^<*$/.test(over) : digit === checkDigit(over)

type Check = { readonly part: CheckedPart; readonly over: string; readonly digit: string }

type Fields = {
  readonly documentCode: string
  readonly issuer: string
  readonly documentNumber: string
  readonly name: string
  readonly birthDate: string
  readonly expiry: string
  readonly checks: readonly Check[]
}

/** Doc 9303-4 (TD3), -5 (TD1) and -6 (TD2): the positions of all fields. */
const sizes: readonly {
  readonly name: MachineReadableZone['size']
  readonly length: number
  readonly cut: (characters: string) => Fields
}[] = [
  {
    name: 'TD1',
    length: 90,
    cut: (all) => {
      const upper = all.slice(0, 30)
      const middle = all.slice(30, 60)
      const number = longNumber(upper.slice(5, 14), upper.slice(14, 15), upper.slice(15))
      const dates = datesOf(middle)
      return {
        documentCode: upper.slice(0, 2),
        issuer: upper.slice(2, 5),
        documentNumber: number.value,
        name: all.slice(60),
        ...dates.fields,
        checks: [
          number.check,
          ...dates.checks,
          {
            part: 'whole-document',
            over: upper.slice(5) + middle.slice(0, 7) + middle.slice(8, 15) + middle.slice(18, 29),
            digit: middle.slice(29),
          },
        ],
      }
    },
  },
  {
    name: 'TD2',
    length: 72,
    cut: (all) => {
      const lower = all.slice(36)
      const number = longNumber(lower.slice(0, 9), lower.slice(9, 10), lower.slice(28, 35))
      const dates = datesOf(lower.slice(13))
      return {
        documentCode: all.slice(0, 2),
        issuer: all.slice(2, 5),
        documentNumber: number.value,
        name: all.slice(5, 36),
        ...dates.fields,
        checks: [
          number.check,
          ...dates.checks,
          {
            part: 'whole-document',
            over: lower.slice(0, 10) + lower.slice(13, 20) + lower.slice(21, 35),
            digit: lower.slice(35),
          },
        ],
      }
    },
  },
  {
    name: 'TD3',
    length: 88,
    cut: (all) => {
      const lower = all.slice(44)
      const dates = datesOf(lower.slice(13))
      return {
        documentCode: all.slice(0, 2),
        issuer: all.slice(2, 5),
        documentNumber: lower.slice(0, 9),
        name: all.slice(5, 44),
        ...dates.fields,
        checks: [
          { part: 'document-number', over: lower.slice(0, 9), digit: lower.slice(9, 10) },
          ...dates.checks,
          { part: 'optional-data', over: lower.slice(28, 42), digit: lower.slice(42, 43) },
          {
            part: 'whole-document',
            over: lower.slice(0, 10) + lower.slice(13, 20) + lower.slice(21, 43),
            digit: lower.slice(43),
          },
        ],
      }
    },
  },
]

/** Birth date, sex and expiry are adjacent in every size. */
const datesOf = (from: string) => ({
  fields: { birthDate: from.slice(0, 6), expiry: from.slice(8, 14) },
  checks: [
    { part: 'birth-date', over: from.slice(0, 6), digit: from.slice(6, 7) },
    { part: 'expiry', over: from.slice(8, 14), digit: from.slice(14, 15) },
  ] satisfies readonly Check[],
})

/**
 * A number of more than nine characters continues in the optional data, its check digit after it (Doc 9303-5,
 * note j).
 */
function longNumber(nine: string, digit: string, optional: string) {
  const [, more, moreDigit] = /^([A-Z0-9]+)(\d)(?:<|$)/.exec(optional) ?? []
  const goesOn = digit === '<' && more !== undefined && moreDigit !== undefined
  const value = goesOn ? nine + more : nine
  const check: Check = {
    part: 'document-number',
    over: value,
    digit: goesOn ? moreDigit : digit,
  }
  return { value, check }
}

/** Documents are valid for about ten years: the nearest century is meant. */
const readExpiry = (expiry: string): LocalDate | undefined =>
  /^\d{6}$/.test(expiry)
    ? parseLocalDate(
        `${Number(expiry.slice(0, 2)) < 70 ? '20' : '19'}${expiry.slice(0, 2)}-${expiry.slice(2, 4)}-${expiry.slice(4)}`,
      )
    : undefined

const bare = (text: string): string =>
  text.toUpperCase().replaceAll(/\s/gu, '').replaceAll(/[‹›]/gu, '<').replaceAll(/[«»]/gu, '<<')

const withoutFillers = (text: string): string => text.replace(/<+$/, '').replaceAll('<', ' ')
