import { randomUUID } from 'node:crypto'
import type { ProductionStage } from '@sotevarmenne/api/production'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { wipe } from '@sotevarmenne/smartcard/personaliser'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { productionSite } from '../stock/contract.ts'
import {
  aboutCard,
  failTry,
  findCard,
  finishTry,
  judgeProduction,
  lockCard,
  newActivationCode,
  newCardNumber,
  type ProductionRefusal,
  revocationCauseOf,
  saveCard,
  startTry,
  tell,
  triesAtMost,
  whatWasMade,
} from '#cards/card/index.ts'
import type { Card, CardIn, CardNumber } from '#cards/card/contract.ts'
import { letterDay } from '#cards/letters/index.ts'
import type { CardProduced, CardProductionFailed } from './contract.ts'
import type { ProductionDeps } from './deps.ts'
import { askOnceMore, type RegistersSilent } from './check-registers.ts'
import { CardLeftAlone, type CardMade, kindOf, makeCard } from './make-card.ts'
import type { Blank, CardReaders } from './ports.ts'
import { chipsGivenUp, endTry, insertTry, noteChipOfTry, noteStageOfTry } from './store.ts'

export type ProduceCardRefusal =
  | { readonly kind: 'card-not-found' }
  /** Another process began anew with the card, and has not finished it yet. */
  | { readonly kind: 'overtaken' }
  | RegistersSilent
  | ProductionRefusal

type Produce = (
  permit: Permit<'cards.produceCard'>,
  cardId: string,
) => Promise<Result<void, ProduceCardRefusal>>

/**
 * Produces the card, with up to three blanks. Asked again it does nothing more; after a crash it takes a new blank, and
 * whatever was issued for the abandoned one is revoked. A run that another one has overtaken gives way: two that took
 * the card from each other in turn would use up blanks for ever.
 */
export function produceCard(deps: ProductionDeps): Produce {
  // Two runs for one card in this process are one; between processes the try's id decides.
  const running = new Map<string, ReturnType<Produce>>()

  return (permit, cardId) => {
    const earlier = running.get(cardId)
    if (earlier) return earlier
    const run = produce(deps, permit, cardId).finally(() => running.delete(cardId))
    running.set(cardId, run)
    return run
  }
}

/** Why the certificates of a try that was given up are revoked. */
const gaveUp = revocationCauseOf('production-failed')

async function produce(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
): Promise<Result<void, ProduceCardRefusal>> {
  const own = deps.readers
  if (own === 'stations') throw new Error('cards are made at stations only')
  const readers: CardReaders = {
    nextBlank: () => own.nextBlank(),
    reject: async (chipSerial) => {
      await giveUpChip(deps, chipSerial)
      await own.reject(chipSerial)
    },
  }
  const asked = await askOnceMore(deps, permit, cardId)
  if (!asked.ok) return asked
  if (asked.value !== 'still-so') {
    for (const chipSerial of asked.value.givenUp) await readers.reject(chipSerial)
    return refuse({ kind: 'card-closed' })
  }
  for (;;) {
    const begun = await beginTry(deps, permit, { choose: (tx) => lockCard(tx, cardId) })
    if (!begun.ok) return begun
    if (begun.value === 'already-produced') return ok(undefined)

    const { attempt, givenUp } = begun.value
    // All of them each time: the run that gave a chip up may have died before it said so.
    for (const chipSerial of givenUp) await readers.reject(chipSerial)
    const settled = await oneTry(deps, permit, attempt, readers)
    if (!settled.ok) return giveWay(deps, cardId)
  }
}

/** The chip becomes nobody's card any more: the stock says so. */
export const giveUpChip = async (
  { db, blanks }: Pick<ProductionDeps, 'db' | 'blanks'>,
  chipSerial: string,
): Promise<void> => {
  await db.write(async (tx) => {
    await blanks?.giveUp(tx, chipSerial, 'not-made')
    return ok(undefined)
  })
}

/** Whoever overtook us makes the card; perhaps it is made already. */
async function giveWay(
  { db }: ProductionDeps,
  cardId: string,
): Promise<Result<void, { readonly kind: 'overtaken' }>> {
  const card = await db.read((tx) => findCard(tx, cardId))
  return card && whatWasMade(card) ? ok(undefined) : refuse({ kind: 'overtaken' })
}

export type Attempt = {
  readonly tryId: string
  readonly card: CardIn<'inProduction'>
  readonly cardNumber: CardNumber
  readonly activationCode: string
}

export type Begun = { readonly attempt: Attempt; readonly givenUp: readonly string[] }

type Beginning = Result<Begun | 'already-produced', Exclude<ProduceCardRefusal, RegistersSilent>>

/** Begins a try with the chosen card. */
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
    const judged = judgeProduction(card)
    if (!judged.ok) return judged

    const now = deps.clock.now()
    if (judged.value.state === 'inProduction')
      await endTry(tx, judged.value.tryId, { state: 'abandoned', at: now })
    const givenUp = await chipsGivenUp(tx, judged.value.cardId)
    const { cardId } = judged.value
    await deps.revocation.revokeCard(tx, permit, { cardId, cause: gaveUp })

    const tryId = randomUUID()
    const cardNumber = newCardNumber()
    const inProduction = startTry(judged.value, tryId)
    await saveCard(tx, inProduction)
    await insertTry(tx, { tryId, cardId, cardNumber, startedAt: now })
    await note?.(tx, tryId)
    const attempt = { tryId, card: inProduction, cardNumber, activationCode: newActivationCode() }
    return ok({ attempt, givenUp })
  })

