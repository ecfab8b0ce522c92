import type { LeftBehind } from '@sotevarmenne/api/production'
import { createHash } from 'node:crypto'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { digestOfProof } from './letter-secrets.ts'
import type { LetterBatchAccepted } from './contract.ts'
import type { Sealed } from './deps.ts'
import {
  type BatchTrouble,
  maxLettersInBatch,
  lettersInManifest,
  manifestOf,
  type PrintedLetter,
} from './domain/letter-batch.ts'
import type { LetterToPost } from './ports.ts'
import {
  dropBatch,
  leaveBehind,
  markAccepted,
  noteTrouble,
  plannedInBatch,
  takeBatch,
  takeUpLeftBehind,
  waitingLetters,
} from './stores/letter-batches.ts'
import { addressLines } from './letter-address.ts'
import { letterHasLeft, type OpenedLetter, openLetter } from './open-letter.ts'

type SendPermit = Permit<'cards.sendLetter'>

/**
 * Sends the letters that are due on the day, and those left behind, to the card and letter bureau: in
 * batches, each with a manifest that the bureau acknowledges. Only then are codes and addresses erased here.
 * A letter without a known address stays behind and does not delay the others; a batch interrupted by a crash
 * or by the bureau is continued. Returns how many letters still wait, and the errors of those that could not
 * be written.
 */
export const sendLetters =
  (deps: Sealed) =>
  async (
    permit: SendPermit,
    day: LocalDate,
  ): Promise<{ readonly waiting: number; readonly faults: readonly unknown[] }> => {
    const faults: unknown[] = []
    await keep(deps, (tx) => takeUpLeftBehind(tx, day))
    for (;;) {
      const batchId = await keep(deps, (tx) =>
        takeBatch(tx, { day, at: deps.clock.now(), limit: maxLettersInBatch }),
      )
      if (batchId === undefined) break
      await sendBatch(deps, permit, { batchId, faults })
    }
    const { letters } = await deps.db.read((tx) => waitingLetters(tx, day))
    return { waiting: letters, faults }
  }

type Sending = { readonly batchId: string; readonly faults: unknown[] }

async function sendBatch(deps: Sealed, permit: SendPermit, sending: Sending): Promise<void> {
  const { batchId } = sending
  const said = await bringBatch(deps, permit, sending).catch(async (fault: unknown) => {
    await noted(deps, batchId, 'bureau-unavailable')
    throw fault
  })
  if (said === 'nothing-to-send') return keep(deps, (tx) => dropBatch(tx, batchId))
  if (said === 'manifest-refused') {
    await noted(deps, batchId, 'bureau-refused')
    throw new Error('the card and letter bureau does not accept the manifest of a batch')
  }
  await batchHasLeft(deps, permit, { batchId, manifest: said.acknowledged })
}

async function bringBatch(
  deps: Sealed,
  permit: SendPermit,
  sending: Sending,
): Promise<{ readonly acknowledged: string } | 'nothing-to-send' | 'manifest-refused'> {
  const { batchId } = sending
  // An earlier run may have crashed between the acknowledgement and the erasure.
  const earlier = await deps.bureau.acceptedManifest(batchId)
  if (earlier !== undefined) return { acknowledged: earlier }

  const brought: PrintedLetter[] = []
  for (const letterNumber of await deps.db.read((tx) => plannedInBatch(tx, batchId))) {
    const letter = await bringLetter(deps, permit, letterNumber, sending)
    if (letter !== undefined) brought.push(letter)
  }
  if (brought.length === 0) return 'nothing-to-send'
  const manifest = manifestOf(brought)
  const ordered = await deps.bureau.order(batchId, manifest)
  return ordered.ok ? { acknowledged: manifest } : ordered.refusal.kind
}

