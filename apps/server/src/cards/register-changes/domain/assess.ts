import type { ChangeKind, ReportingRegister } from '@sotevarmenne/api/registers'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { PopulationFacts, RightsHeld } from '../../../people/registers/contract.ts'
import type { Reliance } from '../../card/contract.ts'

/** A register's current response: all its data, or that it does not know the person. */
export type RegisterResponse =
  | { readonly register: 'rights'; readonly held: RightsHeld | undefined }
  | { readonly register: 'population'; readonly person: PopulationFacts | undefined }

/** Something that is no longer true of a card. */
export type Finding = {
  readonly kind: ChangeKind
  /** Last day of a restricted right. */
  readonly validTo?: LocalDate
}

/** Must be increased when the rule's findings change. */
export const assessVersion = 1

/** The facts behind a finding (R142). No names: those are stored elsewhere, and erased there. */
export function decisionOf(
  { kind, validTo }: Finding,
  {
    card,
    response,
    at,
  }: { readonly card: Reliance; readonly response: RegisterResponse; readonly at: Instant },
): DecisionView {
  const lastDays = (response.register === 'rights' ? (response.held?.rights ?? []) : [])
    .filter(({ code }) => code === card.rightCode)
    .map((right) => right.validTo)
  const until =
    validTo ??
    lastDays
      .filter((day) => day !== undefined)
      .toSorted()
      .at(-1)
  return {
    rule: 'register-change',
    version: assessVersion,
    decidedAt: formatInstant(at),
    grounds: [
      {
        kind,
        rule: isRevoking(kind) ? 'R80' : 'R82',
        facts: {
          ...(card.rightCode !== undefined &&
            reportedBy[kind] === 'rights' && { code: card.rightCode }),
          ...(until !== undefined && { until }),
          cardValidTo: card.validTo,
        },
      },
    ],
  }
}

/** Which register can report that it is true, or no longer true. */
export const reportedBy: Readonly<Record<ChangeKind, ReportingRegister>> = {
  'right-ended': 'rights',
  'right-restricted': 'rights',
  'number-changed': 'rights',
  'name-changed': 'population',
  'holder-died': 'population',
}

/** Kinds that revoke the card; the others offer a new one. */
export const isRevoking = (kind: ChangeKind): boolean =>
  kind === 'right-ended' || kind === 'holder-died'

/**
 * Compares a card's data with a register's current response. Earlier responses are ignored, so neither the
 * order of events nor their number matters.
 */
export function assess(
  card: Reliance,
  response: RegisterResponse,
  today: LocalDate,
): readonly Finding[] {
  // For an expired card nothing is revoked and nothing offered.
  if (card.validTo < today) return []
  if (response.register === 'population') return assessPerson(card, response.person)
  return card.rightCode === undefined ? [] : assessRights(card, response.held, today)
}

function assessRights(
  card: Reliance,
  held: RightsHeld | undefined,
  today: LocalDate,
): readonly Finding[] {
  const inForce = (held?.rights ?? []).filter(
    ({ code, validFrom, validTo }) =>
      code === card.rightCode && validFrom <= today && (validTo === undefined || validTo >= today),
  )
  if (held === undefined || inForce.length === 0) return [{ kind: 'right-ended' }]

  const findings: Finding[] = []
  const last = lastDay(inForce.map(({ validTo }) => validTo))
  if (last !== undefined && last < card.validTo)
    findings.push({ kind: 'right-restricted', validTo: last })
  if (held.registrationNumber !== card.registrationNumber || held.doctorId !== card.doctorId)
    findings.push({ kind: 'number-changed' })
  return findings
}

/** A person may be missing in the register: a missing entry proves nothing. */
function assessPerson(card: Reliance, person: PopulationFacts | undefined): readonly Finding[] {
  if (person === undefined) return []
  if (person.died !== undefined) return [{ kind: 'holder-died' }]
  const isRenamed = person.givenNames !== card.givenNames || person.surname !== card.surname
  return isRenamed ? [{ kind: 'name-changed' }] : []
}

/** The latest; undefined if one of them has no end. */
const lastDay = (days: readonly (LocalDate | undefined)[]): LocalDate | undefined =>
  days.reduce((latest, day) =>
    latest === undefined || day === undefined ? undefined : latest > day ? latest : day,
  )

/** When the register must be queried again without an event: the day after a right ends. */
export function queryAgainOn(findings: readonly Finding[]): LocalDate | undefined {
  const days = findings.flatMap(({ validTo }) => (validTo === undefined ? [] : [validTo]))
  return days.length === 0
    ? undefined
    : addDays(
        days.reduce((a, b) => (a < b ? a : b)),
        1,
      )
}
