import { randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { isOfOurLayout, readChipSerial } from '@sotevarmenne/smartcard/card-facts'
import { purposes } from '@sotevarmenne/smartcard/layout'
import { proveAdminKey } from '@sotevarmenne/smartcard/prove-admin-key'
import { proveEmpty } from '@sotevarmenne/smartcard/read-back'
import { readCard } from '@sotevarmenne/smartcard/use'
import type { CardAdminKey } from '#pki/ca/contract.ts'
import { earlierCertificateOf, makeCard, type PersonalisedCard } from '#cards/production/index.ts'
import type { CardCertificate } from '#cards/card/contract.ts'
import {
  cardInProduction,
  newActivationCode,
  newCardNumber,
  requesterOf,
  wipeBySigner,
  type SignerSilent,
} from '#cards/card/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { sessionOf } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import type { SpareCardProduced, SpareCardProductionFailed } from './contract.ts'
import { aboutSpareCard, notify, type CardAtDesk, type SpareCardsDeps } from './deps.ts'
import { revocationCauseOf } from './domain/cancellation.ts'
import {
  checkBlank,
  checkProductionRequest,
  type BlankRefusal,
  type ProductionRequestRefusal,
  type TakenChip,
} from './domain/rules.ts'
import { failTry, finishProduction, startTry, type SpareCardIn } from './domain/spare-card.ts'
import { produceSpareCardProblems } from './problems.ts'
import { findSpareCard, lockSpareCard, saveSpareCard } from './stores/spare-cards.ts'
import { findTakenChip, takeChip } from './stores/taken-chips.ts'

/** Why the certificates of an abandoned attempt are revoked. */
const abandonedCause = revocationCauseOf('abandoned')

export type ProduceSpareCardRefusal =
  | { readonly kind: 'spare-card-not-found' }
  | ProductionRequestRefusal
  | BlankRefusal
  | { readonly kind: 'card-removed' }
  /** Of no layout that is produced here, or a card of another issuer. */
  | { readonly kind: 'not-a-blank-of-ours' }
  | { readonly kind: 'blank-unreadable' }
  /** The faults found, by kind. The next attempt starts again, on this blank card or another. */
  | { readonly kind: 'spare-card-not-produced'; readonly findings: readonly string[] }
  /** The holder's PINs were not entered, or not set. */
  | { readonly kind: 'pins-not-set' }
  | SignerSilent
  /** Another attempt for the same card began meanwhile. */
  | { readonly kind: 'superseded' }

type Outcome = Result<{ readonly spareCardId: string }, ProduceSpareCardRefusal>

/**
 * Produces the spare card on the blank card in the registrar's reader: keys on the card, two temporary
 * certificates, read back and compared (R20, R21), and then the PINs that the holder typed beside the reader,
 * which the service never sees (R75). After an interruption at any point it is restarted: what was issued is
 * revoked, and the blank card of the earlier attempt may be used again or is wiped like a returned card.
 */
export const produceSpareCard =
  (deps: SpareCardsDeps) =>
  async (
    permit: Permit<'spareCards.produceSpareCard'>,
    { spareCardId }: { readonly spareCardId: string },
    card: CardAtDesk,
  ): Promise<Outcome> => {
    const looked = await lookAtBlank(card)
    if (!looked.ok) return looked
    const begun = await beginTry(deps, permit, { spareCardId, ...looked.value })
    if (!begun.ok) return begun

    const done = await makeAndSetPins(deps, card, begun.value).catch((fault: unknown) => {
      if (isCardRemoved(fault)) return refuse({ kind: 'card-removed' } as const)
      throw fault
    })
    if (!done.ok) return dropTry(deps, permit, begun.value, done.refusal)
    const outcome = await keepCard(deps, permit, begun.value, done.value)
    if (outcome.ok) {
      const { card: produced, chipSerial } = begun.value
      await deps.adminKeys.noteReadBack(cardInProduction(produced.cardNumber, chipSerial))
    }
    return outcome
  }

type Looked = { readonly chipSerial: string; readonly found: readonly string[] | 'empty' }

/** Identifies the chip, and whether it is empty. Nothing is changed on it. */
async function lookAtBlank(card: CardAtDesk): Promise<Result<Looked, ProduceSpareCardRefusal>> {
  if (!(await isOfOurLayout(card))) return refuse({ kind: 'not-a-blank-of-ours' })
  const empty = await proveEmpty(card)
  if (empty.ok) return ok({ chipSerial: empty.value.chipSerial, found: 'empty' })
  if (empty.refusal.kind !== 'not-empty') return refuse(troubleOf(empty.refusal))
  const chipSerial = await readChipSerial(card)
  if (!chipSerial.ok) return refuse(troubleOf(chipSerial.refusal))
  const found = empty.refusal.left.map(({ kind }) => kind)
  return ok({ chipSerial: chipSerial.value, found })
}

type Attempt = {
  readonly card: SpareCardIn<'beingProduced'>
  readonly tryId: string
  readonly chipSerial: string
  /** The key that opens what an earlier attempt left on the chip. */
  readonly leftBy: TakenChip | undefined
  readonly admin: CardAdminKey
}

async function beginTry(
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.produceSpareCard'>,
  { spareCardId, chipSerial, found }: Looked & { readonly spareCardId: string },
): Promise<Result<Attempt, ProduceSpareCardRefusal>> {
  const known = await deps.db.read((tx) => findSpareCard(tx, spareCardId))
  if (known === undefined) return refuse({ kind: 'spare-card-not-found' })
  // One for each try: the signer derives a card's key for one chip only.
  const cardNumber = newCardNumber()
  // Outside the transaction: the signer is another process.
  const admin = await deps.adminKeys.derive(cardInProduction(cardNumber, chipSerial))
  if (!admin.ok) return refuse({ kind: 'try-again-later' })

  return deps.db.write(async (tx): Promise<Result<Attempt, ProduceSpareCardRefusal>> => {
    const card = await lockSpareCard(tx, spareCardId)
    if (!card) return refuse({ kind: 'spare-card-not-found' })
    const checked = checkProductionRequest(card, requesterOf(permit))
    if (!checked.ok) return checked
    const taken = await findTakenChip(tx, chipSerial)
    const blank = checkBlank(await deps.blanks.lock(tx, chipSerial), {
      card: checked.value,
      taken,
      found,
    })
    if (!blank.ok) return blank

    const tryId = randomUUID()
    const begun = startTry(checked.value, { tryId, chipSerial, cardNumber })
    await saveSpareCard(tx, begun)
    await deps.blanks.use(tx, chipSerial)
    const leftBy = found === 'empty' ? undefined : taken
    if (!leftBy) await takeFor(tx, begun, chipSerial, admin.value)
    await deps.revocations.revokeCard(tx, permit, { cardId: spareCardId, cause: abandonedCause })
    return ok({ card: begun, tryId, chipSerial, leftBy, admin: admin.value })
  })
}

const takeFor = (
  tx: Tx,
  { spareCardId, cardNumber }: SpareCardIn<'beingProduced'>,
  chipSerial: string,
  { version: adminKeyVersion }: CardAdminKey,
): Promise<void> => takeChip(tx, chipSerial, { spareCardId, cardNumber, adminKeyVersion })

type OnCard = readonly CardCertificate[]
type Personalised = Pick<PersonalisedCard, 'certificates' | 'settings'>

async function makeAndSetPins(
  deps: SpareCardsDeps,
  channel: CardAtDesk,
  attempt: Attempt,
): Promise<Result<Personalised, ProduceSpareCardRefusal>> {
  const wiped = await wipeWhatWasLeft(deps, channel, attempt)
  if (!wiped.ok) return wiped
  const { card, tryId, chipSerial, admin } = attempt
  const basis = await deps.db.read((tx) =>
    earlierCertificateOf(deps.certificates, tx, card.actualCardId),
  )
  const personalised = await makeCard(deps, {
    channel,
    kind: 'temporary',
    cardId: card.spareCardId,
    tryId,
    holder: card.holder,
    says: { ...card.says, validTo: card.validTo },
    basis,
    cardNumber: card.cardNumber,
    // Nobody receives it: a spare card with forgotten PINs is returned.
    activationCode: newActivationCode(),
    adminKey: admin.key,
    mayTake: (taken) => Promise.resolve(taken === chipSerial),
    onChip: () => Promise.resolve(),
  })
  if (!personalised.ok)
    return personalised.refusal.includes('card-removed')
      ? refuse({ kind: 'card-removed' })
      : refuse({ kind: 'spare-card-not-produced', findings: personalised.refusal })

  let areSet = true
  // PIN1, then PIN2: the first PIN that is set ends what the proof opened.
  for (let nr = 0; nr < purposes.length && areSet; nr += 1) {
    const proved = await proveAdminKey(channel, admin.key, { purpose: 'pins', chipSerial })
    if (!proved.ok || proved.value.kind !== 'done')
      return refuse({ kind: 'spare-card-not-produced', findings: ['wrong-admin-key'] })
    areSet = await channel.ownStep()
  }
  // Ends the authenticated state; what is read now is what the card has stored.
  await channel.reset()
  const read = await readCard(channel)
  const arePinsThere = read.ok && read.value.pins.every(({ blocked }) => !blocked)
  return areSet && arePinsThere ? ok(personalised.value) : refuse({ kind: 'pins-not-set' })
}

/**
 * Until it is empty, the key of the attempt that left it so opens it; that may be from another master key.
 */
async function wipeWhatWasLeft(
  deps: SpareCardsDeps,
  channel: CardAtDesk,
  { card, chipSerial, leftBy, admin }: Attempt,
): Promise<Result<undefined, ProduceSpareCardRefusal>> {
  if (!leftBy) return ok(undefined)
  const wiped = await wipeBySigner(deps, channel, leftBy)
  if (!wiped.ok) {
    const { kind } = wiped.refusal
    return kind === 'try-again-later' || kind === 'card-removed'
      ? refuse({ kind })
      : refuse({ kind: 'spare-card-not-produced', findings: [kind] })
  }
  return deps.db.write(async (tx) => {
    await takeFor(tx, card, chipSerial, admin)
    return ok(undefined)
  })
}

const keepCard = (
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.produceSpareCard'>,
  attempt: Attempt,
  { certificates, settings }: Personalised,
): Promise<Outcome> =>
  deps.db.write(async (tx): Promise<Outcome> => {
    const { chipSerial, card } = attempt
    const current = await lockSpareCard(tx, card.spareCardId)
    if (current?.state !== 'beingProduced' || current.try?.tryId !== attempt.tryId)
      return refuse({ kind: 'superseded' })

    const produced = finishProduction(current, {
      chipSerial,
      producedAt: deps.clock.now(),
      certificates,
    })
    await saveSpareCard(tx, produced)
    const keep = certificates.map(({ serial }) => serial)
    const { spareCardId } = produced
    await deps.revocations.revokeCard(tx, permit, {
      cardId: spareCardId,
      keep,
      cause: abandonedCause,
    })
    const event: SpareCardProduced = {
      type: 'SpareCardProduced',
      about: aboutSpareCard(produced),
      chipSerial,
      authentication: serialOf(certificates, 'authentication'),
      signature: serialOf(certificates, 'signature'),
      settings,
    }
    await notify(deps, tx, event, permit)
    return ok({ spareCardId })
  })

/** Its certificates are revoked; the blank card stays reserved for the card until it is produced or wiped. */
async function dropTry(
  deps: SpareCardsDeps,
  permit: Permit<'spareCards.produceSpareCard'>,
  { card, tryId, chipSerial }: Attempt,
  refusal: ProduceSpareCardRefusal,
): Promise<Outcome> {
  const findings = 'findings' in refusal ? refusal.findings : [refusal.kind]
  const dropped = await deps.db.write(async (tx) => {
    const current = await lockSpareCard(tx, card.spareCardId)
    if (current?.state !== 'beingProduced' || current.try?.tryId !== tryId) return ok(undefined)
    await saveSpareCard(tx, failTry(current, findings))
    const { spareCardId } = current
    await deps.revocations.revokeCard(tx, permit, { cardId: spareCardId, cause: abandonedCause })
    const event: SpareCardProductionFailed = {
      type: 'SpareCardProductionFailed',
      about: aboutSpareCard(current),
      chipSerial,
      findings,
    }
    await notify(deps, tx, event, permit)
    return ok(undefined)
  })
  return dropped.ok ? refuse(refusal) : dropped
}

const troubleOf = ({ kind }: { readonly kind: string }): ProduceSpareCardRefusal =>
  kind === 'card-removed' ? { kind: 'card-removed' } : { kind: 'blank-unreadable' }

function serialOf(certificates: OnCard, purpose: 'authentication' | 'signature'): string {
  const certificate = certificates.find((each) => each.purpose === purpose)
  if (!certificate) throw new Error(`spare card without its ${purpose} certificate`)
  return certificate.serial
}

/**
 * Gives the ticket with which the program beside the registrar's reader starts production. The rules are
 * evaluated when the ticket is used, with a permit of that moment.
 */
export const requestSpareCardProduction = operation({
  contract: api.requestSpareCardProduction,
  problems: {},
  handle: (deps: SpareCardsDeps) => (_permit, input, request) =>
    deps.relays.giveTicket({
      operation: 'spareCards.produceSpareCard',
      input,
      sessionToken: sessionOf(request),
    }),
})

/** What such a ticket opens. */
export const serveSpareCardProduction = (deps: SpareCardsDeps): void => {
  deps.relays.serve({
    purpose: 'spare-card',
    operation: 'spareCards.produceSpareCard',
    run: (permit, card, input) =>
      produceSpareCard(deps)(permit, api.requestSpareCardProduction.input.parse(input), card),
    problems: produceSpareCardProblems,
  })
}
