import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeApproval, judgeRoleChange } from './role-change.ts'

describe('a change of a role', () => {
  const appoint = { role: 'handler', change: 'appoint' } as const
  const end = { role: 'handler', change: 'end' } as const

  it('gives nobody a role twice, and takes none that is not there', () => {
    assert.equal(kind(judgeRoleChange(appoint, { held: ['handler'], handlers: 2 })), 'has-the-role')
    assert.equal(
      kind(judgeRoleChange(end, { held: ['caOfficer'], handlers: 2 })),
      'has-not-the-role',
    )
  })

  it('keeps auditing apart from every other role, in both directions', () => {
    const audit = { role: 'auditor', change: 'appoint' } as const
    for (const held of ['registrar', 'handler', 'caOfficer', 'revocationAgent'] as const)
      assert.equal(kind(judgeRoleChange(audit, { held: [held], handlers: 2 })), 'has-another-role')
    assert.equal(
      kind(judgeRoleChange(appoint, { held: ['auditor'], handlers: 2 })),
      'has-another-role',
    )
    assert.equal(kind(judgeRoleChange(appoint, { held: ['caOfficer'], handlers: 2 })), 'ok')
  })

  it('leaves the service a handler', () => {
    assert.equal(kind(judgeRoleChange(end, { held: ['handler'], handlers: 1 })), 'last-handler')
    assert.equal(kind(judgeRoleChange(end, { held: ['handler'], handlers: 2 })), 'ok')
  })
})

describe('the approval of a proposed role', () => {
  const proposal = { personId: 'Aila', proposedBy: 'Hanna' }

  it('is refused to who proposed it and to whom it concerns', () => {
    const handler = { isHandler: true, handlers: 3 }
    assert.equal(kind(judgeApproval(proposal, { by: 'Hanna', ...handler })), 'own-proposal')
    assert.equal(kind(judgeApproval(proposal, { by: 'Aila', ...handler })), 'concerns-oneself')
    assert.equal(kind(judgeApproval(proposal, { by: 'Kaisa', ...handler })), 'ok')
  })

  it('is a registrar’s only while there is one handler', () => {
    const registrar = { by: 'Riitta', isHandler: false }
    assert.equal(kind(judgeApproval(proposal, { ...registrar, handlers: 1 })), 'ok')
    assert.equal(
      kind(judgeApproval(proposal, { ...registrar, handlers: 2 })),
      'another-handler-decides',
    )
  })
})

const kind = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'
