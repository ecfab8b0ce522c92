import { formatInstant } from '@sotevarmenne/kernel/instant'
import { noValue, orderLabels, productNames } from '@sotevarmenne/issuing/domain/order-statement'
import type { LetterAddress } from '#people/persons/contract.ts'
import { oneLine } from '@sotevarmenne/kernel/one-line'
import {
  deliveryOf,
  type DeskContent,
  type MemberContent,
  type ProfessionalContent,
} from './order.ts'

/**
 * The order as the registrar signs it: one line per fact, in Finnish, Swedish and English, always the same
 * text for the same order. Unicode NFC, lines ended by LF; no value can add a line.
 */
export function statementOf(order: DeskContent, identityCode: string): string {
  const { identification, photo, letterTo, point } = order
  const lines: readonly Line[] = [
    [orderLabels.order, order.orderId],
    [orderLabels.product, productNames[order.product]],
    [orderLabels.identityCode, identityCode],
    [orderLabels.givenNames, order.givenNames],
    [orderLabels.surname, order.surname],
    ...(order.product === 'professional-card' ? linesOfRight(order) : linesOfEmployment(order)),
    [orderLabels.validTo, order.validTo],
    ['Valokuva / Foto / Photo', photo ? `${photo.photoId} sha256:${photo.digest}` : noValue],
    ['Kieli / Språk / Language', order.language],
    [
      'Toimitus / Leverans / Delivery',
      deliveryOf(order) === 'home' ? 'kotiin / hem / home' : toPoint,
    ],
    [
      'Aktivointikirje / Aktiveringsbrev / Activation letter',
      letterTo === 'registration-point' ? toPoint : addressText(letterTo),
    ],
    [
      'Tunnistusasiakirja / Identitetshandling / Identity document',
      `${documentNames[identification.documentType]} ${identification.documentNumber} ${
        identification.issuingCountry
      } ${identification.expires}`,
    ],
    ['Hinta / Pris / Price', priceText(order.price)],
    [
      'Ehdot / Villkor / Terms',
      ['hyväksytty / godkända / accepted', order.termsVersion].filter(Boolean).join(' '),
    ],
    [
      'Rekisteröintipiste / Registreringsställe / Registration point',
      `${point.name} ${point.pointId}`,
    ],
    [orderLabels.drafted, formatInstant(order.draftedAt)],
    ...(order.corrects === undefined
      ? []
      : ([
          ['Korjaa tilauksen / Rättar beställningen / Corrects the order', order.corrects],
        ] as const)),
  ]
  return lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join('')
}

const toPoint = 'rekisteröintipisteeseen / till registreringsstället / to the registration point'

type Line = readonly [label: string, value: string]

const linesOfRight = ({
  registrationNumber,
  doctorId,
  right,
}: ProfessionalContent): readonly Line[] => [
  [orderLabels.registrationNumber, registrationNumber],
  [orderLabels.doctorId, doctorId ?? noValue],
  [orderLabels.right, `${right.title.fi} / ${right.title.sv} / ${right.title.en}`],
  ['Rekisteri / Register / Register', `${right.register} ${right.code} ${right.rightId}`],
]

function linesOfEmployment({
  subjectNumber,
  title,
  employment,
  basis,
  replaces,
  workEmail,
}: MemberContent): readonly Line[] {
  const { organisation, businessId, unit, endsOn, certificate, declaration } = employment
  return [
    [orderLabels.subjectNumber, subjectNumber],
    [orderLabels.title, title],
    [orderLabels.employer, `${organisation} ${businessId}`],
    [orderLabels.unit, unit ? `${unit.name} ${unit.oid}` : noValue],
    ...(workEmail === undefined ? [] : ([[orderLabels.email, workEmail]] as const)),
    ['Palvelussuhde päättyy / Anställningen upphör / Employment ends', endsOn ?? noValue],
    [
      'Palvelussuhdetodistus / Anställningsintyg / Employment certificate',
      certificate ? `${certificate.certificateId} sha256:${certificate.digest}` : noValue,
    ],
    [
      'Kirjautuu asiakas- tai potilastietojärjestelmiin / Loggar in i klient- eller patientdatasystem / Logs in to client or patient systems',
      declaration
        ? `${declaration.logsInToPatientSystems ? 'kyllä / ja / yes' : 'ei / nej / no'}, ${declaration.givenBy} ${declaration.givenOn}`
        : noValue,
    ],
    ...(declaration?.isStudent
      ? ([
          [
            'Opiskelija harjoittelussa / Studerande i praktik / Student in practice',
            'kyllä / ja / yes',
          ],
        ] as const)
      : []),
    ['Sopimus / Avtal / Agreement', basis.cardAgreementId],
    ['Valtuutus / Fullmakt / Authorisation', basis.delegationId ?? noValue],
    ...(replaces
      ? ([
          [
            'Viallisen kortin tilalle, reklamaatio / I stället för ett felaktigt kort, reklamation / In place of a faulty card, complaint',
            replaces.complaintId,
          ],
        ] as const)
      : []),
  ]
}

const priceText = (price: DeskContent['price']): string =>
  price.kind === 'free'
    ? 'maksuton / avgiftsfritt / free of charge'
    : `${(price.amount.cents / 100).toFixed(2)} ${price.amount.currency}`

const documentNames = {
  passport: 'passi / pass / passport',
  'identity-card': 'henkilökortti / identitetskort / identity card',
  'police-verification':
    'poliisin tunnistus / polisens identifiering / identification by the police',
}

const addressText = (to: LetterAddress): string =>
  [
    ...(to.organisation === undefined ? [] : [to.organisation]),
    ...(to.careOf === undefined ? [] : [`c/o ${to.careOf}`]),
    ...[to.street, `${to.postalCode} ${to.postOffice}`.trim(), to.country],
  ].join(', ')
