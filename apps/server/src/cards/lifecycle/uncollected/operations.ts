import * as api from '@sotevarmenne/api/uncollected'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { SettingKey } from '@sotevarmenne/api/settings'
import type { UncollectedCardView } from '@sotevarmenne/api/uncollected'
import { day, formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  requesterOf,
  findCard,
  lockCard,
  notify,
  productionDataOf,
} from '#cards/card/index.ts'
import type { Requester, Card } from '#cards/card/contract.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingsOn } from '#settings/index.ts'
import { searchTooBroadProblems, type SearchTooBroad } from '#people/persons/index.ts'
import { cancelForGood } from '../cancel-card.ts'
import { cardsSoughtBy } from '../cards-sought.ts'
import type {
  CardListed,
  UncollectedCardDestroyed,
  UncollectedCardReminded,
  UncollectedCardReturned,
} from '../contract.ts'
import type { CardsDeps } from '../deps.ts'
import { registrarMay } from '../may.ts'
import { showCards } from '../view.ts'
import { cardsToDestroy, cardsWaiting, saveUncollected, uncollectedOf } from './store.ts'
import {
  type DestructionRefusal,
  type EndingRefusal,
  checkDestruction,
  checkEnding,
  checkMeans,
  checkReminder,
  mayDo,
  type ReminderRefusal,
  type Uncollected,
  type UncollectedTimes,
} from './uncollected.ts'
import { texts } from '../texts.ts'
import { notWaitingHereProblems, returnUncollectedProblems } from '../problems.ts'

type NotFound = { readonly kind: 'card-not-found' }

export type ListUncollectedRefusal = CursorRefusal | SearchTooBroad

type Listed = Result<ResponseOf<typeof api.listUncollected>, ListUncollectedRefusal>

/** Uncollected cards, longest wait first unless requested otherwise; an access record is written for each one shown (R51). */
export const listUncollected = operation({
  contract: api.listUncollected,
  problems: { ...cursorProblems, ...searchTooBroadProblems },
  handle:
    (deps: CardsDeps) =>
    (permit, { show: which, search, ...requested }) =>
      deps.db.write(async (tx): Promise<Listed> => {
        const of = await cardsSoughtBy(deps.people, tx, search)
        if (!of.ok) return of
        return showPage(
          { ...requested, order: requested.order ?? 'oldest' },
          {
            find: (sought) =>
              (which === 'waiting' ? cardsWaiting : cardsToDestroy)(tx, {
                ...{ ...sought, pointId: permit.pointId, of: of.value },
              }),
            placeOf: ({ producedAt, cardId }) => ({ at: producedAt, id: cardId }),
            show: async (page) => {
              const cards: Card[] = []
              for (const { cardId } of page) {
                const card = await findCard(tx, cardId)
                if (!card) continue
                cards.push(card)
                const listed: CardListed = { type: 'CardListed', about: aboutCard(card) }
                await deps.record(tx, listed, permit)
              }
              return { cards: await shown(deps, tx, cards, requesterOf(permit)) }
            },
          },
        )
      }),
})

export type RemindRefusal = NotFound | ReminderRefusal

/** Sends the holder a reminder, or notes that the registrar has; stores how and when (R117, R147). */
export const remindOfCard = operation({
  contract: api.remindOfCard,
  problems: {
    ...notWaitingHereProblems,
    'reminder-too-soon': { status: 409, ...texts.reminderTooSoon },
    'holder-without-address': { status: 409, ...texts.holderWithoutAddress },
  },
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId, means }) =>
      deps.db.write(async (tx): Promise<Result<UncollectedCardView, RemindRefusal>> => {
        const found = await lock(tx, cardId)
        if (!found) return refuse({ kind: 'card-not-found' })
        const now = deps.clock.now()
        const { times, settings } = await timesOn(tx, now)
        const checked = checkReminder(found.card, found.done, {
          ...{ by: requesterOf(permit), now, times },
        })
        if (!checked.ok) return checked
        const by = checkMeans(means, await deps.contacts.canBeMailed(tx, found.card.holder))
        if (!by.ok) return by

        const before = found.done ?? nothingDone(checked.value)
        await saveUncollected(tx, {
          ...before,
          reminders: before.reminders + 1,
          lastRemindedAt: now,
          lastRemindedBy: by.value,
        })
        const event: UncollectedCardReminded = {
          type: 'UncollectedCardReminded',
          about: aboutCard(found.card),
          means: by.value,
          settings: only(settings, 'uncollected-reminder-interval'),
        }
        await notify(deps, tx, event, permit)
        return ok(await shownOne(deps, tx, found.card, requesterOf(permit)))
      }),
})

