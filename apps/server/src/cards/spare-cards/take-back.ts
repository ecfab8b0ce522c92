import * as api from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { isOfOurLayout, readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { proveEmpty } from '@sotevarmenne/smartcard/read-back'
import type { BlankFound } from '#cards/stock/contract.ts'
import { wipeBySigner, type SignerSilent } from '#cards/card/index.ts'
import { operation } from '#platform/operation.ts'
import { sessionOf } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import { cancelForGood, rejectChip } from './cancel-spare-card.ts'
import type { SpareCardEmptied, SpareCardNotEmptied } from './contract.ts'
import { aboutSpareCard, notify, type CardAtDesk, type SpareCardsDeps } from './deps.ts'
import { checkReturn, type ReturnRefusal, type TakenChip } from './domain/rules.ts'
import { chipOf, settle, type SpareCard, type SpareCardIn } from './domain/spare-card.ts'
import { takeBackProblems } from './problems.ts'
import { lockSpareCard, saveSpareCard } from './stores/spare-cards.ts'
import { findTakenChip, releaseChip } from './stores/taken-chips.ts'

export type TakeBackRefusal =
  | NotAtAPoint
  | ReturnRefusal
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'blank-unreadable' }
  | SignerSilent
  /** It is cancelled, and not in stock: it is tried again, or written off. */
  | {
      readonly kind: 'not-emptied'
      readonly findings: readonly string[]
      /** The loan that waits for it. */
      readonly spareCardId?: string
    }

type TakenBack = Result<
  { readonly spareCardId?: string; readonly chipSerial: string },
  TakeBackRefusal
>

/**
 * Takes back the card in the reader, at any point (R77). It is identified by its chip. Its certificates are
 * revoked first: whatever happens to the chip afterwards, it is no longer a valid card. It is wiped, powered
 * off, and must be verified to be empty before it is in stock again, at this point.
 */
export const takeBackSpareCard =
  (deps: SpareCardsDeps) =>
  async (permit: Permit<'spareCards.takeBackSpareCard'>, card: CardAtDesk): Promise<TakenBack> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    if (!(await isOfOurLayout(card))) return refuse({ kind: 'not-a-spare-card' })
    const chipSerial = await readChipSerial(card)
    if (!chipSerial.ok)
      return refuse({
        kind: chipSerial.refusal.kind === 'card-removed' ? 'card-removed' : 'blank-unreadable',
      })

    const cancelled = await cancelReturned(deps, permit, chipSerial.value)
    if (!cancelled.ok) return cancelled
    const emptied = await empty(deps, card, cancelled.value.taken).catch((fault: unknown) => {
      if (isCardRemoved(fault)) return refuse({ kind: 'card-removed' } as const)
      throw fault
    })
    return emptied.ok
      ? putBack(deps, permit, cancelled.value, desk.value.pointId)
      : noteNotEmptied(deps, permit, cancelled.value, emptied.refusal)
  }

type Returned = { readonly chipSerial: string; readonly taken: TakenChip | undefined }

/** In a separate transaction, before the chip is changed. */
const cancelReturned = (
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.takeBackSpareCard'>,
  chipSerial: string,
): Promise<Result<Returned, TakeBackRefusal>> =>
  deps.db.write(async (tx): Promise<Result<Returned, TakeBackRefusal>> => {
    const taken = await findTakenChip(tx, chipSerial)
    const card = taken && (await lockSpareCard(tx, taken.spareCardId))
    const checked = checkReturn(await deps.blanks.lock(tx, chipSerial), taken)
    if (!checked.ok) return checked

    // A blank card that an earlier attempt rejected says nothing about the card that was produced on another.
    const isItsChip = card !== undefined && chipOf(card) === chipSerial
    if (isItsChip && card.state !== 'cancelled' && card.state !== 'settled') {
      const reason = card.state === 'handedOver' ? 'returned' : 'abandoned'
      await cancelForGood(deps, tx, permit, card, reason)
    }
    return ok({ chipSerial, taken })
  })

