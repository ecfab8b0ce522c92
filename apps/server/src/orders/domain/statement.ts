import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { OrderContent } from './order.ts'

/**
 * The order as the registrar signs it: one line a fact, in Finnish, Swedish and English, always the same text for the
 * same order. Unicode NFC, lines ended by LF; no value can make a line of its own.
 */
export function statementOf(order: OrderContent): string {
  const { right, identification, photo, letterTo, point } = order
  const lines: readonly (readonly [label: string, value: string])[] = [
    ['Tilaus / Beställning / Order', order.orderId],
    ['Tuote / Produkt / Product', 'ammattikortti / yrkeskort / professional card'],
    ['Etunimet / Förnamn / Given names', order.givenNames],
    ['Sukunimi / Efternamn / Surname', order.surname],
    ['Rekisteröintinumero / Registreringsnummer / Registration number', order.registrationNumber],
    ['Yksilöintitunnus / Identifikationskod / Identification code', order.doctorId ?? '–'],
    [
      'Ammattioikeus / Yrkesrättighet / Right to practise',
      `${right.title.fi} / ${right.title.sv} / ${right.title.en}`,
    ],
    ['Rekisteri / Register / Register', `${right.register} ${right.code} ${right.rightId}`],
    ['Voimassa / Giltigt till / Valid to', order.validTo],
    ['Valokuva / Foto / Photo', photo ? `${photo.photoId} sha256:${photo.digest}` : '–'],
    ['Kieli / Språk / Language', order.language],
    [
      'Aktivointikirje / Aktiveringsbrev / Activation letter',
      letterTo === 'registration-point'
        ? 'rekisteröintipisteeseen / till registreringsstället / to the registration point'
        : `${letterTo.street}, ${letterTo.postalCode} ${letterTo.postOffice}, ${letterTo.country}`,
    ],
    [
      'Tunnistusasiakirja / Identitetshandling / Identity document',
      `${documentNames[identification.documentType]} ${identification.documentNumber} ${
        identification.issuingCountry
      } ${identification.expires}`,
    ],
    ['Ehdot / Villkor / Terms', 'hyväksytty / godkända / accepted'],
    [
      'Rekisteröintipiste / Registreringsställe / Registration point',
      `${point.name} ${point.pointId}`,
    ],
    ['Laadittu / Upprättad / Drafted', formatInstant(order.draftedAt)],
  ]
  return lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')
}

const documentNames = {
  passport: 'passi / pass / passport',
  'identity-card': 'henkilökortti / identitetskort / identity card',
}

/** Control characters and the line ends of Unicode become spaces: a value stays in its line. */
const oneLine = (value: string): string =>
  value.normalize('NFC').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