export type ReturnUncollectedRefusal = NotFound | EndingRefusal

/**
 * Cancels the card, revokes its certificates, and sends it to the office for destruction under dual control
 * (R118).
 */
export const returnUncollected = operation({
  contract: api.returnUncollected,
  problems: returnUncollectedProblems,
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId }) =>
      deps.db.write(async (tx): Promise<Result<UncollectedCardView, ReturnUncollectedRefusal>> => {
        const found = await lock(tx, cardId)
        if (!found) return refuse({ kind: 'card-not-found' })
        const now = deps.clock.now()
        const { times, settings } = await timesOn(tx, now)
        const checked = checkEnding(found.card, found.done, {
          ...{ by: requesterOf(permit), now, times },
        })
        if (!checked.ok) return checked

        const cancelled = await cancelForGood(deps, tx, permit, checked.value, 'returned')
        const { pointId: _left, ...done } = found.done ?? nothingDone(checked.value)
        await saveUncollected(tx, { ...done, state: 'returned' })
        const event: UncollectedCardReturned = {
          type: 'UncollectedCardReturned',
          about: aboutCard(cancelled),
          settings: only(settings, 'uncollected-card-wait'),
        }
        await notify(deps, tx, event, permit)
        return ok(await shownOne(deps, tx, cancelled, requesterOf(permit)))
      }),
})

export type DestroyUncollectedRefusal = NotFound | EndingRefusal | DestructionRefusal

/**
 * One of two signatures. The first cancels the card, unless it was returned; the second destroys it (R119).
 */
export const destroyUncollected = operation({
  contract: api.destroyUncollected,
  problems: {
    ...returnUncollectedProblems,
    'card-not-here': { status: 409, ...texts.cardNotHere },
    ...dualControlProblems,
  },
  handle:
    (deps: CardsDeps) =>
    (permit, { cardId }) =>
      deps.db.write(async (tx): Promise<Result<UncollectedCardView, DestroyUncollectedRefusal>> => {
        const found = await lock(tx, cardId)
        if (!found) return refuse({ kind: 'card-not-found' })
        const by = requesterOf(permit)
        const { card, done } = found
        const isWaiting = done === undefined || done.state === 'waiting'
        const { times, settings } = await timesOn(tx, deps.clock.now())
        const step = isWaiting
          ? await beginToDestroy(deps, tx, permit, { ...found, times })
          : checkDestruction(done, card.holder, by)
        if (!step.ok) return step

        const before = (await uncollectedOf(tx, [cardId])).get(cardId) ?? done
        if (!before || by.personId === undefined) throw new Error('destroyed card without a signer')
        const isDestroyed = step.value === 'destroyed'
        await saveUncollected(
          tx,
          isDestroyed
            ? { ...before, state: 'destroyed' }
            : { ...before, state: 'destroying', firstSigned: by.personId },
        )
        const production = productionDataOf(card)
        if (isDestroyed && production)
          await deps.blanks?.reject(tx, production.chipSerial, 'card-broken')
        const event: UncollectedCardDestroyed = {
          type: 'UncollectedCardDestroyed',
          about: aboutCard(card),
          isDestroyed,
          ...(isWaiting && { settings: only(settings, 'uncollected-card-wait') }),
        }
        await notify(deps, tx, event, permit)
        const now = (await findCard(tx, cardId)) ?? card
        return ok(await shownOne(deps, tx, now, by))
      }),
})

