import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { hasPolicy, policyDocuments, policyPage } from './policy-page.ts'

it('the page of a policy has the certificates of every generation of its CA, or says that there are none', async (test) => {
  const now = instant(Date.parse('2026-11-26T10:00:00Z'))
  const ca = await startTestCa({ clock: { now: () => now } })
  test.after(() => ca.close())
  const second = ca.issuers.current('temporary', 'ecc')
  assert.ok(hasPolicy(second) && second.profilePolicies.size > 0)
  const first = { ...second, profilePolicies: new Map<string, never>() }
  const pageOf = (...issuers: (typeof second)[]): string => {
    const document = policyDocuments(issuers).find(({ policy }) => policy === second.policy)
    assert.ok(document)
    return policyPage(document, { issuers, language: 'en' }).body.markup
  }
  const none = /No certificates are issued under this policy/
  for (const generations of [
    [first, second],
    [second, first],
  ]) {
    assert.match(pageOf(...generations), /profiles\/temporary-authentication"/)
    assert.doesNotMatch(pageOf(...generations), none)
  }
  const profilePolicies = new Map(
    policyDocuments([first]).flatMap(({ profiles, policy }) =>
      profiles.map((id) => [
        id,
        { ...policy, oid: `${policy.oid}.1`, cpsUrl: `${policy.cpsUrl}-own` },
      ]),
    ),
  )
  assert.match(pageOf({ ...second, profilePolicies }), none)
})
