import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { ActionsForMembers } from './act-for-member.ts'
import type { MemberRefusal, RequestedOfMember } from './check-member.ts'

/** Others learn nothing of it, not even of the account. */
export type OwnRefusal<NotFound extends string> =
  { readonly kind: NotFound } | Exclude<MemberRefusal, { readonly kind: 'account-not-found' }>

export type ChangeOwnRefusal<NotFound extends string> = OwnRefusal<NotFound> | RegisterUnavailable

type Find<Item> = (tx: Tx, sealing: Sealing, id: string) => Promise<Item | undefined>

type Deps = {
  readonly db: Db
  readonly sealing: Sealing
  readonly accounts: ActionsForMembers
}

/**
 * The item without what may be done with it, for a member whose role does not allow that: a reader sees no button that
 * would be refused (R532).
 */
export async function withoutActs<Shown extends { readonly may: readonly unknown[] }>(
  { accounts }: { readonly accounts: Pick<ActionsForMembers, 'checkMember'> },
  tx: Tx,
  permit: Permit,
  { organisationId, shown }: { readonly organisationId: string; readonly shown: Shown },
): Promise<Shown> {
  const acting = { organisationId, action: 'view', at: 'apply' } as const
  return (await accounts.checkMember(tx, permit, acting)).ok ? shown : { ...shown, may: [] }
}

/** Applications and the like, as members of their organisation reach them by their ids. */
export const ownItems = <
  Item extends { readonly organisationId: string },
  const NotFound extends string,
>({
  notFound,
  find,
  lock,
}: {
  readonly notFound: NotFound
  readonly find: Find<Item>
  readonly lock: Find<Item>
}) => {
  /** Locked, if the person may see it; with `checked`: may do with it what was prepared. */
  async function lockOwn(
    { accounts, sealing }: Deps,
    tx: Tx,
    permit: Permit,
    id: string,
    checked?: RequestedOfMember,
  ): Promise<Result<Item, OwnRefusal<NotFound>>> {
    const item = await lock(tx, sealing, id)
    if (!item) return refuse({ kind: notFound })
    const { organisationId } = item
    const viewing = { organisationId, action: 'view', at: 'read' } as const
    const member = await accounts.checkMember(tx, permit, checked ?? viewing)
    if (member.ok) return ok(item)
    return member.refusal.kind === 'account-not-found'
      ? refuse({ kind: notFound })
      : refuse(member.refusal)
  }

  /** Runs `does` for a member who may do the action for the item's organisation now. */
  async function withOwn<Value, Refused>(
    deps: Deps,
    permit: Permit,
    { id, action = 'apply' }: { readonly id: string; readonly action?: 'apply' | 'authorise' },
    does: (tx: Tx, item: Item) => Promise<Result<Value, Refused>>,
  ): Promise<Result<Value, Refused | ChangeOwnRefusal<NotFound>>> {
    const found = await deps.db.read((tx) => find(tx, deps.sealing, id))
    if (!found) return refuse({ kind: notFound })
    const { organisationId } = found
    const prepared = await deps.accounts.prepareAction(permit, { organisationId, action })
    if (!prepared.ok) return prepared
    return deps.db.write(async (tx): Promise<Result<Value, Refused | OwnRefusal<NotFound>>> => {
      const own = await lockOwn(deps, tx, permit, id, prepared.value)
      return own.ok ? does(tx, own.value) : own
    })
  }

  return { lockOwn, withOwn }
}
