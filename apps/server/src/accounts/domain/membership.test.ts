import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Basis, Member, MemberAct, MemberId, MemberRole } from '../contract.ts'
import { judgeAct, judgeEnd } from './membership.ts'

const roles: readonly MemberRole[] = ['signatory', 'administrator', 'contact']
const bases: readonly Basis[] = ['right-to-sign', 'mandate', 'invitation']
const acts: readonly MemberAct[] = [
  'look',
  'keepPeople',
  'authorise',
  'sign',
  'apply',
  'keepBilling',
]
const aMember = (changes: Partial<Member> = {}): Member => ({
  memberId: 'member' as string as MemberId,
  organisationId: 'organisation',
  personId: 'person',
  role: 'signatory',
  basis: 'right-to-sign',
  since: instant(1_795_000_000_000),
  ...changes,
})

it('what a member may do is what the role says, and power rests on a right to sign that still holds (R172, R173)', () => {
  for (const role of roles)
    for (const basis of bases)
      for (const act of acts)
        for (const signing of ['alone', 'together', 'none', undefined] as const) {
          const isPower = act === 'keepPeople' || act === 'authorise' || act === 'sign'
          // Computed anew: a contact has no power and no say in billing, only signatories sign, and one who rests on the right
          // to sign must have it.
          const expected =
            (role === 'contact' && (isPower || act === 'keepBilling')) ||
            (role !== 'signatory' && act === 'sign')
              ? 'not-in-this-role'
              : isPower && basis === 'right-to-sign' && signing !== 'alone'
                ? 'right-to-sign-lost'
                : true
          const judged = judgeAct(aMember({ role, basis }), act, signing)
          assert.equal(judged.ok || judged.refusal.kind, expected, `${role} ${basis} ${act}`)
        }
})

it('whoever does not belong to the account learns nothing of it', () => {
  const judged = judgeAct(undefined, 'look', undefined)
  assert.equal(judged.ok || judged.refusal.kind, 'account-not-found')
})

it('everybody may be ended but the last one who can invite others', () => {
  const first = aMember()
  const contact = aMember({ memberId: 'contact' as string as MemberId, role: 'contact' })
  const other = aMember({ memberId: 'other' as string as MemberId, role: 'administrator' })
  assert.equal(kind(judgeEnd('member', [first, contact])), 'last-who-invites')
  assert.equal(kind(judgeEnd('contact', [first, contact])), 'ok')
  assert.equal(kind(judgeEnd('member', [first, contact, other])), 'ok')
  assert.equal(kind(judgeEnd('nobody', [first])), 'member-not-found')
})

const kind = (judged: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => judged.refusal?.kind ?? 'ok'
