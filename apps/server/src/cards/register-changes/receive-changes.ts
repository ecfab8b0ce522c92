import type { ReportingRegister } from '@sotevarmenne/api/registers'
import { ok } from '@sotevarmenne/kernel/result'
import type { RegisterEventSetAside } from './contract.ts'
import type { PageOfEvents } from '#people/registers/index.ts'
import { storeEvents, lockFeed, saveResponse, saveTrouble } from './stores/feeds.ts'
import { storeSetAside } from './stores/set-aside.ts'
import type { ChangesDeps } from './deps.ts'

/** Max pages in a round: others get their turn, and the next round continues. */
const maxPages = 100

/**
 * Reads a register's feed behind the cursor, and queues a query about each person known to the service. A
 * malformed event is set aside, and the feed continues. The cursor moves in the same transaction, so a crash loses and duplicates nothing. Returns whether the register responded.
 */
export const receiveChanges =
  ({
    db,
    clock,
    record,
    people,
    feed,
    systemPermit,
  }: Pick<ChangesDeps, 'db' | 'clock' | 'record' | 'people' | 'feed' | 'systemPermit'>) =>
  async (register: ReportingRegister): Promise<boolean> => {
    for (let pages = 0; pages < maxPages; pages += 1) {
      const { cursor } = await stateOf(register)
      const read = await feed.changedSince(register, cursor)
      if (!read.ok) {
        await noteTrouble(register, read.refusal.because)
        return false
      }
      await storePage(register, cursor, read.value)
      if (!read.value.hasMore) return true
    }
    return true

    async function stateOf(register: ReportingRegister) {
      const found = await db.write(async (tx) => ok(await lockFeed(tx, register)), readCommitted)
      if (!found.ok) throw new Error('unreachable: reading a feed is never refused')
      return found.value
    }

    async function noteTrouble(
      register: ReportingRegister,
      because: Parameters<typeof saveTrouble>[2]['because'],
    ): Promise<void> {
      await db.write(async (tx) => {
        await saveTrouble(tx, register, { because, at: clock.now() })
        return ok(undefined)
      }, readCommitted)
    }

    async function storePage(
      register: ReportingRegister,
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
        const received = events.flatMap(({ eventId, identityCode, changedAt }) => {
          const personId = known.get(identityCode)
          return personId === undefined ? [] : [{ eventId, personId, changedAt }]
        })
        await storeEvents(tx, register, received, at)
        for (const each of await storeSetAside(tx, register, setAside, at)) {
          const event: RegisterEventSetAside = { type: 'RegisterEventSetAside', register, ...each }
          await record(tx, event, systemPermit('registers.followChanges'))
        }
        const newestChangeAt = events
          .map(({ changedAt }) => changedAt)
          .reduce<(typeof events)[number]['changedAt'] | undefined>(
            (newest, changedAt) =>
              newest === undefined || changedAt > newest ? changedAt : newest,
            undefined,
          )
        await saveResponse(tx, register, {
          ...{ cursor, at, newestChangeAt },
          events: events.length + setAside.length,
        })
        return ok(undefined)
      }, readCommitted)
    }
  }

const readCommitted = { isolation: 'read committed' } as const
