import { noValue, productNames } from '@sotevarmenne/issuing/domain/order-statement'
import { renewalLabels } from '@sotevarmenne/issuing/domain/renewal-statement'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { oneLine } from '@sotevarmenne/kernel/one-line'
import type { RenewalContent } from '#cards/orders/contract.ts'

/**
 * What the holder confirms, and the signer compares with the certificates: one line per fact, in Finnish,
 * Swedish and English, always the same text for the same renewal. Unicode NFC, lines ended by LF; no value can
 * add a line, and none is an address, so that the text outlives one (R23).
 */
export function renewalStatementOf(order: RenewalContent): string {
  const { renewal, right, photo, point } = order
  const lines: readonly (readonly [label: string, value: string])[] = [
    [renewalLabels.order, order.orderId],
    [renewalLabels.product, productNames[order.product]],
    [
      renewalLabels.renews,
      `${renewal.cardId}, voimassa / giltigt till / valid to ${renewal.facts.card.validTo}`,
    ],
    [renewalLabels.givenNames, order.givenNames],
    [renewalLabels.surname, order.surname],
    [renewalLabels.registrationNumber, order.registrationNumber],
    [renewalLabels.doctorId, order.doctorId ?? noValue],
    [renewalLabels.right, `${right.title.fi} / ${right.title.sv} / ${right.title.en}`],
    ['Rekisteri / Register / Register', `${right.register} ${right.code} ${right.rightId}`],
    [renewalLabels.validTo, order.validTo],
    ['Valokuva / Foto / Photo', photo ? `${photo.photoId} sha256:${photo.digest}` : noValue],
    ['Kieli / Språk / Language', order.language],
    [
      'Toimitus / Leverans / Delivery',
      renewal.delivery === 'home' ? toHome : `${toPoint} ${point.name} ${point.pointId}`,
    ],
    [
      'Aktivointikirje / Aktiveringsbrev / Activation letter',
      order.letterTo === 'registration-point' ? toPoint : toHome,
    ],
    ['Ehdot / Villkor / Terms', 'hyväksytty / godkända / accepted'],
    [renewalLabels.drafted, formatInstant(order.draftedAt)],
  ]
  return lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')
}

const toHome = 'kotiin / hem / home'
const toPoint = 'rekisteröintipisteeseen / till registreringsstället / to the registration point'
