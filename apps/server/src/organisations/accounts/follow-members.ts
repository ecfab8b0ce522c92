import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { MandateEnding } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { aboutMember, askSigning, keepAnswer } from './judge-member.ts'
import { membersToAsk, saveAsked, tellOfMandates } from './store.ts'

/** More than a round of a minute needs to ask about everybody once a day. */
const atOnce = 20

/** Asks once a day about everybody who is in an account by the right to sign, for those who only look (R283). Called every minute. */
export const followSigning = (deps: AccountsDeps) => async (): Promise<void> => {
  const permit = deps.systemPermit('accounts.follow')
  const before = plus(deps.clock.now(), -day)
  for (const member of await deps.db.read((tx) => membersToAsk(tx, { before, limit: atOnce }))) {
    const signing = await askSigning(deps, member)
    if (signing.ok) {
      await keepAnswer(deps, permit, member, signing.value)
      continue
    }
    // What nobody answers now is asked in the next round; what is answered badly about one holds up nobody else.
    if (isSilent(signing.refusal)) return
    await deps.db.write(async (tx) => {
      await saveAsked(tx, member.memberId, deps.clock.now())
      return ok(undefined)
    })
  }
}

const isSilent = ({ because }: RegisterUnavailable): boolean =>
  because === 'no-connection' || because === 'no-answer-in-time'

/** Days before its end, the nearest first: whoever is told of the last one is not told of the first one too. */
const toldBefore = [7, 30] as const

/** Tells those whose mandate ends, and their organisations, in time for another (R282). Called every minute. */
export const remindOfMandates =
  ({ db, clock, record, systemPermit }: AccountsDeps) =>
  async (): Promise<void> => {
    const permit = systemPermit('accounts.follow')
    const on = dateInHelsinki(clock.now())
    for (const days of toldBefore)
      await db.write(async (tx) => {
        for (const member of await tellOfMandates(tx, { days, on, limit: atOnce })) {
          if (member.validTo === undefined) throw new Error('unreachable: a mandate has a last day')
          const event: MandateEnding = {
            ...{ type: 'MandateEnding', lastDay: member.validTo },
            ...aboutMember(member),
          }
          await record(tx, event, permit)
        }
        return ok(undefined)
      })
  }
