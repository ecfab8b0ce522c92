import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { settingOn } from '#settings/index.ts'
import type { NoticesDeps } from './deps.ts'
import { daysToRemind } from './domain/reminders.ts'
import { planNotice } from './plan-notice.ts'
import { lastRemindedDay, setRemindedDay } from './store.ts'

/**
 * Plans the reminders of each day that has begun since the last run, page by page: after an interruption, the
 * next run goes on, and nobody is reminded twice for one day. It reads only the cards that end on those days.
 */
export const planReminders =
  (deps: Pick<NoticesDeps, 'db' | 'clock' | 'planJob' | 'sealing' | 'cardsEndingOn' | 'cardOf'>) =>
  async (): Promise<void> => {
    const today = dateInHelsinki(deps.clock.now())
    const last = await deps.db.read(lastRemindedDay)
    for (const day of daysToRemind(last, today)) {
      const { value: reminders } = await deps.db.read((tx) =>
        settingOn(tx, 'card-end-reminders', day),
      )
      for (const ahead of reminders) await remindOf(deps, addDays(day, ahead), ahead)
      await deps.db.write(async (tx) => {
        await setRemindedDay(tx, day)
        return ok(undefined)
      })
    }
  }

const pageSize = 200

async function remindOf(
  deps: Parameters<typeof planReminders>[0],
  lastDay: LocalDate,
  ahead: number,
): Promise<void> {
  let after: string | undefined
  do {
    const page = await deps.db.write(async (tx) => {
      const cards = await deps.cardsEndingOn(tx, { day: lastDay, after, limit: pageSize })
      for (const { cardId, holder, validTo } of cards) {
        const card = await deps.cardOf(tx, cardId)
        await planNotice(deps, tx, {
          personId: holder,
          kind: 'card-ends',
          facts: { day: validTo, ...(card && { card }) },
          cause: `${cardId} ends ${validTo}, ${String(ahead)} days`,
        })
      }
      return ok(cards.length < pageSize ? undefined : cards.at(-1)?.cardId)
    })
    after = page.ok ? page.value : undefined
  } while (after !== undefined)
}
