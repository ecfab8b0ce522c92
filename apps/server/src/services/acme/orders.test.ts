import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { it } from 'node:test'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import {
  accountKeys,
  jwkOf,
  signJws,
  type AcmeClient,
} from '@sotevarmenne/tests/network/acme-client'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { ChargedAction } from '#cards/products/contract.ts'
import { aRequest, errorOf, morning, carryInto } from './testing.ts'
import { bodyOf, openAcmeOrders, type Order } from './testing/orders.ts'

forEachDatabase('ACME orders', ({ db }) => {
  const suite = openAcmeOrders(db)
  const { order, aReady, finalise, view, aCertificate } = suite

  it('become certificates with the data of approval and code service, never of the request (R193)', async () => {
    const name = suite.environment.aServerName()
    const { hospital, client } = await suite.environment.aProgram({ names: [name] })
    const { leaf, parts, chain, certificate, url } = await aCertificate(client, [name])
    assert.deepEqual(leaf.subject.split('\n'), [
      'C=FI',
      'O=Esimerkkilän sairaala',
      'OU=Esimerkkilän sairaalan apteekki',
      `serialNumber=${hospital.unitOid}`,
      `CN=${name}`,
    ])
    assert.equal(leaf.subjectAltName, `DNS:${name}`)
    assert.equal(chain.headers['content-type'], 'application/pem-certificate-chain')
    assert.equal(parts.length, 2)
    assert.ok(leaf.checkIssued(new X509Certificate(parts[1] ?? '')))
    const alternate = /<([^>]+)>;rel="alternate"/.exec(chain.headers['link'] ?? '')?.[1]
    const withRoot = await client.post(alternate ?? '')
    assert.equal(withRoot.text.match(/BEGIN CERTIFICATE/g)?.length, 3)

    const { client: stranger } = await suite.environment.aProgram()
    for (const address of [certificate ?? url, url])
      assert.equal((await stranger.post(address)).status, 404)
    const listed = await client.post(`${client.kid() ?? ''}/orders`)
    assert.deepEqual((bodyOf(listed) as { orders: string[] }).orders, [url])
  })

  it('are refused when the request has other names than were ordered, or a weak or used key', async () => {
    const [name, other] = [suite.environment.aServerName(), suite.environment.aServerName()]
    const { client } = await suite.environment.aProgram({ names: [name, other] })
    const created = await aReady(client, [name])
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const another = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const [csr, error] of [
      [aRequest([other]), 'badCSR'],
      [aRequest([name, other]), 'badCSR'],
      [aRequest([name], { commonName: other }), 'badCSR'],
      [aRequest([`*.${name}`]), 'badCSR'],
      [aRequest([name], { keys, signer: another }), 'badCSR'],
      [aRequest([name], { keys: weak }), 'badPublicKey'],
      ['AAAA', 'badCSR'],
    ] as const)
      assert.equal(errorOf(await finalise(client, created, csr)), error)
    assert.equal((await view(client, created.url)).status, 'ready')
    assert.equal(errorOf(await finalise(client, created, aRequest([name], { keys }))), 'ok')
    await suite.environment.outbox.drain()
    const again = await aReady(client, [name])
    assert.equal(errorOf(await finalise(client, again, aRequest([name], { keys }))), 'badPublicKey')
  })

  it('are refused for the key of an account, and an account for a key with a certificate (RFC 8555 § 11.1)', async () => {
    const name = suite.environment.aServerName()
    const { client, hospital, approval } = await suite.environment.aProgram({ names: [name] })
    const { client: another } = await suite.environment.aProgram()
    const created = await aReady(client, [name])
    for (const keys of [client.keys(), another.keys()])
      assert.equal(
        errorOf(await finalise(client, created, aRequest([name], { keys }))),
        'badPublicKey',
      )
    const keys = accountKeys()
    assert.equal(errorOf(await finalise(client, created, aRequest([name], { keys }))), 'ok')
    await suite.environment.outbox.drain()
    const third = await suite.environment.aClient()
    third.useKeys(keys)
    const opened = await third.open(await suite.environment.aKey(hospital, approval.approvalId))
    assert.equal(errorOf(opened), 'badPublicKey')
    const url = client.at('keyChange')
    const change = signJws(keys, {
      header: { jwk: jwkOf(keys), url },
      payload: { account: client.kid(), oldKey: jwkOf(client.keys()) },
    })
    assert.equal(errorOf(await client.post(url, change)), 'badPublicKey')
  })

  it('are certified only where CAA records allow this service, checked when the order is finalised (R239)', async () => {
    const careful = await suite.environment.serve(
      suite.environment.createOne({ caaDomain: 'pki.example' }),
    )
    try {
      const name = suite.environment.aServerName()
      const hospital = await suite.environment.aHospital()
      const approval = await suite.environment.anApproval(hospital, { names: [name] })
      const client = await suite.environment.aClient(carryInto(careful))
      const directory = await carryInto(careful)({
        ...{ method: 'GET', url: 'https://service.example/acme/directory' },
      })
      assert.match(directory.text, /"caaIdentities":\["pki\.example"\]/)
      assert.equal(
        (await client.open(await suite.environment.aKey(hospital, approval.approvalId))).status,
        201,
      )
      const created = await aReady(client, [name])
      suite.caa = [{ isCritical: false, tag: 'issue', value: 'other.example' }]
      const csr = aRequest([name])
      assert.equal(errorOf(await finalise(client, created, csr)), 'caa')
      assert.equal((await view(client, created.url)).status, 'ready')
      suite.caa = [
        ...suite.caa,
        { isCritical: false, tag: 'issue', value: 'pki.example; policy=1' },
      ]
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      assert.deepEqual(suite.looked, [name, name])
      // A finalised order is only returned: CAA is not checked again.
      suite.caa = [{ isCritical: true, tag: 'unheard', value: 'of' }]
      assert.equal(errorOf(await finalise(client, created, csr)), 'ok')
      await suite.environment.outbox.drain()
    } finally {
      suite.caa = []
      await careful.close()
    }
  })

  it('may be finalised repeatedly, and become one certificate (R194)', async () => {
    const name = suite.environment.aServerName()
    const { client, approval } = await suite.environment.aProgram({ names: [name] })
    const created = await aReady(client, [name])
    const csr = aRequest([name])
    const replies = await Promise.all([1, 2, 3].map(() => finalise(client, created, csr)))
    for (const reply of replies) assert.equal((bodyOf(reply) as Order).status, 'processing')
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'orderNotReady')
    const before = suite.environment.events.length
    await suite.environment.outbox.drain()
    const issued = suite.environment.events
      .slice(before)
      .filter(({ type }) => type === 'ServiceCertificateIssued')
    assert.equal(issued.length, 1)
    const charges = issued.flatMap((event) => ('charges' in event ? [event.charges] : []))
    const [[action]] = charges as [[ChargedAction]]
    assert.ok(action.subject.kind === 'certificate')
    assert.equal(action.subject.approvalId, approval.approvalId)
    const repeated = bodyOf(await finalise(client, created, csr)) as Order
    assert.equal(repeated.status, 'valid')
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'orderNotReady')
  })

  it('have names that the approval allows and a server may have, with one subproblem for each wrong name', async () => {
    const { client } = await suite.environment.aProgram({ names: ['.names.example.fi'] })
    for (const names of [
      ['other.example.fi'],
      ['names.example.fi'],
      ['not-names.example.fi'],
      ['*.names.example.fi'],
      ['server'],
      ['server.local'],
    ])
      assert.equal(errorOf(await order(client, names)), 'rejectedIdentifier', names[0])
    const two = await order(client, ['good.names.example.fi', 'bad.example.fi', '*.example.fi'])
    const { subproblems } = bodyOf(two) as { subproblems: { identifier: { value: string } }[] }
    assert.deepEqual(
      subproblems.map(({ identifier }) => identifier.value),
      ['bad.example.fi', '*.example.fi'],
    )
    const hundred = Array.from({ length: 100 }, (_, at) => `s${String(at)}.names.example.fi`)
    assert.equal((await order(client, hundred)).status, 201)
    assert.equal(errorOf(await order(client, [...hundred, 'one.names.example.fi'])), 'malformed')
    for (const [identifier, error] of [
      [{ type: 'permanent-identifier', value: '1' }, 'unsupportedIdentifier'],
      [{ type: 'dns', value: '192.0.2.1' }, 'malformed'],
      [{ type: 'ip', value: 'a.names.example.fi' }, 'malformed'],
      [{ type: 'ip', value: '2001:db8:0::1' }, 'malformed'],
    ] as const)
      assert.equal(
        errorOf(await client.post(client.at('newOrder'), { identifiers: [identifier] })),
        error,
        identifier.value,
      )
    assert.equal(
      errorOf(await order(client, ['a.names.example.fi'], { notAfter: '2030-01-01T00:00:00Z' })),
      'malformed',
    )
  })

  it('are refused when the code service, or the owner of the OID, no longer confirms them (R267)', async () => {
    const name = suite.environment.aServerName()
    const { hospital, client } = await suite.environment.aProgram({ names: [name] })
    const created = await aReady(client, [name])
    assert.equal((await finalise(client, created, aRequest([name]))).status, 200)
    const entry = suite.environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    // It ended between the request and its certificate.
    suite.environment.coded.set(hospital.unitOid, { ...entry, validTo: localDate('2026-11-25') })
    await suite.environment.outbox.drain()
    const refused = await view(client, created.url)
    assert.equal(refused.status, 'invalid')
    assert.equal(refused.error?.type, 'urn:ietf:params:acme:error:unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    // Its organisation was dissolved, though the unit is still listed.
    suite.environment.coded.set(hospital.unitOid, entry)
    const root = hospital.unitOid.split('.').slice(0, -2).join('.')
    const dissolved = suite.environment.coded.get(root)
    assert.ok(dissolved)
    suite.environment.coded.delete(root)
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    suite.environment.coded.set(root, dissolved)
    // It belongs to another organisation since a merger.
    const { businessId } = await suite.environment.aHospital()
    suite.environment.coded.set(hospital.unitOid, { ...entry, businessId })
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
  })

  it('are refused under another name of the unit than two case officers signed', async () => {
    const name = suite.environment.aServerName()
    const { hospital, client } = await suite.environment.aProgram({ names: [name] })
    const entry = suite.environment.coded.get(hospital.unitOid)
    assert.ok(entry)
    suite.environment.coded.set(hospital.unitOid, { ...entry, name: 'Esimerkkilän uusi apteekki' })
    const created = await aReady(client, [name])
    const refused = await finalise(client, created, aRequest([name]))
    assert.equal(errorOf(refused), 'unauthorized')
    assert.match(refused.text, /have changed since the approval/)
    suite.environment.coded.set(hospital.unitOid, entry)
    const { leaf } = await aCertificate(client, [name])
    assert.match(leaf.subject, /OU=Esimerkkilän sairaalan apteekki/)
  })

  /** A program of a supplier, which a hospital has authorised. */
  async function aProgramOfSupplier() {
    const [hospital, supplier] = [
      await suite.environment.aHospital(),
      await suite.environment.aHospital(),
    ]
    const acting = aPermit('serviceCertificates.authorise', hospital)
    const given = await suite.environment.serviceCertificates.authoriseSupplier(acting, {
      organisationId: hospital.organisationId,
      ...(await suite.environment.numbersOf(supplier.organisationId)),
      validFrom: '2026-01-01',
    })
    assert.ok(given.ok, JSON.stringify(given))
    const name = suite.environment.aServerName()
    const requesting = { ...supplier, unitOid: hospital.unitOid }
    const { approvalId } = await suite.environment.anApproval(requesting, { names: [name] })
    const client = await suite.environment.aClient()
    assert.equal(
      (await client.open(await suite.environment.aKey(requesting, approvalId))).status,
      201,
    )
    return { hospital, supplier, requesting, acting, given, name, client }
  }

  it('of a supplier that has ceased are refused, also when already finalised (R314)', async () => {
    const { supplier, requesting, name, client } = await aProgramOfSupplier()
    const finalised = await aReady(client, [name])
    assert.equal((await finalise(client, finalised, aRequest([name]))).status, 200)
    const created = await aReady(client, [name])
    suite.ceased.add(supplier.businessId)
    await suite.environment.outbox.drain()
    assert.equal((await view(client, finalised.url)).status, 'invalid')
    const requested = await suite.environment.request(requesting)
    assert.ok(!requested.ok && requested.refusal.kind === 'applicant-ceased')

    // A run asks for a limited number of the organisations above.
    for (let run = 0; run < 3; run += 1) await suite.environment.followBusinesses()
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
  })

  it('of a supplier end with the supplier authorisation by the owner of the OID (R191)', async () => {
    const { hospital, acting, given, name, client } = await aProgramOfSupplier()
    const finalised = await aReady(client, [name])
    assert.equal((await finalise(client, finalised, aRequest([name]))).status, 200)
    const created = await aReady(client, [name])
    const [delegation] = given.value.authorisations
    const ended = await suite.environment.serviceCertificates.endSupplierAuthorisation(acting, {
      organisationId: hospital.organisationId,
      supplierAuthorisationId: delegation?.supplierAuthorisationId ?? '',
    })
    assert.ok(ended.ok)
    assert.equal(errorOf(await finalise(client, created, aRequest([name]))), 'unauthorized')
    assert.equal(errorOf(await order(client, [name])), 'unauthorized')
    await suite.environment.outbox.drain()
    const never = await view(client, finalised.url)
    assert.deepEqual(
      [never.status, never.error?.type],
      ['invalid', 'urn:ietf:params:acme:error:unauthorized'],
    )
  })

  it('yield certificates that are revoked by their account, another of the approval, or the certificate’s key (R195)', async () => {
    const name = suite.environment.aServerName()
    const { hospital, approval, client } = await suite.environment.aProgram({ names: [name] })
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const created = await aReady(client, [name])
    await finalise(client, created, aRequest([name], { keys }))
    await suite.environment.outbox.drain()
    const pem = (await client.post((await view(client, created.url)).certificate ?? '')).text
    const first = new X509Certificate(pem).raw.toString('base64url')
    const revoke = (of: AcmeClient, certificate: string, more: object = {}, odd = {}) =>
      of.post(of.at('revokeCert'), { certificate, ...more }, odd).then(errorOf)

    const { client: stranger } = await suite.environment.aProgram()
    assert.equal(await revoke(stranger, first), 'unauthorized')
    assert.equal(await revoke(stranger, first, {}, { keys: stranger.keys() }), 'unauthorized')
    assert.equal(await revoke(client, first, { reason: 6 }), 'badRevocationReason')
    assert.equal(await revoke(client, 'AAAA'), 'malformed')
    const root = await client.post(
      `${(await view(client, created.url)).certificate ?? ''}/with-root`,
    )
    const last = root.text.split(/(?<=-----END CERTIFICATE-----\n)/).at(-1) ?? ''
    const ofRoot = new X509Certificate(last).raw.toString('base64url')
    assert.equal(await revoke(client, ofRoot), 'malformed')

    assert.equal(await revoke(stranger, first, { reason: 1 }, { keys }), 'ok')
    assert.equal(await revoke(client, first), 'alreadyRevoked')
    const event = suite.environment.events.findLast(
      ({ type }) => type === 'ServiceCertificateRevoked',
    )
    assert.deepEqual(
      { ...event, applicationId: '', organisationId: '' },
      {
        ...{ type: 'ServiceCertificateRevoked', reason: 'key-compromised' },
        ...{ applicationId: '', organisationId: '' },
      },
    )
    const second = await aCertificate(client, [name])
    const other = await suite.environment.aClient()
    await other.open(await suite.environment.aKey(hospital, approval.approvalId))
    assert.equal(await revoke(other, second.leaf.raw.toString('base64url')), 'ok')
  })

  it('renew a certificate when they name it, each certificate by one order (R198)', async () => {
    const [name, another] = [suite.environment.aServerName(), suite.environment.aServerName()]
    const { hospital, client } = await suite.environment.aProgram({ names: [name, another] })
    const { leaf, url } = await aCertificate(client, [name])
    const decoded = decodeCertificate(new Uint8Array(leaf.raw))
    assert.ok(decoded.ok)
    const { known, serial } = decoded.value
    const id = [known.authorityKeyIdentifier ?? new Uint8Array(), serial]
      .map((bytes) => Buffer.from(bytes).toString('base64url'))
      .join('.')
    const info = await suite.environment.carry({
      method: 'GET',
      url: `${client.at('renewalInfo')}/${id}`,
    })
    assert.equal(info.status, 200, info.text)
    assert.ok(Number(info.headers['retry-after']) > 0)
    const { suggestedWindow } = bodyOf(info) as { suggestedWindow: { start: string; end: string } }
    const left = (Date.parse(leaf.validTo) - Date.parse(suggestedWindow.start)) / day
    assert.ok(left > 115 && left < 125, String(left))
    assert.ok(suggestedWindow.start < suggestedWindow.end)
    for (const strange of [`${id}0`, 'x.y', 'nothing'])
      assert.equal(
        (
          await suite.environment.carry({
            method: 'GET',
            url: `${client.at('renewalInfo')}/${strange}`,
          })
        ).status,
        404,
      )

    assert.equal(errorOf(await order(client, [another], { replaces: id })), 'malformed')
    const { client: stranger } = await suite.environment.aProgram({
      names: [suite.environment.aServerName()],
    })
    assert.equal(errorOf(await order(stranger, [name], { replaces: id })), 'rejectedIdentifier')
    // An account that may order the same name, but under another approval, can’t replace this certificate.
    const { client: namesake } = await suite.environment.aProgram({ names: [name] })
    assert.equal(errorOf(await order(namesake, [name], { replaces: id })), 'malformed')
    suite.environment.setNow(plus(morning, hour))
    client.dropNonces()
    const renewed = await aCertificate(client, [name], { replaces: id })
    assert.notEqual(renewed.leaf.serialNumber, leaf.serialNumber)
    const twice = await order(client, [name], { replaces: id })
    assert.equal(twice.status, 409)
    assert.equal(errorOf(twice), 'alreadyReplaced')

    // There is no reminder of the older one; of the newer one the mailbox gets it, when nobody renewed it.
    const ends = decoded.value.notAfter
    suite.environment.setNow(plus(ends, -6 * day))
    await suite.environment.outbox.drain()
    const reminded = new Set(
      suite.environment.events.flatMap((event) =>
        event.type === 'ServiceCertificateEnding'
          ? (event as { applicationId?: string }).applicationId
          : [],
      ),
    )
    const { personId } = hospital
    assert.ok(reminded.has(await suite.environment.applicationOf(personId, renewed.url)))
    assert.ok(!reminded.has(await suite.environment.applicationOf(personId, url)))
    client.dropNonces()
  })
})
