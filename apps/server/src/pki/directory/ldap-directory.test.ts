import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { aHolder, anAuthority, identifierOf, noon } from '@sotevarmenne/x509/testing'
import { Client } from 'ldapts'
import type { Directory, HolderFound } from './directory.ts'
import { ldapDirectory } from './ldap-directory.ts'
import { noSlapd, startDirectory, type TestDirectory } from './testing.ts'

describe("a directory of Debian's slapd, set up as the manual says", { skip: noSlapd }, () => {
  let server: TestDirectory
  let directory: Directory

  before(async () => {
    server = await startDirectory()
    directory = ldapDirectory(server.address)
  })
  after(() => server.close())

  const read = (commonName: string) => server.readAuthority(commonName)
  const authority = anAuthority()
  const professional = {
    commonName: 'TEST CA for Social and Health Care, Prof. - G1',
    isRoot: false,
    certificate: authority.certificate.der,
  }
  /** slapd takes nothing but lists; each number makes another one. */
  const aList = (number: number, entries = 1): Uint8Array => {
    const tbs = encodeTbsCertificateList({
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: authority.certificate.subjectDer,
      thisUpdate: noon,
      nextUpdate: plus(noon, day),
      number: BigInt(number),
      authorityKeyIdentifier: identifierOf(authority.spki),
      entries: Array.from({ length: entries }, (_, index) => ({
        serial: Uint8Array.of(0x5a, index >> 16, index >> 8, index, ...new Uint8Array(13)),
        revokedAt: noon,
        reason: 'keyCompromise',
      })),
    })
    const signature = signData('ecdsa-sha256', authority.privateKey, tbs)
    return assembleCertificateList({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature })
  }

  it('shows everybody the certificate and the newest list of an authority, however long', async () => {
    const { commonName, certificate } = professional
    const short = aList(1)
    await directory.publish({ ...professional, list: short })
    assert.deepEqual(await read(commonName), [certificate, short, undefined])
    const long = aList(2, 100_000)
    await directory.publish({ ...professional, list: long })
    assert.deepEqual(await read(commonName), [certificate, long, undefined])
  })

  it('has the list of a root as one of authorities', async () => {
    const list = aList(3)
    const { certificate } = professional
    await directory.publish({ commonName: 'TEST Root', isRoot: true, certificate, list })
    assert.deepEqual(await read('TEST Root'), [certificate, undefined, list])
  })

  it('is written by nobody without the password', async () => {
    const stranger = ldapDirectory({ ...server.address, password: 'another' })
    const list = aList(9)
    await assert.rejects(stranger.publish({ ...professional, list }), /0x31|credentials/i)
    const [, shown] = await read(professional.commonName)
    assert.notDeepEqual(shown, list)
  })

  const aHolderEntry = (certificates: readonly Uint8Array[]) => ({
    registrationNumber: '00098705718',
    commonName: 'ESIMERKKI AINO MARIA 00098705718',
    surname: 'ESIMERKKI',
    certificates,
  })
  const one = aHolder(authority).certificate.der
  const other = aHolder(authority).certificate.der

  it('shows holders by their registration number, and nothing of one without certificates', async () => {
    const { registrationNumber } = aHolderEntry([])
    await directory.publishHolder(aHolderEntry([one]))
    assert.deepEqual(await server.readHolders(), [{ registrationNumber, certificates: [one] }])
    await directory.publishHolder(aHolderEntry([other]))
    assert.deepEqual(await server.readHolders(), [{ registrationNumber, certificates: [other] }])
    await directory.publishHolder(aHolderEntry([]))
    await directory.publishHolder(aHolderEntry([]))
    assert.deepEqual(await server.readHolders(), [])
  })

  it('tells all of its holders, however many pages they are', async () => {
    const numbers = Array.from({ length: 101 }, (_, at) => String(10_000_000_000 + at))
    for (const registrationNumber of numbers)
      await directory.publishHolder({ ...aHolderEntry([one]), registrationNumber })
    const found: HolderFound[] = []
    for await (const page of directory.holders()) found.push(...page)
    assert.deepEqual(found.map(({ registrationNumber }) => registrationNumber).toSorted(), numbers)
    for (const { registrationNumber } of found)
      await directory.publishHolder({ ...aHolderEntry([]), registrationNumber })
  })

  it('tells nothing of an entry that has no registration number', async () => {
    const { url, base, bindDn, password } = server.address
    const client = new Client({ url })
    await client.bind(bindDn, password)
    const foreign = `cn=FOREIGN,${base}`
    await client.add(foreign, { objectClass: ['person', 'pkiUser'], cn: 'FOREIGN', sn: 'FOREIGN' })
    const found: HolderFound[] = []
    for await (const page of directory.holders()) found.push(...page)
    await client.del(foreign)
    await client.unbind()
    assert.deepEqual(found, [])
  })

  it('is told the password under TLS only, and only when its certificate is known', async () => {
    const { address, certificate } = server
    const url = address.url.replace('127.0.0.1', 'localhost')
    const underTls = { ...address, url, startTls: true }
    const list = aList(5)
    await ldapDirectory({ ...underTls, authorities: certificate }).publish({
      ...professional,
      list,
    })
    assert.deepEqual((await read(professional.commonName))[1], list)
    await assert.rejects(
      ldapDirectory(underTls).publish({ ...professional, list: aList(6) }),
      /self-signed certificate/,
    )
  })

  it('says nothing of a holder when it takes no entry', async () => {
    const broken = { ...aHolderEntry([Uint8Array.of(1)]) }
    await assert.rejects(directory.publishHolder(broken), (fault: Error) => {
      assert.match(fault.message, /did not take the entry of a holder/)
      assert.doesNotMatch(fault.message, /00098705718|ESIMERKKI/)
      assert.equal(fault.cause, undefined)
      return true
    })
  })

  it('is a fault while it is away, and has the newest afterwards', async () => {
    await server.stop()
    const list = aList(4)
    await assert.rejects(directory.publish({ ...professional, list }))
    await server.start()
    await directory.publish({ ...professional, list })
    assert.deepEqual((await read(professional.commonName))[1], list)
  })
})
