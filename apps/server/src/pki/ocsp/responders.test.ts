import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, it } from 'node:test'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { connectRaw, startHttp, type RawClient } from '@sotevarmenne/http1/testing'
import {
  day,
  formatInstant,
  hour,
  minute,
  parseInstant,
  plus,
  second,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse } from '@sotevarmenne/x509/ocsp'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocation } from '#pki/revocation/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { isRenewalDue, maxSignatureBytes, type ResponderKeyKind } from './responder-key.ts'
import { createOcsp, type Ocsp } from './responders.ts'
import { serveOcsp } from './serve-ocsp.ts'
import { aRequest, aResponderKey, aSerial, certifyResponder, checked } from './testing.ts'

describe('an OCSP node', () => {
  const issuer = aCa({ notBefore: plus(noon, -day), notAfter: plus(noon, 400 * day) })
  const id = 'professional-g1-ecc' as IssuerId
  const other = 'organisation-g1-ecc' as IssuerId
  const good = { kind: 'good' }
  /** No test here queries a real database. */
  const noTx = undefined as never
  const servers: RunningServer[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
  })

  /** The contents of the database, for any number of nodes; and how reachable it is. */
  function aDatabase() {
    const issued: { readonly serial: SerialNumber; readonly settledAt: Instant }[] = []
    const revoked: Revocation[] = []
    const state = {
      now: noon,
      isThere: true,
      isSignerThere: true,
      serialsRead: 0,
      /** Of issued certificates in one reading. */
      pageSize: Infinity,
      statusesLookedUp: 0,
      refusal: undefined as 'clock-skew' | undefined,
      requestKeys: new Set<string>(),
      publicKey: undefined as KeyObject | undefined,
    }
    const reached = <Value>(value: Value): Promise<Value> =>
      state.isThere ? Promise.resolve(value) : Promise.reject(new Error('unreachable'))
    const certificates: Pick<
      Certificates,
      'issuedAfter' | 'issuedAmong' | 'issueResponderCertificate'
    > = {
      issuedAfter: (_tx, position) => {
        const from = position === undefined ? 0 : (parseInstant(position.settledAt) ?? 0)
        const page = issued
          .filter(
            ({ settledAt, serial }) =>
              settledAt > from || (settledAt === from && serial > (position?.serial ?? '')),
          )
          .toSorted((one, another) =>
            one.settledAt === another.settledAt
              ? Number(one.serial > another.serial) - 0.5
              : one.settledAt - another.settledAt,
          )
          .slice(0, state.pageSize)
        const serials = page.map(({ serial }) => serial)
        state.serialsRead += serials.length
        const last = page.length === state.pageSize ? page.at(-1) : undefined
        return reached({
          // Of a CA that this node does not know there may be certificates too.
          issued: [
            { issuer: 'unknown' as IssuerId, serials },
            { issuer: id, serials },
          ],
          next: last && { settledAt: formatInstant(last.settledAt), serial: last.serial },
        })
      },
      issuedAmong: (_tx, { serials }) =>
        reached(issued.map(({ serial }) => serial).filter((serial) => serials.includes(serial))),
      issueResponderCertificate: (_permit, { requestKey, spki, proof, issuer: requested }) => {
        state.requestKeys.add(requestKey)
        assert.ok(requestKey.endsWith(createHash('sha256').update(spki).digest('hex')))
        const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
        assert.equal(proof.challenge.length, 32)
        assert.ok(verify('sha256', proof.challenge, publicKey, proof.signature))
        state.publicKey = publicKey
        if (requested === other) return reached(refuse({ kind: 'clock-skew' as const }))
        if (state.refusal) return reached(refuse({ kind: state.refusal }))
        if (!state.isSignerThere) return reached(refuse({ kind: 'signer-unavailable' as const }))
        const from = plus(state.now, -minute)
        const der = certifyResponder(issuer, spki, from)
        return reached(
          ok({
            issuer: id,
            serial: '01' as SerialNumber,
            profile: 'ocsp-responder' as const,
            der,
            notBefore: from,
            notAfter: plus(from, 30 * day),
          }),
        )
      },
    }
    return {
      state,
      issue: (number: number, settledAt = state.now) => {
        issued.push({ serial: formatSerial(aSerial(number)) as SerialNumber, settledAt })
      },
      issueSerial: (serial: Uint8Array) => {
        issued.push({ serial: formatSerial(serial) as SerialNumber, settledAt: state.now })
      },
      revoke: (number: number) => {
        const serial = formatSerial(aSerial(number)) as SerialNumber
        const position = revoked.length + 1
        revoked.push({
          ...{ position, issuer: id, serial, reason: 'keyCompromise' },
          ...{ revokedAt: state.now, notAfter: plus(noon, 400 * day) },
        })
      },
      node: (
        responderKeys: ResponderKeyKind = 'p256',
        faults: unknown[] = [],
        issuers: readonly IssuerId[] = [id],
      ): Ocsp =>
        createOcsp({
          db: {
            read: (request) => request(noTx),
            write: () => Promise.reject(new Error('an OCSP node writes nothing here')),
            close: () => Promise.resolve(),
          },
          clock: { now: () => state.now },
          issuers: issuers.map((each) => ({ id: each, certificate: issuer.certificate })),
          certificates,
          revocations: {
            statusesSince: (_tx, position, limit = 1000) => {
              assert.ok(limit <= 10_000, 'a page fits into memory')
              return reached(revoked.slice(position, position + limit))
            },
            statusesAmong: (_tx, { serials }) => {
              state.statusesLookedUp += 1
              return reached(revoked.filter(({ serial }) => serials.includes(serial)))
            },
          },
          responderKeys,
          permit: () => aPermit('certificates.issueCertificate'),
          onFault: (fault) => faults.push(fault),
        }),
    }
  }

  const read = (node: Ocsp, at: Instant): Promise<void> => node.readRevocations(noTx, at)

  /** The node over HTTP, and how to send it requests. */
  async function serving(node: Ocsp, now: () => Instant) {
    const server = await startHttp(
      (request) => serveOcsp(node.answererOf, request) ?? { status: 404 },
    )
    servers.push(server)
    const send = async (bytes: string | Uint8Array): Promise<string> => {
      const client = await connectRaw(server.port)
      client.socket.end(bytes)
      return client.ended()
    }
    const statusIn = (text: string, number: number) =>
      checked(Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1'), {
        ...{ issuer, serial: aSerial(number), at: now() },
      })
    return {
      server,
      send,
      /** The status in its response about the certificate, by GET. */
      statusOf: async (number: number) => {
        const base64 = Buffer.from(aRequest(issuer, [aSerial(number)])).toString('base64')
        return statusIn(await send(`GET /ocsp/${id}/${base64} HTTP/1.0\r\n\r\n`), number)
      },
      statusIn,
    }
  }

  async function running(
    prepare: (database: ReturnType<typeof aDatabase>) => void = () => undefined,
  ) {
    const database = aDatabase()
    prepare(database)
    const node = database.node()
    await read(node, database.state.now)
    await node.renewKeys()
    return { database, node, ...(await serving(node, () => database.state.now)) }
  }
  it('responds about every certificate before it has read the list of issued ones', async () => {
    const { database, node, statusOf } = await running(({ issue, revoke }) => {
      issue(1)
      issue(2)
      revoke(2)
    })
    assert.ok(node.isReady())
    assert.equal(node.figures().certificates, 1)
    assert.deepEqual(await statusOf(1), good)
    assert.deepEqual(await statusOf(2), {
      kind: 'revoked',
      revokedAt: noon,
      reason: 'keyCompromise',
    })
    assert.deepEqual(await statusOf(3), { kind: 'unknown' })
    assert.equal(database.state.statusesLookedUp, 0, 'all revocations are known')
  })

  it('responds by looking up each certificate while it still reads the revocations (R621)', async () => {
    const database = aDatabase()
    database.issue(1)
    database.issue(2)
    const node = database.node()
    const { statusOf } = await serving(node, () => database.state.now)
    assert.equal(await statusOf(1), 'no-response')
    await node.renewKeys()
    // It knows that they were issued, and not yet what is revoked.
    await node.readIssued()
    database.revoke(2)
    assert.deepEqual(await statusOf(1), good)
    assert.deepEqual(await statusOf(2), {
      kind: 'revoked',
      revokedAt: noon,
      reason: 'keyCompromise',
    })
    assert.deepEqual(await statusOf(3), { kind: 'unknown' })
    database.revoke(1)
    const status = await statusOf(1)
    assert.ok(typeof status !== 'string' && status.kind === 'revoked')
    assert.equal(node.figures().asOf, undefined)
    database.state.isThere = false
    assert.equal(await statusOf(1), 'no-response')
  })

  it('is not ready before it has a key and has read the revocations', async () => {
    const database = aDatabase()
    const node = database.node()
    assert.ok(!node.isReady())
    await node.renewKeys()
    assert.ok(!node.isReady())
    await read(node, noon)
    assert.ok(node.isReady())
  })

  it('is not ready as long as one of its CAs has no key', async () => {
    const database = aDatabase()
    const node = database.node('p256', [], [id, other])
    await read(node, noon)
    await assert.rejects(
      node.renewKeys(),
      /^AggregateError: no .* organisation-g1-ecc \(clock-skew\)$/,
    )
    assert.ok(!node.isReady())
    assert.deepEqual(node.figures().responders, [
      { issuer: id, until: plus(noon, 30 * day - minute) },
      { issuer: other, until: undefined },
    ])
    // Meanwhile it signs for the other.
    database.issue(1)
    await node.readIssued()
    await node.preSign(new AbortController().signal)
    assert.equal(node.figures().signed, 1)
  })

  it('reads all revocations, however many there are', async () => {
    for (const count of [9_999, 10_000, 10_001]) {
      const database = aDatabase()
      for (let number = 0; number < count; number += 1) database.revoke(number)
      const node = database.node()
      await read(node, noon)
      assert.equal(node.figures().certificates, count)
    }
  })

  it('reads issued certificates page by page, of its own CAs', async () => {
    const { database, node } = await running(({ issue }) => {
      for (let number = 0; number < 5; number += 1) issue(number)
      // Of one instant, too.
      for (let number = 5; number < 10; number += 1) issue(number, plus(noon, number))
    })
    database.state.pageSize = 2
    await node.readIssued()
    assert.equal(node.figures().certificates, 10)
    assert.equal(database.state.serialsRead, 10)
  })

  it('serves requests after every thousand issued certificates that it reads', async () => {
    const { node } = await running(({ issue }) => {
      for (let number = 0; number < 3500; number += 1) issue(number)
    })
    const known = [0]
    const progress = { isRead: false }
    const reading = node.readIssued().then(() => {
      progress.isRead = true
    })
    while (!progress.isRead) {
      known.push(node.figures().certificates)
      await nextTurn()
    }
    await reading
    known.push(node.figures().certificates)
    assert.equal(known.at(-1), 3500)
    const steps = known.slice(1).map((each, index) => each - (known[index] ?? 0))
    assert.ok(Math.max(...steps) <= 1000, known.join())
  })

  it('reads what is issued by a clock that went back', async () => {
    const { database, node } = await running(({ issue }) => {
      issue(1)
    })
    await node.readIssued()
    database.state.now = plus(noon, -hour)
    database.issue(2)
    await node.readIssued()
    assert.equal(node.figures().certificates, 2)
  })

  it('looks up serial numbers that begin like a negative number, and zero, which no certificate has', async () => {
    const { database, node, send } = await running()
    const content = Uint8Array.of(0x9f, 1, 2)
    database.issueSerial(content)
    for (const [serial, kind] of [
      [content, 'good'],
      [Uint8Array.of(0x1f, 1, 2), 'unknown'],
      [Uint8Array.of(0), 'unknown'],
    ] as const) {
      const base64 = Buffer.from(aRequest(issuer, [serial])).toString('base64')
      const text = await send(`GET /ocsp/${id}/${base64} HTTP/1.0\r\n\r\n`)
      const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1')
      assert.deepEqual(checked(body, { issuer, serial, at: noon }), { kind })
    }
    assert.equal(node.figures().certificates, 1)
  })

  it('has a key of its own certified at each try that the signer refused', async () => {
    const database = aDatabase()
    const node = database.node()
    database.state.refusal = 'clock-skew'
    for (let tries = 0; tries < 2; tries += 1)
      await assert.rejects(node.renewKeys(), /professional-g1-ecc \(clock-skew\)/)
    assert.equal(database.state.requestKeys.size, 2)
  })

  it('renews a key when its certificate has less than ten days left, or is not valid yet', () => {
    const key = aResponderKey(issuer)
    const { notBefore, notAfter } = key.certificate
    const due = (at: number) => isRenewalDue(key, plus(noon, at - noon))
    assert.deepEqual(
      [notBefore - 1, notBefore, notAfter - 10 * day, notAfter - 10 * day + 1].map(due),
      [true, false, false, true],
    )
  })

  it('begins to pre-sign as soon as it has a key, or ends when it is aborted before', async () => {
    const database = aDatabase()
    database.issue(1)
    const node = database.node()
    await read(node, noon)
    await node.readIssued()
    const controller = new AbortController()
    const aborted = node.preSign(controller.signal)
    const waiting = node.preSign(new AbortController().signal)
    await nextTurn()
    controller.abort()
    await aborted
    assert.equal(node.figures().signed, 0)
    await node.renewKeys()
    await waiting
    assert.equal(node.figures().signed, 1)
    const { publicKey } = database.state
    assert.equal(publicKey?.asymmetricKeyDetails?.namedCurve, 'prime256v1')
  })

  it('has a single key wait for the signer, however often it tries', async () => {
    const database = aDatabase()
    const node = database.node()
    await read(node, noon)
    database.state.isSignerThere = false
    for (let tries = 0; tries < 3; tries += 1)
      await assert.rejects(node.renewKeys(), /professional-g1-ecc \(signer-unavailable\)/)
    assert.ok(!node.isReady())
    database.state.isSignerThere = true
    await node.renewKeys()
    assert.ok(node.isReady())
    assert.equal(database.state.requestKeys.size, 1)
  })

  it('pre-signs all that it knows, and signs again from half the validity of a response on', async () => {
    const { database, node, statusOf } = await running(({ issue }) => {
      for (let number = 0; number < 300; number += 1) issue(number)
    })
    await node.readIssued()
    assert.equal(node.figures().certificates, 300)
    const signal = new AbortController().signal
    await node.preSign(signal)
    assert.deepEqual(await statusOf(7), good)
    const none = { 'on-demand': 0, live: 0, error: 0, 'try-later': 0 }
    assert.deepEqual(node.figures().responses, { ahead: 1, ...none })

    database.state.now = plus(noon, 40 * minute)
    await read(node, database.state.now)
    await node.preSign(signal)
    database.state.now = plus(noon, 90 * minute)
    assert.deepEqual(await statusOf(8), good)
    assert.equal(node.figures().responses.ahead, 2)
  })

  it('pre-signs nothing as of a time that is half an hour past', async () => {
    for (const [age, signed] of [
      [30 * minute - 1, 1],
      [30 * minute, 0],
    ] as const) {
      const { database, node, statusOf } = await running(({ issue }) => {
        issue(1)
      })
      await node.readIssued()
      database.state.now = plus(noon, age)
      await node.preSign(new AbortController().signal)
      assert.deepEqual(await statusOf(1), good)
      assert.equal(node.figures().responses.ahead, signed)
    }
  })

  it('follows what is issued and revoked, and so does a second node beside it', async () => {
    const { database, node, statusOf } = await running(({ issue }) => {
      issue(1)
    })
    const second_ = database.node()
    await read(second_, noon)
    await second_.renewKeys()
    const other = await serving(second_, () => database.state.now)
    await node.readIssued()
    await second_.readIssued()
    database.state.now = plus(noon, minute)
    database.issue(2)
    await node.readIssued()
    assert.equal(node.figures().certificates, 2)
    assert.deepEqual(await statusOf(1), good)
    database.revoke(1)
    for (const each of [node, second_]) await read(each, database.state.now)
    for (const request of [statusOf, other.statusOf]) {
      const status = await request(1)
      assert.ok(typeof status !== 'string' && status.kind === 'revoked')
      assert.deepEqual(await request(2), good)
    }
  })

  it('reads issued certificates once, and again only those of the last seconds, as their transactions may commit late', async () => {
    const { database, node } = await running(({ issue }) => {
      for (let number = 0; number < 100; number += 1) issue(number, plus(noon, -hour))
    })
    await node.readIssued()
    assert.equal(database.state.serialsRead, 100)
    database.issue(200, plus(noon, -3 * second))
    database.issue(201, plus(noon, -3 * second - 1))
    database.state.now = plus(noon, second)
    await node.readIssued()
    assert.equal(database.state.serialsRead, 101)
    assert.equal(node.figures().certificates, 101)
    database.state.now = plus(noon, minute)
    for (let round = 0; round < 3; round += 1) await node.readIssued()
    assert.equal(database.state.serialsRead, 101)
  })

  it('responds about what it knows while the database is unreachable, and says “tryLater” about the rest', async () => {
    const faults: unknown[] = []
    const database = aDatabase()
    database.issue(1)
    const node = database.node('p256', faults)
    await read(node, noon)
    await node.readIssued()
    await node.renewKeys()
    const { statusOf } = await serving(node, () => database.state.now)
    database.state.isThere = false
    assert.deepEqual(await statusOf(1), good)
    assert.equal(await statusOf(2), 'no-response')
    assert.equal(faults.length, 1)
    database.state.now = plus(noon, 59 * minute)
    assert.deepEqual(await statusOf(1), good)
    database.state.now = plus(noon, hour)
    assert.equal(await statusOf(1), 'no-response')
  })

  it('gets a new key before the certificate of the old one ends, and when a clock change has made it invalid', async () => {
    const { database, node, send } = await running(({ issue }) => {
      issue(1)
    })
    const keyNow = async (): Promise<string> => {
      await read(node, database.state.now)
      await node.renewKeys()
      const request = aRequest(issuer, [aSerial(1)], { nonce: Uint8Array.of(1) })
      const text = await send(
        Buffer.concat([
          Buffer.from(`POST /ocsp/${id} HTTP/1.0\r\nContent-Length: ${request.length}\r\n\r\n`),
          request,
        ]),
      )
      const decoded = decodeOcspResponse(
        Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1'),
      )
      assert.ok(decoded.ok && decoded.value.kind === 'response')
      return Buffer.from(decoded.value.certificates[0] ?? []).toString('hex')
    }
    const first = await keyNow()
    assert.equal(await keyNow(), first)
    database.state.now = plus(noon, 21 * day)
    const renewed = await keyNow()
    assert.notEqual(renewed, first)
    database.state.now = noon
    assert.notEqual(await keyNow(), renewed)
  })

  it('responds no longer than to the end of its key’s certificate, and then says “tryLater” until it has a new one (R720)', async () => {
    const { database, node, statusOf, send } = await running(({ issue }) => {
      issue(1)
      issue(2)
    })
    const ends = plus(noon, 30 * day - minute)
    const nextUpdateOf = async (number: number, nonce?: Uint8Array): Promise<unknown> => {
      const request = aRequest(issuer, [aSerial(number)], nonce && { nonce })
      const head = `POST /ocsp/${id} HTTP/1.0\r\nContent-Length: ${request.length}\r\n\r\n`
      const text = await send(Buffer.concat([Buffer.from(head), request]))
      const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1')
      const decoded = decodeOcspResponse(body)
      assert.ok(decoded.ok)
      return decoded.value.kind === 'error'
        ? decoded.value.error
        : decoded.value.responses[0]?.nextUpdate
    }
    const all = (): Promise<unknown[]> =>
      // Pre-signed, signed at once, and with nonces of a usual and of a rare length.
      Promise.all([
        nextUpdateOf(1),
        nextUpdateOf(2),
        nextUpdateOf(1, new Uint8Array(16)),
        nextUpdateOf(1, new Uint8Array(17)),
      ])
    database.state.isSignerThere = false
    database.state.now = plus(ends, -20 * minute)
    await read(node, database.state.now)
    await node.readIssued()
    await node.preSign(new AbortController().signal)
    assert.deepEqual(await all(), [ends, ends, ends, ends])

    database.state.now = plus(ends, second)
    await read(node, database.state.now)
    await assert.rejects(node.renewKeys(), /signer-unavailable/)
    assert.deepEqual(await all(), ['tryLater', 'tryLater', 'tryLater', 'tryLater'])
    assert.ok(!node.isReady())

    database.state.isSignerThere = true
    await node.renewKeys()
    assert.ok(node.isReady())
    assert.deepEqual(await statusOf(1), good)
    assert.equal(await nextUpdateOf(2), plus(ends, second + hour))
  })

  it('signs with an RSA key when it is configured to', async () => {
    const database = aDatabase()
    database.issue(1)
    const node = database.node('rsa3072')
    await read(node, noon)
    await node.readIssued()
    await node.renewKeys()
    const { publicKey } = database.state
    assert.equal(publicKey?.asymmetricKeyType, 'rsa')
    assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 3072)
    const { statusOf } = await serving(node, () => noon)
    assert.deepEqual(await statusOf(1), good)
    await node.preSign(new AbortController().signal)
    assert.deepEqual(await statusOf(1), good)
    assert.equal(node.figures().responses.ahead, 1)
  })

  it('replies “not modified” to a cache that has the present response', async () => {
    const { database, node, send } = await running(({ issue }) => {
      issue(1)
    })
    await node.readIssued()
    const base64 = Buffer.from(aRequest(issuer, [aSerial(1)])).toString('base64')
    const get = (method: string, fields = ''): Promise<string> =>
      send(`${method} /ocsp/${id}/${base64} HTTP/1.0\r\n${fields}\r\n`)
    const tag = /etag: ("[0-9a-f]+")/.exec(await get('GET'))?.[1] ?? ''
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const text = await get('GET', `If-None-Match: ${known}\r\n`)
      assert.match(text, /^HTTP\/1\.1 304 /, known)
      assert.ok(text.includes(`etag: ${tag}`) && text.includes('max-age=2'))
      assert.ok(text.endsWith('\r\n\r\n'))
    }
    assert.match(await get('GET', 'If-None-Match: "other"\r\n'), /^HTTP\/1\.1 200 /)
    assert.match(await get('HEAD'), /^HTTP\/1\.1 200 [^]*content-length: [1-9]\d+\r\n[^]*\r\n\r\n$/)
    database.state.now = plus(noon, second)
    database.revoke(1)
    await read(node, database.state.now)
    assert.match(await get('GET', `If-None-Match: ${tag}\r\n`), /^HTTP\/1\.1 200 /)
  })

  it('refuses an invalid request, too long a one, other methods, and another responder', async () => {
    const { send } = await running()
    const post = (length: number, body = 'x'.repeat(length)): string =>
      `POST /ocsp/${id} HTTP/1.0\r\nContent-Length: ${length}\r\n\r\n${body}`
    const malformed = '0\x03\x0a\x01\x01'
    for (const bytes of [
      post(0),
      post(8000),
      `GET /ocsp/${id} HTTP/1.0\r\n\r\n`,
      `GET /ocsp/${id}/ HTTP/1.0\r\n\r\n`,
      `GET /ocsp/${id}/MA%3 HTTP/1.0\r\n\r\n`,
      `GET /ocsp/${id}/not-base64 HTTP/1.0\r\n\r\n`,
    ])
      assert.ok((await send(bytes)).endsWith(`\r\n\r\n${malformed}`), bytes.slice(0, 60))
    const statusOf = async (bytes: string): Promise<string> => (await send(bytes)).slice(9, 12)
    assert.equal(await statusOf(post(9000, '')), '413')
    assert.equal(await statusOf(`PUT /ocsp/${id} HTTP/1.0\r\n\r\n`), '405')
    assert.equal(await statusOf('GET /ocsp/other/MA== HTTP/1.0\r\n\r\n'), '404')
    assert.equal(await statusOf('GET /ocsp HTTP/1.0\r\n\r\n'), '404')
  })

  it('needs no more memory after many requests, nor for invented serials', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { node, server } = await running(({ issue }) => {
      for (let number = 0; number < 50; number += 1) issue(number)
    })
    await node.readIssued()
    const client: RawClient = await connectRaw(server.port)
    client.socket.removeAllListeners('data')
    let received = 0
    client.socket.on('data', (chunk) => {
      received += chunk.length
    })
    const send = async (from: number, count: number): Promise<void> => {
      for (let number = from; number < from + count; number += 1) {
        const nonce = number % 3 === 0 ? { nonce: aSerial(number) } : {}
        const request = aRequest(issuer, [aSerial(number % 2 === 0 ? number : number % 50)], nonce)
        const before = received
        client.write(
          Buffer.concat([
            Buffer.from(
              `POST /ocsp/${id} HTTP/1.1\r\nHost: x\r\nContent-Length: ${request.length}\r\n\r\n`,
            ),
            request,
          ]),
        )
        while (received === before) await new Promise(setImmediate)
      }
    }
    /** Memory in use, the minimum: memory of buffers is freed asynchronously, after the garbage collection. */
    const used = async (): Promise<number> => {
      let min = Infinity
      for (let round = 0; round < 5; round += 1) {
        await wait(20)
        collect()
        const { heapUsed, arrayBuffers } = process.memoryUsage()
        min = Math.min(min, heapUsed + arrayBuffers)
      }
      return min
    }
    await send(0, 1000)
    const before = await used()
    await send(1000, 5000)
    const grown = (await used()) - before
    assert.ok(grown < 1_000_000, `${String(grown)} bytes more`)
    assert.equal(node.figures().certificates, 50)
    client.socket.destroy()
  })
})

it('the signature of a responder is as long as the modulus, or two INTEGERs of 33 bytes at most (RFC 8017 § 8.2.1, RFC 3279 § 2.2.3)', () => {
  const integer = 2 + 33
  assert.deepEqual(maxSignatureBytes, { p256: 2 + 2 * integer, rsa3072: 3072 / 8 })
})
