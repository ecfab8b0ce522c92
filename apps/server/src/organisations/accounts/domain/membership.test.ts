import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { MemberBasis, MemberAction, MemberRole } from '@sotevarmenne/api/accounts'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { Member, MemberId } from '../contract.ts'
import { checkAction, checkEnd, endsAbove } from './membership.ts'

const bases: readonly MemberBasis[] = ['right-to-sign', 'power-of-attorney', 'invitation']
/** Written by hand from R172 and R530–R532. */
const does: Readonly<Record<MemberAction, string>> = {
  view: 'signatory administrator contact finance reader',
  read: 'signatory administrator contact reader',
  readPeople: 'signatory administrator reader',
  readBilling: 'signatory administrator finance reader',
  write: 'signatory administrator contact',
  apply: 'signatory administrator contact',
  changePeople: 'signatory administrator',
  authorise: 'signatory administrator',
  changePrices: 'signatory administrator',
  changeBilling: 'signatory administrator finance',
  sign: 'signatory',
}
const actions = Object.keys(does) as MemberAction[]
const isReading = (action: MemberAction): boolean => /^(view|read)/.test(action)
const roles: readonly MemberRole[] = [
  ...(['signatory', 'administrator', 'contact', 'finance', 'reader'] as const),
]
const on = localDate('2026-11-26')
const aMember = (changes: Partial<Member> = {}): Member => ({
  memberId: 'member' as string as MemberId,
  organisationId: 'organisation',
  personId: 'person',
  role: 'signatory',
  basis: 'right-to-sign',
  since: instant(1_795_000_000_000),
  ...changes,
})

it('a member may do what the role allows, and all but viewing depends on a current right to sign (R172, R173, R275, R530–R532)', () => {
  for (const role of roles)
    for (const basis of bases)
      for (const action of actions)
        for (const signing of ['alone', 'together', 'none', 'not-requested'] as const) {
          const expected = !does[action].split(' ').includes(role)
            ? 'not-in-this-role'
            : !isReading(action) && basis === 'right-to-sign' && signing !== 'alone'
              ? 'right-to-sign-lost'
              : true
          const checked = checkAction(aMember({ role, basis }), action, { signing, on })
          assert.equal(checked.ok || checked.refusal.kind, expected, `${role} ${basis} ${action}`)
        }
})

it('a person outside the account learns nothing about it', () => {
  const checked = checkAction(undefined, 'view', { signing: 'not-requested', on })
  assert.equal(checked.ok || checked.refusal.kind, 'account-not-found')
})

it('a signatory is ended by another signatory, or after the register was asked by anybody else', () => {
  const [signatory, other] = [aMember(), aMember({ role: 'administrator' })]
  assert.deepEqual(
    [
      endsAbove(signatory, signatory),
      endsAbove(other, signatory),
      endsAbove(signatory, other),
      endsAbove(other, other),
    ],
    [false, true, false, false],
  )
})

it('a signatory who lost the right to sign alone is ended by anybody who changes people', () => {
  const by = aMember({ memberId: 'by' as string as MemberId, role: 'administrator' })
  const ended = (basis: MemberBasis, signing: Parameters<typeof checkEnd>[2]['signing']) =>
    kind(checkEnd('member', [aMember({ basis }), by], { by, signing, on }))
  for (const [signing, expected] of [
    ['together', 'ok'],
    ['none', 'ok'],
    ['alone', 'signatory-stays'],
    ['not-requested', 'signatory-stays'],
  ] as const) {
    assert.equal(ended('right-to-sign', signing), expected, signing)
    assert.equal(ended('invitation', signing), 'signatory-stays', signing)
  }
})

it('every member may be ended except the last one who can invite others', () => {
  const first = aMember()
  const contact = aMember({ memberId: 'contact' as string as MemberId, role: 'contact' })
  const other = aMember({ memberId: 'other' as string as MemberId, role: 'administrator' })
  assert.equal(
    kind(checkEnd('member', [first, contact], { by: first, signing: 'not-requested', on })),
    'last-who-invites',
  )
  assert.equal(
    kind(checkEnd('contact', [first, contact], { by: first, signing: 'not-requested', on })),
    'ok',
  )
  assert.equal(
    kind(checkEnd('member', [first, contact, other], { by: first, signing: 'not-requested', on })),
    'ok',
  )
  assert.equal(
    kind(checkEnd('nobody', [first], { by: first, signing: 'not-requested', on })),
    'member-not-found',
  )
})

it('a member whose power of attorney is over or whose right is lost can view, do and invite nothing (R282, R283)', () => {
  const first = aMember()
  const lost = aMember({ rightLostAt: instant(1_795_000_000_000) })
  const powerOfAttorney = (days: number) =>
    aMember({ basis: 'power-of-attorney', validTo: addDays(on, days) })
  for (const action of actions) {
    const checked = (
      member: Member,
      signing: 'alone' | 'none' | 'not-requested' = 'not-requested',
    ) => kind(checkAction(member, action, { signing, on }))
    assert.equal(checked(powerOfAttorney(0)), 'ok', action)
    assert.equal(checked(powerOfAttorney(-1)), 'power-of-attorney-over', action)
    assert.equal(checked(lost), 'right-to-sign-lost', action)
    // The register's current response overrules its earlier one.
    if (!isReading(action)) assert.equal(checked(lost, 'alone'), 'ok', action)
    if (!isReading(action)) assert.equal(checked(first, 'none'), 'right-to-sign-lost', action)
  }
  const other = aMember({ memberId: 'other' as string as MemberId, rightLostAt: first.since })
  const requested = { by: first, signing: 'not-requested', on } as const
  assert.equal(kind(checkEnd('member', [first, other], requested)), 'last-who-invites')
  assert.equal(kind(checkEnd('other', [first, other], { ...requested, by: other })), 'ok')
  const administrator = aMember({ memberId: 'a' as string as MemberId, role: 'administrator' })
  const by = { ...requested, by: administrator }
  assert.equal(kind(checkEnd('member', [powerOfAttorney(0), administrator], by)), 'signatory-stays')
  assert.equal(kind(checkEnd('member', [powerOfAttorney(-1), administrator], by)), 'ok')
})

const kind = (checked: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => checked.refusal?.kind ?? 'ok'
