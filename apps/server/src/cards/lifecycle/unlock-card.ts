import * as api from '@sotevarmenne/api/cards'
import type { RelayTicketView } from '@sotevarmenne/api/card-relay'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { withCard } from '@sotevarmenne/smartcard/apdu'
import { killCodes } from '@sotevarmenne/smartcard/reset'
import type { RelayedChannel } from '#cards/card-relay/index.ts'
import { strongSignInOf, type Permit } from '#platform/permit.ts'
import {
  aboutCard,
  requesterOf,
  findCard,
  checkUnlock,
  lockCard,
  notify,
} from '#cards/card/index.ts'
import type { FormerCodeInvalidated } from '#cards/letters/contract.ts'
import type { CardIn } from '#cards/card/contract.ts'
import {
  arePinsSet,
  forgetFormerCodes,
  haveOwnStepDone,
  hasFormerCode,
  isThisCard,
  proveTo,
  type RelayedCardRefusal,
} from '#cards/letters/index.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { CardNotUnlocked, CardUnlocked } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { unlockProblems, requestUnlockProblems } from './problems.ts'
import type { RequestUnlockRefusal, UnlockCardRefusal } from './unlock-refusals.ts'
import { noteUnlocking } from './store.ts'

/** Maximum unlocks of a card per day; more suggests an attack. */
const maxTimes = 5

type Requested = { readonly cardId: string }

/** A ticket for the card reader software to connect the card to the service, after another strong sign-in. */
export const requestUnlockTicket = operation({
  contract: api.requestUnlockTicket,
  problems: requestUnlockProblems,
  handle:
    (deps: CardsDeps) =>
    async (
      permit,
      { cardId },
      { sessionToken }: Pick<RequestFacts, 'sessionToken'>,
    ): Promise<Result<RelayTicketView, RequestUnlockRefusal>> => {
      const checked = await deps.db.read(async (tx) => check(await findCard(tx, cardId), permit))
      if (!checked.ok) return checked
      if (sessionToken === undefined) throw new Error('the permit of a person has no session')
      return deps.relays.giveTicket({
        operation: 'cards.unlockOwnCard',
        input: { cardId },
        sessionToken,
        about: aboutCard(checked.value),
      })
    },
})

/** What such a ticket opens. */
export const serveUnlocking = (deps: CardsDeps): void => {
  deps.relays.serve({
    purpose: 'unlock',
    operation: 'cards.unlockOwnCard',
    run: (granted, channel, input) =>
      unlockCard(deps)(granted, { ...api.requestUnlockTicket.input.parse(input), channel }),
    problems: unlockProblems,
  })
}

type Unlocked = { readonly unlocked: true }

/**
 * Opens the card for new PINs, which its holder types locally and the service never sees. The code of a
 * replaced letter is invalidated first. Recorded either way; the holder sees it on the card's page and in
 * their audit log.
 */
export const unlockCard =
  (deps: CardsDeps) =>
  async (
    permit: Permit<'cards.unlockOwnCard'>,
    { cardId, channel }: Requested & { readonly channel: RelayedChannel },
  ): Promise<Result<Unlocked, UnlockCardRefusal>> => {
    const begun = await channel.once(() => begin(deps, permit, cardId))
    if (!begun.ok) return begun
    const card = begun.value
    const opened = await withCard(() => openToNewPins(deps, permit, card, channel))
    await channel.once(() =>
      deps.db.write(async (tx) => {
        const about = aboutCard(card)
        const event: CardUnlocked | CardNotUnlocked = opened.ok
          ? { type: 'CardUnlocked', about, signedInBy: strongSignInOf(permit).method }
          : { type: 'CardNotUnlocked', about, because: opened.refusal.kind }
        await notify(deps, tx, event, permit)
        return ok(undefined)
      }),
    )
    return opened
  }

const begin = async (
  deps: CardsDeps,
  permit: Permit<'cards.unlockOwnCard'>,
  cardId: string,
): Promise<Result<CardIn<'inUse'>, UnlockCardRefusal>> =>
  deps.db.write(async (tx): Promise<Result<CardIn<'inUse'>, UnlockCardRefusal>> => {
    const checked = check(await lockCard(tx, cardId), permit)
    if (!checked.ok) return checked
    const at = deps.clock.now()
    const earlier = await noteUnlocking(tx, cardId, { at, since: instant(at - day) })
    return earlier < maxTimes ? checked : refuse({ kind: 'unlocked-too-often' })
  })

function check(
  card: Awaited<ReturnType<typeof findCard>>,
  permit: Permit<'cards.unlockOwnCard'>,
): Result<CardIn<'inUse'>, RequestUnlockRefusal> {
  if (!card) return refuse({ kind: 'card-not-found' })
  const checked = checkUnlock(card, requesterOf(permit))
  if (!checked.ok) return checked
  const { signIn } = permit
  return signIn?.method === 'card' && signIn.cardId === card.cardId
    ? refuse({ kind: 'signed-in-with-this-card' })
    : checked
}

async function openToNewPins(
  deps: CardsDeps,
  permit: Permit,
  card: CardIn<'inUse'>,
  channel: RelayedChannel,
): Promise<Result<Unlocked, RelayedCardRefusal>> {
  const found = await isThisCard(channel, card)
  if (!found.ok) return found
  const killed = await killFormerCode(deps, permit, card, channel)
  if (!killed.ok) return killed

  const adminKeys = provingOnce(deps, channel)
  for (const purpose of ['pins', 'pins'] as const) {
    const set = await haveOwnStepDone(channel, card, { adminKeys, purpose })
    if (!set.ok) return set
  }
  return (await arePinsSet(channel)) ? ok({ unlocked: true }) : refuse({ kind: 'pins-not-set' })
}

/** Invalidates the code of a replaced letter on the card, if it may still be there. */
async function killFormerCode(
  deps: CardsDeps,
  permit: Permit,
  card: CardIn<'inUse'>,
  channel: RelayedChannel,
): Promise<Result<void, RelayedCardRefusal>> {
  const { cardId } = card
  const isToKill = await channel.once(() => deps.db.read((tx) => hasFormerCode(tx, cardId)))
  if (!isToKill) return ok(undefined)
  const adminKeys = provingOnce(deps, channel)
  const proved = await proveTo(channel, card, { adminKeys, purpose: 'code' })
  if (!proved.ok) return proved
  const killed = await killCodes(channel, proved.value.deadCodes)
  if (!killed.ok) return killed
  return channel.once(() =>
    deps.db.write(async (tx) => {
      await forgetFormerCodes(tx, cardId)
      const event: FormerCodeInvalidated = { type: 'FormerCodeInvalidated', about: aboutCard(card) }
      await notify(deps, tx, event, permit)
      return ok(undefined)
    }),
  )
}

/** The signer counts proofs, and what it says is part of what the card has been sent. */
const provingOnce = (
  { adminKeys }: Pick<CardsDeps, 'adminKeys'>,
  channel: RelayedChannel,
): Pick<CardsDeps['adminKeys'], 'prove'> => ({
  prove: (requested) => channel.once(() => adminKeys.prove(requested)),
})
