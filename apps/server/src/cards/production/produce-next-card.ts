import type { ProductionOutcome } from '@sotevarmenne/api/production'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import { isOfOurLayout, readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { selectFile } from '@sotevarmenne/smartcard/card-files'
import { paths } from '@sotevarmenne/smartcard/layout'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { productionSite } from '../stock/contract.ts'
import { lockCard, nextInQueue, maxTries, wipeBySigner } from '#cards/card/index.ts'
import type { ProductionDeps } from './deps.ts'
import { recheckRegisters, type RegistersSilent } from './check-registers.ts'
import { beginTry, type Begun, rejectChip, oneTry } from './produce-card.ts'
import { noteReaderOfTry, type ReaderOf, triesOfChip, triesToTakeOver } from './store.ts'

export type BlankRefusal =
  | { readonly kind: 'card-removed' }
  | { readonly kind: 'card-unreadable' }
  | { readonly kind: 'card-of-another-kind' }
  /** A finished card with a holder. */
  | { readonly kind: 'card-not-blank' }
  | { readonly kind: 'blank-not-in-stock'; readonly chipSerial: string }
  /** An earlier attempt rejected it; it was wiped as far as possible. */
  | { readonly kind: 'blank-was-rejected'; readonly isEmptied: boolean }

export type ProduceNextRefusal =
  | BlankRefusal
  | { readonly kind: 'nothing-to-produce' }
  | RegistersSilent
  /** Nothing was begun. */
  | { readonly kind: 'signer-silent' }
  /** The attempt failed: the findings are recorded with the card. */
  | { readonly kind: 'card-not-produced' }

/**
 * Produces the next card of the queue on the blank card in a reader. In any case the blank card becomes that
 * card or is never used: a reader that returns after being unplugged, killed or disconnected gets the same
 * card again.
 */
export async function produceNextCard(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  { reader, channel }: { readonly reader: ReaderOf; readonly channel: CardChannel },
): Promise<Result<ProductionOutcome, ProduceNextRefusal>> {
  const blank = await lookAt(deps, channel)
  if (!blank.ok) return blank
  if (!(await deps.signerResponds())) return refuse({ kind: 'signer-silent' })
  const { chipSerial } = blank.value

  const reject = (chip: string) => rejectChip(deps, chip)
  const begun = await beginNext(deps, permit, { reader, chipSerial, reject })
  if (!begun.ok) return begun
  const { attempt, rejectedChips } = begun.value
  for (const chip of rejectedChips) await reject(chip)
  const readers = { nextBlank: () => Promise.resolve({ channel, chipSerial }), reject }
  const settled = await oneTry(deps, permit, attempt, readers)
  return settled.ok && settled.value === 'produced'
    ? ok({ cardId: attempt.card.cardId, chipSerial })
    : refuse({ kind: 'card-not-produced' })
}

/** Begins with the first queued card that the registers confirm; cards that they do not are stopped. */
async function beginNext(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  {
    reader,
    chipSerial,
    reject,
  }: {
    readonly reader: ReaderOf
    readonly chipSerial: string
    readonly reject: (chip: string) => Promise<void>
  },
): Promise<Result<Begun, { readonly kind: 'nothing-to-produce' } | RegistersSilent>> {
  const first = async (tx: Tx) =>
    nextInQueue(tx, {
      maxFailures: maxTries,
      triesToTakeOver: await triesToTakeOver(tx, { reader, now: deps.clock.now() }),
    })
  for (;;) {
    const next = await deps.db.write(async (tx) => ok(await first(tx)))
    if (!next.ok || next.value === undefined) return refuse({ kind: 'nothing-to-produce' })
    const cardId = next.value

    const requested = await recheckRegisters(deps, permit, cardId)
    if (!requested.ok) return requested
    if (requested.value !== 'still-so') {
      for (const chip of requested.value.rejectedChips) await reject(chip)
      continue
    }
    const begun = await beginTry(deps, permit, {
      // Another reader may have taken it meanwhile: then the next one is tried.
      choose: async (tx) => ((await first(tx)) === cardId ? lockCard(tx, cardId) : undefined),
      note: (tx, tryId) => noteReaderOfTry(tx, tryId, { ...reader, chipSerial }),
    })
    if (begun.ok && begun.value !== 'already-produced') return ok(begun.value)
  }
}

/** Examines the card in the reader, before a card is chosen for it. */
async function lookAt(
  deps: ProductionDeps,
  channel: CardChannel,
): Promise<Result<{ readonly chipSerial: string }, BlankRefusal>> {
  try {
    if (!(await isOfOurLayout(channel, deps.cardLayout)))
      return refuse({ kind: 'card-of-another-kind' })
    const chip = await readChipSerial(channel)
    if (!chip.ok) return refuse({ kind: 'card-unreadable' })
    const chipSerial = chip.value
    const { tries, isInStock } = await deps.db.read(async (tx) => ({
      tries: await triesOfChip(tx, chipSerial),
      isInStock: (await deps.blanks?.isInStock(tx, { chipSerial, place: productionSite })) ?? true,
    }))
    if (tries.some(({ state }) => state === 'finished')) return refuse({ kind: 'card-not-blank' })
    const [last] = tries
    if (last !== undefined) {
      await rejectChip(deps, chipSerial)
      const isEmptied = (await wipeBySigner(deps, channel, last)).ok
      return refuse({ kind: 'blank-was-rejected', isEmptied })
    }
    const application = await selectFile(channel, paths.application)
    if (application.ok && application.value?.isActivated === true)
      return refuse({ kind: 'card-not-blank' })
    return isInStock ? ok({ chipSerial }) : refuse({ kind: 'blank-not-in-stock', chipSerial })
  } catch (fault) {
    if (isCardRemoved(fault)) return refuse({ kind: 'card-removed' })
    throw fault
  }
}
