import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import type { Basis, Member, MemberAct, MemberId, MemberRole } from '../contract.ts'
import { judgeAct, judgeEnd, judgeRole } from './membership.ts'

const roles: readonly MemberRole[] = ['signatory', 'administrator', 'contact']
const bases: readonly Basis[] = ['right-to-sign', 'mandate', 'invitation']
const acts: readonly MemberAct[] = [
  'look',
  'write',
  'keepPeople',
  'authorise',
  'sign',
  'apply',
  'keepBilling',
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

it('what a member may do is what the role says, and everything but looking rests on a right to sign that still holds (R172, R173, R275)', () => {
  // Computed anew: what changes something for the organisation, one act after another.
  const changes = {
    write: 1,
    keepPeople: 1,
    authorise: 1,
    sign: 1,
    apply: 1,
    keepBilling: 1,
    look: 0,
  }
  const doneBy = { signatory: 7, administrator: 6, contact: 3 }
  for (const role of roles)
    assert.equal(acts.filter((act) => judgeRole(aMember({ role }), act).ok).length, doneBy[role])
  for (const role of roles)
    for (const basis of bases)
      for (const act of acts)
        for (const signing of ['alone', 'together', 'none', 'not-asked'] as const) {
          const isOfTwo = role !== 'contact' || ['look', 'write', 'apply'].includes(act)
          const expected =
            !isOfTwo || (role !== 'signatory' && act === 'sign')
              ? 'not-in-this-role'
              : changes[act] === 1 && basis === 'right-to-sign' && signing !== 'alone'
                ? 'right-to-sign-lost'
                : true
          const judged = judgeAct(aMember({ role, basis }), act, { signing, on })
          assert.equal(judged.ok || judged.refusal.kind, expected, `${role} ${basis} ${act}`)
        }
})

it('whoever does not belong to the account learns nothing of it', () => {
  const judged = judgeAct(undefined, 'look', { signing: 'not-asked', on })
  assert.equal(judged.ok || judged.refusal.kind, 'account-not-found')
})

it('everybody may be ended but the last one who can invite others', () => {
  const first = aMember()
  const contact = aMember({ memberId: 'contact' as string as MemberId, role: 'contact' })
  const other = aMember({ memberId: 'other' as string as MemberId, role: 'administrator' })
  assert.equal(
    kind(judgeEnd('member', [first, contact], { by: first, signing: 'not-asked', on })),
    'last-who-invites',
  )
  assert.equal(
    kind(judgeEnd('contact', [first, contact], { by: first, signing: 'not-asked', on })),
    'ok',
  )
  assert.equal(
    kind(judgeEnd('member', [first, contact, other], { by: first, signing: 'not-asked', on })),
    'ok',
  )
  assert.equal(
    kind(judgeEnd('nobody', [first], { by: first, signing: 'not-asked', on })),
    'member-not-found',
  )
})

it('whose mandate is over, or right lost, neither looks nor does anything, and invites nobody (R282, R283)', () => {
  const first = aMember()
  const lost = aMember({ rightLostAt: instant(1_795_000_000_000) })
  const mandate = (days: number) => aMember({ basis: 'mandate', validTo: addDays(on, days) })
  for (const act of acts) {
    const judged = (member: Member, signing: 'alone' | 'none' | 'not-asked' = 'not-asked') =>
      kind(judgeAct(member, act, { signing, on }))
    assert.equal(judged(mandate(0)), 'ok', act)
    assert.equal(judged(mandate(-1)), 'mandate-over', act)
    assert.equal(judged(lost), 'right-to-sign-lost', act)
    // What the register says now overrules what it said before.
    if (act !== 'look') assert.equal(judged(lost, 'alone'), 'ok', act)
    if (act !== 'look') assert.equal(judged(first, 'none'), 'right-to-sign-lost', act)
  }
  const other = aMember({ memberId: 'other' as string as MemberId, rightLostAt: first.since })
  const asked = { by: first, signing: 'not-asked', on } as const
  assert.equal(kind(judgeEnd('member', [first, other], asked)), 'last-who-invites')
  assert.equal(kind(judgeEnd('other', [first, other], { ...asked, by: other })), 'ok')
  const administrator = aMember({ memberId: 'a' as string as MemberId, role: 'administrator' })
  const by = { ...asked, by: administrator }
  assert.equal(kind(judgeEnd('member', [mandate(0), administrator], by)), 'signatory-stays')
  assert.equal(kind(judgeEnd('member', [mandate(-1), administrator], by)), 'ok')
})

const kind = (judged: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => judged.refusal?.kind ?? 'ok'
