import { isOlder } from '@sotevarmenne/api/reader-software'
import { addDays, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { StrongSignIn } from '#platform/permit.ts'
import { demandsDoctorId, judgeRight, type RightFacts, type RightRefusal } from './eligibility.ts'
import { professionalCardValidTo } from './validity.ts'

/**
 * The rules by which the service alone decides that a professional card is renewed (mission M3). Whoever changes a rule in
 * this file, or one that it uses, changes the version: each decision keeps the one that it was made by.
 */
export const renewalRules = { version: '2026-11-25', windowDays: 90 } as const

/** Why there is to be a new card in the place of the one that its holder has, or had. */
export type RenewalGround = 'expiring' | 'data-changed' | CardGone
export type CardGone = 'lost' | 'stolen' | 'broken'

/** What a card says that its registers say otherwise now. */
export type DataChange = 'name' | 'registration-number' | 'doctor-id' | 'title' | 'right-restricted'

/** The card that is renewed: what became of it, and what it says. */
export type CardToRenew = {
  readonly cardId: string
  readonly state: 'coming' | 'in-hand' | 'closed'
  /** Why, of a closed one. */
  readonly closedBecause?: string
  /** Whether its holder ever had it in hand. */
  readonly wasHandedOver: boolean
  /** The last day, inclusive. */
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

/** Everything on which a renewal is decided. */
export type RenewalFacts = {
  readonly card: CardToRenew
  /** What the population register says; absent when it does not know the person. */
  readonly population?: {
    readonly givenNames: string
    readonly surname: string
    readonly died?: LocalDate
    readonly nonDisclosure: boolean
  }
  readonly rights: readonly TitledRight[]
  readonly registrationNumber?: string
  readonly doctorId?: string
  /** How: by one of our own cards, or strongly in another way. */
  readonly signedInBy: StrongSignIn['method']
  /** The holder says that the card, which is not closed, does not work any more. */
  readonly saysBroken: boolean
  /** Another professional card of the person that is not closed and has not run out. */
  readonly otherCardId?: string
  /** An order of the person that has not led to a card yet. */
  readonly pendingOrderId?: string
  readonly today: LocalDate
}

/** What the holder chose. */
export type RenewalChoice = {
  readonly rightId: string
  readonly delivery: 'home' | 'registration-point'
  /** As the reader software tells it, where the page saw one. */
  readonly readerVersion?: string
  /** Older reader software can't use the cards that are made now. */
  readonly minimumReaderVersion: string
}

export type RenewalGroundRefusal =
  | { readonly kind: 'card-not-in-hand' }
  | { readonly kind: 'card-closed-for-good' }
  | { readonly kind: 'card-expired'; readonly expiredOn: LocalDate }
  | { readonly kind: 'renewal-not-open'; readonly opensOn: LocalDate }

export type RenewalPersonRefusal =
  | RenewalGroundRefusal
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  | { readonly kind: 'no-right' }
  | { readonly kind: 'order-pending'; readonly orderId?: string }
  | { readonly kind: 'valid-card-exists'; readonly cardId: string }
  | { readonly kind: 'renewal-needs-card-sign-in' }

export type RenewalRefusal =
  | RenewalPersonRefusal
  | RightRefusal
  | { readonly kind: 'valid-no-longer'; readonly validTo: LocalDate }
  | { readonly kind: 'home-delivery-not-possible' }
  | { readonly kind: 'reader-software-too-old'; readonly needed: string }

/** One ground of a decision: the rule of docs/rules.md, and the fact that fulfils it. */
export type RenewalReason =
  | { readonly rule: 'R150'; readonly kind: 'expiring'; readonly cardValidTo: LocalDate }
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
  | { readonly rule: 'R5'; readonly kind: 'no-other-card' }
  | {
      readonly rule: 'R7'
      readonly kind: 'full-validity' | 'validity-of-right'
      readonly validTo: LocalDate
    }

export type RenewalDecision = {
  readonly ground: RenewalGround
  /** The last day of the new card, inclusive. */
  readonly validTo: LocalDate
  readonly reasons: readonly RenewalReason[]
  readonly rulesVersion: string
}

/** From when on the card can be renewed because it ends. */
export const renewalOpensOn = (validTo: LocalDate): LocalDate =>
  addDays(validTo, -renewalRules.windowDays)

/** On which ground the card may be renewed now, by what is known of it without asking a register (R150–R152). */
export function judgeRenewalGround(
  card: Pick<CardToRenew, 'state' | 'closedBecause' | 'wasHandedOver' | 'validTo'>,
  {
    today,
    isDataChanged,
    saysBroken,
  }: { readonly today: LocalDate; readonly isDataChanged: boolean; readonly saysBroken: boolean },
): Result<RenewalGround, RenewalGroundRefusal> {
  if (!card.wasHandedOver) return refuse({ kind: 'card-not-in-hand' })
  if (card.validTo < today) return refuse({ kind: 'card-expired', expiredOn: card.validTo })
  if (card.state === 'closed')
    return isGone(card.closedBecause)
      ? ok(card.closedBecause)
      : refuse({ kind: 'card-closed-for-good' })
  if (saysBroken) return ok('broken')
  if (isDataChanged) return ok('data-changed')
  const opensOn = renewalOpensOn(card.validTo)
  return today < opensOn ? refuse({ kind: 'renewal-not-open', opensOn }) : ok('expiring')
}

/** Refused whatever is chosen. */
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
  const ground = judgeRenewalGround(facts.card, {
    today: facts.today,
    isDataChanged: changed.length > 0,
    saysBroken: facts.saysBroken,
  })
  if (!ground.ok) return ground
  if (facts.pendingOrderId !== undefined)
    return refuse({ kind: 'order-pending', orderId: facts.pendingOrderId })
  if (facts.otherCardId !== undefined)
    return refuse({ kind: 'valid-card-exists', cardId: facts.otherCardId })
  // Whoever still has a card that works shows it by signing in with it.
  if (!isGone(ground.value) && facts.signedInBy !== 'card')
    return refuse({ kind: 'renewal-needs-card-sign-in' })
  if (facts.rights.length === 0) return refuse({ kind: 'no-right' })

  return ok({ ground: ground.value, changed })
}

/** Decides the renewal, with its grounds: everything that is asked of the registers was asked just now (R153). */
export function decideRenewal(
  facts: RenewalFacts,
  choice: RenewalChoice,
): Result<RenewalDecision, RenewalRefusal> {
  const may = mayRenewCard(facts)
  if (!may.ok) return may
  const right = facts.rights.find(({ rightId }) => rightId === choice.rightId)
  if (!right) return refuse({ kind: 'right-not-found' })
  const judged = judgeRight(right, facts)
  if (!judged.ok) return judged
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

/** What the card says that the registers say otherwise: of a right that has ended nothing is compared. */
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
    ...(demandsDoctorId(right) ? ([{ rule: 'R8', kind: 'has-doctor-id' }] as const) : []),
    { rule: 'R5', kind: 'no-other-card' },
    {
      rule: 'R7',
      kind: validTo === right.validTo ? 'validity-of-right' : 'full-validity',
      validTo,
    },
  ]
}

function reasonOfGround(
  { card }: RenewalFacts,
  ground: RenewalGround,
  changed: readonly DataChange[],
): RenewalReason {
  if (ground === 'expiring') return { rule: 'R150', kind: ground, cardValidTo: card.validTo }
  if (ground === 'data-changed') return { rule: 'R151', kind: ground, changed }
  return { rule: 'R152', kind: ground }
}

const gone: readonly string[] = ['lost', 'stolen', 'broken'] satisfies readonly CardGone[]
const isGone = (reason: string | undefined): reason is CardGone =>
  reason !== undefined && gone.includes(reason)

const isSameTitle = (one: Titles, other: Titles): boolean =>
  one.fi === other.fi && one.sv === other.sv && one.en === other.en
