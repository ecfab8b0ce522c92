import { randomUUID } from 'node:crypto'
import type { ProductionStage } from '@sotevarmenne/api/production'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { wipe } from '@sotevarmenne/smartcard/personaliser'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { productionSite } from '../stock/contract.ts'
import {
  aboutCard,
  cardInProduction,
  failTry,
  findCard,
  finishTry,
  checkProduction,
  lockCard,
  newActivationCode,
  newCardNumber,
  type ProductionRefusal,
  revocationCauseOf,
  saveCard,
  startTry,
  notify,
  maxTries,
  productionDataOf,
} from '#cards/card/index.ts'
import type { Card, CardIn, CardNumber } from '#cards/card/contract.ts'
import type { CardAdminKey } from '#pki/ca/contract.ts'
import type { CardProduced, CardProductionFailed } from './contract.ts'
import type { ProductionDeps } from './deps.ts'
import type { Basis } from '#pki/issuance/contract.ts'
import { basisOfCard } from './basis-of-card.ts'
import { dropOrderBasis } from './order-bases.ts'
import { recheckRegisters, type RegistersSilent } from './check-registers.ts'
import { CardLeftAlone, type PersonalisedCard, certifiedAs, kindOf, makeCard } from './make-card.ts'
import type { Blank, CardReaders } from './ports.ts'
import {
  findRejectedChips,
  endTry,
  insertTry,
  noteChipOfTry,
  noteStageOfTry,
  releaseChipOfTry,
} from './store.ts'

export type ProduceCardRefusal =
  | { readonly kind: 'card-not-found' }
  /** Another process restarted the card, and has not finished it yet. */
  | { readonly kind: 'superseded' }
  | RegistersSilent
  | ProductionRefusal

type Produce = (
  permit: Permit<'cards.produceCard'>,
  cardId: string,
) => Promise<Result<void, ProduceCardRefusal>>

/**
 * Produces the card, with up to three blank cards. Idempotent; after a crash it takes a new blank card, and
 * everything issued for the abandoned one is revoked. A run superseded by another gives way: two that took
 * the card from each other in turn would use up blank cards for ever.
 */
export function produceCard(deps: ProductionDeps): Produce {
  // Two runs for one card in this process are one; between processes the attempt's id decides.
  const running = new Map<string, ReturnType<Produce>>()

  return (permit, cardId) => {
    const earlier = running.get(cardId)
    if (earlier) return earlier
    const run = produce(deps, permit, cardId).finally(() => running.delete(cardId))
    running.set(cardId, run)
    return run
  }
}

/** Why the certificates of an abandoned attempt are revoked. */
const failedCause = revocationCauseOf('production-failed')

async function produce(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
): Promise<Result<void, ProduceCardRefusal>> {
  const own = deps.readers
  if (own === 'stations')
    throw new Error('this service has no card reader: cards are produced at stations only')
  const readers: CardReaders = {
    nextBlank: () => own.nextBlank(),
    reject: async (chipSerial) => {
      await rejectChip(deps, chipSerial)
      await own.reject(chipSerial)
    },
  }
  const requested = await recheckRegisters(deps, permit, cardId)
  if (!requested.ok) return requested
  if (requested.value !== 'still-so') {
    for (const chipSerial of requested.value.rejectedChips) await readers.reject(chipSerial)
    return refuse({ kind: 'card-cancelled' })
  }
  for (;;) {
    const begun = await beginTry(deps, permit, { choose: (tx) => lockCard(tx, cardId) })
    if (!begun.ok) return begun
    if (begun.value === 'already-produced') return ok(undefined)

    const { attempt, rejectedChips } = begun.value
    // All of them each time: the run that rejected a chip may have crashed before reporting it.
    for (const chipSerial of rejectedChips) await readers.reject(chipSerial)
    const settled = await oneTry(deps, permit, attempt, readers)
    if (!settled.ok) return giveWay(deps, cardId)
  }
}

/** The chip cannot become a card any more: recorded in the stock. */
export const rejectChip = async (
  { db, blanks }: Pick<ProductionDeps, 'db' | 'blanks'>,
  chipSerial: string,
): Promise<void> => {
  await db.write(async (tx) => {
    await blanks?.reject(tx, chipSerial, 'not-produced')
    return ok(undefined)
  })
}

/** The run that superseded this one produces the card, or has already. */
async function giveWay(
  { db }: ProductionDeps,
  cardId: string,
): Promise<Result<void, { readonly kind: 'superseded' }>> {
  const card = await db.read((tx) => findCard(tx, cardId))
  return card && productionDataOf(card) ? ok(undefined) : refuse({ kind: 'superseded' })
}

export type Attempt = {
  readonly tryId: string
  readonly card: CardIn<'inProduction'>
  readonly cardNumber: CardNumber
  readonly activationCode: string
  /** What shows the signer that the card was ordered. */
  readonly basis: Basis
}

export type Begun = { readonly attempt: Attempt; readonly rejectedChips: readonly string[] }

