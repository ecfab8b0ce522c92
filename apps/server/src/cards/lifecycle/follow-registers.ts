import type { CancellationReason, ReplacementReason } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { DisclosureChanged } from '#people/persons/contract.ts'
import type {
  HolderDied,
  HolderRenamed,
  ProfessionalNumberChanged,
  RegisterChangeTakenBack,
  RightEnded,
  RightRestricted,
} from '#cards/register-changes/contract.ts'
import {
  aboutCard,
  cardsOfHolder,
  forgetLetterAddress,
  letterAddressSealedOf,
  lockCard,
  sendToPoint,
  stopOrdered,
  notify,
} from '#cards/card/index.ts'
import type { ActivationLetterRedirected } from '#cards/letters/contract.ts'
import type { Card } from '#cards/card/contract.ts'
import { findLetterOfCard } from '#cards/letters/index.ts'
import { cancelForGood } from './cancel-card.ts'
import type { ReplacementOffered, ReplacementTakenBack } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { insertOffer, takeBackOffer } from './stores/replacement-offers.ts'

/** What happens to cards when a register no longer confirms their data (R80–R84). */
export const followRegisters = (deps: CardsDeps): readonly Subscription[] => [
  onChange(deps, 'RightEnded' satisfies RightEnded['type'], (tx, card) =>
    takeAway(deps, tx, card, 'right-ended'),
  ),
  onChange(deps, 'HolderDied' satisfies HolderDied['type'], (tx, card) =>
    takeAway(deps, tx, card, 'holder-died'),
  ),
  ...overtaking.map(([event, because]) =>
    onChange(deps, event, (tx, card, { changeId }) =>
      // A card that is not yet produced would carry wrong data.
      card.state === 'ordered' || card.state === 'productionFailed'
        ? takeAway(deps, tx, card, 'data-changed')
        : offerReplacement(deps, tx, card, { changeId, because }),
    ),
  ),
  onChange(
    deps,
    'RegisterChangeTakenBack' satisfies RegisterChangeTakenBack['type'],
    async (tx, card, { changeId, kind }) => {
      const because = overtaking.find(([, reason]) => reason === kind)?.[1]
      if (because === undefined) return
      const at = deps.clock.now()
      const { cardId } = card
      if (!(await takeBackOffer(tx, { changeId, cardId, because }, at))) return
      const event: ReplacementTakenBack = {
        ...{ type: 'ReplacementTakenBack', about: aboutCard(card), because },
      }
      await notify(deps, tx, event, deps.systemPermit('cards.followRegisters'))
    },
  ),
  {
    // At once, at whatever stage the letter is (R23).
    event: 'DisclosureChanged' satisfies DisclosureChanged['type'],
    listener: 'cards.forgetAddresses',
    handle: async (recorded) => {
      const { personId } = aboutPerson.parse(recorded).about
      await deps.db.write(async (tx) => {
        const person = await deps.people.findPerson(tx, personId)
        if (person?.whereabouts.nonDisclosure === true) await forgetAddresses(deps, tx, personId)
        return ok(undefined)
      })
    },
  },
]

/** Events that make a card outdated, while its holder may still use it for now. */
const overtaking = [
  ['HolderRenamed' satisfies HolderRenamed['type'], 'name-changed'],
  ['RightRestricted' satisfies RightRestricted['type'], 'right-restricted'],
  ['ProfessionalNumberChanged' satisfies ProfessionalNumberChanged['type'], 'number-changed'],
] as const satisfies readonly (readonly [string, ReplacementReason])[]

type Change = z.infer<typeof ofCard>

function onChange(
  deps: CardsDeps,
  event: string,
  action: (tx: Tx, card: Exclude<Card, { state: 'cancelled' }>, change: Change) => Promise<void>,
): Subscription {
  return {
    event,
    listener: 'cards.followRegisters',
    handle: async (recorded) => {
      const change = ofCard.parse(recorded)
      await deps.db.write(async (tx) => {
        const card = await lockCard(tx, change.about.cardId)
        if (card === undefined || card.state === 'cancelled') return ok(undefined)
        // Retried: by then it is produced, or production failed.
        if (card.state === 'inProduction')
          throw new Error('the card is in production: try again later')
        await action(tx, card, change)
        return ok(undefined)
      })
    },
  }
}

async function takeAway(
  deps: CardsDeps,
  tx: Tx,
  card: Exclude<Card, { state: 'cancelled' }>,
  reason: Extract<CancellationReason, 'right-ended' | 'holder-died' | 'data-changed'>,
): Promise<void> {
  const permit = deps.systemPermit('cards.followRegisters')
  if (card.state === 'inProduction') throw new Error('the card is in production: try again later')
  if (card.state !== 'ordered') {
    await cancelForGood(deps, tx, permit, card, reason)
    return
  }
  await stopOrdered(deps, tx, permit, { card, reason })
}

async function offerReplacement(
  deps: CardsDeps,
  tx: Tx,
  card: Card,
  { changeId, because }: { readonly changeId: string; readonly because: ReplacementReason },
): Promise<void> {
  const { cardId } = card
  if (!(await insertOffer(tx, { changeId, cardId, because }, deps.clock.now()))) return
  const event: ReplacementOffered = {
    ...{ type: 'ReplacementOffered', about: aboutCard(card), because },
  }
  await notify(deps, tx, event, deps.systemPermit('cards.followRegisters'))
}

/**
 * Also of cards not yet produced; a planned letter goes to the registration point, and the change is
 * recorded.
 */
async function forgetAddresses(deps: CardsDeps, tx: Tx, personId: string): Promise<void> {
  for (const { cardId } of await cardsOfHolder(tx, personId)) {
    const card = await lockCard(tx, cardId)
    // A card that is not yet produced has not left either: it goes to the point with its letter (R155).
    if (card?.isSentHome && isStillHere(card)) await sendToPoint(tx, cardId)
    if (card === undefined || (await letterAddressSealedOf(tx, cardId)) === undefined) continue
    await forgetLetterAddress(tx, cardId)
    const letter = await findLetterOfCard(tx, cardId)
    if (letter?.state !== 'planned') continue
    const event: ActivationLetterRedirected = {
      type: 'ActivationLetterRedirected',
      about: aboutCard(card),
      letterNumber: letter.letterNumber,
      because: 'non-disclosure',
    }
    await notify(deps, tx, event, deps.systemPermit('cards.followRegisters'))
  }
}

const isStillHere = ({ state }: Card): boolean =>
  state === 'ordered' || state === 'inProduction' || state === 'productionFailed'

const ofCard = z.object({
  changeId: z.string(),
  kind: z.string().optional(),
  about: z.object({ cardId: z.string() }),
})
const aboutPerson = z.object({ about: z.object({ personId: z.string() }) })
