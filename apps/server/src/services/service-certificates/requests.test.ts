import assert from 'node:assert/strict'
import { generateKeyPairSync, hash, randomUUID, X509Certificate } from 'node:crypto'
import { it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/service-certificates'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { ecKeys, type Keys } from './testing.ts'
import { openApplications, aRequest } from './testing/applications.ts'

const rsaKeys = (modulusLength: number): Keys => generateKeyPairSync('rsa', { modulusLength })

forEachDatabase('service certificates', (database) => {
  const shared = openApplications(database)
  const {
    aHospital,
    aDraft,
    anApproved,
    kind,
    bring,
    applying,
    view,
    anIssued,
    sending,
    mailsOfLast,
    morning,
    send,
  } = shared

  it('accept a request by file or paste when every rule accepts it, and name the rule that does not (R186)', async () => {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    const [name = ''] = names
    const used = ecKeys()
    await anApproved(hospital, { names: ['used.example.fi'] }, used)
    await shared.environment.outbox.drain()
    for (const [request, because] of [
      ['not base64 at all!', 'request-unreadable'],
      [Buffer.from('a letter').toString('base64'), 'request-malformed'],
      [aRequest([name], { signer: ecKeys() }), 'bad-proof-of-possession'],
      [aRequest([name], { keys: rsaKeys(1024) }), 'key-too-weak'],
      // The CAs of this suite have keys on elliptic curves only.
      [aRequest([name], { keys: rsaKeys(3072) }), 'key-family-not-served'],
      [aRequest([name], { keys: used }), 'key-already-used'],
      [aRequest(['*.example.fi']), 'name-not-allowed'],
      [aRequest([name, 'other.example.fi']), 'name-not-allowed'],
      [`${aPrivateKey()}${aRequest([name])}`, 'private-key-in-request'],
      [aPrivateKey(), 'private-key-in-request'],
    ] as const)
      assert.equal(kind(await bring(hospital.personId, applicationId, request)), because, because)

    const examined = await shared.service.examineRequest(applying(hospital.personId), {
      ...{ applicationId, request: aRequest([name], { keys: rsaKeys(1024) }) },
    })
    assert.ok(examined.ok && examined.value.unpacked)
    assert.equal(examined.value.unpacked.key, 'RSA 1024')
    assert.deepEqual(
      examined.value.assessments.map(({ rule, because }) => [rule, because?.kind ?? 'ok']),
      [
        ['form', 'ok'],
        ['own-signature', 'ok'],
        ['key', 'key-too-weak'],
        ['requested-names', 'ok'],
        ['key-unused', 'ok'],
      ],
    )
    assert.equal((await view(hospital.personId, applicationId)).ok, true)
    const unchanged = await view(hospital.personId, applicationId)
    assert.ok(unchanged.ok && unchanged.value.request === undefined)
  })

  it('accept a request of a hundred names, but not one that lacks a name of the application', async () => {
    const hospital = await aHospital()
    const names = Array.from({ length: 100 }, (_, at) => `n${String(at)}.example.fi`)
    const { applicationId } = await aDraft(hospital, { names })
    const fewer = aRequest(names.slice(1), {
      subject: [{ type: attributeTypes.commonName, value: names[1] ?? '' }],
    })
    assert.equal(kind(await bring(hospital.personId, applicationId, fewer)), 'name-not-requested')
    const { certificate } = await anIssued(hospital, { names })
    assert.equal(new X509Certificate(certificate.pem).subjectAltName?.split(', ').length, 100)
  })

  it('accept a request by the mailed link, once, for that application alone (R188)', async () => {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    const other = await aDraft(hospital)
    const linked = await shared.service.makeRequestLink(sending(hospital.personId), {
      applicationId,
    })
    assert.ok(linked.ok && linked.value.linkUntil !== undefined)
    const [mail] = await mailsOfLast('RequestLinkCreated')
    assert.equal(mail?.to, 'otto@vendor.example')
    const [, token = ''] = /#(.+)$/.exec(('link' in mail && mail.link) || '') ?? []
    const permit = aPermit('serviceCertificates.bringByLink')
    const opened = await shared.service.viewByLink(permit, { token })
    assert.ok(opened.ok)
    assert.deepEqual(opened.value.names, names)

    for (const wrong of ['', token.slice(0, -1), `${randomUUID()}${token.slice(36)}`])
      assert.equal(
        kind(await shared.service.viewByLink(permit, { token: wrong })),
        'link-not-found',
      )
    const ofOther = aRequest(other.names)
    const bringByLink = (request: string) => shared.service.bringByLink(permit, { token, request })
    assert.equal(kind(await bringByLink(ofOther)), 'name-not-allowed')
    shared.now = plus(morning, 14 * day)
    assert.equal(kind(await bringByLink(aRequest(names))), 'link-expired')
    shared.now = morning
    const both = await Promise.all([bringByLink(aRequest(names)), bringByLink(aRequest(names))])
    assert.equal(both.filter((one) => one.ok).length, 1)
    assert.equal(kind(await bringByLink(aRequest(names))), 'link-not-found')
    const seen = await view(hospital.personId, applicationId)
    assert.ok(seen.ok && seen.value.request)
  })

  it('can’t be opened by the link of a former technical contact, nor once the application is over (R255)', async () => {
    const hospital = await aHospital()
    const { applicationId, ...draft } = await aDraft(hospital)
    const permit = aPermit('serviceCertificates.bringByLink')
    const aLink = async (): Promise<string> => {
      const created = await shared.service.makeRequestLink(sending(hospital.personId), {
        applicationId,
      })
      assert.ok(created.ok)
      const [mail] = await mailsOfLast('RequestLinkCreated')
      return /#(.+)$/.exec((mail && 'link' in mail && mail.link) || '')?.[1] ?? ''
    }
    const opens = async (token: string) => kind(await shared.service.viewByLink(permit, { token }))
    const change = (changes: Partial<InputOf<typeof contracts.changeApplication>>) => {
      const { product, isTest, unitOid, names, technicalContact, mailbox, language } = draft
      return shared.service.changeApplication(applying(hospital.personId), {
        ...{ applicationId, product, isTest, unitOid, names, technicalContact, mailbox, language },
        ...changes,
      })
    }

    const first = await aLink()
    assert.ok((await change({ mailbox: 'servers@example.fi' })).ok)
    assert.equal(await opens(first), 'ok')
    const { technicalContact } = draft
    const other = { ...technicalContact, email: 'olga@other.example' }
    assert.ok((await change({ technicalContact: other })).ok)
    assert.equal(await opens(first), 'link-not-found')
    const brought = await shared.service.bringByLink(permit, {
      ...{ token: first, request: aRequest(draft.names) },
    })
    assert.equal(kind(brought), 'link-not-found')

    const second = await aLink()
    assert.equal(await opens(second), 'ok')
    assert.ok(
      (await shared.service.withdrawApplication(sending(hospital.personId), { applicationId })).ok,
    )
    assert.equal(await opens(second), 'link-not-found')
  })

  it('have every change in their history and in the audit log, with the digest of each file (R256)', async () => {
    const hospital = await aHospital()
    const { applicationId, ...draft } = await aDraft(hospital)
    const { product, isTest, unitOid, names, technicalContact, mailbox, language } = draft
    const changed = await shared.service.changeApplication(applying(hospital.personId), {
      ...{ applicationId, product, isTest, unitOid, technicalContact, mailbox, language },
      names: [...names, 'more.example.fi'],
    })
    assert.ok(changed.ok)
    const pdf = Buffer.from('%PDF-1.7 it conforms')
    const attached = await shared.service.attachConformity(applying(hospital.personId), {
      ...{ applicationId, pdf: pdf.toString('base64') },
    })
    assert.ok(attached.ok)
    assert.deepEqual(
      attached.value.history.map(({ step, by }) => [step, by]),
      ['draft', 'change', 'attachConformity'].map((step) => [step, 'Aino Esimerkki']),
    )
    assert.deepEqual(shared.events.map(({ type }) => type).slice(-3), [
      'ApplicationDrafted',
      'ApplicationChanged',
      'ConformityAttached',
    ])
    assert.equal(Reflect.get(shared.events.at(-1) ?? {}, 'digest'), hash('sha256', pdf))
    assert.ok((await send(hospital.personId, applicationId)).ok)
    const late = await shared.service.changeApplication(applying(hospital.personId), {
      ...{ applicationId, product, isTest, unitOid, names, technicalContact, mailbox, language },
    })
    assert.equal(kind(late), 'step-not-possible')
    assert.equal(shared.events.at(-1)?.type, 'ApplicationSent')
  })

  it('have one valid link at a time, and a limited number of links a day (R299)', async () => {
    const hospital = await aHospital()
    const { applicationId } = await aDraft(hospital)
    const make = () => shared.service.makeRequestLink(sending(hospital.personId), { applicationId })
    assert.ok((await make()).ok)
    const [first] = await mailsOfLast('RequestLinkCreated')
    for (let count = 0; count < 4; count += 1) assert.ok((await make()).ok)
    const [, token = ''] = /#(.+)$/.exec((first && 'link' in first && first.link) || '') ?? []
    const permit = aPermit('serviceCertificates.bringByLink')
    assert.equal(kind(await shared.service.viewByLink(permit, { token })), 'link-not-found')
    assert.equal(kind(await make()), 'too-many-links')
  })
})

const aPrivateKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    ...{ type: 'pkcs8', format: 'pem' },
  }) as string
