import type { createChangeFeed, createRegisters } from '#people/registers/index.ts'
import type { Counterparts } from '#reporting/counterparts/index.ts'

type Watch = Pick<Counterparts, 'watch'>

/** Both registers of people; each responds by itself. */
export const watchRegisters = (
  { watch }: Watch,
  registers: ReturnType<typeof createRegisters>,
): ReturnType<typeof createRegisters> => ({
  ...registers,
  lookUpRights: watch('rights', registers.lookUpRights),
  lookUpPerson: watch('population', registers.lookUpPerson),
  lookUpBySatu: watch('population', registers.lookUpBySatu),
})

/** Their change feeds, which are read every minute. */
export function watchFeeds(
  { watch }: Watch,
  { changedSince }: ReturnType<typeof createChangeFeed>,
): ReturnType<typeof createChangeFeed> {
  const feeds = {
    rights: watch('rights', changedSince),
    population: watch('population', changedSince),
  }
  return { changedSince: (register, cursor) => feeds[register](register, cursor) }
}
