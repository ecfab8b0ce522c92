import { isOlder } from '@sotevarmenne/api/reader-software'
import type { CardDelivery } from '@sotevarmenne/api/cards'
import type { RenewalGround } from '@sotevarmenne/api/renewals'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { StrongSignIn } from '#platform/permit.ts'
import type { Setting } from '#settings/contract.ts'
import {
  checkOnlyCard,
  checkRight,
  type ApplicationFacts,
  type OtherCardRefusal,
  type RightRefusal,
} from './eligibility.ts'
import { needsDoctorId, type RightRules, type RightFacts } from './right-rules.ts'
import { professionalCardValidTo } from './validity.ts'

/**
 * The rules by which the service alone decides the renewal of a professional card (mission M3). A change of a
 * rule in this file, or of one that it uses, needs a new version: each decision stores the version that made
 * it.
 */
export const renewalRules = { version: '2026-12-01' } as const

const gone = ['lost', 'stolen', 'broken'] as const satisfies readonly RenewalGround[]
export type CardGone = (typeof gone)[number]

/** Card data that differ from the registers now. */
export type DataChange = 'name' | 'registration-number' | 'doctor-id' | 'title' | 'right-restricted'

/** The card that is renewed: its state and its data. */
export type CardToRenew = {
  readonly cardId: string
  readonly state: 'coming' | 'in-hand' | 'cancelled'
  /** Reason, for a cancelled card. */
  readonly cancelledBecause?: string
  /** Whether its holder has ever had it. */
  readonly wasHandedOver: boolean
  /** Last day of validity, inclusive. */
  readonly validTo: LocalDate
  readonly says: {
    readonly givenNames: string
    readonly surname: string
    readonly registrationNumber: string
    readonly doctorId?: string
    readonly rightCode: string
    readonly title: Titles
  }
}

type Titles = { readonly fi: string; readonly sv: string; readonly en: string }
type TitledRight = RightFacts & { readonly title: Titles }

/** All facts on which a renewal is decided. */
export type RenewalFacts = {
  readonly card: CardToRenew
  /** Data in the population register; absent when it does not know the person. */
  readonly population?: {
    readonly givenNames: string
    readonly surname: string
    readonly died?: LocalDate
    readonly nonDisclosure: boolean
  }
  readonly rights: readonly TitledRight[]
  readonly registrationNumber?: string
  readonly doctorId?: string
  /** As in force on the day. */
  readonly rightRules: RightRules
  readonly renewalWindow: RenewalWindow
  /** The method: by one of our own cards, or another strong method. */
  readonly signedInBy: StrongSignIn['method']
  /** The holder states that the card, which is not cancelled, no longer works. */
  readonly saysBroken: boolean
  /** Other professional cards of the person that are neither cancelled nor expired. */
  readonly validCards: ApplicationFacts['validCards']
  /** Placed orders of the person that have not led to a card yet. */
  readonly pendingOrders: ApplicationFacts['pendingOrders']
  readonly today: LocalDate
}

/** The holder's choices. */
export type RenewalChoice = {
  readonly rightId: string
  readonly delivery: CardDelivery
  /** As reported by the card reader software, if the page detected it. */
  readonly readerVersion?: string
  /** Older card reader software cannot use the cards that are produced now. */
  readonly minimumReaderVersion: string
}

export type RenewalGroundRefusal =
  | { readonly kind: 'card-not-in-hand' }
  | { readonly kind: 'card-cancelled-for-good' }
  | { readonly kind: 'card-expired'; readonly expiredOn: LocalDate }
  | { readonly kind: 'renewal-not-open'; readonly opensOn: LocalDate }

export type RenewalPersonRefusal =
  | RenewalGroundRefusal
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  | { readonly kind: 'no-right' }
  | OtherCardRefusal
  | { readonly kind: 'renewal-needs-card-sign-in' }
  /** The holder proves to be the owner of the former number only. */
  | { readonly kind: 'registration-number-changed' }

export type RenewalRefusal =
  | RenewalPersonRefusal
  | RightRefusal
  | { readonly kind: 'valid-no-longer'; readonly validTo: LocalDate }
  | { readonly kind: 'home-delivery-not-possible' }
  | { readonly kind: 'reader-software-too-old'; readonly needed: string }

