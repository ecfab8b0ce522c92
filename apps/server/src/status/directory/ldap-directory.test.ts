import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'ldapts'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { anAuthority, identifierOf, noon } from '@sotevarmenne/x509/testing'
import { freePorts } from '../../../../../tests/support/free-ports.ts'
import type { Directory } from './directory.ts'
import { ldapDirectory } from './ldap-directory.ts'

const slapd = '/usr/sbin/slapd'
const isMissing = spawnSync(slapd, ['-VV']).error !== undefined
const skip = isMissing && process.env['CI'] !== 'true' ? 'not installed: slapd' : false

const setUp = new URL('../../../../../docs/operations/ldap/', import.meta.url)
const base = 'o=Sotevarmenne TEST,c=FI'
const bindDn = `cn=publisher,${base}`
const password = 'a password of tests only'

describe("a directory of Debian's slapd, set up as the manual says", { skip }, () => {
  let folder: string
  let url: string
  let port: number
  let server: ChildProcess
  let directory: Directory

  const start = async (): Promise<void> => {
    server = spawn(slapd, ['-f', join(folder, 'slapd.conf'), '-h', url, '-d', '0'], {
      stdio: 'ignore',
    })
    for (let round = 0; round < 200 && !(await isListening(port)); round += 1) await wait(25)
  }
  const stop = async (): Promise<void> => {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-ldap-'))
    ;({ slapd: port } = await freePorts(['slapd']))
    url = `ldap://127.0.0.1:${String(port)}`
    const configuration = (await readFile(new URL('slapd.conf', setUp), 'utf8'))
      .replaceAll('/var/lib/ldap', folder)
      .replace('{SSHA}replace-me', `"${password}"`)
    await writeFile(join(folder, 'slapd.conf'), configuration)
    const files = ['-f', join(folder, 'slapd.conf'), '-l', new URL('base.ldif', setUp).pathname]
    execFileSync('/usr/sbin/slapadd', files)
    await start()
    directory = ldapDirectory({ url, base, bindDn, password })
  })
  after(async () => {
    await stop()
    await rm(folder, { recursive: true })
  })

  /** What anybody reads there of the authority. */
  const read = async (commonName: string) => {
    const client = new Client({ url })
    const attributes = [
      'cACertificate;binary',
      'certificateRevocationList;binary',
      'authorityRevocationList;binary',
    ]
    const filter = `(&(objectClass=pkiCA)(cn=${commonName}))`
    const found = await client.search(base, { scope: 'sub', filter, attributes })
    await client.unbind()
    const [entry] = found.searchEntries
    return attributes.map((name) => {
      const value = entry?.[name]
      return Buffer.isBuffer(value) ? new Uint8Array(value) : undefined
    })
  }
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
    const stranger = ldapDirectory({ url, base, bindDn, password: 'another' })
    const list = aList(9)
    await assert.rejects(stranger.publish({ ...professional, list }), /0x31|credentials/i)
    const [, shown] = await read(professional.commonName)
    assert.notDeepEqual(shown, list)
  })

  it('is a fault while it is away, and has the newest afterwards', async () => {
    await stop()
    const list = aList(4)
    await assert.rejects(directory.publish({ ...professional, list }))
    await start()
    await directory.publish({ ...professional, list })
    assert.deepEqual((await read(professional.commonName))[1], list)
  })
})

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
