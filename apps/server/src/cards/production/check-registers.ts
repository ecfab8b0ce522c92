import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { ChangeKind, RegisterUnavailable } from '#people/registers/contract.ts'
import { assess, keepFound, type Finding, type Said } from '#people/registers/index.ts'
import type { ClosingReason } from '#cards/card/contract.ts'
import { findCard, lockCard, relianceOf, sendToPoint } from '#cards/card/index.ts'
import type { ProductionDeps } from './deps.ts'
import { isToBeMade, stopMaking } from './stop-making.ts'

/** A register keeps silent: the card waits, since nothing is guessed. */
export type RegistersSilent = { readonly kind: 'registers-silent' } & Pick<
  RegisterUnavailable,
  'register'
>

/** Chips that earlier tries took: they become nobody's card. */
export type Stopped = { readonly givenUp: readonly string[] }

/**
 * Asks the registers once more before a blank is taken: time has passed since the order, and what a feed tells may be on its
 * way. A card that would say what is no longer so is stopped for good (R81, R139), and so is one whose paper was ended (R305).
 * Outside transactions.
 */
export async function askOnceMore(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
): Promise<Result<'still-so' | Stopped, RegistersSilent>> {
  const known = await deps.db.read(async (tx) => {
    const card = await findCard(tx, cardId)
    return card && isToBeMade(card) && !card.says.isTest
      ? { card, identityCode: await deps.people.identityCodeOf(tx, card.holder) }
      : undefined
  })
  if (!known) return ok('still-so')

  const { card, identityCode } = known
  const { restsOn = [] } = card
  if (restsOn.length > 0 && (await deps.db.read((tx) => deps.organisations.hasEnded(tx, restsOn))))
    return ok({ givenUp: await stopForPaper(deps, permit, cardId) })
  const said: Said[] = []
  const person = await deps.registers.lookUpPerson(identityCode)
  if (!person.ok && person.refusal.kind === 'register-unavailable') return silent(person.refusal)
  said.push({ register: 'population', person: person.ok ? person.value : undefined })
  // Nobody's address goes on an envelope under non-disclosure, whatever has been told of it so far (R155).
  if (card.isSentHome && !(person.ok && !person.value.nonDisclosure))
    await keepAtPoint(deps, cardId)
  if (card.says.product === 'professional-card') {
    const held = await deps.registers.lookUpRights(identityCode)
    if (!held.ok && held.refusal.kind === 'register-unavailable') return silent(held.refusal)
    said.push({ register: 'rights', held: held.ok ? held.value : undefined })
  }
  const today = dateInHelsinki(deps.clock.now())
  const findings = said.flatMap((each) =>
    assess(relianceOf(card), each, today).map((finding) => ({ finding, said: each })),
  )
  const [first] = findings.toSorted((a, b) => gravity(b.finding.kind) - gravity(a.finding.kind))
  if (!first) return ok('still-so')

  return ok({ givenUp: await stop(deps, permit, cardId, first) })
}

const stopForPaper = async (
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
): Promise<readonly string[]> => {
  const stopped = await deps.db.write(async (tx): Promise<Result<readonly string[], never>> => {
    const card = await lockCard(tx, cardId)
    if (!card || !isToBeMade(card)) return ok([])
    return ok(await stopMaking(deps, tx, permit, { card, reason: 'order-cancelled' }))
  })
  return stopped.ok ? stopped.value : []
}

const keepAtPoint = async ({ db }: Pick<ProductionDeps, 'db'>, cardId: string): Promise<void> => {
  await db.write(async (tx) => {
    await sendToPoint(tx, cardId)
    return ok(undefined)
  })
}

const silent = ({ register }: RegisterUnavailable): Result<never, RegistersSilent> =>
  refuse({ kind: 'registers-silent', register })

/** Why the card is closed, the gravest first: a new one can be ordered after the last of them. */
const reasons = {
  'holder-died': 'holder-died',
  'right-ended': 'right-ended',
  'right-restricted': 'data-changed',
  'number-changed': 'data-changed',
  'name-changed': 'data-changed',
} as const satisfies { readonly [Kind in ChangeKind]: ClosingReason }

const gravity = (kind: ChangeKind): number => -Object.keys(reasons).indexOf(kind)

/** Answers the chips that earlier tries took: its certificates are revoked. */
async function stop(
  deps: ProductionDeps,
  permit: Permit<'cards.produceCard'>,
  cardId: string,
  because: { readonly finding: Finding; readonly said: Said },
): Promise<readonly string[]> {
  const stopped = await deps.db.write(async (tx): Promise<Result<readonly string[], never>> => {
    const card = await lockCard(tx, cardId)
    if (!card || !isToBeMade(card)) return ok([])

    await keepFound(tx, { ...because, card: relianceOf(card), at: deps.clock.now() })
    const reason = reasons[because.finding.kind]
    return ok(await stopMaking(deps, tx, permit, { card, reason }))
  })
  return stopped.ok ? stopped.value : []
}
