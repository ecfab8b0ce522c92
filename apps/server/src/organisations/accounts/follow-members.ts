import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { PowerOfAttorneyEnding } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { aboutMember, requestSigning, storeSigningRight } from './check-member.ts'
import { membersToQuery, saveRequested, takePowersOfAttorneyEnding } from './store.ts'

/** More than a one-minute round needs to check everybody once a day. */
const atOnce = 20

/**
 * Checks once a day every member by the right to sign, for those who only view (R283). Called every minute.
 */
export const followSigning = (deps: AccountsDeps) => async (): Promise<void> => {
  const permit = deps.systemPermit('accounts.follow')
  const before = plus(deps.clock.now(), -day)
  for (const member of await deps.db.read((tx) => membersToQuery(tx, { before, limit: atOnce }))) {
    const signing = await requestSigning(deps, member)
    if (signing.ok) {
      await storeSigningRight(deps, permit, member, signing.value)
      continue
    }
    // Without a response it is retried in the next round; a malformed response about one does not delay the
    // others.
    if (isSilent(signing.refusal)) return
    await deps.db.write(async (tx) => {
      await saveRequested(tx, member.memberId, deps.clock.now())
      return ok(undefined)
    })
  }
}

const isSilent = ({ because }: RegisterUnavailable): boolean =>
  because === 'no-connection' || because === 'no-response-in-time'

/**
 * Reminds members whose power of attorney ends, and their organisations, in time for another (R282). Called
 * every minute.
 */
export const remindOfPowersOfAttorney =
  ({ db, clock, record, systemPermit }: AccountsDeps) =>
  async (): Promise<void> => {
    const permit = systemPermit('accounts.follow')
    const on = dateInHelsinki(clock.now())
    const { value, version } = await db.read((tx) =>
      settingOn(tx, 'power-of-attorney-reminders', on),
    )
    // The nearest first: after the last reminder no earlier one is sent.
    for (const days of value.toReversed())
      await db.write(async (tx) => {
        for (const member of await takePowersOfAttorneyEnding(tx, { days, on, limit: atOnce })) {
          if (member.validTo === undefined)
            throw new Error('unreachable: a power of attorney has a last day')
          const event: PowerOfAttorneyEnding = {
            ...{ type: 'PowerOfAttorneyEnding', lastDay: member.validTo },
            ...aboutMember(member),
            settings: { 'power-of-attorney-reminders': version },
          }
          await record(tx, event, permit)
        }
        return ok(undefined)
      })
  }
