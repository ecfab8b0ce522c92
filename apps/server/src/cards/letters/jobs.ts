import { localDate } from '@sotevarmenne/kernel/local-date'
import { hopeless, type JobHandler } from '#platform/outbox.ts'
import type { LettersDeps } from './deps.ts'
import type { sendLetters } from './send-letters.ts'

/** Sends the letters of a day together. */
export const sendingLetters = (
  deps: Pick<LettersDeps, 'systemPermit'>,
  send: ReturnType<typeof sendLetters>,
): JobHandler => ({
  kind: 'cards.sendLetters',
  handle: async ({ payload }) => {
    const { waiting, faults } = await send(
      deps.systemPermit('cards.sendLetter'),
      localDate(dayIn(payload)),
    )
    if (waiting > 0) throw new AggregateError(faults, `${String(waiting)} letters were not sent`)
  },
})

function dayIn({ day }: { readonly [name: string]: unknown }): string {
  if (typeof day !== 'string') throw hopeless('a job without day')
  return day
}
