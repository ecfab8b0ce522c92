import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { RenewalReason } from '#cards/products/contract.ts'
import type { RenewalConfirmation, RenewalContent } from '#cards/orders/contract.ts'
import { oneLine } from '@sotevarmenne/kernel/one-line'

/**
 * An automatic decision as it is stored and proved: one line per fact, in Finnish, Swedish and English,
 * always the same text for the same decision. Unicode NFC, lines ended by LF; no value can add a line, and
 * none is an address.
 */
export function decisionStatementOf(
  order: RenewalContent,
  {
    confirmation,
    decidedAt,
  }: { readonly confirmation: RenewalConfirmation; readonly decidedAt: Instant },
): string {
  const { renewal, right, photo, point } = order
  const { decision, facts, signIn } = renewal
  const lines: readonly (readonly [label: string, value: string])[] = [
    ['Tilaus / Beställning / Order', order.orderId],
    ['Päätös / Beslut / Decision', 'automaattinen / automatiskt / automatic'],
    ['Säännöt / Regler / Rules', decision.rulesVersion],
    ['Peruste / Grund / Ground', decision.ground],
    ['Uusittava kortti / Kort som förnyas / Card to renew', renewal.cardId],
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
      'Toimitus / Leverans / Delivery',
      renewal.delivery === 'home'
        ? 'kotiin / hem / home'
        : `rekisteröintipisteeseen / till registreringsstället / to the registration point ${point.name} ${point.pointId}`,
    ],
    [
      'Tunnistautuminen / Identifiering / Identification',
      `${signIn.method} ${signIn.levelOfAssurance} ${formatInstant(signIn.at)}`,
    ],
    ['Vahvistus / Bekräftelse / Confirmation', confirmationText(confirmation)],
    ...decision.reasons.map(
      (reason) => [`${reason.rule} ${reason.kind}`, factsOf(reason)] as const,
    ),
    ['Tiedot / Uppgifter / Facts', JSON.stringify(facts)],
    ['Päätetty / Beslutat / Decided', formatInstant(decidedAt)],
  ]
  return lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')
}

function confirmationText(confirmation: RenewalConfirmation): string {
  const how =
    confirmation.by === 'signature'
      ? confirmation.certificateSerial
      : `${confirmation.levelOfAssurance} ${formatInstant(confirmation.at)}`
  return `${confirmation.by} ${how} sha256:${confirmation.statementDigest}`
}

/** The members of the reason besides its rule and kind. */
function factsOf({ rule: _rule, kind: _kind, ...facts }: RenewalReason): string {
  return JSON.stringify(facts)
}
