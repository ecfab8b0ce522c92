import * as api from '@sotevarmenne/api/production'
import type { ProductionView } from '@sotevarmenne/api/production'
import type { RelayTurnView } from '@sotevarmenne/api/card-relay'
import { formatInstant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  failedCards,
  lockCard,
  queueFigures,
  saveCard,
  notify,
  maxTries,
  tryAgain,
} from '#cards/card/index.ts'
import { tooManyRelays } from '#cards/card-relay/index.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { ProductionRetried } from './contract.ts'
import type { ProductionDeps } from './deps.ts'
import { findingTextOf } from './finding-texts.ts'
import { produceNextCard } from './produce-next-card.ts'
import { produceNextProblems } from './produce-next-problems.ts'
import { finishedSince, readersSince, runningTries, saveReaders, triesToTakeOver } from './store.ts'
import { retryProblems } from './problems.ts'

/** A station without a report for this long is offline. */
export const stationSilence = 30 * second

/** Id of the station: its permit is based on its certificate. */
export function stationOf(permit: Permit): string {
  if (permit.actor.kind !== 'client') throw new Error('the permit is not one of a station client')
  return permit.actor.clientId
}

/** A station reports the state of its readers. Machine data, no personal data: no audit entry. */
export const reportReaders = operation({
  contract: api.reportReaders,
  problems: {},
  handle:
    ({ db, clock }: Pick<ProductionDeps, 'db' | 'clock'>) =>
    (permit, { station, readers }): Promise<Result<{ readonly waiting: number }, never>> =>
      db.write(async (tx) => {
        const now = clock.now()
        await saveReaders(tx, { clientId: stationOf(permit), station, readers, at: now })
        const { waiting } = await figuresOfQueue(tx, now)
        return ok({ waiting })
      }),
})

/**
 * Produces the next card on the blank card in a reader of the station; its operations are recorded as
 * production's.
 */
export const openProduction = operation({
  contract: api.openProduction,
  problems: { 'too-many-relays': tooManyRelays },
  handle:
    (deps: ProductionDeps) =>
    (
      permit,
      { reader, atr },
    ): Promise<Result<RelayTurnView, { readonly kind: 'too-many-relays' }>> => {
      const at = { clientId: stationOf(permit), reader }
      return deps.relays.open({
        atr: new Uint8Array(Buffer.from(atr, 'hex')),
        permit,
        run: (channel) =>
          produceNextCard(deps, deps.systemPermit('cards.produceCard'), { reader: at, channel }),
        problems: produceNextProblems,
      })
    },
})

/** State of production. Shows card ids and no names: no audit entry. */
export const viewProduction = operation({
  contract: api.viewProduction,
  problems: {},
  handle:
    ({ db, clock }: Pick<ProductionDeps, 'db' | 'clock'>) =>
    (_permit): Promise<Result<ProductionView, never>> =>
      db.read(async (tx) => {
        const now = clock.now()
        const { waiting, since } = await figuresOfQueue(tx, now)
        const readers = await readersSince(tx, plus(now, -stationSilence))
        const finished = await finishedSince(tx, plus(now, -60 * minute))
        const names = new Map(readers.map(({ clientId, station }) => [clientId, station]))
        return ok({
          at: formatInstant(now),
          waiting,
          ...(since !== undefined && { waitingSince: formatInstant(since) }),
          running: (await runningTries(tx)).map(
            ({ cardId, clientId, reader, stage, startedAt }) => ({
              cardId,
              ...(clientId !== undefined && { station: names.get(clientId) ?? clientId }),
              ...(reader !== undefined && { reader }),
              stage,
              since: formatInstant(startedAt),
            }),
          ),
          readers: readers.map(({ station, reader, state, at }) => ({
            station,
            reader,
            state,
            at: formatInstant(at),
          })),
          producedByMinute: Array.from({ length: 60 }, (_, index) => {
            const from = plus(now, (index - 60) * minute)
            return finished.filter(({ endedAt }) => endedAt > from && endedAt <= plus(from, minute))
              .length
          }),
          ...(finished.length > 0 && {
            secondsPerCard:
              finished.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0) /
              finished.length /
              second,
          }),
          failures: (await failedCards(tx)).map(({ cardId, failures, at, findings }) => ({
            cardId,
            at: formatInstant(at),
            tries: failures,
            isFinal: failures >= maxTries,
            findings: [...new Set(findings)].map((kind) => ({ kind, ...findingTextOf(kind) })),
          })),
        })
      }),
})

export type RetryRefusal =
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'production-not-failed'; readonly state: string }

/** Allows further blank cards for a card after a person has looked into the failure. */
export const retryProduction = operation({
  contract: api.retryProduction,
  problems: retryProblems,
  handle:
    (deps: Pick<ProductionDeps, 'db' | 'clock' | 'record' | 'planJob'>) =>
    (permit, { cardId }) =>
      deps.db.write(async (tx): Promise<Result<Nothing, RetryRefusal>> => {
        const card = await lockCard(tx, cardId)
        if (!card) return refuse({ kind: 'card-not-found' })
        if (card.state !== 'productionFailed')
          return refuse({ kind: 'production-not-failed', state: card.state })

        const again = tryAgain(card)
        await saveCard(tx, again)
        await deps.planJob(tx, {
          kind: 'cards.produce',
          key: `cards.produce/${cardId}/${formatInstant(card.failedAt)}`,
          payload: { cardId },
        })
        const event: ProductionRetried = { type: 'ProductionRetried', about: aboutCard(again) }
        await notify(deps, tx, event, permit)
        return ok({})
      }),
})

const figuresOfQueue = async (tx: Tx, now: Instant) =>
  queueFigures(tx, {
    maxFailures: maxTries,
    triesToTakeOver: await triesToTakeOver(tx, { now }),
  })