/** One ground of a decision: the rule of docs/rules.md, and the fact that fulfils it. */
export type RenewalReason =
  | {
      readonly rule: 'R150'
      readonly kind: 'expiring'
      readonly cardValidTo: LocalDate
      /** Absent up to version 0.2.0: 90. */
      readonly windowDays?: number
    }
  | {
      readonly rule: 'R151'
      readonly kind: 'data-changed'
      readonly changed: readonly DataChange[]
    }
  | { readonly rule: 'R152'; readonly kind: CardGone }
  | { readonly rule: 'R3'; readonly kind: 'known-to-population-register' }
  | {
      readonly rule: 'R2'
      readonly kind: 'right-in-force'
      readonly register: RightFacts['register']
      readonly title: Titles
      readonly validFrom: LocalDate
      readonly validTo?: LocalDate
    }
  | { readonly rule: 'R8'; readonly kind: 'has-doctor-id' }
  | { readonly rule: 'R5'; readonly kind: 'no-other-card' | 'card-of-another-right' }
  | {
      readonly rule: 'R7'
      readonly kind: 'full-validity' | 'validity-of-right'
      readonly validTo: LocalDate
    }

export type RenewalDecision = {
  readonly ground: RenewalGround
  /** Last day of the new card, inclusive. */
  readonly validTo: LocalDate
  readonly reasons: readonly RenewalReason[]
  readonly rulesVersion: string
}

/** First day on which the card can be renewed because it expires. */
export const renewalOpensOn = (validTo: LocalDate, { value: days }: RenewalWindow): LocalDate =>
  addDays(validTo, -days)

/** How many days before its end a card may be renewed, as in force on the day. */
type RenewalWindow = Setting<'renewal-window'>

/** The ground on which the card may be renewed now, as far as known without a register query (R150–R152). */
export function checkRenewalGround(
  card: Pick<CardToRenew, 'state' | 'cancelledBecause' | 'wasHandedOver' | 'validTo'>,
  {
    today,
    isDataChanged,
    saysBroken,
    renewalWindow,
  }: {
    readonly today: LocalDate
    readonly isDataChanged: boolean
    readonly saysBroken: boolean
    readonly renewalWindow: RenewalWindow
  },
): Result<RenewalGround, RenewalGroundRefusal> {
  if (!card.wasHandedOver) return refuse({ kind: 'card-not-in-hand' })
  if (card.validTo < today) return refuse({ kind: 'card-expired', expiredOn: card.validTo })
  if (card.state === 'cancelled')
    return isGone(card.cancelledBecause)
      ? ok(card.cancelledBecause)
      : refuse({ kind: 'card-cancelled-for-good' })
  if (saysBroken) return ok('broken')
  if (isDataChanged) return ok('data-changed')
  const opensOn = renewalOpensOn(card.validTo, renewalWindow)
  return today < opensOn ? refuse({ kind: 'renewal-not-open', opensOn }) : ok('expiring')
}

/** Refusals that apply to every choice. */
export function mayRenewCard(
  facts: RenewalFacts,
): Result<
  { readonly ground: RenewalGround; readonly changed: readonly DataChange[] },
  RenewalPersonRefusal
> {
  const { population } = facts
  if (!population) return refuse({ kind: 'unknown-to-population-register' })
  if (population.died !== undefined) return refuse({ kind: 'person-has-died' })
  const changed = changesOf(facts)
  const ground = checkRenewalGround(facts.card, {
    today: facts.today,
    isDataChanged: changed.length > 0,
    saysBroken: facts.saysBroken,
    renewalWindow: facts.renewalWindow,
  })
  if (!ground.ok) return ground
  const only = checkOnlyCardOfSome(facts)
  if (!only.ok) return only
  // A holder with a working card proves it by signing in with it.
  if (!isGone(ground.value) && facts.signedInBy !== 'card')
    return refuse({ kind: 'renewal-needs-card-sign-in' })
  if (facts.rights.length === 0) return refuse({ kind: 'no-right' })
  if (changed.includes('registration-number'))
    return refuse({ kind: 'registration-number-changed' })

  return ok({ ground: ground.value, changed })
}

/** Whether other cards and orders leave at least one of the rights free; without rights, any is in the way. */
function checkOnlyCardOfSome(facts: RenewalFacts): Result<void, OtherCardRefusal> {
  const rights = facts.rights.length === 0 ? [undefined] : facts.rights
  const checked = rights.map((right) => checkOnlyCard(right, facts))
  return checked.find(({ ok: isFree }) => isFree) ?? checked[0] ?? ok(undefined)
}

