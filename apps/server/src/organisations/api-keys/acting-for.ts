import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import type { ActionsForMembers } from '#organisations/accounts/index.ts'
import type { ApiKeysDeps } from './deps.ts'
import { stateOf } from './domain/api-key.ts'
import { findKey } from './store.ts'

/**
 * What members may do, for the organisation's programs, too: the scope was checked when the permit was granted; the
 * organisation, and that the key is still in use, are checked in the transaction of the operation (R485).
 */
export const actingFor =
  ({ clock }: Pick<ApiKeysDeps, 'clock'>) =>
  ({ prepareAction, checkMember }: ActionsForMembers): ActionsForMembers<unknown> => ({
    prepareAction: (permit, requested) =>
      permit.actor.kind === 'apiKey'
        ? Promise.resolve(ok({ ...requested, signing: 'not-requested' }))
        : prepareAction(permit, requested),
    checkMember: async (tx, permit, requested) => {
      const { actor } = permit
      if (actor.kind !== 'apiKey') return checkMember(tx, permit, requested)
      const key = await findKey(tx, actor.clientId)
      const isTheirs =
        key?.organisationId === requested.organisationId &&
        stateOf(key, dateInHelsinki(clock.now())) === 'in-use'
      return isTheirs ? ok(undefined) : refuse({ kind: 'account-not-found' })
    },
  })