/** Undefined when the letter stays behind, or has been withdrawn. */
async function bringLetter(
  deps: Sealed,
  permit: SendPermit,
  letterNumber: string,
  { batchId, faults }: Sending,
): Promise<PrintedLetter | undefined> {
  const stay = (because: LeftBehind): Promise<undefined> =>
    keep(deps, async (tx) => {
      await leaveBehind(tx, letterNumber, because)
      return undefined
    })
  const written = await writeLetter(deps, permit, letterNumber).catch((fault: unknown) => {
    // One letter that cannot be written must not delay the others of its day.
    faults.push(fault)
    return refuse({ kind: 'not-written' })
  })
  if (written === undefined) return undefined
  if (!written.ok) return stay(written.refusal.kind)
  const taken = await deps.bureau.bring(batchId, written.value)
  if (!taken.ok) return stay('refused-by-bureau')
  return { letterNumber, digest: createHash('sha256').update(written.value.pdf).digest('hex') }
}

/** Undefined when the letter has been withdrawn. */
async function writeLetter(
  deps: Sealed,
  permit: SendPermit,
  letterNumber: string,
): Promise<Result<LetterToPost, { readonly kind: 'register-unavailable' }> | undefined> {
  const opened = await deps.db.read((tx) => openLetter(deps, tx, letterNumber))
  if (!opened) return undefined
  const { card, letter } = opened
  const lines = await addressLines(deps, permit, { card, letterNumber: letter.letterNumber })
  if (!lines.ok) return lines
  const pdf = await deps.renderLetter({
    ...factsOf(opened, lines.value),
    service: deps.service,
  })
  return ok({ letterNumber, pdf, addressee: { lines: lines.value } })
}

const factsOf = (
  { card, letter, activationCode, cardNumber }: OpenedLetter,
  addressLines: readonly string[],
) => ({
  product: card.says.product,
  language: card.says.language,
  letterNumber: letter.letterNumber,
  activationCode,
  lastDigits: cardNumber.slice(-lastDigitsShown),
  addressLines,
  ...(card.isSentHome && { isSentHome: card.isSentHome }),
  date: letter.plannedFor,
})

/** Enough to distinguish the holder's cards; the whole number is only on the card. */
const lastDigitsShown = 6

/** One transaction per letter: after a crash between two, those that are already erased are skipped. */
async function batchHasLeft(
  deps: Sealed,
  permit: SendPermit,
  { batchId, manifest }: { readonly batchId: string; readonly manifest: string },
): Promise<void> {
  const letters = lettersInManifest(manifest)
  if (letters === undefined)
    throw new Error('the manifest accepted by the card and letter bureau is malformed')
  for (const { letterNumber } of letters) await hasLeft(deps, permit, letterNumber)
  const manifestDigest = new Uint8Array(createHash('sha256').update(manifest).digest())
  await keep(deps, async (tx) => {
    const at = deps.clock.now()
    const day = await markAccepted(tx, batchId, { at, letters: letters.length, manifestDigest })
    if (day === undefined) return
    const event: LetterBatchAccepted = {
      type: 'LetterBatchAccepted',
      batchId,
      day,
      letters: letters.length,
      manifestDigest: Buffer.from(manifestDigest).toString('hex'),
    }
    await deps.record(tx, event, permit)
  })
}

async function hasLeft(deps: Sealed, permit: SendPermit, letterNumber: string): Promise<void> {
  const opened = await deps.db.read((tx) => openLetter(deps, tx, letterNumber))
  if (!opened) return
  const { card, letter, activationCode, cardNumber } = opened
  const codeDigest = letter.codeOnCard
    ? undefined
    : digestOfProof(await codeProofOf(activationCode, { cardNumber, letterNumber }))
  await keep(deps, (tx) =>
    letterHasLeft(deps, tx, permit, { card, letter, by: 'bureau', codeDigest }),
  )
}

const noted = (deps: Sealed, batchId: string, trouble: BatchTrouble): Promise<void> =>
  keep(deps, (tx) => noteTrouble(tx, batchId, { at: deps.clock.now(), trouble }))

/** A write that is never refused. */
async function keep<Value>(
  { db }: Pick<Sealed, 'db'>,
  action: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  const stored = await db.write(async (tx) => ok(await action(tx)))
  return stored.ok ? stored.value : stored.refusal
}
