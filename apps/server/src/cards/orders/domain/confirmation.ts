import type { Stroke } from '@sotevarmenne/api/orders'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { oneLine } from '@sotevarmenne/kernel/one-line'

/** How the applicant confirmed the text that was shown. */
export type ConfirmedBy =
  /** Drawn by hand on the screen. */
  | { readonly means: 'drawn'; readonly strokes: readonly Stroke[] }
  /** The name typed on the screen. */
  | { readonly means: 'typed'; readonly name: string }
  /** Signed by hand on the printed text, which is archived there. */
  | {
      readonly means: 'paper'
      readonly storedAt: string
      /** The signed document; absent in orders from before it was stored. The digest is SHA-256, hex. */
      readonly scan?: { readonly mediaType: string; readonly digest: string }
    }

/** The applicant's confirmation of an order, stored with it. */
export type Confirmation = {
  readonly by: ConfirmedBy
  readonly confirmedAt: Instant
  /** SHA-256 of the text that the applicant saw, hex. */
  readonly shownDigest: string
  /** SHA-256 of `confirmationText`, hex. */
  readonly digest: string
}

/**
 * The confirmation as one text, covered by digest in the registrar's signature. One line per fact, as the
 * statement.
 */
export const confirmationText = (
  orderId: string,
  { by, confirmedAt, shownDigest }: Omit<Confirmation, 'digest'>,
): string =>
  [
    `order: ${orderId}`,
    `shown: sha256:${shownDigest}`,
    `confirmed: ${formatInstant(confirmedAt)}`,
    `means: ${by.means}`,
    `signature: ${oneLine(signatureOf(by))}`,
    ...(by.means === 'paper' && by.scan ? [`scan: sha256:${by.scan.digest}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('')

function signatureOf(by: ConfirmedBy): string {
  switch (by.means) {
    case 'drawn':
      return by.strokes
        .map((stroke) => stroke.map((point) => point.join(',')).join(' '))
        .join(' / ')
    case 'typed':
      return by.name
    case 'paper':
      return by.storedAt
  }
}

/** The text that the registrar signs: what the applicant saw, and the confirmation of it. */
export const confirmedStatement = (
  shown: string,
  { by, digest }: Pick<Confirmation, 'by' | 'digest'>,
  applicant: NamesOfApplicant,
): string =>
  [
    `Hakijan vahvistus / Sökandens bekräftelse / Applicant’s confirmation: ${
      meansNames[by.means]
    } sha256:${digest}`,
    ...(by.means === 'typed'
      ? [
          `Vahvistajan nimi / Namn på den som bekräftade / Name of the confirmer: ${oneLine(by.name)}`,
        ]
      : []),
    ...(isOtherName(by, applicant)
      ? [
          'Nimi poikkeaa hakijan nimestä / Namnet avviker från sökandens / Differs from the applicant: kyllä / ja / yes',
        ]
      : []),
  ].reduce((text, line) => `${text}${line}\n`, shown)

export type NamesOfApplicant = { readonly givenNames: string; readonly surname: string }

/**
 * Whether a typed name is not the applicant's: it must have the surname and at least one given name, in any order
 * and case, with or without hyphens, and nothing else.
 */
export function isOtherName(by: ConfirmedBy, { givenNames, surname }: NamesOfApplicant): boolean {
  if (by.means !== 'typed') return false
  const typed = partsOf(by.name)
  const [given, family] = [partsOf(givenNames), partsOf(surname)]
  const isWhole =
    family.every((part) => typed.includes(part)) && given.some((part) => typed.includes(part))
  return !isWhole || !typed.every((part) => given.includes(part) || family.includes(part))
}

const partsOf = (name: string): readonly string[] =>
  name
    .normalize('NFC')
    .replaceAll('’', "'")
    .toLocaleLowerCase('fi')
    .split(/[\s-]+/)
    .filter(Boolean)

const meansNames = {
  drawn: 'allekirjoitus näytöllä / underskrift på skärmen / signature on the screen',
  typed: 'nimi näytöllä / namn på skärmen / name on the screen',
  paper: 'allekirjoitus paperilla / underskrift på papper / signature on paper',
}

/** Points on a pad of 1000 by 300. An accidental touch is not a signature. */
export const isDrawn = (strokes: readonly Stroke[]): boolean =>
  strokes.flat().length >= fewestPoints && widthOf(strokes.flat()) >= minWidth

const fewestPoints = 8
const minWidth = 100

const widthOf = (points: Stroke): number =>
  Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x))
