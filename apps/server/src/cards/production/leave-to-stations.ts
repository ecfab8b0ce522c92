import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { maxTries, waitingCards } from '#cards/card/index.ts'
import type { ProductionDeps } from './deps.ts'
import { stationSilence } from './stations.ts'
import { readersSince } from './store.ts'

/**
 * Whether stations take the queued cards: always without a reader of the service's own, and while one is
 * online.
 */
export const isLeftToStations =
  ({ db, clock, readers }: Pick<ProductionDeps, 'db' | 'clock' | 'readers'>) =>
  async (): Promise<boolean> =>
    readers === 'stations' ||
    (await db.read((tx) => readersSince(tx, plus(clock.now(), -stationSilence)))).length > 0

/** The service's own reader takes over what an offline station left. Runs every minute. */
export const takeUpWaiting = (
  deps: Pick<ProductionDeps, 'db' | 'clock' | 'readers' | 'planJob'>,
): (() => Promise<void>) => {
  const isLeft = isLeftToStations(deps)
  let wasLeft = true
  return async () => {
    if (await isLeft()) {
      wasLeft = true
      return
    }
    if (!wasLeft) return
    wasLeft = false
    await deps.db.write(async (tx) => {
      for (const cardId of await waitingCards(tx, maxTries))
        await deps.planJob(tx, {
          kind: 'cards.produce',
          key: `cards.produce/${cardId}/${formatInstant(deps.clock.now())}`,
          payload: { cardId },
        })
      return ok(undefined)
    })
  }
}
