import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startTestAuthority, type TestAuthority } from '../../../../tests/support/authority.ts'
import type { LintedTbs } from './contract.ts'
import { lintTbs } from './index.ts'
import { aTbs, testNow } from './testing.ts'

describe('a linted token', () => {
  const profile = 'professional-authentication'
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority({
      clock: { now: () => testNow },
      isWanted: ({ role, family }) =>
        family === 'ecc' && (role === 'root' || role === 'professional'),
    })
  })
  after(() => authority.close())

  const professional = () => authority.issuers.current('professional', 'ecc')
  const lint = (tbs: Uint8Array): LintedTbs => {
    const linted = lintTbs(tbs, { issuer: professional(), profile })
    assert.ok(linted.ok)
    return linted.value
  }

  it('is used once, whatever the signer answered', async () => {
    const { signer } = authority
    const token = lint(aTbs({ issuer: professional(), profile }))
    assert.ok((await signer.signCertificate(token)).ok)
    assert.throws(() => signer.signCertificate(token), /used once/)
  })

  it('made anew of the same bytes gets the same signature', async () => {
    const { signer, running } = authority
    const tbs = aTbs({ issuer: professional(), profile })
    const first = await signer.signCertificate(lint(tbs))
    assert.ok(first.ok)
    assert.deepEqual(await signer.signCertificate(lint(tbs)), first)
    assert.equal(running.counts().repeated, 1)
  })
})
