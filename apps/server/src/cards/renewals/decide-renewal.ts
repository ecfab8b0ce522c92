import type * as api from '@sotevarmenne/api/renewals'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { OrderId, RenewalContent } from '#cards/orders/contract.ts'
import { findPhoto } from '#cards/photos/index.ts'
import {
  decideRenewal as decideByRules,
  rightRulesOn,
  type RenewalRefusal,
} from '#cards/products/index.ts'
import { isSameAddress } from '#people/persons/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import {
  queryRegisters,
  unavailableProblems,
  type RegisterResponses,
} from '#people/registers/index.ts'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Tx } from '#platform/db.ts'
import { personOf, strongSignInOf, type Permit } from '#platform/permit.ts'
import { settingOn } from '#settings/index.ts'
import type { RenewalRefused } from './contract.ts'
import type { RenewalsDeps } from './deps.ts'
import { findRenewable, type NotRenewable, type Placed, type Renewable } from './find-renewable.ts'
import { notRenewable } from './problems.ts'
import { renewalFacts } from './renewal-facts.ts'
import { ruleProblems } from './rule-problems.ts'
import { texts } from './texts.ts'

export type RenewalForm = InputOf<typeof api.draftRenewal>

/** What makes a renewal the same one when it is confirmed. */
export type RenewalDraft = { readonly orderId: OrderId; readonly draftedAt: Instant }

export type DecideRenewalRefusal =
  | NotRenewable
  | RenewalRefusal
  | RegisterUnavailable
  /** The address in the population register differs from the one that the holder confirmed. */
  | { readonly kind: 'address-not-confirmed' }
  | { readonly kind: 'point-does-not-hand-over' }
  | { readonly kind: 'photo-not-stored' }

export const decideProblems = {
  ...notRenewable,
  ...unavailableProblems,
  ...ruleProblems,
  'address-not-confirmed': { status: 409, ...texts.addressNotConfirmed },
  'point-does-not-hand-over': { status: 422, ...texts.pointDoesNotHandOver },
  'photo-not-stored': { status: 409, ...texts.photoNotStored },
} as const

/** What the registers say about the holder now. Outside transactions. */
export async function lookUpHolder(
  { db, people, registers }: Pick<RenewalsDeps, 'db' | 'people' | 'registers'>,
  permit: Permit,
): Promise<
  Result<
    { readonly identityCode: IdentityCode; readonly responses: RegisterResponses },
    RegisterUnavailable
  >
> {
  const identityCode = await db.read((tx) => people.identityCodeOf(tx, personOf(permit)))
  const responses = await queryRegisters(registers, identityCode)
  return responses.ok ? ok({ identityCode, responses: responses.value }) : responses
}

/** An active renewal of the card: the form sent again is that one. */
export const earlierOf = (
  deps: Pick<RenewalsDeps, 'db' | 'cards' | 'orders'>,
  permit: Permit,
  cardId: string,
): Promise<Result<Placed | undefined, NotRenewable>> =>
  deps.db.read(async (tx): Promise<Result<Placed | undefined, NotRenewable>> => {
    const found = await findRenewable(deps, tx, { holder: personOf(permit), cardId })
    return found.ok ? ok(found.value.earlier) : found
  })

/** Decides by the rules, with the present data of the registers, and resolves to what is to be ordered. */
export async function decideRenewal(
  deps: RenewalsDeps,
  tx: Tx,
  permit: Permit,
  {
    form,
    responses,
    renewable,
    draft,
  }: {
    readonly form: RenewalForm
    readonly responses: RegisterResponses
    readonly renewable: Renewable
    readonly draft: RenewalDraft
  },
): Promise<Result<RenewalContent, DecideRenewalRefusal>> {
  const signIn = strongSignInOf(permit)
  const { card } = renewable
  const today = dateInHelsinki(deps.clock.now())
  const facts = renewalFacts(renewable, {
    ...{ responses, signIn, saysBroken: form.broken === 'yes', today },
    rightRules: await rightRulesOn(tx, today),
    renewalWindow: await settingOn(tx, 'renewal-window', today),
  })
  const decided = decideByRules(facts, {
    rightId: form.rightId,
    delivery: form.delivery.to,
    minimumReaderVersion: deps.minimumReaderVersion,
    ...(form.readerVersion !== undefined && { readerVersion: form.readerVersion }),
  })
  if (!decided.ok) return decided
  const decision = decided.value

  const { population, held } = responses
  const right = held?.rights.find(({ rightId }) => rightId === form.rightId)
  if (!population || !held || !right) throw new Error('unreachable: decided without facts')
  if (form.address !== undefined && !isSameAddress(form.address, population.address))
    return refuse({ kind: 'address-not-confirmed' })
  if (form.delivery.to === 'home' && form.address === undefined)
    return refuse({ kind: 'home-delivery-not-possible' })
  const point = await pointOf(deps, tx, { form, pointId: card.pointId, today })
  if (!point) return refuse({ kind: 'point-does-not-hand-over' })
  const { photoId } = card.says
  const photo = photoId === undefined ? undefined : await findPhoto(tx, photoId)
  if (photoId !== undefined && !photo) return refuse({ kind: 'photo-not-stored' })

  const { givenNames, surname, nonDisclosure } = population
  return ok({
    product: 'professional-card',
    ...draft,
    personId: card.holder,
    ...{ givenNames, surname, point, right },
    registrationNumber: held.registrationNumber,
    ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
    ...(photo && { photo: { photoId: photo.photoId, digest: photo.digest } }),
    language: form.language,
    letterTo: nonDisclosure ? 'registration-point' : (form.address ?? 'registration-point'),
    draftedBy: card.holder,
    validTo: decision.validTo,
    price: { kind: 'free', because: 'professional-card' },
    renewal: { cardId: card.cardId, signIn, decision, facts, delivery: form.delivery.to },
  })
}

/** The chosen point, if it hands cards over to everybody; for a card sent home, that of the former card. */
async function pointOf(
  { registration }: Pick<RenewalsDeps, 'registration'>,
  tx: Tx,
  {
    form,
    pointId,
    today,
  }: { readonly form: RenewalForm; readonly pointId: string; readonly today: LocalDate },
): Promise<RenewalContent['point'] | undefined> {
  if (form.delivery.to === 'home') {
    const point = await registration.findPoint(tx, pointId)
    if (!point) throw new Error(`registration point ${pointId} of a card does not exist`)
    return { pointId: point.pointId, name: point.name }
  }
  const chosen = await registration.findPoint(tx, form.delivery.pointId)
  const { details } = chosen ?? {}
  if (!chosen || !details?.hasPublicDuty || !details.services.includes('handing-over'))
    return undefined
  if (details.lastDay !== undefined && details.lastDay < today) return undefined
  return { pointId: chosen.pointId, name: chosen.name }
}

/** A refusal is recorded with its reason, and changes nothing else. */
export async function recordRefusal(
  { db, clock, record }: Pick<RenewalsDeps, 'db' | 'clock' | 'record'>,
  permit: Permit,
  { cardId, because }: { readonly cardId: string; readonly because: string },
): Promise<void> {
  await db.write(async (tx) => {
    const window = await settingOn(tx, 'renewal-window', dateInHelsinki(clock.now()))
    const event: RenewalRefused = {
      ...{ type: 'RenewalRefused', because },
      ...(because === 'renewal-not-open' && { settings: { 'renewal-window': window.version } }),
      about: { personId: personOf(permit), cardId },
    }
    await record(tx, event, permit)
    return ok(undefined)
  })
}
