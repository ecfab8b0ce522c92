import { ok } from '@sotevarmenne/kernel/result'
import type { RegisterEventSetAside, ToldBy } from '../contract.ts'
import type { PageOfEvents } from '../ports.ts'
import { hear, lockFeed, saveAnswer, saveTrouble } from '../stores/feeds.ts'
import { keepSetAside } from '../stores/set-aside.ts'
import type { ChangesDeps } from './deps.ts'

/** A round reads at most so many pages: others have their turn, and the next round goes on. */
const mostPages = 100

/**
 * Reads what a register's feed has behind the cursor, and notes about whom the register is to be asked: people whom the
 * service knows. An event that can't be read is set aside, and the feed goes on. The cursor moves in the transaction that notes them, so that a crash loses nothing and doubles nothing.
 * Answers whether the register answered.
 */
export const hearChanges =
  ({
    db,
    clock,
    record,
    people,
    feed,
    followPermit,
  }: Pick<ChangesDeps, 'db' | 'clock' | 'record' | 'people' | 'feed' | 'followPermit'>) =>
  async (register: ToldBy): Promise<boolean> => {
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { cursor } = await stateOf(register)
      const read = await feed.changedSince(register, cursor)
      if (!read.ok) {
        await noteTrouble(register, read.refusal.because)
        return false
      }
      await keep(register, cursor, read.value)
      if (!read.value.hasMore) return true
    }
    return true

    async function stateOf(register: ToldBy) {
      const found = await db.write(async (tx) => ok(await lockFeed(tx, register)), readCommitted)
      if (!found.ok) throw new Error('unreachable: nothing is refused here')
      return found.value
    }

    async function noteTrouble(
      register: ToldBy,
      because: Parameters<typeof saveTrouble>[2]['because'],
    ): Promise<void> {
      await db.write(async (tx) => {
        await saveTrouble(tx, register, { because, at: clock.now() })
        return ok(undefined)
      }, readCommitted)
    }

    async function keep(
      register: ToldBy,
      readFrom: string | undefined,
      { events, setAside, cursor }: PageOfEvents,
    ): Promise<void> {
      await db.write(async (tx) => {
        // Another process may have read the page too.
        const now = await lockFeed(tx, register)
        if (now.cursor !== readFrom) return ok(undefined)

        const at = clock.now()
        const known = await people.knownAmong(
          tx,
          events.map(({ identityCode }) => identityCode),
        )
        const heard = events.flatMap(({ eventId, identityCode, changedAt }) => {
          const personId = known.get(identityCode)
          return personId === undefined ? [] : [{ eventId, personId, changedAt }]
        })
        await hear(tx, register, heard, at)
        for (const each of await keepSetAside(tx, register, setAside, at)) {
          const event: RegisterEventSetAside = { type: 'RegisterEventSetAside', register, ...each }
          await record(tx, event, followPermit())
        }
        const newestChangeAt = events
          .map(({ changedAt }) => changedAt)
          .reduce<(typeof events)[number]['changedAt'] | undefined>(
            (newest, changedAt) =>
              newest === undefined || changedAt > newest ? changedAt : newest,
            undefined,
          )
        await saveAnswer(tx, register, {
          ...{ cursor, at, newestChangeAt },
          events: events.length + setAside.length,
        })
        return ok(undefined)
      }, readCommitted)
    }
  }

const readCommitted = { isolation: 'read committed' } as const