type Beginning = Result<Begun | 'already-produced', Exclude<ProduceCardRefusal, RegistersSilent>>

/** Begins an attempt with the chosen card. */
export const beginTry = (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  {
    choose,
    note,
  }: {
    readonly choose: (tx: Tx) => Promise<Card | undefined>
    readonly note?: (tx: Tx, tryId: string) => Promise<void>
  },
): Promise<Beginning> =>
  deps.db.write(async (tx): Promise<Beginning> => {
    const card = await choose(tx)
    if (!card) return refuse({ kind: 'card-not-found' })
    if (card.state === 'awaitingHandOver' || card.state === 'handedOver' || card.state === 'inUse')
      return ok('already-produced')
    const checked = checkProduction(card)
    if (!checked.ok) return checked

    const now = deps.clock.now()
    if (checked.value.state === 'inProduction')
      await endTry(tx, checked.value.tryId, { state: 'abandoned', at: now })
    const rejectedChips = await findRejectedChips(tx, checked.value.cardId)
    const basis = await basisOfCard(deps, tx, checked.value)
    const { cardId } = checked.value
    await deps.revocations.revokeCard(tx, permit, { cardId, cause: failedCause })

    const tryId = randomUUID()
    const cardNumber = newCardNumber()
    const inProduction = startTry(checked.value, tryId)
    await saveCard(tx, inProduction)
    await insertTry(tx, { tryId, cardId, cardNumber, startedAt: now })
    await note?.(tx, tryId)
    const attempt = {
      ...{ tryId, card: inProduction, cardNumber, basis },
      activationCode: newActivationCode(),
    }
    return ok({ attempt, rejectedChips })
  })

/**
 * Uses up one blank card. In any case the chip either becomes the card or is never used; but when the signer does
 * not give the admin key, the blank card was not touched, and stays one.
 */
export async function oneTry(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  readers: CardReaders,
): Promise<Result<'produced' | 'failed', Superseded>> {
  const blank = await readers.nextBlank()
  let isUntouched = false
  try {
    const chip = await identify(blank)
    if (!chip.ok) {
      const dropped = await dropCard(deps, permit, attempt, { findings: [chip.refusal.kind] })
      if (!dropped.ok) return dropped
      throw new Error('a blank card can be neither wiped nor identified')
    }
    const chipSerial = chip.value
    isUntouched = true
    // Before the blank card is touched: it would be used up for nothing.
    const { product, isTest = false, keyAlgorithm } = attempt.card.says
    const trouble = await deps.signerTrouble({
      ...certifiedAs(kindOf[product], { isTest }),
      ...(keyAlgorithm && { keyAlgorithm }),
    })
    if (trouble !== undefined) {
      await releaseChip(deps, attempt)
      throw new Error(`no card is produced: ${trouble}`)
    }
    const admin = await deps.adminKeys.derive(cardInProduction(attempt.cardNumber, chipSerial))
    if (!admin.ok) {
      await releaseChip(deps, attempt)
      throw new Error(`the signer gave no admin key for a card: ${admin.refusal.kind}`)
    }
    isUntouched = false
    return await useBlank(deps, permit, attempt, { blank, readers, chipSerial, admin: admin.value })
  } finally {
    // Whatever happened to this blank card, the next one waits for its reader.
    await blank.channel.close()
    if (isUntouched) await blank.putBack?.()
  }
}

/** The chip serial number, which the reader may know already. */
async function identify({
  channel,
  chipSerial,
}: Blank): Promise<Result<string, { readonly kind: string }>> {
  if (chipSerial !== undefined) return ok(chipSerial)
  try {
    return await readChipSerial(channel)
  } catch (fault) {
    if (isCardRemoved(fault)) return refuse({ kind: 'card-removed' })
    throw fault
  }
}

async function useBlank(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  {
    blank,
    readers,
    chipSerial,
    admin: { key: adminKey, version: adminKeyVersion },
  }: {
    readonly blank: Blank
    readonly readers: CardReaders
    readonly chipSerial: string
    readonly admin: CardAdminKey
  },
): Promise<Result<'produced' | 'failed', Superseded>> {
  let isSpent = true
  try {
    const personalised = await makeCard(deps, {
      kind: kindOf[attempt.card.says.product],
      cardId: attempt.card.cardId,
      tryId: attempt.tryId,
      holder: attempt.card.says.isTest ? undefined : attempt.card.holder,
      says: attempt.card.says,
      basis: attempt.basis,
      cardNumber: attempt.cardNumber,
      activationCode: attempt.activationCode,
      channel: blank.channel,
      adminKey,
      // The admin key is for this chip only.
      mayTake: async (serial) => serial === chipSerial && (await isInStock(deps, serial)),
      onStage: (stage) => noteStage(deps, attempt, stage),
      onChip: () => noteChip(deps, attempt, { chipSerial, adminKeyVersion }),
    })
    const settled = personalised.ok
      ? await keepCard(deps, permit, attempt, { ...personalised.value, adminKeyVersion })
      : await dropCard(deps, permit, attempt, { findings: personalised.refusal, chipSerial })
    isSpent = !(personalised.ok && settled.ok)
    if (!isSpent)
      await deps.adminKeys.noteReadBack(cardInProduction(attempt.cardNumber, chipSerial))
    return settled.ok ? ok(personalised.ok ? 'produced' : 'failed') : settled
  } catch (fault) {
    if (fault instanceof CardLeftAlone) isSpent = false
    throw fault
  } finally {
    if (isSpent) {
      // As far as possible; it is rejected in any case.
      await wipe(blank.channel, adminKey).catch(() => undefined)
      await readers.reject(chipSerial)
    }
  }
}