/** Decides the renewal, with its grounds: the register data were queried just now (R153). */
export function decideRenewal(
  facts: RenewalFacts,
  choice: RenewalChoice,
): Result<RenewalDecision, RenewalRefusal> {
  const may = mayRenewCard(facts)
  if (!may.ok) return may
  const right = facts.rights.find(({ rightId }) => rightId === choice.rightId)
  if (!right) return refuse({ kind: 'right-not-found' })
  const only = checkOnlyCard(right, facts)
  if (!only.ok) return only
  const checked = checkRight(right, facts)
  if (!checked.ok) return checked
  const { ground, changed } = may.value
  const validTo = professionalCardValidTo(facts.today, right.validTo)
  if (ground === 'expiring' && validTo <= facts.card.validTo)
    return refuse({ kind: 'valid-no-longer', validTo })
  if (choice.delivery === 'home' && facts.population?.nonDisclosure !== false)
    return refuse({ kind: 'home-delivery-not-possible' })
  const { readerVersion, minimumReaderVersion: needed } = choice
  if (readerVersion !== undefined && isOlder(readerVersion, needed))
    return refuse({ kind: 'reader-software-too-old', needed })

  return ok({
    ground,
    validTo,
    reasons: reasonsOf({ facts, ground, changed, right, validTo }),
    rulesVersion: renewalRules.version,
  })
}

/** Card data that differ from the registers: for an ended right nothing is compared. */
function changesOf({
  card: { says, validTo },
  population,
  registrationNumber,
  doctorId,
  rights,
}: RenewalFacts): readonly DataChange[] {
  const printed = rights.find(({ code }) => code === says.rightCode)
  const isRenamed =
    population !== undefined &&
    (population.givenNames !== says.givenNames || population.surname !== says.surname)
  return [
    ...(isRenamed ? (['name'] as const) : []),
    ...(registrationNumber !== undefined && registrationNumber !== says.registrationNumber
      ? (['registration-number'] as const)
      : []),
    ...(doctorId !== says.doctorId ? (['doctor-id'] as const) : []),
    ...(printed && !isSameTitle(printed.title, says.title) ? (['title'] as const) : []),
    ...(printed?.validTo !== undefined && printed.validTo < validTo
      ? (['right-restricted'] as const)
      : []),
  ]
}

function reasonsOf({
  facts,
  ground,
  changed,
  right,
  validTo,
}: {
  readonly facts: RenewalFacts
  readonly ground: RenewalGround
  readonly changed: readonly DataChange[]
  readonly right: TitledRight
  readonly validTo: LocalDate
}): readonly RenewalReason[] {
  const { register, title, validFrom } = right
  return [
    reasonOfGround(facts, ground, changed),
    { rule: 'R3', kind: 'known-to-population-register' },
    {
      ...({ rule: 'R2', kind: 'right-in-force', register, title, validFrom } as const),
      ...(right.validTo !== undefined && { validTo: right.validTo }),
    },
    ...(needsDoctorId(right, facts.rightRules)
      ? ([{ rule: 'R8', kind: 'has-doctor-id' }] as const)
      : []),
    {
      rule: 'R5',
      kind:
        facts.validCards.length + facts.pendingOrders.length === 0
          ? 'no-other-card'
          : 'card-of-another-right',
    },
    {
      rule: 'R7',
      kind: validTo === right.validTo ? 'validity-of-right' : 'full-validity',
      validTo,
    },
  ]
}

function reasonOfGround(
  { card, renewalWindow }: RenewalFacts,
  ground: RenewalGround,
  changed: readonly DataChange[],
): RenewalReason {
  if (ground === 'expiring')
    return {
      ...{ rule: 'R150', kind: ground },
      ...{ cardValidTo: card.validTo, windowDays: renewalWindow.value },
    }
  if (ground === 'data-changed') return { rule: 'R151', kind: ground, changed }
  return { rule: 'R152', kind: ground }
}

const isGone = (reason: string | undefined): reason is CardGone =>
  gone.some((one) => one === reason)

const isSameTitle = (one: Titles, other: Titles): boolean =>
  one.fi === other.fi && one.sv === other.sv && one.en === other.en
