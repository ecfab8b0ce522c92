import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Basis, Member, MemberAct, MemberId, MemberRole } from '../contract.ts'
import { judgeAct, judgeEnd, judgeRole } from './membership.ts'

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

it('what a member may do is what the role says, and everything but looking rests on a right to sign that still holds (R172, R173, R275)', () => {
  // Computed anew: what changes something for the organisation, one act after another.
  const changes = { keepPeople: 1, authorise: 1, sign: 1, apply: 1, keepBilling: 1, look: 0 }
  const doneBy = { signatory: 6, administrator: 5, contact: 2 }
  for (const role of roles)
    assert.equal(acts.filter((act) => judgeRole(aMember({ role }), act).ok).length, doneBy[role])
  for (const role of roles)
    for (const basis of bases)
      for (const act of acts)
        for (const signing of ['alone', 'together', 'none', 'not-asked'] as const) {
          const isOfTwo = role !== 'contact' || act === 'look' || act === 'apply'
          const expected =
            !isOfTwo || (role !== 'signatory' && act === 'sign')
              ? 'not-in-this-role'
              : changes[act] === 1 && basis === 'right-to-sign' && signing !== 'alone'
                ? 'right-to-sign-lost'
                : true
          const judged = judgeAct(aMember({ role, basis }), act, signing)
          assert.equal(judged.ok || judged.refusal.kind, expected, `${role} ${basis} ${act}`)
        }
})

it('whoever does not belong to the account learns nothing of it', () => {
  const judged = judgeAct(undefined, 'look', 'not-asked')
  assert.equal(judged.ok || judged.refusal.kind, 'account-not-found')
})

it('everybody may be ended but the last one who can invite others', () => {
  const first = aMember()
  const contact = aMember({ memberId: 'contact' as string as MemberId, role: 'contact' })
  const other = aMember({ memberId: 'other' as string as MemberId, role: 'administrator' })
  assert.equal(
    kind(judgeEnd('member', [first, contact], { by: first, signing: 'not-asked' })),
    'last-who-invites',
  )
  assert.equal(
    kind(judgeEnd('contact', [first, contact], { by: first, signing: 'not-asked' })),
    'ok',
  )
  assert.equal(
    kind(judgeEnd('member', [first, contact, other], { by: first, signing: 'not-asked' })),
    'ok',
  )
  assert.equal(
    kind(judgeEnd('nobody', [first], { by: first, signing: 'not-asked' })),
    'member-not-found',
  )
})

const kind = (judged: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => judged.refusal?.kind ?? 'ok'
