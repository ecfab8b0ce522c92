import type { MemberAction } from '@sotevarmenne/api/accounts'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import {
  pageOf,
  readCursor,
  type CursorRefusal,
  type PageRequested,
  type PlaceInTime,
  type RowsSought,
} from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { Member } from './contract.ts'
import type { checkMember, MemberRefusal } from './check-member.ts'

type Check = ReturnType<typeof checkMember>

type Requested = PageRequested & { readonly organisationId: string }

/**
 * A page of the organisation's items, newest first, for a member whose role allows the action `at`: what
 * `show` makes of its rows, and the cursor of the next one.
 */
export async function pageForMember<Row, Shown>(
  { accounts }: { readonly accounts: { readonly checkMember: Check } },
  tx: Tx,
  permit: Permit,
  { organisationId, cursor, limit }: Requested,
  {
    at,
    find,
    placeOf,
    show,
  }: {
    readonly at: MemberAction
    readonly find: (
      sought: RowsSought & { readonly organisationId: string },
    ) => Promise<readonly Row[]>
    readonly placeOf: (row: Row) => PlaceInTime
    readonly show: (page: readonly Row[], member: Member) => Shown | Promise<Shown>
  },
): Promise<Result<Shown & { readonly nextCursor?: string }, MemberRefusal | CursorRefusal>> {
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const member = await accounts.checkMember(tx, permit, { organisationId, action: 'view', at })
  if (!member.ok) return member
  const found = await find({ organisationId, limit: limit + 1, behind: behind.value })
  const { page, ...next } = pageOf(found, { limit, placeOf })
  return ok({ ...(await show(page, member.value)), ...next })
}
