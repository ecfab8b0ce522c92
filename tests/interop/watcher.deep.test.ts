import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { formatInstant, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { createOcspServer } from '../../apps/server/src/entry/ocsp-server.ts'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import type { IssuedCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { createRevocations, type Revocations } from '../../apps/server/src/pki/revocation/index.ts'

const isMissing = spawnSync('openssl', ['version']).error !== undefined
const skip = isMissing && process.env['CI'] !== 'true' ? 'not installed: openssl' : false
const program = new URL('../../apps/watcher/src/watch.ts', import.meta.url).pathname
const professional = 'professional-g1-ecc'
const shards = Array.from({ length: 8 }, (_, shard) => `/crl/${professional}/${String(shard)}.crl`)
const fullCrl = `/crl/${professional}.crl`

describe('the watcher beside a status service', { skip }, () => {
  const clock = { now: () => instant(Date.now()) }
  const faults: unknown[] = []
  let ca: TestCa
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let certificates: Certificates
  let revocations: Revocations
  let service: { readonly port: number; readonly close: () => Promise<void> }
  let revoked: IssuedCertificate
  /** A node between the watcher and the service, which a test makes lie. */
  let liar: Server
  let lie: (request: IncomingMessage) => Promise<Uint8Array | number | undefined>

  before(async () => {
    ca = await startTestCa({ clock })
    folder = await mkdtemp(join(tmpdir(), 'watched-'))
    database = await openTestDatabase()
    const { issuers, signer } = ca
    const record = () => Promise.resolve()
    const parts = { db: database.db, clock, record, issuers, signer }
    certificates = createCertificates({ ...parts, recordAll: record })
    revocations = createRevocations({ ...parts, certificates })
    service = await createOcspServer({
      ...{ ...parts, certificates, revocations },
      crlFolder: join(ca.folder, 'crls'),
      permits: {
        issueCertificate: () => aPermit('certificates.issueCertificate'),
        publishCrl: () => aPermit('crl.publishCrl'),
      },
      onFault: (fault) => faults.push(fault),
    }).start({ host: '127.0.0.1', port: 0 })
    while ((await fetch(`${nodeOf(service)}/health/ready`)).status !== 200) await wait(50)
    for (const name of ['root-g1-ecc', professional])
      await writeFile(join(folder, `${name}.crt`), await get(`/ca/${name}.crt`))
    await issue('good.crt')
    revoked = await issue('revoked.crt')
    await revoke(revoked)
    while (!(await isListed(revoked))) await wait(50)
    liar = createServer((request, response) => {
      void respond(request).then(
        ([status, body]) => response.writeHead(status).end(body),
        () => response.destroy(),
      )
    }).listen(0, '127.0.0.1')
    await once(liar, 'listening')
  })
  after(async () => {
    liar.close()
    await service.close()
    await database.close()
    await ca.close()
    await rm(folder, { recursive: true })
    assert.deepEqual(faults, [])
  })

  const nodeOf = ({ port }: { readonly port: number }) => `http://127.0.0.1:${String(port)}`
  const buffersOf = async (stream: AsyncIterable<unknown>): Promise<readonly Buffer[]> => {
    const buffers: Buffer[] = []
    for await (const part of stream) buffers.push(part as Buffer)
    return buffers
  }
  const get = async (address: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(`${nodeOf(service)}${address}`)).arrayBuffer())
  const respond = async (request: IncomingMessage): Promise<readonly [number, Uint8Array]> => {
    const parts = await buffersOf(request)
    const lied = await lie(request)
    if (typeof lied === 'number') return [lied, new Uint8Array()]
    if (lied !== undefined) return [200, lied]
    const response = await fetch(`${nodeOf(service)}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      ...(parts.length > 0 && {
        body: new Uint8Array(Buffer.concat(parts)),
        headers: { 'content-type': 'application/ocsp-request' },
      }),
    })
    return [response.status, new Uint8Array(await response.arrayBuffer())]
  }
  async function issue(file: string): Promise<IssuedCertificate> {
    const permit = aPermit('certificates.issueCertificate')
    const issued = await certificates.issueCertificate(permit, aRequest(clock.now()))
    assert.ok(issued.ok)
    await writeFile(join(folder, file), issued.value.der)
    return issued.value
  }
  async function revoke({ issuer, serial }: IssuedCertificate): Promise<void> {
    const done = await database.db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        ...{ issuer, serials: [serial], reason: 'keyCompromise', cause: 'card-lost' },
      }),
    )
    assert.ok(done.ok)
  }
  const isListed = async ({ serial }: IssuedCertificate): Promise<boolean> => {
    const lists = await Promise.all([...shards, fullCrl].map(get))
    const bytes = Buffer.from(serial, 'hex')
    return lists.filter((list) => Buffer.from(list).includes(bytes)).length === 2
  }
  const address = (path: string): string => `http://localhost:8081${path}`

  let runs = 0
  const configured = async (changes: object = {}): Promise<string> => {
    runs += 1
    const file = join(folder, `watcher-${String(runs)}.json`)
    const config = {
      nodes: [nodeOf(service)],
      state: `state-${String(runs)}.json`,
      cas: [
        {
          ...{ name: professional, certificate: `${professional}.crt`, issuer: 'root-g1-ecc.crt' },
          ...{ certificates: ['good.crt', 'revoked.crt'], fullCrl: address(fullCrl) },
          crls: shards.map(address),
        },
      ],
      ...changes,
    }
    await writeFile(file, JSON.stringify(config))
    return file
  }
  type Line = { readonly event: string; readonly kind: string } & {
    readonly [name in 'address' | 'node' | 'detail']?: string
  }
  const watchOnce = async (config: string) => {
    const { code, output, errors } = await run('--config', config, '--once')
    const lines = output
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line)
    return { code, lines, errors }
  }
  const run = async (...words: readonly string[]) => {
    const child = spawn(process.execPath, [program, ...words])
    const [output, errors] = [child.stdout, child.stderr].map(async (stream) =>
      Buffer.concat(await buffersOf(stream)).toString(),
    )
    const [code] = (await once(child, 'close')) as [number]
    return { code, output: (await output) ?? '', errors: (await errors) ?? '' }
  }
  /** What it finds where a second node lies. */
  const findingsWhere = async (liesBy: typeof lie, changes: object = {}) => {
    lie = liesBy
    const { port } = liar.address() as AddressInfo
    const { code, lines } = await watchOnce(
      await configured({ nodes: [nodeOf(service), nodeOf({ port })], ...changes }),
    )
    assert.equal(code, lines.length > 0 ? 1 : 0)
    assert.ok(lines.every(({ node }) => node === undefined || node === nodeOf({ port })))
    return lines.map(({ kind, address }) => [kind, address])
  }
  const only = (path: string, lied: Uint8Array | number) => (request: IncomingMessage) =>
    Promise.resolve(request.url === path ? lied : undefined)

  it('finds nothing wrong where all is right, at one node and at two (R700)', async () => {
    const { code, lines } = await watchOnce(await configured())
    assert.deepEqual(lines, [])
    assert.equal(code, 0)
    assert.deepEqual(await findingsWhere(() => Promise.resolve(undefined)), [])
  })

  it('finds a node that serves nothing, the CRL of another CA, one that was changed, or another certificate (R701)', async () => {
    const shard = shards[3] ?? ''
    assert.deepEqual(await findingsWhere(only(shard, 503)), [['unreachable', address(shard)]])
    const ofOther = await get('/crl/temporary-g1-ecc.crl')
    assert.deepEqual(await findingsWhere(only(shard, ofOther)), [['not-verified', address(shard)]])
    const changed = Uint8Array.from(await get(shard))
    const last = changed.length - 1
    changed[last] = (changed[last] ?? 0) ^ 1
    assert.deepEqual(await findingsWhere(only(shard, changed)), [['not-verified', address(shard)]])
    const path = `/ca/${professional}.crt`
    assert.deepEqual(await findingsWhere(only(path, await get('/ca/root-g1-ecc.crt'))), [
      ['another-certificate', address(path)],
    ])
    const { lines } = await watchOnce(await configured({ maxBytes: 300 }))
    assert.deepEqual(new Set(lines.map(({ kind }) => kind)), new Set(['unreachable']))
    assert.match(lines[0]?.detail ?? '', /^more than 300 bytes$/)
  })

  it('finds a node that goes on with an old CRL for longer than publishing may take (R702)', async () => {
    const before = new Map(
      await Promise.all([...shards, fullCrl].map(async (path) => [path, await get(path)] as const)),
    )
    const lost = await issue('lost.crt')
    await revoke(lost)
    while (!(await isListed(lost))) await wait(50)
    // What is old must first have been new for as long as publishing may take.
    await wait(1100)
    const found = await findingsWhere((request) => Promise.resolve(before.get(request.url ?? '')), {
      visibleWithin: '1s',
    })
    assert.ok(found.some(([kind, at]) => kind === 'copy-behind' && at === address(fullCrl)))
    assert.equal(found.filter(([kind]) => kind === 'copy-behind').length, 2)
  })

  it('finds OCSP that says something else than the CRLs (R702)', async () => {
    const replayed = await issue('replayed.crt')
    const request = join(folder, 'request')
    const certificate = join(folder, 'replayed.crt')
    spawnSync('openssl', [
      ...['ocsp', '-no_nonce', '-issuer', join(folder, `${professional}.crt`)],
      ...['-cert', certificate, '-reqout', request],
    ])
    const ocsp = `/ocsp/${professional}`
    const good = await fetch(`${nodeOf(service)}${ocsp}`, {
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      body: await readFile(request),
    })
    const response = new Uint8Array(await good.arrayBuffer())
    await revoke(replayed)
    while (!(await isListed(replayed))) await wait(50)
    const cas = [
      {
        ...{ name: professional, certificate: `${professional}.crt`, issuer: 'root-g1-ecc.crt' },
        certificates: ['replayed.crt'],
      },
    ]
    assert.deepEqual(await findingsWhere(only(ocsp, response), { cas }), [
      ['ocsp-differs', address(ocsp)],
    ])
    assert.deepEqual(await findingsWhere(() => Promise.resolve(undefined), { cas }), [])
  })

  it('finds what was recorded and is not listed, and what is listed and was not recorded (R703)', async () => {
    const known = await database.db.read((tx) => revocations.statusesSince(tx, 0))
    const lines = known.map(({ issuer, serial, revokedAt, notAfter }) => ({
      ...{ issuer, serial },
      ...{ revokedAt: formatInstant(revokedAt), notAfter: formatInstant(notAfter) },
    }))
    const file = join(folder, 'revocations.ndjson')
    const found = async (written: readonly object[], isWhole = true) => {
      const asOf = formatInstant(plus(clock.now(), minute))
      const all = [...written, ...(isWhole ? [{ asOf }] : [])]
      await writeFile(file, all.map((line) => `${JSON.stringify(line)}\n`).join(''))
      const { lines } = await watchOnce(await configured({ revocations: file }))
      return lines.map(({ kind }) => kind)
    }
    assert.deepEqual(await found(lines), [])
    const [first] = lines
    assert.ok(first)
    const invented = {
      ...{ ...first, serial: '5a0123456789abcdef' },
      revokedAt: formatInstant(plus(clock.now(), -2 * minute)),
    }
    assert.deepEqual(await found([...lines, invented]), [
      'revocation-missing',
      'revocation-missing',
    ])
    const ended = { ...invented, notAfter: formatInstant(plus(clock.now(), -minute)) }
    const justNow = { ...invented, revokedAt: formatInstant(clock.now()) }
    assert.deepEqual(await found([...lines, ended, justNow]), [])
    assert.deepEqual(await found(lines.slice(1)), ['revocation-unknown', 'revocation-unknown'])
    assert.deepEqual(await found(lines, false), ['recorded-unreadable'])
  })

  it('remembers CRL numbers over its restarts: none goes back (R704)', async () => {
    const config = await configured()
    assert.deepEqual((await watchOnce(config)).lines, [])
    const state = config.replace('watcher-', 'state-')
    const remembered = JSON.parse(await readFile(state, 'utf8')) as {
      crls: { [address: string]: { number: string; fingerprint: string } }
    }
    const full = remembered.crls[address(fullCrl)]
    assert.ok(full)
    full.number = String(Number(full.number) + 100)
    await writeFile(state, JSON.stringify(remembered))
    const again = [await watchOnce(config), await watchOnce(config)]
    const found = again.map(({ lines }) => lines.map(({ kind, address }) => [kind, address]))
    const expected = [['number-went-back', address(fullCrl)]]
    assert.deepEqual(found, [expected, expected])
    await writeFile(state, '{')
    assert.deepEqual(
      (await watchOnce(config)).lines.map(({ kind }) => kind),
      ['state-lost'],
    )
  })

  it('alarms a whole publication before a CRL ends (R705)', async () => {
    const { code, lines } = await watchOnce(await configured({ publicationInterval: '2d' }))
    assert.equal(code, 1)
    assert.deepEqual(new Set(lines.map(({ kind }) => kind)), new Set(['lapses-soon']))
    assert.ok(lines.length >= shards.length + 1)
  })

  it('goes on until it is stopped, says what begins and what ends, and has metrics', async () => {
    const { port } = liar.address() as AddressInfo
    lie = only(fullCrl, 503)
    const listen = await aFreePort()
    const config = await configured({
      ...{ nodes: [nodeOf({ port })], every: '1s', listen: `127.0.0.1:${String(listen)}` },
    })
    const child = spawn(process.execPath, [program, '--config', config])
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async (): Promise<Line> =>
      JSON.parse(((await lines.next()) as { value: string }).value) as Line
    const found = await next()
    assert.deepEqual([found.event, found.kind], ['found', 'unreachable'])
    const metrics = async () => (await fetch(`http://127.0.0.1:${String(listen)}/metrics`)).text()
    assert.match(
      await metrics(),
      /sotevarmenne_watcher_finding\{ca="professional-g1-ecc",kind="unreachable",/,
    )
    lie = () => Promise.resolve(undefined)
    assert.deepEqual([(await next()).event, found.kind], ['ended', 'unreachable'])
    assert.match(await metrics(), /^sotevarmenne_watcher_findings 0$/m)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })

  const aFreePort = async (): Promise<number> => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    return port
  }

  it('says what is wrong with its configuration, and watches nothing then', async () => {
    const cas = [{ name: 'a', certificate: 'missing.pem' }]
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ cas: [] }, /^cas: names no CA$/m],
      [{ nodes: ['ftp://node'] }, /^nodes: not an http address: ftp:\/\/node$/m],
      [{ every: '60' }, /^every: write it as 60s/m],
      [{ crl: [] }, /^the configuration: unknown member crl$/m],
      [{ cas: [...cas, ...cas] }, /^cas: a stands twice$/m],
      [{ cas }, /missing\.pem/],
    ]
    for (const [changes, words] of cases) {
      const { code, errors } = await watchOnce(await configured(changes))
      assert.equal(code, 2)
      assert.match(errors, words)
    }
  })
})
