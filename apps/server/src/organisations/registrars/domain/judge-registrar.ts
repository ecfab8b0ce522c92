import { addDays, addYears, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { TrainingKind } from '../contract.ts'

/** How long a training holds. Our default: the description asks for training, and says nothing of how long it is good for. */
const trainingYears = 3

/** The last day on which the training holds, inclusive. */
export const trainingLastDay = (completedOn: LocalDate): LocalDate =>
  addDays(addYears(completedOn, trainingYears), -1)

/** What is known of an application as it is judged. */
export type KnownOfRegistrar = {
  /** By the business register, of whoever keeps the point. */
  readonly hasCeased: boolean
  /** The service knows the person, who had a card once at least. */
  readonly isKnown: boolean
  /** A card in use, with which the registrar would sign. */
  readonly hasCard: boolean
  readonly wasRegistrar: boolean
  readonly point: {
    readonly name: string
    readonly isKept: boolean
    readonly isInService: boolean
    readonly hasPaper: boolean
    /** The last day of an appointment that the person holds there; `none` of one without an end. */
    readonly heldUntil?: LocalDate | 'none'
  }
  readonly training: { readonly kind: TrainingKind; readonly completedOn: LocalDate }
  readonly hasProof: boolean
  readonly today: LocalDate
}

type AtPoint = { readonly name: string }

export type RegistrarRefused =
  | { readonly kind: 'person-unknown' }
  | { readonly kind: 'no-card-in-use' }
  | { readonly kind: 'organisation-ceased' }
  | ({ readonly kind: 'point-of-another' } & AtPoint)
  | ({ readonly kind: 'point-not-in-service' } & AtPoint)
  | ({ readonly kind: 'no-paper-in-force' } & AtPoint)
  | { readonly kind: 'training-not-completed' }
  | { readonly kind: 'training-lapsed'; readonly lastDay: LocalDate }
  | { readonly kind: 'refresher-without-basic' }
  | { readonly kind: 'proof-missing' }
  | ({ readonly kind: 'already-registrar-there' } & AtPoint)

export type RegistrarChecked = {
  readonly rule: 'person' | 'card' | 'keeper' | 'paper' | 'training' | 'proof' | 'not-appointed'
  readonly refusal?: RegistrarRefused
}

/**
 * May the person be a registrar of the point (R245, R246, R288)? Every check with its verdict, as facts are now. Whoever is a
 * registrar there already is one anew when the training holds longer than the appointment.
 */
export function judgeRegistrar(known: KnownOfRegistrar): readonly RegistrarChecked[] {
  const { point, training } = known
  const { name, heldUntil } = point
  const lastDay = trainingLastDay(training.completedOn)
  return [
    verdict('person', known.isKnown ? undefined : { kind: 'person-unknown' }),
    verdict('card', known.hasCard ? undefined : { kind: 'no-card-in-use' }),
    verdict('keeper', judgeKeeper(known)),
    verdict('paper', point.hasPaper ? undefined : { kind: 'no-paper-in-force', name }),
    verdict('training', judgeTraining(known, lastDay)),
    verdict('proof', known.hasProof ? undefined : { kind: 'proof-missing' }),
    verdict(
      'not-appointed',
      heldUntil !== undefined && (heldUntil === 'none' || heldUntil >= lastDay)
        ? { kind: 'already-registrar-there', name }
        : undefined,
    ),
  ]
}

function judgeKeeper({ hasCeased, point }: KnownOfRegistrar): RegistrarRefused | undefined {
  const { name, isKept, isInService } = point
  if (hasCeased) return { kind: 'organisation-ceased' }
  if (!isKept) return { kind: 'point-of-another', name }
  return isInService ? undefined : { kind: 'point-not-in-service', name }
}

const verdict = (
  rule: RegistrarChecked['rule'],
  refusal: RegistrarRefused | undefined,
): RegistrarChecked => ({ rule, ...(refusal && { refusal }) })

function judgeTraining(
  { training, wasRegistrar, today }: KnownOfRegistrar,
  lastDay: LocalDate,
): RegistrarRefused | undefined {
  if (training.completedOn > today) return { kind: 'training-not-completed' }
  if (lastDay < today) return { kind: 'training-lapsed', lastDay }
  return training.kind === 'refresher' && !wasRegistrar
    ? { kind: 'refresher-without-basic' }
    : undefined
}

/** The first that is not fulfilled. */
export const firstRefusal = (checked: readonly RegistrarChecked[]): RegistrarRefused | undefined =>
  checked.find(({ refusal }) => refusal)?.refusal