async function beginToDestroy(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit<'cards.destroyUncollected'>,
  {
    card,
    done,
    times,
  }: {
    readonly card: Card
    readonly done: Uncollected | undefined
    readonly times: UncollectedTimes
  },
): Promise<Result<'destroying', EndingRefusal>> {
  const checked = checkEnding(card, done, {
    ...{ by: requesterOf(permit), now: deps.clock.now(), times },
  })
  if (!checked.ok) return checked
  await cancelForGood(deps, tx, permit, checked.value, 'returned')
  await saveUncollected(tx, done ?? nothingDone(checked.value))
  return ok('destroying')
}

/** The times of the day, and the settings that say them (R345). */
async function timesOn(tx: Tx, now: Instant) {
  const keys = ['uncollected-reminder-interval', 'uncollected-card-wait'] as const
  const read = await settingsOn(tx, keys, dateInHelsinki(now))
  const { 'uncollected-reminder-interval': reminder, 'uncollected-card-wait': wait } = read
  const times: UncollectedTimes = { reminderDays: reminder.value, waitDays: wait.value }
  return {
    times,
    settings: {
      'uncollected-reminder-interval': reminder.version,
      'uncollected-card-wait': wait.version,
    },
  }
}

const only = <const Key extends SettingKey>(
  settings: { readonly [Each in Key]: string },
  key: Key,
): UsedSettings => ({ [key]: settings[key] })

async function lock(
  tx: Tx,
  cardId: string,
): Promise<{ readonly card: Card; readonly done: Uncollected | undefined } | undefined> {
  const card = await lockCard(tx, cardId)
  return card && { card, done: (await uncollectedOf(tx, [cardId])).get(cardId) }
}

const nothingDone = ({
  cardId,
  pointId,
  producedAt,
}: {
  readonly cardId: string
  readonly pointId: string
  readonly producedAt: Instant
}): Uncollected => ({ cardId, pointId, producedAt, state: 'waiting', reminders: 0 })

async function shown(
  { clock, contacts }: Pick<CardsDeps, 'clock' | 'contacts'>,
  tx: Tx,
  cards: readonly Card[],
  by: Requester,
): Promise<UncollectedCardView[]> {
  const now = clock.now()
  const { times } = await timesOn(tx, now)
  const done = await uncollectedOf(
    tx,
    cards.map(({ cardId }) => cardId),
  )
  const seen = await showCards(tx, cards, (card) => registrarMay(card, by))
  const uncollected: UncollectedCardView[] = []
  for (const [index, each] of seen.entries()) {
    const card = cards[index]
    const production = card && productionDataOf(card)
    if (!production) continue
    const what = done.get(card.cardId)
    uncollected.push({
      card: each,
      state: what?.state ?? 'waiting',
      producedAt: formatInstant(production.producedAt),
      waitedDays: Math.floor((now - production.producedAt) / day),
      reminders: what?.reminders ?? 0,
      ...(what?.lastRemindedAt !== undefined && {
        lastRemindedAt: formatInstant(what.lastRemindedAt),
      }),
      ...(what?.lastRemindedBy !== undefined && { lastRemindedBy: what.lastRemindedBy }),
      canBeMailed: await contacts.canBeMailed(tx, card.holder),
      may: [...mayDo(card, what, { by, now, times })],
    })
  }
  return uncollected
}

async function shownOne(
  deps: Pick<CardsDeps, 'clock' | 'contacts'>,
  tx: Tx,
  card: Card,
  by: Requester,
): Promise<UncollectedCardView> {
  const [one] = await shown(deps, tx, [card], by)
  if (!one) throw new Error('the query for one card did not return one card')
  return one
}
