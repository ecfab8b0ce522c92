import type { DecisionView, DecidingRule, GroundKind } from '@sotevarmenne/api/decisions'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Setting } from '#settings/contract.ts'
import type { Price } from '../contract.ts'
import type { ApplicationFacts } from './eligibility.ts'
import { memberCardValidTo, type EmploymentFacts } from './member-card.ts'
import { needsDoctorId, type RightFacts } from './right-rules.ts'
import type { SpareCardPrice } from './spare-card.ts'
import { professionalCardValidTo } from './validity.ts'

/**
 * The version of each rule. A change of a rule's decisions needs the next version: a test compares each rule
 * with the earlier decisions of its version, so that old and new decisions can be told apart.
 */
export const ruleVersions = {
  'professional-card': 2,
  'member-card': 2,
  'spare-card': 2,
  'organisation-agreement': 1,
  registrar: 2,
} as const satisfies { readonly [Rule in Exclude<DecidingRule, 'register-change'>]: number }

export type Ground = DecisionView['grounds'][number]

/** Records the grounds of a rule's decision (R142), with the facts as they were used, not later ones. */
export const decisionOn = (
  rule: keyof typeof ruleVersions,
  decidedAt: Instant,
  grounds: readonly Ground[],
): DecisionView => ({
  rule,
  version: ruleVersions[rule],
  decidedAt: formatInstant(decidedAt),
  grounds: [...grounds],
})

const ground = (kind: GroundKind, rule: string, facts: Ground['facts'] = {}): Ground => ({
  kind,
  rule,
  facts,
})

/** The grounds on which `decideProfessionalCard` accepted this right. */
export function groundsOfProfessionalCard(
  {
    today,
    doctorId,
    rightRules,
    validCards,
    pendingOrders,
  }: Pick<ApplicationFacts, 'today' | 'doctorId' | 'rightRules' | 'validCards' | 'pendingOrders'>,
  right: RightFacts & { readonly title: { fi: string; sv: string; en: string } },
): readonly Ground[] {
  const { register, title, validFrom, validTo } = right
  const inForce = { register, title, from: validFrom }
  const lastDay = professionalCardValidTo(today, validTo)
  return [
    ground('ordered-by-another', 'R14'),
    ground('known-to-population-register', 'R3'),
    validTo === undefined
      ? ground('right-in-force', 'R2', inForce)
      : ground('right-in-force-until', 'R2', { ...inForce, until: validTo }),
    doctorId === undefined || !needsDoctorId(right, rightRules)
      ? ground('doctor-id-not-demanded', 'R8')
      : ground('doctor-id-held', 'R8', { doctorId }),
    ground(validCards.length === 0 ? 'no-other-card' : 'card-of-another-right', 'R5'),
    ground(pendingOrders.length === 0 ? 'no-open-order' : 'order-of-another-right', 'R15'),
    lastDay === validTo
      ? ground('valid-as-long-as-right', 'R7', { validTo: lastDay })
      : ground('valid-five-years', 'R7', { validTo: lastDay }),
    ground('free-professional-card', 'R9'),
  ]
}

/** The grounds on which `decideMemberCard` and the agreements accepted it. */
export function groundsOfMemberCard({
  today,
  endsOn,
  organisation,
  isActor,
  basis,
  certificate,
  declaredOn,
  complaintId,
  price,
}: {
  readonly today: LocalDate
  readonly organisation: string
  readonly isActor: boolean
  /** Ids of the agreement and delegation, by which they can be looked up. */
  readonly basis: { readonly cardAgreementId: string; readonly delegationId?: string }
  readonly certificate: boolean
  readonly declaredOn?: LocalDate
  /** Complaint about the faulty card that it replaces free of charge. */
  readonly complaintId?: string
  readonly price: Price
} & Pick<EmploymentFacts, 'endsOn'>): readonly Ground[] {
  const lastDay = memberCardValidTo(today, endsOn)
  const { cardAgreementId, delegationId } = basis
  return [
    ground('ordered-by-another', 'R14'),
    ground('known-to-population-register', 'R3'),
    ground('no-right-in-force', isActor ? 'R91' : 'R90'),
    ground('no-card-of-employer', 'R93', { organisation }),
    ground('agreement-covers', 'R92', { organisation, agreement: cardAgreementId }),
    delegationId === undefined
      ? ground('agreement-at-own-point', 'R92')
      : ground('authorised-point', 'R92', { delegation: delegationId }),
    ...(certificate ? [ground('certificate-stored', 'R97')] : []),
    lastDay === endsOn
      ? ground('valid-as-long-as-employment', 'R94', { validTo: lastDay })
      : ground('valid-five-years', 'R94', { validTo: lastDay }),
    groundOfPrice(),
  ]

  function groundOfPrice(): Ground {
    if (price.kind === 'priced' && price.because === 'student-in-practice')
      return ground('priced-student', 'R407', { amount: euros(price.amount.cents) })
    if (price.kind === 'priced')
      return ground('priced', isActor ? 'R96' : 'R95', { amount: euros(price.amount.cents) })
    return complaintId === undefined
      ? ground('free-logs-in', 'R95', { declaredOn: declaredOn ?? '' })
      : ground('free-faulty-card', 'R134', { complaint: complaintId })
  }
}

