import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/inbox'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { personOf } from '#platform/permit.ts'
import type { InboxDigestChosen } from './contract.ts'
import type { InboxDeps } from './deps.ts'
import { deleteWish, insertWish, wantsDigest } from './digest-store.ts'

type Digest = ResponseOf<typeof contracts.viewInboxDigest>

export const viewInboxDigest = operation({
  contract: contracts.viewInboxDigest,
  problems: {},
  handle:
    (deps: InboxDeps) =>
    (permit): Promise<Result<Digest, never>> =>
      deps.db.read(async (tx) => ok(await digestOf(deps, tx, personOf(permit)))),
})

/** An officer chooses for themselves; the address is their own, confirmed as for other notices (R543). */
export const chooseInboxDigest = operation({
  contract: contracts.chooseInboxDigest,
  problems: {},
  handle:
    (deps: InboxDeps) =>
    (permit, { isOn }): Promise<Result<Digest, never>> =>
      deps.db.write(async (tx) => {
        const officer = personOf(permit)
        if ((await wantsDigest(tx, officer)) !== isOn) {
          if (isOn) await insertWish(tx, officer, deps.clock.now())
          else await deleteWish(tx, officer)
          const event: InboxDigestChosen = {
            type: 'InboxDigestChosen',
            isOn,
            about: { personId: officer },
          }
          await deps.record(tx, event, permit)
        }
        return ok(await digestOf(deps, tx, officer))
      }),
})

const digestOf = async ({ contacts }: InboxDeps, tx: Tx, officer: string): Promise<Digest> => ({
  isOn: await wantsDigest(tx, officer),
  hasAddress: await contacts.canBeMailed(tx, officer),
})
