import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { extensionsOfProfile, profiles } from '@sotevarmenne/issuing/domain/profiles'
import { exampleCertificate, exampleIssuers } from '@sotevarmenne/issuing/example-certificate'
import { factsOf, testNow } from '@sotevarmenne/issuing/testing'
import { explainProfile } from './explain-profile.ts'

describe('the explanation of a certificate profile', () => {
  it('names every extension of the profile, and which of them are critical', () => {
    for (const profile of Object.values(profiles)) {
      const input = explainProfile(profile, undefined).filter(({ rule }) => rule !== '–')
      const expected = extensionsOfProfile(profile, { qualified: [] })
      assert.deepEqual(
        new Map(
          input.flatMap(({ extension, rule }) =>
            extension === undefined ? [] : [[extension, rule.startsWith('critical, ')]],
          ),
        ),
        new Map([...expected].map(([type, { critical }]) => [type, critical])),
        profile.id,
      )
    }
  })

  it('shows every extension of the certificate next to it', async () => {
    for (const profile of Object.values(profiles)) {
      if (profile.certifies === 'ca') continue
      const [issuer] = exampleIssuers(profile.id, [factsOf('test-g1-ecc')])
      assert.ok(issuer)
      const { certificate } = await exampleCertificate(profile.id, issuer, testNow)
      const shown = explainProfile(profile, certificate).filter(({ found }) => found !== undefined)
      assert.deepEqual(
        new Map(
          shown.flatMap(({ extension, found }) =>
            extension === undefined ? [] : [[extension, found?.startsWith('critical, ')]],
          ),
        ),
        new Map(certificate.extensions.map(({ type, critical }) => [type, critical])),
        profile.id,
      )
    }
  })

  it('shows the policy notices in the three languages', async () => {
    const facts = factsOf('professional-g1-ecc')
    const [issuer] = exampleIssuers('professional-signature', [facts])
    assert.ok(issuer)
    const { certificate } = await exampleCertificate('professional-signature', issuer, testNow)
    const fields = explainProfile(profiles['professional-signature'], certificate)
    const policy = fields.find(({ name }) => name.en === 'Certificate policy')
    assert.equal(facts.policy?.notices.length, 3)
    for (const notice of facts.policy.notices) assert.ok(policy?.found?.includes(notice), notice)
  })
})
