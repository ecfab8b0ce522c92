import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor, type CursorRefusal, type PlaceInTime } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { Member, MemberAction } from './contract.ts'
import type { checkMember, MemberRefusal } from './check-member.ts'

type Check = ReturnType<typeof checkMember>

type Requested = {
  readonly organisationId: string
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * A page of the organisation's items, newest first, for a member whose role allows the action `at`; with the
 * person's role.
 */
export async function pageForMember<Row>(
  { accounts }: { readonly accounts: { readonly checkMember: Check } },
  tx: Tx,
  permit: Permit,
  { organisationId, cursor, limit }: Requested,
  {
    at,
    find,
    placeOf,
  }: {
    readonly at: MemberAction
    readonly find: (
      place: Pick<Requested, 'organisationId' | 'limit'> & {
        readonly behind: PlaceInTime | undefined
      },
    ) => Promise<readonly Row[]>
    readonly placeOf: (row: Row) => PlaceInTime
  },
): Promise<Result<ReturnType<typeof pageOf<Row>> & Member, MemberRefusal | CursorRefusal>> {
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const member = await accounts.checkMember(tx, permit, { organisationId, action: 'view', at })
  if (!member.ok) return member
  const found = await find({ organisationId, limit: limit + 1, behind: behind.value })
  return ok({ ...member.value, ...pageOf(found, { limit, placeOf }) })
}
