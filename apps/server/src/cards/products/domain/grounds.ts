import type { Decision, DecidingRule, GroundKind } from '@sotevarmenne/api/decisions'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Price } from '../contract.ts'
import { demandsDoctorId, type ApplicationFacts, type RightFacts } from './eligibility.ts'
import { memberCardValidTo, type EmploymentFacts } from './member-card.ts'
import type { SpareCardPrice } from './spare-card.ts'
import { professionalCardValidTo } from './validity.ts'

/**
 * The version of each rule. Whoever changes what a rule decides gives it the next one: a test holds each rule against what its
 * version has decided before, so that a decision of then can be told from one of now.
 */
export const ruleVersions = {
  'professional-card': 1,
  'member-card': 2,
  'spare-card': 2,
  'organisation-paper': 1,
  registrar: 2,
} as const satisfies { readonly [Rule in Exclude<DecidingRule, 'register-change'>]: number }

export type Ground = Decision['grounds'][number]

/** Writes down on what a rule has decided (R142). The facts are those that it saw, not those of later. */
export const decisionOn = (
  rule: keyof typeof ruleVersions,
  decidedAt: Instant,
  grounds: readonly Ground[],
): Decision => ({
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

/** On what `decideProfessionalCard` has accepted this right. */
export function groundsOfProfessionalCard(
  { today, doctorId }: Pick<ApplicationFacts, 'today' | 'doctorId'>,
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
    doctorId === undefined || !demandsDoctorId(right)
      ? ground('doctor-id-not-demanded', 'R8')
      : ground('doctor-id-held', 'R8', { doctorId }),
    ground('no-other-card', 'R5'),
    ground('no-open-order', 'R15'),
    lastDay === validTo
      ? ground('valid-as-long-as-right', 'R7', { validTo: lastDay })
      : ground('valid-five-years', 'R7', { validTo: lastDay }),
    ground('free-professional-card', 'R9'),
  ]
}

/** On what `decideMemberCard` and the papers have accepted it. */
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
  /** Ids of the papers, which can be looked up by them. */
  readonly basis: { readonly agreementId: string; readonly authorisationId?: string }
  readonly certificate: boolean
  readonly declaredOn?: LocalDate
  /** Of the faulty card in whose place it is free. */
  readonly complaintId?: string
  readonly price: Price
} & Pick<EmploymentFacts, 'endsOn'>): readonly Ground[] {
  const lastDay = memberCardValidTo(today, endsOn)
  const { agreementId, authorisationId } = basis
  return [
    ground('ordered-by-another', 'R14'),
    ground('known-to-population-register', 'R3'),
    ground('no-right-in-force', isActor ? 'R91' : 'R90'),
    ground('no-card-of-employer', 'R93', { organisation }),
    ground('agreement-covers', 'R92', { organisation, paper: agreementId }),
    authorisationId === undefined
      ? ground('agreement-at-own-point', 'R92')
      : ground('authorised-point', 'R92', { paper: authorisationId }),
    ...(certificate ? [ground('certificate-kept', 'R97')] : []),
    lastDay === endsOn
      ? ground('valid-as-long-as-employment', 'R94', { validTo: lastDay })
      : ground('valid-five-years', 'R94', { validTo: lastDay }),
    groundOfPrice(),
  ]

  function groundOfPrice(): Ground {
    if (price.kind === 'priced')
      return ground('priced', isActor ? 'R96' : 'R95', { amount: euros(price.amount.cents) })
    return complaintId === undefined
      ? ground('free-logs-in', 'R95', { declaredOn: declaredOn ?? '' })
      : ground('free-faulty-card', 'R134', { complaint: complaintId })
  }
}

/** On what `decideSpareCard` has accepted it, and `judgeRepeatedData` before it. */
export const groundsOfSpareCard = ({
  missedBecause,
  cardValidTo,
  validTo,
  price,
}: {
  readonly missedBecause: string
  readonly cardValidTo: LocalDate
  readonly validTo: LocalDate
  readonly price: SpareCardPrice
}): readonly Ground[] => [
  ground('ordered-by-another', 'R72'),
  ground('card-missed', 'R70', { because: missedBecause }),
  ground('registers-bear-out', 'R70'),
  ground('no-open-spare-card', 'R71'),
  validTo === cardValidTo
    ? ground('valid-as-long-as-card', 'R73', { validTo })
    : ground('valid-three-months', 'R73', { validTo }),
  price.kind === 'free'
    ? ground('free-like-card', 'R74')
    : ground('priced', 'R115', { amount: euros(price.amount.cents) }),
]

/** On what a handler has approved or turned down an agreement or an authorisation (R145). */
export const groundsOfPaper = ({
  enteredOn,
  isApproved,
  giver,
  authorised,
  validFrom,
  validTo,
}: {
  readonly enteredOn: LocalDate
  readonly isApproved: boolean
  /** As they were called, and identified by the business register. */
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
  ground('paper-of', 'R92', { organisation: giver.name, businessId: giver.businessId }),
  ...(authorised
    ? [
        ground('paper-for', 'R92', {
          ...{ organisation: authorised.name, businessId: authorised.businessId },
          acceptedOn: authorised.acceptedOn,
        }),
      ]
    : []),
  validTo === undefined
    ? ground('holds-from', 'R92', { from: validFrom })
    : ground('holds-until', 'R92', { from: validFrom, until: validTo }),
]

/** On what a handler has approved or turned down that somebody be a registrar (R245). */
export const groundsOfRegistrar = ({
  sentOn,
  isApproved,
  organisation,
  points,
  papers,
  training,
}: {
  readonly sentOn: LocalDate
  readonly isApproved: boolean
  /** As it was called, and identified by the business register. */
  readonly organisation: { readonly name: string; readonly businessId: string }
  /** By their names. */
  readonly points: readonly string[]
  /** Ids of the papers, which can be looked up by them. */
  readonly papers: readonly string[]
  /** `proof`: SHA-256 of the file, hexadecimal; empty where none was there. */
  readonly training: {
    readonly course: string
    readonly completedOn: LocalDate
    readonly lastDay: LocalDate
    readonly proof: string
  }
}): readonly Ground[] => {
  const { name, businessId } = organisation
  const { completedOn, lastDay, proof } = training
  const proved = ground('training-proved', 'R246', {
    ...{ course: training.course, completedOn, until: lastDay, proof },
  })
  const kept = ground('keeps-points', 'R245', {
    ...{ organisation: name, businessId, points: points.join(', ') },
  })
  return isApproved
    ? [
        ground('sent-by-another', 'R245', { sentOn }),
        ground('card-to-sign', 'R13'),
        kept,
        ground('rests-on-papers', 'R245', { papers: papers.join(', ') }),
        proved,
      ]
    : [ground('turned-down', 'R245', { enteredOn: sentOn }), kept, proved]
}

const euros = (cents: number): string => (cents / 100).toFixed(2)
