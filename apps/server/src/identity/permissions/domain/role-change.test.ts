import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { roleChangeProblems } from '../problems.ts'
import { checkApproval, checkRoleChange, mayDo } from './role-change.ts'

const two = ['Hanna', 'Kaisa']

describe('a change of a role', () => {
  const appoint = { role: 'caseOfficer', change: 'appoint' } as const
  const end = { role: 'caseOfficer', change: 'end' } as const

  it('is refused when the person has the role already, or does not have the role that is to end', () => {
    assert.equal(
      kind(checkRoleChange(appoint, { held: ['caseOfficer'], caseOfficers: two })),
      'has-the-role',
    )
    assert.equal(
      kind(checkRoleChange(end, { held: ['caOfficer'], caseOfficers: two })),
      'has-not-the-role',
    )
  })

  it('keeps the auditor role apart from every other role, in both directions', () => {
    const audit = { role: 'auditor', change: 'appoint' } as const
    for (const held of [
      'registrar',
      'caseOfficer',
      'caOfficer',
      'hotlineAgent',
      'adviceDesk',
    ] as const)
      assert.equal(
        kind(checkRoleChange(audit, { held: [held], caseOfficers: two })),
        'has-another-role',
      )
    assert.equal(
      kind(checkRoleChange(appoint, { held: ['auditor'], caseOfficers: two })),
      'has-another-role',
    )
    assert.equal(kind(checkRoleChange(appoint, { held: ['caOfficer'], caseOfficers: two })), 'ok')
  })

  it('says which roles collide (R653)', () => {
    const audit = { role: 'auditor', change: 'appoint' } as const
    const held = ['registrar', 'hotlineAgent'] as const
    assert.deepEqual(checkRoleChange(audit, { held, caseOfficers: two }), {
      ok: false,
      refusal: { kind: 'has-another-role', role: 'auditor', roles: held },
    })
    assert.deepEqual(
      checkRoleChange(appoint, { held: ['auditor', 'caOfficer'], caseOfficers: two }),
      {
        ok: false,
        refusal: { kind: 'has-another-role', role: appoint.role, roles: ['auditor'] },
      },
    )
    const { titleOf } = roleChangeProblems['has-another-role']
    assert.match(titleOf({ roles: held }).fi, /: rekisteröijä, sulkupalvelun hoitaja$/)
    assert.match(titleOf({ roles: held }).sv, /: registrerare, spärrhandläggare$/)
    assert.match(titleOf({ roles: held }).en, /: registrar, hotline agent$/)
  })

  it('leaves the service at least one case officer', () => {
    assert.equal(
      kind(checkRoleChange(end, { held: ['caseOfficer'], caseOfficers: ['Hanna'] })),
      'last-case-officer',
    )
    assert.equal(kind(checkRoleChange(end, { held: ['caseOfficer'], caseOfficers: two })), 'ok')
    const another = { role: 'caOfficer', change: 'end' } as const
    assert.equal(
      kind(checkRoleChange(another, { held: ['caOfficer'], caseOfficers: ['Hanna'] })),
      'ok',
    )
  })

  it('is possible for a person without a role, an auditor too', () => {
    for (const role of ['caseOfficer', 'auditor'] as const)
      assert.equal(
        kind(checkRoleChange({ role, change: 'appoint' }, { held: [], caseOfficers: two })),
        'ok',
      )
  })
})

describe('the approval of a proposed role', () => {
  const proposal = { personId: 'Aila', proposedBy: 'Hanna' }

  it('is refused to its proposer and to the person concerned', () => {
    const among = { caseOfficers: ['Hanna', 'Aila', 'Kaisa'] }
    assert.equal(kind(checkApproval(proposal, { by: 'Hanna', ...among })), 'second-person-required')
    assert.equal(kind(checkApproval(proposal, { by: 'Aila', ...among })), 'second-person-required')
    assert.equal(kind(checkApproval(proposal, { by: 'Kaisa', ...among })), 'ok')
  })

  it('is open to other roles only while no other case officer could give it', () => {
    const riitta = { by: 'Riitta' }
    assert.equal(kind(checkApproval(proposal, { ...riitta, caseOfficers: ['Hanna'] })), 'ok')
    assert.equal(
      kind(checkApproval(proposal, { ...riitta, caseOfficers: ['Hanna', 'Aila'] })),
      'ok',
    )
    assert.equal(
      kind(checkApproval(proposal, { ...riitta, caseOfficers: ['Hanna', 'Kaisa'] })),
      'another-case-officer-decides',
    )
  })

  it('stays under dual control when there are only two case officers', () => {
    const among = { caseOfficers: ['Hanna', 'Aila'] }
    assert.equal(kind(checkApproval(proposal, { by: 'Hanna', ...among })), 'second-person-required')
    assert.equal(kind(checkApproval(proposal, { by: 'Aila', ...among })), 'second-person-required')
  })
})

describe('an open proposal', () => {
  it('is withdrawn by its proposer, decided by another case officer, and only seen by the person concerned', () => {
    const proposal = { personId: 'Aila', proposedBy: 'Hanna' }
    const caseOfficers = ['Hanna', 'Kaisa', 'Aila']
    assert.deepEqual(mayDo(proposal, { by: 'Hanna', caseOfficers }), ['withdraw'])
    assert.deepEqual(mayDo(proposal, { by: 'Kaisa', caseOfficers }), ['approve', 'reject'])
    assert.deepEqual(mayDo(proposal, { by: 'Aila', caseOfficers }), [])
    assert.deepEqual(mayDo(proposal, { by: 'Riitta', caseOfficers }), [])
  })
})

const kind = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'
