import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { pino } from 'pino'
import { createAuthentication, type AuthenticationDeps } from '#identity/authentication/index.ts'
import { createSystemPermits } from '#identity/permissions/index.ts'
import { createCertificates, type Certificates } from '#pki/issuance/index.ts'
import { openEnrolmentApi } from '#platform/serve-enrolment-api.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { twoApprovers } from '@sotevarmenne/tests/ca/two-approvers'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { runCommandLine } from './command-line.ts'
import type { CommandedService } from './commanded-service.ts'
import { demoTlsProxy } from './demo-tls-proxy.ts'

const run = promisify(execFile)

describe('the enrolment API of a demo environment', () => {
  let ahead = 0
  const clock = { now: () => instant(Date.now() + ahead) }
  let folder: string
  let ca: TestCa
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let certificates: Certificates
  let authentication: ReturnType<typeof createAuthentication>
  let server: RunningServer
  let port: number
  let approve: Awaited<ReturnType<typeof twoApprovers>>
  const open = () =>
    demoTlsProxy(
      path.join(folder, 'listener'),
      {
        ...{ clock, certificates, authentication, issuers: ca.issuers },
        systemPermit: createSystemPermits({ clock }),
      },
      approve,
    )

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'demo-tls-proxy-'))
    database = await openTestDatabase()
    ca = await startTestCa({
      clock,
      isWanted: ({ role, family }) =>
        family === 'ecc' && (role === 'root' || role === 'service' || role === 'professional'),
      demandsEvidence: true,
    })
    approve = await twoApprovers({ ...ca, clock })
    const { db } = database
    const { issuers, signer } = ca
    const recordAll = () => Promise.resolve()
    certificates = createCertificates({ db, clock, issuers, signer, recordAll })
    const revocation = createRevocations({ certificates, record: recordAll, clock })
    authentication = createAuthentication({
      db,
      clock,
      certificates,
      revocations: revocation,
    } as unknown as AuthenticationDeps)
    server = await openEnrolmentApi(
      {
        endpoints: certificates.enrolmentOperations ?? [],
        permits: authentication.requestPermits,
        logger: pino({ level: 'silent' }),
        publicUrl: 'http://localhost',
        ...{ clock, version: '0.1.0', readiness: {}, requestsPerMinute: 1000 },
        tls: await open(),
      },
      { host: '127.0.0.1', port: 0 },
    )
    port = server.port
  })
  after(async () => {
    await server.close()
    await ca.close()
    await database.close()
    await rm(folder, { recursive: true })
  })

  const inFolder = (name: string) => path.join(folder, name)
  const aRequest = async (name: string, ...files: readonly [string, string]) => {
    const [key, request] = files.map(inFolder)
    await run('openssl', [
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', `/CN=${name}`, '-keyout', String(key), '-out', String(request)],
    ])
    return readFile(String(request), 'utf8')
  }
  const send = async (request: string, client: { readonly cert: string; readonly key: string }) => {
    const { stdout } = await run('curl', [
      ...['--silent', '--show-error', '--cacert', inFolder('listener/root.pem')],
      ...['--cert', inFolder(client.cert), '--key', inFolder(client.key)],
      ...['-H', 'content-type: application/json', '--data-binary', JSON.stringify({ request })],
      ...['--connect-to', 'service.localhost::127.0.0.1:'],
      `https://service.localhost:${String(port)}/api/v1/certificates`,
    ])
    return JSON.parse(stdout) as Readonly<Record<string, string>>
  }
  const exampleClient = { cert: 'listener/client.pem', key: 'listener/client.key' }

  it('issues a certificate to a client using curl and the files in its folder', async () => {
    const request = await aRequest('host.esimerkkila.example', 'host.key', 'host.csr')
    const response = await send(request, exampleClient)
    const leaf = new X509Certificate(response['certificate'] ?? JSON.stringify(response))
    assert.equal(leaf.subjectAltName, 'DNS:host.esimerkkila.example')
  })

  it('is set up once, and a later start opens it with the same certificate', async () => {
    const { cert } = await open()
    assert.deepEqual(await open(), {
      cert,
      key: await readFile(inFolder('listener/listener.key'), 'utf8'),
    })
    assert.equal((await database.db.read(certificates.allClients)).length, 2)
  })

  it('gets a new certificate when its certificate has expired', async () => {
    const { cert } = await open()
    ahead = 366 * day
    const { cert: renewed } = await open()
    ahead = 0
    assert.notEqual(renewed, cert)
  })

  it('accepts a client with a certificate issued for its request by the command', async () => {
    await aRequest('desk.esimerkkila.example', 'desk.key', 'desk.csr')
    const rules = {
      name: 'Device desk',
      profile: 'server',
      family: 'ecc',
      organisation: 'Esimerkkilän hyvinvointialue',
      organisationOid: '1.2.246.10.12345678.10.1',
      dnsNames: ['.esimerkkila.example'],
      validityDays: 30,
    }
    const call = async (...words: readonly string[]) => {
      const said: string[] = []
      const say = (line: string): void => void said.push(line)
      const { issuers } = ca
      const systemPermit = createSystemPermits({ clock })
      const stop = () => Promise.resolve()
      const service = { certificates, clock, systemPermit, issuers, stop }
      const code = await runCommandLine(['client', ...words], {
        settings: {},
        open: () => Promise.resolve(service as unknown as CommandedService),
        ownCas: () => assert.fail('no CA is needed'),
        migrate: () => assert.fail('nothing is migrated'),
        planUpgrade: () => assert.fail('nothing is upgraded'),
        terminal: {
          request: () => Promise.reject(new Error('unreachable: no terminal in this test')),
          say,
          complain: say,
        },
      })
      return { code, said: said.join('\n') }
    }
    let written = 0
    /** The statement of the rules, as two case officers have signed it. */
    const approvals = async (input: object, whose = [0, 1]): Promise<string[]> => {
      await writeFile(inFolder('approved.json'), JSON.stringify(input))
      const { code } = await call('statement', inFolder('approved.json'), inFolder('statement'))
      assert.equal(code, 0)
      const statement = await readFile(inFolder('statement'))
      const signed = await approve(new Uint8Array(statement))
      return Promise.all(
        whose.map(async (each) => {
          const by = signed[each]
          assert.ok(by)
          written += 1
          const file = inFolder(`approval-${String(written)}.json`)
          const sent = {
            statement: statement.toString('base64'),
            signature: Buffer.from(by.signature).toString('base64'),
            signatureAlgorithm: 'SHA384withECDSA',
            chain: [Buffer.from(by.certificate).toString('base64')],
          }
          await writeFile(file, JSON.stringify(sent))
          return file
        }),
      )
    }
    const register = async (input: object, ...more: readonly string[]) => {
      await writeFile(inFolder('rules.json'), JSON.stringify(input))
      return call('register', inFolder('rules.json'), inFolder('desk.csr'), ...more)
    }
    const registerApproved = async (input: object, created: string) =>
      register(input, created, '--approvals', ...(await approvals(input)))
    const unsaid = await register(rules)
    assert.equal(unsaid.code, 1)
    assert.match(unsaid.said, /where the certificate goes/)
    const others = await registerApproved(
      { ...rules, dnsNames: ['.example.fi'] },
      inFolder('desk.pem'),
    )
    assert.equal(others.code, 1)
    assert.match(others.said, /name-not-allowed/)

    for (const profile of ['unheard-of', 'toString', 'professional-signature']) {
      const unknown = await register({ ...rules, profile }, inFolder('desk.pem'))
      assert.equal(unknown.code, 1)
      assert.match(unknown.said, /profile: no profile for services/)
    }
    for (const never of [{ dnsNames: [], commonNames: ['desk'] }, { profile: 'system-signature' }])
      assert.equal((await register({ ...rules, ...never }, inFolder('desk.pem'))).code, 1)

    for (const network of ['198.51.100.0/23', '2001:db8::/63', '0.0.0.0/0', '::/0']) {
      const large = await register({ ...rules, addresses: [network] }, inFolder('desk.pem'))
      assert.equal(large.code, 1)
      assert.match(large.said, /addresses\.0: a network larger than/)
    }

    const created = inFolder('desk.pem')
    const unapproved = await register(rules, created)
    assert.match(unapproved.said, /for the approvals of two case officers/)
    for (const [wrong, because] of [
      [(await approvals(rules)).slice(0, 1), /Two approvals are needed/],
      [await approvals(rules, [1, 1]), /of one person/],
      [
        await approvals({ ...rules, dnsNames: ['.other.example'] }),
        /something else than the rules/,
      ],
    ] as const) {
      const refused = await register(rules, created, '--approvals', ...wrong)
      assert.equal(refused.code, 1)
      assert.match(refused.said, because)
    }
    const [first = '', second = ''] = await approvals(rules)
    const sent = JSON.parse(await readFile(first, 'utf8')) as object
    await writeFile(first, JSON.stringify({ ...sent, signature: 'AAAA' }))
    const forged = await register(rules, created, '--approvals', first, second)
    assert.match(forged.said, /does not fit its text/)

    const { code, said } = await registerApproved(rules, created)
    assert.equal(code, 0, said)
    const request = await aRequest('of-desk.esimerkkila.example', 'x.key', 'x.csr')
    const response = await send(request, { cert: 'desk.pem', key: 'desk.key' })
    assert.match(response['certificate'] ?? JSON.stringify(response), /BEGIN CERTIFICATE/)

    const mended = await registerApproved(
      { ...rules, organisation: 'Esimerkkilä' },
      inFolder('other.pem'),
    )
    assert.equal(mended.code, 1)
    assert.match(mended.said, /Make a new key and a request for it/)
  })
})
