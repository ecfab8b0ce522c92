import type { Decision } from '@sotevarmenne/api/decisions'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChangeKind, PopulationFacts, Reliance, RightsHeld, ToldBy } from '../contract.ts'

/** What a register says now: all of it, or that it does not know the person. */
export type Said =
  | { readonly register: 'rights'; readonly held: RightsHeld | undefined }
  | { readonly register: 'population'; readonly person: PopulationFacts | undefined }

/** Something that is no longer true of a card. */
export type Finding = {
  readonly kind: ChangeKind
  /** Of a restricted right: its last day. */
  readonly validTo?: LocalDate
}

/** Rises when what is found of a card becomes another. */
export const assessVersion = 1

/** On what something was found (R142). No names: what was called how stands elsewhere, and is erased there. */
export function decisionOf(
  { kind, validTo }: Finding,
  { card, said, at }: { readonly card: Reliance; readonly said: Said; readonly at: Instant },
): Decision {
  const lastDays = (said.register === 'rights' ? (said.held?.rights ?? []) : [])
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
            toldBy[kind] === 'rights' && { code: card.rightCode }),
          ...(until !== undefined && { until }),
          cardValidTo: card.validTo,
        },
      },
    ],
  }
}

/** Which register can say that it is so, or is so no longer. */
export const toldBy: Readonly<Record<ChangeKind, ToldBy>> = {
  'right-ended': 'rights',
  'right-restricted': 'rights',
  'number-changed': 'rights',
  'name-changed': 'population',
  'holder-died': 'population',
}

/** Kinds that take the card away; the others offer a new one. */
export const isRevoking = (kind: ChangeKind): boolean =>
  kind === 'right-ended' || kind === 'holder-died'

/**
 * Holds what a card says against what a register says now. Nothing is remembered of earlier answers, so that neither the
 * order of events nor their number matters.
 */
export function assess(card: Reliance, said: Said, today: LocalDate): readonly Finding[] {
  // Of a card that has run out nothing is taken away, and nothing offered.
  if (card.validTo < today) return []
  if (said.register === 'population') return assessPerson(card, said.person)
  return card.rightCode === undefined ? [] : assessRights(card, said.held, today)
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

/** A person whom the register does not know is told of nowhere: nothing follows from silence. */
function assessPerson(card: Reliance, person: PopulationFacts | undefined): readonly Finding[] {
  if (person === undefined) return []
  if (person.died !== undefined) return [{ kind: 'holder-died' }]
  const isRenamed = person.givenNames !== card.givenNames || person.surname !== card.surname
  return isRenamed ? [{ kind: 'name-changed' }] : []
}

/** The latest; undefined when one of them has no end. */
const lastDay = (days: readonly (LocalDate | undefined)[]): LocalDate | undefined =>
  days.reduce((latest, day) =>
    latest === undefined || day === undefined ? undefined : latest > day ? latest : day,
  )

/** When the register has to be asked again though it tells nothing: the day after a right ends. */
export function askAgainOn(findings: readonly Finding[]): LocalDate | undefined {
  const days = findings.flatMap(({ validTo }) => (validTo === undefined ? [] : [validTo]))
  return days.length === 0
    ? undefined
    : addDays(
        days.reduce((a, b) => (a < b ? a : b)),
        1,
      )
}
