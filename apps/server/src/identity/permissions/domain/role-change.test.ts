import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeApproval, judgeRoleChange } from './role-change.ts'

const two = ['Hanna', 'Kaisa']

describe('a change of a role', () => {
  const appoint = { role: 'handler', change: 'appoint' } as const
  const end = { role: 'handler', change: 'end' } as const

  it('gives nobody a role twice, and takes none that is not there', () => {
    assert.equal(
      kind(judgeRoleChange(appoint, { held: ['handler'], handlers: two })),
      'has-the-role',
    )
    assert.equal(
      kind(judgeRoleChange(end, { held: ['caOfficer'], handlers: two })),
      'has-not-the-role',
    )
  })

  it('keeps auditing apart from every other role, in both directions', () => {
    const audit = { role: 'auditor', change: 'appoint' } as const
    for (const held of ['registrar', 'handler', 'caOfficer', 'revocationAgent'] as const)
      assert.equal(
        kind(judgeRoleChange(audit, { held: [held], handlers: two })),
        'has-another-role',
      )
    assert.equal(
      kind(judgeRoleChange(appoint, { held: ['auditor'], handlers: two })),
      'has-another-role',
    )
    assert.equal(kind(judgeRoleChange(appoint, { held: ['caOfficer'], handlers: two })), 'ok')
  })

  it('leaves the service a handler', () => {
    assert.equal(
      kind(judgeRoleChange(end, { held: ['handler'], handlers: ['Hanna'] })),
      'last-handler',
    )
    assert.equal(kind(judgeRoleChange(end, { held: ['handler'], handlers: two })), 'ok')
  })
})

describe('the approval of a proposed role', () => {
  const proposal = { personId: 'Aila', proposedBy: 'Hanna' }

  it('is refused to who proposed it and to whom it concerns', () => {
    const among = { handlers: ['Hanna', 'Aila', 'Kaisa'] }
    assert.equal(kind(judgeApproval(proposal, { by: 'Hanna', ...among })), 'own-proposal')
    assert.equal(kind(judgeApproval(proposal, { by: 'Aila', ...among })), 'concerns-oneself')
    assert.equal(kind(judgeApproval(proposal, { by: 'Kaisa', ...among })), 'ok')
  })

  it('is another’s only while no other handler could give it', () => {
    const riitta = { by: 'Riitta' }
    assert.equal(kind(judgeApproval(proposal, { ...riitta, handlers: ['Hanna'] })), 'ok')
    assert.equal(kind(judgeApproval(proposal, { ...riitta, handlers: ['Hanna', 'Aila'] })), 'ok')
    assert.equal(
      kind(judgeApproval(proposal, { ...riitta, handlers: ['Hanna', 'Kaisa'] })),
      'another-handler-decides',
    )
  })

  it('stays four eyes when only two handlers are there', () => {
    const among = { handlers: ['Hanna', 'Aila'] }
    assert.equal(kind(judgeApproval(proposal, { by: 'Hanna', ...among })), 'own-proposal')
    assert.equal(kind(judgeApproval(proposal, { by: 'Aila', ...among })), 'concerns-oneself')
  })
})

const kind = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'