/** Uses up one blank. Whatever happens to it, the chip either becomes the card or nobody's. */
export async function oneTry(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  readers: CardReaders,
): Promise<Result<'made' | 'failed', Overtaken>> {
  // Before a blank is taken: without the signer none is spent.
  const admin = await deps.adminKeys.derive(attempt.cardNumber)
  if (!admin.ok) throw new Error(`no admin key for a card: ${admin.refusal.kind}`)
  const { key: adminKey, version: adminKeyVersion } = admin.value
  const blank = await readers.nextBlank()
  let chipSerial = blank.chipSerial
  let isSpent = true
  try {
    const made = await makeCard(deps, {
      kind: kindOf[attempt.card.says.product],
      cardId: attempt.card.cardId,
      tryId: attempt.tryId,
      holder: attempt.card.says.isTest ? undefined : attempt.card.holder,
      says: attempt.card.says,
      cardNumber: attempt.cardNumber,
      activationCode: attempt.activationCode,
      channel: blank.channel,
      adminKey,
      mayTake: (serial) => isInStock(deps, serial),
      onStage: (stage) => noteStage(deps, attempt, stage),
      onChip: async (serial) => {
        chipSerial = serial
        await noteChip(deps, attempt, serial)
      },
    })
    const settled = made.ok
      ? await keepCard(deps, permit, attempt, { ...made.value, adminKeyVersion })
      : await dropCard(deps, permit, attempt, { findings: made.refusal, chipSerial })
    isSpent = !(made.ok && settled.ok)
    return settled.ok ? ok(made.ok ? 'made' : 'failed') : settled
  } catch (fault) {
    if (fault instanceof CardLeftAlone) isSpent = false
    throw fault
  } finally {
    try {
      if (isSpent) await spoil({ blank, readers, chipSerial, adminKey })
    } finally {
      // Whatever became of this blank, the next one waits for its reader.
      await blank.channel.close()
    }
  }
}

const noteChip = async (
  deps: ProductionDeps,
  { tryId }: Attempt,
  chipSerial: string,
): Promise<void> => {
  await deps.db.write(async (tx) => {
    await noteChipOfTry(tx, tryId, chipSerial)
    await noteStageOfTry(tx, tryId, 'certifying')
    await deps.blanks?.use(tx, chipSerial)
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

type Overtaken = { readonly kind: 'overtaken' }

/** The card is what was ordered: it may be handed over, and its letter is planned. */
const keepCard = (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  made: CardMade & { readonly adminKeyVersion: number },
): Promise<Result<void, Overtaken>> =>
  deps.db.write(async (tx) => {
    const current = await stillOurs(tx, attempt)
    if (!current) return refuse({ kind: 'overtaken' })

    const now = deps.clock.now()
    const { cardNumber } = attempt
    const card = finishTry(current, { ...made, cardNumber, producedAt: now })
    await saveCard(tx, card)
    await endTry(tx, attempt.tryId, { state: 'finished', at: now })
    await deps.revocation.revokeCard(tx, permit, {
      cardId: card.cardId,
      keep: made.certificates.map(({ serial }) => serial),
      cause: gaveUp,
    })
    const produced: CardProduced = {
      type: 'CardProduced',
      about: aboutCard(card),
      chipSerial: made.chipSerial,
      ...(card.isSentHome && { isSentHome: card.isSentHome }),
      ...(card.renews !== undefined && { renews: card.renews }),
      authentication: serialOf(made, 'authentication'),
      signature: serialOf(made, 'signature'),
    }
    await tell(deps, tx, produced, permit)
    await deps.letters.planLetter(tx, permit, {
      card,
      activationCode: attempt.activationCode,
      plannedFor: letterDay(card.producedAt),
      codeOnCard: true,
    })
    return ok(undefined)
  })

/** The card is not what was ordered: its certificates are revoked. */
const dropCard = (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  attempt: Attempt,
  {
    findings,
    chipSerial,
  }: { readonly findings: readonly string[]; readonly chipSerial?: string | undefined },
): Promise<Result<void, Overtaken>> =>
  deps.db.write(async (tx) => {
    const current = await stillOurs(tx, attempt)
    if (!current) return refuse({ kind: 'overtaken' })

    const now = deps.clock.now()
    const card = failTry(current, { findings, now })
    await saveCard(tx, card)
    await endTry(tx, attempt.tryId, { state: 'failed', at: now, findings })
    await deps.revocation.revokeCard(tx, permit, { cardId: card.cardId, cause: gaveUp })
    const failed: CardProductionFailed = {
      type: 'CardProductionFailed',
      about: aboutCard(card),
      findings,
      isFinal: card.failures >= triesAtMost,
      ...(chipSerial !== undefined && { chipSerial }),
    }
    await tell(deps, tx, failed, permit)
    return ok(undefined)
  })

/** The card, when this try is still the one that counts. */
async function stillOurs(tx: Tx, attempt: Attempt): Promise<CardIn<'inProduction'> | undefined> {
  const card = await lockCard(tx, attempt.card.cardId)
  return card?.state === 'inProduction' && card.tryId === attempt.tryId ? card : undefined
}

/** Empties the chip as far as it lets itself be emptied, and takes it out of use in any case. */
async function spoil({
  blank: { channel },
  readers,
  chipSerial,
  adminKey,
}: {
  readonly blank: Blank
  readonly readers: CardReaders
  readonly chipSerial: string | undefined
  readonly adminKey: Uint8Array
}): Promise<void> {
  const emptied = await wipe(channel, adminKey).catch(() => undefined)
  if (chipSerial !== undefined) await readers.reject(chipSerial)
  else if (!emptied?.ok) throw new Error('a blank can neither be emptied nor be named')
}

function serialOf(made: CardMade, purpose: 'authentication' | 'signature'): string {
  const certificate = made.certificates.find((candidate) => candidate.purpose === purpose)
  if (!certificate) throw new Error(`a card without its ${purpose} certificate`)
  return certificate.serial
}