/** Wiped unless already empty, and accepted only after a power cycle. */
async function empty(
  deps: SpareCardsDeps,
  card: CardAtDesk,
  taken: TakenChip | undefined,
): Promise<Result<void, TakeBackRefusal>> {
  const before = await proveEmpty(card)
  if (!before.ok) {
    const wiped = await wipeBySigner(deps, card, taken)
    if (!wiped.ok) return refuse(refusalOf([wiped.refusal.kind]))
  }
  await card.reset()
  const after = await proveEmpty(card)
  if (after.ok) return ok(undefined)
  const left = after.refusal.kind === 'not-empty' ? after.refusal.left : [after.refusal]
  return refuse(refusalOf(left.map(({ kind }) => kind)))
}

const refusalOf = (findings: readonly string[]): TakeBackRefusal =>
  findings.includes('card-removed')
    ? { kind: 'card-removed' }
    : findings.includes('try-again-later')
      ? { kind: 'try-again-later' }
      : { kind: 'not-emptied', findings: [...new Set(findings)] }

const putBack = (
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.takeBackSpareCard'>,
  { chipSerial, taken }: Returned,
  pointId: string,
): Promise<TakenBack> =>
  deps.db.write(async (tx): Promise<TakenBack> => {
    const card = taken && (await lockSpareCard(tx, taken.spareCardId))
    if (!(await deps.blanks.takeBack(tx, { chipSerial, place: pointId })))
      return refuse({ kind: 'chip-rejected' })
    if (!card) {
      const found: BlankFound = { type: 'BlankFound', chipSerial, place: pointId }
      await deps.record(tx, found, permit)
      return ok({ chipSerial })
    }

    await releaseChip(tx, chipSerial)
    if (isWaitedFor(card, chipSerial))
      await saveSpareCard(tx, settle(card, { plastic: 'emptied', now: deps.clock.now() }))
    const event: SpareCardEmptied = {
      type: 'SpareCardEmptied',
      about: aboutSpareCard(card),
      chipSerial,
      pointId,
    }
    await notify(deps, tx, event, permit)
    return ok({ spareCardId: card.spareCardId, chipSerial })
  })

/** If a loan waits for the chip, it is tried again, or written off. Otherwise the chip is rejected. */
async function noteNotEmptied(
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.takeBackSpareCard'>,
  { chipSerial, taken }: Returned,
  refusal: TakeBackRefusal,
): Promise<TakenBack> {
  const findings = 'findings' in refusal ? refusal.findings : [refusal.kind]
  const noted = await deps.db.write(async (tx): Promise<Result<TakeBackRefusal, never>> => {
    const card = taken && (await lockSpareCard(tx, taken.spareCardId))
    if (!card) return ok(refusal)
    const event: SpareCardNotEmptied = {
      type: 'SpareCardNotEmptied',
      about: aboutSpareCard(card),
      chipSerial,
      findings,
    }
    await notify(deps, tx, event, permit)
    if (isWaitedFor(card, chipSerial)) {
      await saveSpareCard(tx, { ...card, findings })
      const { spareCardId } = card
      return ok(refusal.kind === 'not-emptied' ? { ...refusal, spareCardId } : refusal)
    }
    if (refusal.kind !== 'not-emptied') return ok(refusal)
    await rejectChip(deps, tx, chipSerial, 'not-emptied')
    return ok({ kind: 'chip-rejected' })
  })
  return noted.ok ? refuse(noted.value) : noted
}

/** Only the chip, or a write-off, ends the loan. */
const isWaitedFor = (card: SpareCard, chipSerial: string): card is SpareCardIn<'cancelled'> =>
  card.state === 'cancelled' && card.chipSerial === chipSerial

/**
 * Gives the ticket with which the program beside the registrar's reader has the card there taken back: the rules
 * are evaluated when it is used.
 */
export const requestToTakeBackSpareCard = operation({
  contract: api.requestToTakeBackSpareCard,
  problems: {},
  handle: (deps: SpareCardsDeps) => (_permit, input, request) =>
    deps.relays.giveTicket({
      operation: 'spareCards.takeBackSpareCard',
      input,
      sessionToken: sessionOf(request),
    }),
})

/** What such a ticket opens. */
export const serveTakingBack = (deps: SpareCardsDeps): void => {
  deps.relays.serve({
    purpose: 'spare-card-return',
    operation: 'spareCards.takeBackSpareCard',
    run: (permit, card) => takeBackSpareCard(deps)(permit, card),
    problems: takeBackProblems,
  })
}
