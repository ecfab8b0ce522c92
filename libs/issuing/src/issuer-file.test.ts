import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { policiesOfCa } from './domain/policies.ts'
import { readCas } from './issuer-file.ts'

type Notified = Record<string, unknown> & { readonly issuers: readonly Record<string, unknown>[] }

describe('the CA file', () => {
  const shipped = JSON.parse(
    readFileSync(new URL('example-cas.json', import.meta.url), 'utf8'),
  ) as Notified
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cas-'))
  })
  after(() => rm(folder, { recursive: true }))

  const read = async (changes: Partial<Notified>, blocked = '') => {
    await writeFile(join(folder, 'blocked-keys.txt'), blocked)
    const file = join(folder, 'cas.json')
    await writeFile(file, JSON.stringify({ ...shipped, ...changes }))
    return readCas({ file })
  }
  const withFirstIssuing = (changes: Record<string, unknown>) => ({
    issuers: shipped.issuers.map((each) =>
      each['role'] === 'professional' && each['family'] === 'ecc' ? { ...each, ...changes } : each,
    ),
  })

  it('defines twin trees of CAs with their own names, URLs and policies', () => {
    const { issuers } = readCas()
    assert.equal(issuers.length, 12)
    for (const what of ['id', 'commonName', 'crlUrl', 'ocspUrl', 'certificateUrl'] as const)
      assert.equal(new Set(issuers.map((issuer) => issuer[what])).size, 12, what)
    assert.equal(new Set(issuers.map(({ policy }) => policy?.oid)).size, 8 + 1)
    assert.equal(
      new Set(issuers.flatMap((each) => policiesOfCa(each).map(({ oid }) => oid))).size,
      12,
    )
    for (const { commonName, organisation, qualified } of issuers) {
      assert.match(commonName, /^TEST /)
      assert.match(organisation, /TEST/)
      assert.equal(qualified, undefined)
    }
  })

  it('says whether the service is a production service, whose names then say TEST nowhere but in CAs for tests', async () => {
    const isProduction = ({ issuers }: ReturnType<typeof readCas>) =>
      new Set(issuers.map(({ isProductionService }) => isProductionService))
    assert.deepEqual(isProduction(readCas()), new Set([false]))
    await assert.rejects(
      read({ productionService: true }),
      /organisation: a production service has no TEST in its names[^]*issuers\.0\.commonName: a production/,
    )
    const renamed = {
      productionService: true,
      organisation: 'Sotevarmenne',
      issuers: shipped.issuers.map((each) =>
        each['role'] === 'test' || each['isForTests'] === true
          ? each
          : { ...each, commonName: String(each['commonName']).replace('TEST ', '') },
      ),
    }
    assert.deepEqual(isProduction(await read(renamed)), new Set([true]))
  })

  it('names the OCSP responders, each otherwise, in names that fit a certificate', async () => {
    const named = async (changes: object) => {
      const { issuers } = await read(changes)
      return issuers.find(({ id }) => id === 'professional-g1-ecc')?.responderName
    }
    assert.equal(
      await named({ responderCommonName: 'Example OCSP {id}' }),
      'Example OCSP professional-g1-ecc',
    )
    const { responderCommonName: _none, ...without } = shipped
    const file = join(folder, 'without.json')
    await writeFile(file, JSON.stringify(without))
    for (const { id, responderName } of readCas({ file }).issuers)
      assert.equal(responderName, `OCSP responder of ${id}`)
    for (const responderCommonName of ['The same for all', `{id} ${'x'.repeat(60)}`])
      await assert.rejects(read({ responderCommonName }), /responderCommonName/)
  })

  it('has the test CAs under a root of their own, which nobody who trusts people trusts (W11)', async () => {
    const { issuers } = readCas()
    for (const family of ['ecc', 'rsa'])
      assert.deepEqual(
        issuers
          .filter(({ under }) => under === `test-root-g1-${family}`)
          .map(({ role, family: own }) => `${role} ${own}`),
        [`root ${family}`, `test ${family}`],
      )
    // As in files of before.
    const before = shipped.issuers
      .filter((each) => each['isForTests'] !== true)
      .map((each) =>
        each['role'] === 'test' ? { ...each, under: `root-g1-${String(each['family'])}` } : each,
      )
    const old = await read({ issuers: before })
    assert.equal(old.issuers.length, 10)
    assert.equal(old.issuers.find(({ id }) => id === 'test-g1-ecc')?.under, 'root-g1-ecc')
    for (const [role, fault] of [
      ['professional', /a root for tests certifies test CAs alone/],
      ['service', /a root for tests certifies test CAs alone/],
    ] as const)
      await assert.rejects(
        read({
          issuers: shipped.issuers.map((each) =>
            each['role'] === role && each['family'] === 'ecc'
              ? { ...each, under: 'test-root-g1-ecc' }
              : each,
          ),
        }),
        fault,
      )
    await assert.rejects(read(withFirstIssuing({ isForTests: true })), /a root alone is for tests/)
  })

  it('is refused where an issuer does not fit the others', async () => {
    for (const [changes, fault] of [
      [{ under: 'root-g1-rsa' }, /it must stand under a root of its family/],
      [{ under: 'service-g1-ecc' }, /it must stand under a root of its family/],
      [{ years: 21 }, /it would outlive its root/],
      [{ role: 'service' }, /it stands twice/],
      [{ commonName: 'x'.repeat(65) }, /commonName/],
      [{ shards: -1 }, /shards/],
      [{ nickname: 'x' }, /nickname/],
      [{ qualified: { fi: 'http://a', sv: 'https://a', en: 'https://a' } }, /qualified\.fi/],
      [
        {
          ...{ role: 'test', generation: 2 },
          qualified: { fi: 'https://a', sv: 'https://a', en: 'https://a' },
        },
        /certificates of tests are not qualified/,
      ],
    ] as const)
      await assert.rejects(read(withFirstIssuing(changes)), fault)
  })

  it('sets the limits of the mass-revocation guard, for all issuers and for a single one', async () => {
    const few = { number: 50, share: 0.5, windowMinutes: 30 }
    const { issuers } = await read(withFirstIssuing({ guard: few }))
    const guardOf = (id: string) => issuers.find((issuer) => issuer.id === id)?.guard
    assert.deepEqual(guardOf('professional-g1-ecc'), few)
    assert.deepEqual(guardOf('service-g1-ecc'), { number: 500, share: 0.02, windowMinutes: 60 })
    for (const wrong of [{ number: 0 }, { share: 2 }, { share: 0 }, { windowMinutes: 0 }])
      await assert.rejects(read({ guard: { ...few, ...wrong } }), /guard/)
  })

  it('is refused with a long notice, an https URL, or blocked keys that are no fingerprints', async () => {
    const notices = { fi: 'x'.repeat(201), sv: 'x', en: 'x' }
    await assert.rejects(read({ notices }), /notices\.fi/)
    await assert.rejects(read({ validationUrl: 'https://example.fi' }), /validationUrl/)
    await assert.rejects(read({}, 'nonsense'), /line without a fingerprint: nonsense/)
  })

  it('lists the addresses of servers that are certified: without a list none', async () => {
    const [none] = (await read({ serverAddresses: undefined })).issuers
    assert.ok(none && !none.isServerAddress('193.166.3.2') && !none.isServerAddress('10.20.3.4'))
    const [any] = (await read({ serverAddresses: ['public'] })).issuers
    assert.ok(any?.isServerAddress('193.166.3.2') && !any.isServerAddress('10.20.3.4'))
    const [example] = readCas().issuers
    assert.ok(example?.isServerAddress('193.166.3.2'))
    const [own] = (await read({ serverAddresses: ['10.20.0.0/16'] })).issuers
    assert.ok(own?.isServerAddress('10.20.3.4') && !own.isServerAddress('193.166.3.2'))
    for (const entry of ['10.20.0.0/33', '0.0.0.0/0', '::/0'])
      await assert.rejects(read({ serverAddresses: [entry] }), /serverAddresses/)
  })

  describe('with policies of profiles', () => {
    const [rsa, ecc] = ['1.305.6', '1.355.6']
    const profiles = ['temporary-authentication', 'temporary-signature']
    const temporary = { rsa: '1.301.6', ecc: '1.351.6' }
    const withPolicies = (ofProfiles: object | undefined, changes: object = {}) =>
      read({
        policies: {
          ...(shipped['policies'] as object),
          temporary: { ...temporary, ...(ofProfiles && { ofProfiles }) },
        },
        ...changes,
      })
    const policiesOfTemporary = async (...of: Parameters<typeof withPolicies>) => {
      const { issuers } = await withPolicies(...of)
      return issuers
        .filter(({ id }) => /^temporary-g.-ecc$/.test(id))
        .map((issuer) => policiesOfCa(issuer).map(({ oid }) => oid))
    }
    const arc = '1.3.6.1.4.1.32473'

    it('has those of the CA for every profile without one, as files had before (R390)', async () => {
      assert.deepEqual(await policiesOfTemporary(undefined), [[`${arc}.1.351.6`]])
      const { issuers } = await withPolicies({ professional: { rsa, ecc, profiles } })
      const one = issuers.find(({ id }) => id === 'temporary-g1-ecc')
      assert.ok(one)
      assert.equal(one.profilePolicies.get('temporary-signature')?.oid, `${arc}.${ecc}`)
      assert.equal(
        one.profilePolicies.get('temporary-signature')?.cpsUrl,
        'http://localhost:8081/policies/temporary-professional-ecc',
      )
      assert.equal(one.profilePolicies.get('temporary-member-signature'), undefined)
    })

    it('gives them to a CA from its generation on', async () => {
      const second = shipped.issuers.find(
        ({ role, family }) => role === 'temporary' && family === 'ecc',
      )
      const issuers = [
        ...shipped.issuers,
        { ...second, generation: 2, commonName: 'TEST temporary G2' },
      ]
      const since = { professional: { rsa, ecc, profiles, fromGeneration: 2 } }
      assert.deepEqual(await policiesOfTemporary(since, { issuers }), [
        [`${arc}.1.351.6`],
        [`${arc}.1.351.6`, `${arc}.${ecc}`],
      ])
    })

    it('is refused for a profile of another CA, or with two policies, and for one identifier of two', async () => {
      for (const [ofProfiles, fault] of [
        [{ x: { rsa, ecc, profiles: ['server'] } }, /temporary does not issue server/],
        [{ x: { rsa, ecc, profiles: ['unheard-of'] } }, /profiles/],
        [
          { x: { rsa, ecc, profiles }, y: { rsa: '1.9', ecc: '1.8', profiles } },
          /a profile has two policies/,
        ],
        [{ x: { rsa, ecc: temporary.ecc, profiles } }, /two ecc policies have one identifier/],
      ] as const)
        await assert.rejects(withPolicies(ofProfiles), fault)
    })
  })

  it('names the file of blocked keys', async () => {
    const { issuers } = await read({}, `# remark\n${'ab'.repeat(32)} seen somewhere\n`)
    for (const { blockedKeys } of issuers) assert.deepEqual([...blockedKeys], ['ab'.repeat(32)])
    assert.ok((readCas().issuers[0]?.blockedKeys.size ?? 0) > 5)
  })
})
