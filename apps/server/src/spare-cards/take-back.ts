import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { isOfOurLayout } from '@sotevarmenne/smartcard/personaliser'
import { proveEmpty } from '@sotevarmenne/smartcard/read-back'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import { closeForGood } from './close-spare-card.ts'
import type { SpareCardEmptied, SpareCardNotEmptied } from './contract.ts'
import { aboutSpareCard, tell, type CardAtDesk, type SpareCardsDeps } from './deps.ts'
import type { Plastic } from './domain/rules.ts'
import { chipOf, settle } from './domain/spare-card.ts'
import { lockPlastic, lockSpareCard, putIntoStock, saveSpareCard } from './store.ts'
import { wipeBySigner, type SignerSilent } from './wipe-by-signer.ts'

export type TakeBackRefusal =
  | NotAtAPoint
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'not-a-spare-card' }
  | { readonly kind: 'blank-unreadable' }
  | SignerSilent
  /** It is closed, and lies in no stock: it is tried again, or written off. */
  | { readonly kind: 'not-emptied'; readonly findings: readonly string[] }

type TakenBack = Result<
  { readonly spareCardId?: string; readonly chipSerial: string },
  TakeBackRefusal
>

/**
 * Takes the card in the reader back, at any point (R77). It is known by its chip. Its certificates are revoked first of all:
 * whatever becomes of the chip then, it is nobody's card any more. It is wiped, powered off, and has to prove that it is
 * empty before it lies in stock again.
 */
export const takeBackSpareCard =
  (deps: SpareCardsDeps) =>
  async (permit: Permit<'spareCards.takeBackSpareCard'>, card: CardAtDesk): Promise<TakenBack> => {
    const desk = registrarOf(permit)
    if (!desk.ok) return desk
    if (!isOfOurLayout(card)) return refuse({ kind: 'not-a-spare-card' })
    const chipSerial = await readChipSerial(card)
    if (!chipSerial.ok)
      return refuse({
        kind: chipSerial.refusal.kind === 'card-removed' ? 'card-removed' : 'blank-unreadable',
      })

    const known = await closeReturned(deps, permit, chipSerial.value)
    if (!known.ok) return known
    const emptied = await empty(deps, card, known.value).catch((fault: unknown) => {
      if (isCardRemoved(fault)) return refuse({ kind: 'card-removed' } as const)
      throw fault
    })
    return emptied.ok
      ? putBack(deps, permit, { ...known.value, pointId: desk.value.pointId })
      : noteNotEmptied(deps, permit, known.value, emptied.refusal)
  }

/** In a transaction of its own, before the chip is touched. */
const closeReturned = (
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.takeBackSpareCard'>,
  chipSerial: string,
): Promise<Result<Plastic, TakeBackRefusal>> =>
  deps.db.write(async (tx): Promise<Result<Plastic, TakeBackRefusal>> => {
    const plastic = await lockPlastic(tx, chipSerial)
    if (!plastic) return refuse({ kind: 'not-a-spare-card' })
    const card =
      plastic.spareCardId === undefined ? undefined : await lockSpareCard(tx, plastic.spareCardId)
    // A blank that an earlier try gave up says nothing of the card that was made of another.
    const isItsChip = card !== undefined && chipOf(card) === chipSerial
    if (isItsChip && card.state !== 'closed' && card.state !== 'settled') {
      const reason = card.state === 'handedOver' ? 'returned' : 'given-up'
      await closeForGood(deps, tx, permit, card, reason)
    }
    return ok(plastic)
  })

/** Wiped unless there is nothing to wipe, and believed only after power was off. */
async function empty(
  deps: SpareCardsDeps,
  card: CardAtDesk,
  plastic: Plastic,
): Promise<Result<void, TakeBackRefusal>> {
  const before = await proveEmpty(card)
  if (!before.ok) {
    const wiped = await wipeBySigner(deps, card, plastic)
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
  { chipSerial, spareCardId, pointId }: Plastic,
): Promise<TakenBack> =>
  deps.db.write(async (tx): Promise<TakenBack> => {
    const now = deps.clock.now()
    await putIntoStock(tx, chipSerial, { pointId, at: now })
    const card = spareCardId === undefined ? undefined : await lockSpareCard(tx, spareCardId)
    if (!card) return ok({ chipSerial })
    if (card.state === 'closed' && chipOf(card) === chipSerial)
      await saveSpareCard(tx, settle(card, { plastic: 'emptied', now }))
    const event: SpareCardEmptied = {
      type: 'SpareCardEmptied',
      about: aboutSpareCard(card),
      chipSerial,
      pointId,
    }
    await tell(deps, tx, event, permit)
    return ok({ spareCardId: card.spareCardId, chipSerial })
  })

async function noteNotEmptied(
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.takeBackSpareCard'>,
  { chipSerial, spareCardId }: Plastic,
  refusal: TakeBackRefusal,
): Promise<TakenBack> {
  const findings = 'findings' in refusal ? refusal.findings : [refusal.kind]
  const noted = await deps.db.write(async (tx) => {
    const card = spareCardId === undefined ? undefined : await lockSpareCard(tx, spareCardId)
    if (!card) return ok(undefined)
    if (card.state === 'closed') await saveSpareCard(tx, { ...card, findings })
    const event: SpareCardNotEmptied = {
      type: 'SpareCardNotEmptied',
      about: aboutSpareCard(card),
      chipSerial,
      findings,
    }
    await tell(deps, tx, event, permit)
    return ok(undefined)
  })
  return noted.ok ? refuse(refusal) : noted
}
