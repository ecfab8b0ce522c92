import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { plus, minute } from '@sotevarmenne/kernel/instant'
import { aCa, aHolder, noon } from '@sotevarmenne/x509/testing'
import { toBase64 } from '#platform/base64.ts'
import { clientApproval, clientStatement, type SentApproval } from './client-approval.ts'
import type { EnrolmentRules } from './contract.ts'

const rules: EnrolmentRules = {
  ...{ profile: 'server', family: 'ecc', organisation: 'Esimerkkilän sairaala' },
  ...{ organisationOid: '1.2.246.10.1', dnsNames: ['kanta.example.fi'], commonNames: [] },
  validityDays: 365,
}
const named = { name: 'desk', rules }
const issuer = aCa()
const officers = [aHolder(issuer), aHolder(issuer)]

describe('the approvals of a client program', () => {
  const statementOf = (changes: Partial<EnrolmentRules> = {}, drafted = noon): string => {
    const statement = clientStatement(
      { name: 'desk', rules: { ...rules, ...changes } },
      { id: '6f0c7f4e-3f5b-4f5d-9a3e-0d8d0f3c1a2b', drafted },
    )
    assert.ok(statement !== undefined)
    return statement
  }
  const signed = (statement: string, officer = 0): SentApproval => {
    const { privateKey, certificate } = officers[officer] ?? assert.fail('no such officer')
    const data = Buffer.from(statement)
    return {
      statement: toBase64(data),
      signature: toBase64(sign('sha256', data, privateKey)),
      signatureAlgorithm: 'SHA256withECDSA',
      chain: [toBase64(certificate.der)],
    }
  }
  const kindOf = (sent: readonly SentApproval[]): string => {
    const approval = clientApproval(sent, named)
    return approval.ok ? 'ok' : approval.refusal.kind
  }

  it('are two signatures of two persons over the same rules', () => {
    const statement = statementOf()
    assert.equal(kindOf([signed(statement), signed(statement, 1)]), 'ok')
    assert.equal(kindOf([signed(statement)]), 'two-approvals-needed')
    assert.equal(kindOf([0, 1, 0].map((nr) => signed(statement, nr))), 'two-approvals-needed')
    assert.equal(kindOf([signed(statement), signed(statement)]), 'approvals-of-one-person')
  })

  it('are of one text, which says what is registered and nothing else', () => {
    const later = statementOf({}, plus(noon, minute))
    assert.equal(kindOf([signed(statementOf()), signed(later, 1)]), 'approvals-of-different-texts')
    for (const changes of [{ validityDays: 366 }, { dnsNames: ['.example.fi'] }]) {
      const other = statementOf(changes)
      assert.equal(kindOf([signed(other), signed(other, 1)]), 'approval-of-other-rules')
    }
  })

  it('are signed by the keys of their certificates', () => {
    const statement = statementOf()
    const second = signed(statement, 1)
    for (const forged of [
      { ...second, signature: signed(statement).signature },
      { ...second, signatureAlgorithm: 'none' },
      { ...second, chain: ['AAAA'] },
    ])
      assert.equal(kindOf([signed(statement), forged]), 'approval-signature-wrong')
  })
})
