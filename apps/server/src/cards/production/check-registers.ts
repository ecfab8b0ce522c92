import type { CancellationReason } from '@sotevarmenne/api/cards'
import type { ChangeKind } from '@sotevarmenne/api/registers'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import {
  assess,
  storeFinding,
  type Finding,
  type RegisterResponse,
} from '#cards/register-changes/index.ts'
import { findCard, lockCard, relianceOf, sendToPoint } from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import { isProvedAddress } from '#organisations/email-domains/index.ts'
import type { ProductionDeps } from './deps.ts'
import { orderBasisOf } from './order-bases.ts'
import { isToBeProduced, stopProduction } from './stop-production.ts'

/** A register does not respond: the card waits, since nothing is guessed. */
export type RegistersSilent = { readonly kind: 'registers-silent' } & Pick<
  RegisterUnavailable,
  'register'
>

/** Chips taken by earlier attempts: they are not used for any card. */
export type Stopped = { readonly rejectedChips: readonly string[] }

/**
 * Queries the registers again before a blank card is taken: time has passed since the order, and change
 * events may be on their way. A card with outdated data is stopped for good (R81, R139), and so is one with
 * an ended agreement (R305) or e-mail domain (R394). Outside transactions.
 */
export async function recheckRegisters(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
): Promise<Result<'still-so' | Stopped, RegistersSilent>> {
  const known = await deps.db.read(async (tx) => {
    const card = await findCard(tx, cardId)
    return card && isToBeProduced(card) && !card.says.isTest
      ? {
          card,
          identityCode: await deps.people.identityCodeOf(tx, card.holder),
          hasNoBasis: (await orderBasisOf(tx, deps.sealing, card.orderId)) === 'missing',
        }
      : undefined
  })
  if (!known) return ok('still-so')

  const { card, identityCode, hasNoBasis } = known
  const { restsOn = [] } = card
  if (restsOn.length > 0 && (await deps.db.read((tx) => deps.organisations.hasEnded(tx, restsOn))))
    return ok({ rejectedChips: await stopFor(deps, permit, { cardId, reason: 'order-cancelled' }) })
  // Without its confirmation nothing is certified: it is ordered again, without the address, or renewed again.
  if (hasNoBasis)
    return ok({ rejectedChips: await stopFor(deps, permit, { cardId, reason: 'data-changed' }) })
  if (await hasLostDomain(deps, card))
    return ok({ rejectedChips: await stopFor(deps, permit, { cardId, reason: 'data-changed' }) })
  const responses: RegisterResponse[] = []
  const person = await deps.registers.lookUpPerson(identityCode)
  if (!person.ok && person.refusal.kind === 'register-unavailable') return silent(person.refusal)
  responses.push({ register: 'population', person: person.ok ? person.value : undefined })
  // Under non-disclosure no address is put on an envelope, whatever was notified so far (R155).
  if (card.isSentHome && !(person.ok && !person.value.nonDisclosure))
    await moveToPoint(deps, cardId)
  if (card.says.product === 'professional-card') {
    const held = await deps.registers.lookUpRights(identityCode)
    if (!held.ok && held.refusal.kind === 'register-unavailable') return silent(held.refusal)
    responses.push({ register: 'rights', held: held.ok ? held.value : undefined })
  }
  const today = dateInHelsinki(deps.clock.now())
  const findings = responses.flatMap((each) =>
    assess(relianceOf(card), each, today).map((finding) => ({ finding, response: each })),
  )
  const [first] = findings.toSorted((a, b) => gravity(b.finding.kind) - gravity(a.finding.kind))
  if (!first) return ok('still-so')

  return ok({ rejectedChips: await stop(deps, permit, cardId, first) })
}

/** The domain of its address for e-mail is not the employer's any more: it is ordered again (R394). */
async function hasLostDomain(
  { db, clock }: Pick<ProductionDeps, 'db' | 'clock'>,
  { says }: Pick<Card, 'says'>,
): Promise<boolean> {
  if (!('workEmail' in says)) return false
  const { employer, workEmail } = says
  const isProved = await db.read((tx) =>
    isProvedAddress(tx, { ...employer, email: workEmail, now: clock.now() }),
  )
  return !isProved
}

const stopFor = async (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  { cardId, reason }: { readonly cardId: string; readonly reason: CancellationReason },
): Promise<readonly string[]> => {
  const stopped = await deps.db.write(async (tx): Promise<Result<readonly string[], never>> => {
    const card = await lockCard(tx, cardId)
    if (!card || !isToBeProduced(card)) return ok([])
    return ok(await stopProduction(deps, tx, permit, { card, reason }))
  })
  return stopped.ok ? stopped.value : []
}

const moveToPoint = async ({ db }: Pick<ProductionDeps, 'db'>, cardId: string): Promise<void> => {
  await db.write(async (tx) => {
    await sendToPoint(tx, cardId)
    return ok(undefined)
  })
}

const silent = ({ register }: RegisterUnavailable): Result<never, RegistersSilent> =>
  refuse({ kind: 'registers-silent', register })

/** Why the card is cancelled, most serious reason first: only after the last can a new one be ordered. */
const reasons = {
  'holder-died': 'holder-died',
  'right-ended': 'right-ended',
  'right-restricted': 'data-changed',
  'number-changed': 'data-changed',
  'name-changed': 'data-changed',
} as const satisfies { readonly [Kind in ChangeKind]: CancellationReason }

const gravity = (kind: ChangeKind): number => -Object.keys(reasons).indexOf(kind)

/** Returns the chips taken by earlier attempts: its certificates are revoked. */
async function stop(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
  because: { readonly finding: Finding; readonly response: RegisterResponse },
): Promise<readonly string[]> {
  const stopped = await deps.db.write(async (tx): Promise<Result<readonly string[], never>> => {
    const card = await lockCard(tx, cardId)
    if (!card || !isToBeProduced(card)) return ok([])

    await storeFinding(tx, { ...because, card: relianceOf(card), at: deps.clock.now() })
    const reason = reasons[because.finding.kind]
    return ok(await stopProduction(deps, tx, permit, { card, reason }))
  })
  return stopped.ok ? stopped.value : []
}