/** A reader of a station has noted its chip at the start of the try. */
const releaseChip = async (
  { db }: Pick<ProductionDeps, 'db'>,
  { tryId }: Attempt,
): Promise<void> => {
  await db.write(async (tx) => {
    await releaseChipOfTry(tx, tryId)
    return ok(undefined)
  })
}

const noteChip = async (
  deps: ProductionDeps,
  { tryId }: Attempt,
  chip: { readonly chipSerial: string; readonly adminKeyVersion: number },
): Promise<void> => {
  await deps.db.write(async (tx) => {
    await noteChipOfTry(tx, tryId, chip)
    await noteStageOfTry(tx, tryId, 'certifying')
    await deps.blanks?.use(tx, chip.chipSerial)
    return ok(undefined)
  })
}

const noteStage = async (
  { db }: ProductionDeps,
  { tryId }: Attempt,
  stage: ProductionStage,
): Promise<void> => {
  await db.write(async (tx) => {
    await noteStageOfTry(tx, tryId, stage)
    return ok(undefined)
  })
}

const isInStock = async ({ db, blanks }: ProductionDeps, chipSerial: string): Promise<boolean> =>
  blanks === undefined ||
  (await db.read((tx) => blanks.isInStock(tx, { chipSerial, place: productionSite })))

type Superseded = { readonly kind: 'superseded' }

/** The card matches its order: it may be handed over, and its letter is planned. */
const keepCard = (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  personalised: PersonalisedCard & { readonly adminKeyVersion: number },
): Promise<Result<void, Superseded>> =>
  deps.db.write(async (tx) => {
    const current = await stillOurs(tx, attempt)
    if (!current) return refuse({ kind: 'superseded' })

    const now = deps.clock.now()
    const { cardNumber } = attempt
    const card = finishTry(current, { ...personalised, cardNumber, producedAt: now })
    await saveCard(tx, card)
    await dropOrderBasis(tx, card.orderId)
    await endTry(tx, attempt.tryId, { state: 'finished', at: now })
    await deps.revocations.revokeCard(tx, permit, {
      cardId: card.cardId,
      keep: personalised.certificates.map(({ serial }) => serial),
      cause: failedCause,
    })
    const produced: CardProduced = {
      type: 'CardProduced',
      about: aboutCard(card),
      chipSerial: personalised.chipSerial,
      ...(card.isSentHome && { isSentHome: card.isSentHome }),
      ...(card.renews !== undefined && { renews: card.renews }),
      authentication: serialOf(personalised, 'authentication'),
      signature: serialOf(personalised, 'signature'),
      settings: personalised.settings,
    }
    await notify(deps, tx, produced, permit)
    await deps.letters.planLetter(tx, permit, {
      card,
      activationCode: attempt.activationCode,
      after: card.producedAt,
      codeOnCard: true,
    })
    return ok(undefined)
  })

/** The card does not match its order: its certificates are revoked. */
const dropCard = (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  {
    findings,
    chipSerial,
  }: { readonly findings: readonly string[]; readonly chipSerial?: string | undefined },
): Promise<Result<void, Superseded>> =>
  deps.db.write(async (tx) => {
    const current = await stillOurs(tx, attempt)
    if (!current) return refuse({ kind: 'superseded' })

    const now = deps.clock.now()
    const card = failTry(current, { findings, now })
    await saveCard(tx, card)
    await endTry(tx, attempt.tryId, { state: 'failed', at: now, findings })
    await deps.revocations.revokeCard(tx, permit, { cardId: card.cardId, cause: failedCause })
    const failed: CardProductionFailed = {
      type: 'CardProductionFailed',
      about: aboutCard(card),
      findings,
      isFinal: card.failures >= maxTries,
      ...(chipSerial !== undefined && { chipSerial }),
    }
    await notify(deps, tx, failed, permit)
    return ok(undefined)
  })

/** The card, if this attempt is still the current one. */
async function stillOurs(tx: Tx, attempt: Attempt): Promise<CardIn<'inProduction'> | undefined> {
  const card = await lockCard(tx, attempt.card.cardId)
  return card?.state === 'inProduction' && card.tryId === attempt.tryId ? card : undefined
}

function serialOf(personalised: PersonalisedCard, purpose: 'authentication' | 'signature'): string {
  const certificate = personalised.certificates.find((candidate) => candidate.purpose === purpose)
  if (!certificate) throw new Error(`card without its ${purpose} certificate`)
  return certificate.serial
}