/** The grounds on which `checkRepeatedData` and then `decideSpareCard` accepted it. */
export const groundsOfSpareCard = ({
  missedBecause,
  cardValidTo,
  validTo,
  validity,
  price,
}: {
  readonly missedBecause: string
  readonly cardValidTo: LocalDate
  readonly validTo: LocalDate
  readonly validity: Setting<'spare-card-validity'>
  readonly price: SpareCardPrice
}): readonly Ground[] => [
  ground('ordered-by-another', 'R72'),
  ground('card-missed', 'R70', { because: missedBecause }),
  ground('registers-bear-out', 'R70'),
  ground('no-open-spare-card', 'R71'),
  validTo === cardValidTo
    ? ground('valid-as-long-as-card', 'R73', { validTo })
    : ground('valid-for-months', 'R73', {
        ...{ validTo, months: String(validity.value), setting: validity.version },
      }),
  price.kind === 'free'
    ? ground('free-like-card', 'R74')
    : ground('priced', 'R115', { amount: euros(price.amount.cents) }),
]

/** The grounds on which a case officer approved or rejected an agreement or a delegation (R145). */
export const groundsOfAgreement = ({
  enteredOn,
  isApproved,
  giver,
  authorised,
  validFrom,
  validTo,
}: {
  readonly enteredOn: LocalDate
  readonly isApproved: boolean
  /** With their names at that time, and as identified by the business register. */
  readonly giver: { readonly name: string; readonly businessId: string }
  readonly authorised?: {
    readonly name: string
    readonly businessId: string
    readonly acceptedOn: LocalDate
  }
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
}): readonly Ground[] => [
  isApproved
    ? ground('entered-by-another', 'R145', { enteredOn })
    : ground('turned-down', 'R145', { enteredOn }),
  ground('agreement-of', 'R92', { organisation: giver.name, businessId: giver.businessId }),
  ...(authorised
    ? [
        ground('agreement-for', 'R92', {
          ...{ organisation: authorised.name, businessId: authorised.businessId },
          acceptedOn: authorised.acceptedOn,
        }),
      ]
    : []),
  validTo === undefined
    ? ground('holds-from', 'R92', { from: validFrom })
    : ground('holds-until', 'R92', { from: validFrom, until: validTo }),
]

/** The grounds on which a case officer approved or rejected a person as registrar (R245). */
export const groundsOfRegistrar = ({
  sentOn,
  isApproved,
  organisation,
  points,
  agreements,
  training,
}: {
  readonly sentOn: LocalDate
  readonly isApproved: boolean
  /** With its name at that time, and as identified by the business register. */
  readonly organisation: { readonly name: string; readonly businessId: string }
  /** Names of the points. */
  readonly points: readonly string[]
  /** Ids of the agreements, by which they can be looked up. */
  readonly agreements: readonly string[]
  /** `proof`: SHA-256 of the file, hexadecimal; empty when there was none. */
  readonly training: {
    readonly course: string
    readonly completedOn: LocalDate
    readonly lastDay: LocalDate
    /** The version of the setting by which the last day was counted. */
    readonly setting: string
    readonly proof: string
  }
}): readonly Ground[] => {
  const { name, businessId } = organisation
  const { completedOn, lastDay, setting, proof } = training
  const proved = ground('training-proved', 'R246', {
    ...{ course: training.course, completedOn, until: lastDay, proof, setting },
  })
  const stored = ground('keeps-points', 'R245', {
    ...{ organisation: name, businessId, points: points.join(', ') },
  })
  return isApproved
    ? [
        ground('sent-by-another', 'R245', { sentOn }),
        ground('card-to-sign', 'R13'),
        stored,
        ground('rests-on-agreements', 'R245', { agreements: agreements.join(', ') }),
        proved,
      ]
    : [ground('turned-down', 'R245', { enteredOn: sentOn }), stored, proved]
}

const euros = (cents: number): string => (cents / 100).toFixed(2)
