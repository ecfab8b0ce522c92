import type { TrainingKind, RegistrarRule } from '@sotevarmenne/api/registrars'
import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'

/** The last day on which the training is valid, inclusive. */
export const trainingLastDay = (completedOn: LocalDate, years: number): LocalDate =>
  addDays(addYears(completedOn, years), -1)

/** The facts about an application when it is checked. */
export type KnownOfRegistrar = {
  /** By the business register, for the operator of the point. */
  readonly hasCeased: boolean
  /** The service knows the person, who has had at least one card. */
  readonly isKnown: boolean
  /** A card in use, with which the registrar would sign. */
  readonly hasCard: boolean
  readonly wasRegistrar: boolean
  readonly point: {
    readonly name: string
    readonly isOperated: boolean
    readonly isInService: boolean
    readonly hasAgreement: boolean
    /** The last day of the person's registrar role there; `none` if it has no end. */
    readonly heldUntil?: LocalDate | 'none'
  }
  readonly training: { readonly kind: TrainingKind; readonly completedOn: LocalDate }
  readonly hasProof: boolean
  /** For how many years a training is valid. */
  readonly trainingYears: number
  readonly today: LocalDate
}

type AtPoint = { readonly name: string }

export type RegistrarRefused =
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'no-card-in-use' }
  | { readonly kind: 'organisation-ceased' }
  | ({ readonly kind: 'point-of-another' } & AtPoint)
  | ({ readonly kind: 'point-not-in-service' } & AtPoint)
  | ({ readonly kind: 'no-agreement-in-force' } & AtPoint)
  | { readonly kind: 'training-not-completed' }
  | { readonly kind: 'training-lapsed'; readonly lastDay: LocalDate }
  | { readonly kind: 'refresher-without-basic' }
  | { readonly kind: 'proof-missing' }
  | ({ readonly kind: 'already-registrar-there' } & AtPoint)

export type RegistrarChecked = {
  readonly rule: RegistrarRule
  readonly refusal?: RegistrarRefused
}

/**
 * May the person be a registrar of the point (R245, R246, R288)? Every check with its result, by current
 * facts. A current registrar there gets a new role when the training is valid longer than the role.
 */
export function checkRegistrar(known: KnownOfRegistrar): readonly RegistrarChecked[] {
  const { point, training } = known
  const { name, heldUntil } = point
  const lastDay = trainingLastDay(training.completedOn, known.trainingYears)
  return [
    assessment('person', known.isKnown ? undefined : { kind: 'person-not-found' }),
    assessment('card', known.hasCard ? undefined : { kind: 'no-card-in-use' }),
    assessment('pointOperator', checkPointOperator(known)),
    assessment(
      'agreement',
      point.hasAgreement ? undefined : { kind: 'no-agreement-in-force', name },
    ),
    assessment('training', checkTraining(known, lastDay)),
    assessment('proof', known.hasProof ? undefined : { kind: 'proof-missing' }),
    assessment(
      'not-appointed',
      heldUntil !== undefined && (heldUntil === 'none' || heldUntil >= lastDay)
        ? { kind: 'already-registrar-there', name }
        : undefined,
    ),
  ]
}

function checkPointOperator({ hasCeased, point }: KnownOfRegistrar): RegistrarRefused | undefined {
  const { name, isOperated, isInService } = point
  if (hasCeased) return { kind: 'organisation-ceased' }
  if (!isOperated) return { kind: 'point-of-another', name }
  return isInService ? undefined : { kind: 'point-not-in-service', name }
}

const assessment = (
  rule: RegistrarChecked['rule'],
  refusal: RegistrarRefused | undefined,
): RegistrarChecked => ({ rule, ...(refusal && { refusal }) })

function checkTraining(
  { training, wasRegistrar, today }: KnownOfRegistrar,
  lastDay: LocalDate,
): RegistrarRefused | undefined {
  if (training.completedOn > today) return { kind: 'training-not-completed' }
  if (lastDay < today) return { kind: 'training-lapsed', lastDay }
  return training.kind === 'refresher' && !wasRegistrar
    ? { kind: 'refresher-without-basic' }
    : undefined
}

/** The first check that fails. */
export const firstRefusal = (checked: readonly RegistrarChecked[]): RegistrarRefused | undefined =>
  checked.find(({ refusal }) => refusal)?.refusal
