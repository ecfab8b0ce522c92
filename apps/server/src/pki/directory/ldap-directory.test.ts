import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { aHolder, aCa, identifierOf, noon } from '@sotevarmenne/x509/testing'
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

  const read = (commonName: string) => server.readCa(commonName)
  const ca = aCa()
  const professional = {
    commonName: 'TEST CA for Social and Health Care, Prof. - G1',
    isRoot: false,
    certificate: ca.certificate.der,
  }
  /** slapd accepts nothing but CRLs; each number gives a different one. */
  const aCrl = (number: number, entries = 1): Uint8Array => {
    const tbs = encodeTbsCertificateList({
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: ca.certificate.subjectDer,
      thisUpdate: noon,
      nextUpdate: plus(noon, day),
      number: BigInt(number),
      authorityKeyIdentifier: identifierOf(ca.spki),
      entries: Array.from({ length: entries }, (_, index) => ({
        serial: Uint8Array.of(0x5a, index >> 16, index >> 8, index, ...new Uint8Array(13)),
        revokedAt: noon,
        reason: 'keyCompromise',
      })),
    })
    const signature = signData('ecdsa-sha256', ca.privateKey, tbs)
    return assembleCertificateList({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature })
  }

  it('shows everybody the certificate and the newest CRL of a CA, however long', async () => {
    const { commonName, certificate } = professional
    const short = aCrl(1)
    await directory.publish({ ...professional, crl: short })
    assert.deepEqual(await read(commonName), [certificate, short, undefined])
    const long = aCrl(2, 100_000)
    await directory.publish({ ...professional, crl: long })
    assert.deepEqual(await read(commonName), [certificate, long, undefined])
  })

  it('has the CRL of a root as an authority revocation list', async () => {
    const crl = aCrl(3)
    const { certificate } = professional
    await directory.publish({ commonName: 'TEST Root', isRoot: true, certificate, crl })
    assert.deepEqual(await read('TEST Root'), [certificate, undefined, crl])
  })

  it('can’t be written without the password', async () => {
    const stranger = ldapDirectory({ ...server.address, password: 'another' })
    const crl = aCrl(9)
    await assert.rejects(stranger.publish({ ...professional, crl }), /0x31|credentials/i)
    const [, shown] = await read(professional.commonName)
    assert.notDeepEqual(shown, crl)
  })

  const aHolderEntry = (certificates: readonly Uint8Array[]) => ({
    registrationNumber: '00098705718',
    commonName: 'ESIMERKKI AINO MARIA 00098705718',
    surname: 'ESIMERKKI',
    certificates,
  })
  const one = aHolder(ca).certificate.der
  const other = aHolder(ca).certificate.der

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

  it('returns all of its holders, however many pages they take', async () => {
    const numbers = Array.from({ length: 101 }, (_, at) => String(10_000_000_000 + at))
    for (const registrationNumber of numbers)
      await directory.publishHolder({ ...aHolderEntry([one]), registrationNumber })
    const found: HolderFound[] = []
    for await (const page of directory.holders()) found.push(...page)
    assert.deepEqual(found.map(({ registrationNumber }) => registrationNumber).toSorted(), numbers)
    for (const { registrationNumber } of found)
      await directory.publishHolder({ ...aHolderEntry([]), registrationNumber })
  })

  it('returns no entry that has no registration number', async () => {
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

  it('gets the password under TLS only, and only when its certificate is trusted', async () => {
    const { address, certificate } = server
    const url = address.url.replace('127.0.0.1', 'localhost')
    const underTls = { ...address, url, startTls: true }
    const crl = aCrl(5)
    await ldapDirectory({ ...underTls, cas: certificate }).publish({
      ...professional,
      crl,
    })
    assert.deepEqual((await read(professional.commonName))[1], crl)
    await assert.rejects(
      ldapDirectory(underTls).publish({ ...professional, crl: aCrl(6) }),
      /self-signed certificate/,
    )
  })

  it('names no holder in the fault when it refuses an entry', async () => {
    const broken = { ...aHolderEntry([Uint8Array.of(1)]) }
    await assert.rejects(directory.publishHolder(broken), (fault: Error) => {
      assert.match(fault.message, /did not take the entry of a holder/)
      assert.doesNotMatch(fault.message, /00098705718|ESIMERKKI/)
      assert.equal(fault.cause, undefined)
      return true
    })
  })

  it('causes a fault while it is down, and has the newest data afterwards', async () => {
    await server.stop()
    const crl = aCrl(4)
    await assert.rejects(directory.publish({ ...professional, crl }))
    await server.start()
    await directory.publish({ ...professional, crl })
    assert.deepEqual((await read(professional.commonName))[1], crl)
  })
})
