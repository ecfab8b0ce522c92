import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wholeOf, type ReadyReply } from '@sotevarmenne/http1/response'
import { hour, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeOcspResponse, ocspError, type OcspError } from '@sotevarmenne/x509/ocsp'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import type { ResponderKey } from './responder-key.ts'
import { createOcspAnswerer, type ResponseKind } from './respond.ts'
import { createResponseStore } from './response-store.ts'
import { aRequest, aResponderKey, aSerial, bodyOf, checked } from './testing.ts'

describe('an OCSP request', () => {
  const issuer = aCa()
  const key = aResponderKey(issuer)

  /** A responder that knows certificates 1 to 9, of which 9 was revoked; number 50 is in the database only. */
  function aResponder({
    usedKey = key,
    hasKey = true,
    asOf = noon,
    isRead = true,
  }: {
    readonly usedKey?: ResponderKey
    readonly hasKey?: boolean
    readonly asOf?: Instant
    readonly isRead?: boolean
  } = {}) {
    let now = noon
    const environment = { isDatabaseThere: true, lookUps: 0 }
    const kinds: ResponseKind[] = []
    const store = createResponseStore({
      issuer: issuer.certificate,
      validity: hour,
      maxSignatureBytes: 256,
      seed: 3,
    })
    if (hasKey) store.useKey(usedKey)
    for (let number = 1; number <= 9; number += 1) store.addIssued(aSerial(number))
    store.addRevoked(aSerial(9), { revokedAt: plus(noon, -hour), reason: 'superseded' })
    const response = createOcspAnswerer({
      issuer: issuer.certificate,
      store,
      key: () => (hasKey ? usedKey : undefined),
      lookUp: (serial) => {
        environment.lookUps += 1
        if (Buffer.from(serial).equals(aSerial(50))) store.addIssued(serial)
        return Promise.resolve(environment.isDatabaseThere)
      },
      asOf: () => (isRead ? asOf : undefined),
      now: () => now,
      validity: hour,
      count: (kind) => kinds.push(kind),
    })
    const send = async (request: Uint8Array): Promise<ReadyReply> => {
      // In the middle of other bytes, which are overwritten at once, as a connection does.
      const bytes = Buffer.alloc(request.length + 20, 0x30)
      bytes.set(request, 10)
      const pending = response(bytes, 10, 10 + request.length)
      bytes.fill(0)
      const reply = await pending
      assert.ok(!('stream' in reply))
      return wholeOf(reply, () => '')
    }
    return {
      environment,
      store,
      kinds,
      setClock: (at: Instant) => {
        now = at
      },
      request: async (request: Uint8Array): Promise<Uint8Array> => bodyOf(await send(request)),
      head: async (request: Uint8Array): Promise<string> => {
        const { ready, bodyAt } = await send(request)
        return ready.toString('latin1', 0, bodyAt)
      },
    }
  }
  const good = { kind: 'good' }
  const errorIn = (response: Uint8Array): OcspError | undefined => {
    const decoded = decodeOcspResponse(response)
    assert.ok(decoded.ok)
    return decoded.value.kind === 'error' ? decoded.value.error : undefined
  }

  it('is answered with a pre-signed response, or one that is signed at the first request and cached', async () => {
    const { request, store, kinds } = aResponder()
    const serial = aSerial(1)
    void store.sign(store.serials.find(serial, 0, 17), 'sha1', noon)
    for (const hash of ['sha1', 'sha256', 'sha256'] as const)
      assert.deepEqual(
        checked(await request(aRequest(issuer, [serial], { hash })), { issuer, serial, at: noon }),
        good,
      )
    assert.deepEqual(kinds, ['ahead', 'on-demand', 'ahead'])
  })

  it('with a nonce gets a live response with that nonce, also of the maximum length', async () => {
    const { request, kinds } = aResponder()
    for (const length of [1, 16, 20, 32, 128]) {
      const nonce = new Uint8Array(length).fill(7)
      const [serial, revoked] = [aSerial(2), aSerial(9)]
      const about = { issuer, at: noon, nonce }
      const response = await request(aRequest(issuer, [serial], { nonce, hash: 'sha256' }))
      assert.deepEqual(checked(response, { ...about, serial }), good)
      assert.deepEqual(
        checked(await request(aRequest(issuer, [revoked], { nonce })), {
          ...about,
          serial: revoked,
        }),
        { kind: 'revoked', revokedAt: noon - hour, reason: 'superseded' },
      )
    }
    assert.deepEqual(new Set(kinds), new Set(['live']))
    assert.equal(
      errorIn(await request(aRequest(issuer, [aSerial(2)], { nonce: new Uint8Array(129) }))),
      'malformedRequest',
    )
  })

  it('with a CertID of any SHA-2 gets the status, and of another digest “unauthorized”', async () => {
    const { request } = aResponder()
    const [serial, revoked] = [aSerial(2), aSerial(9)]
    for (const hash of ['sha224', 'sha384', 'sha512'] as const) {
      const about = { issuer, at: noon }
      const response = await request(aRequest(issuer, [serial], { hash }))
      assert.deepEqual(checked(response, { ...about, serial }), good)
      const other = checked(await request(aRequest(issuer, [revoked], { hash })), {
        ...about,
        serial: revoked,
      })
      assert.equal(typeof other === 'string' ? other : other.kind, 'revoked')
    }
    // SHA-512 is 2.16.840.1.101.3.4.2.3; 2.16.840.1.101.3.4.2.8 is SHA3-256.
    const request512 = Buffer.from(aRequest(issuer, [serial], { hash: 'sha512' }))
    const at = request512.indexOf(Buffer.from('0609608648016503040203', 'hex'))
    assert.ok(at > 0)
    request512[at + 10] = 8
    assert.equal(errorIn(await request(new Uint8Array(request512))), 'unauthorized')
  })

  it('about several certificates gets a response about each', async () => {
    const { request } = aResponder()
    const response = await request(aRequest(issuer, [1, 9, 77].map(aSerial)))
    const statuses = [1, 9, 77].map((number) => {
      const status = checked(response, { issuer, serial: aSerial(number), at: noon })
      return typeof status === 'string' ? status : status.kind
    })
    assert.deepEqual(statuses, ['good', 'revoked', 'unknown'])
  })

  it('about more than twenty certificates is refused', async () => {
    const { request } = aResponder()
    const some = Array.from({ length: 20 }, (_, index) => aSerial(index))
    assert.equal(errorIn(await request(aRequest(issuer, some))), undefined)
    const more = [...some, aSerial(20)]
    assert.equal(errorIn(await request(aRequest(issuer, more))), 'malformedRequest')
  })

  it('about a serial number that was never issued gets the response “unknown”, and nothing is stored', async () => {
    const { request, store, kinds } = aResponder()
    const size = store.serials.size()
    for (let number = 100; number < 110; number += 1) {
      const serial = aSerial(number)
      const response = await request(aRequest(issuer, [serial]))
      assert.deepEqual(checked(response, { issuer, serial, at: noon }), { kind: 'unknown' })
    }
    assert.equal(store.serials.size(), size)
    assert.deepEqual(new Set(kinds), new Set(['live']))
  })

  it('about a certificate that was issued a moment ago finds it in the database', async () => {
    const { request, kinds } = aResponder()
    const serial = aSerial(50)
    for (let round = 0; round < 3; round += 1)
      assert.deepEqual(
        checked(await request(aRequest(issuer, [serial])), { issuer, serial, at: noon }),
        good,
      )
    assert.deepEqual(kinds, ['live', 'on-demand', 'ahead'])
  })

  it('about an unknown certificate gets “tryLater” while the database is unreachable; others get their response', async () => {
    const { request, environment } = aResponder()
    environment.isDatabaseThere = false
    assert.equal(errorIn(await request(aRequest(issuer, [aSerial(60)]))), 'tryLater')
    for (const number of [1, 3])
      for (const hash of ['sha1', 'sha384'] as const)
        assert.equal(
          errorIn(await request(aRequest(issuer, [aSerial(number)], { hash }))),
          undefined,
        )
  })

  it('about a certificate of another issuer gets the response “unknown”', async () => {
    const { request } = aResponder()
    // Of the same name, of the same key, and of neither.
    for (const other of [
      aCa(),
      aCa({ keyOf: issuer, commonName: 'TEST Other' }),
      aCa({ commonName: 'TEST Other' }),
    ]) {
      const decoded = decodeOcspResponse(await request(aRequest(other, [aSerial(1)])))
      assert.ok(decoded.ok && decoded.value.kind === 'response')
      assert.deepEqual(
        decoded.value.responses.map(({ status }) => status),
        [{ kind: 'unknown' }],
      )
    }
  })

  it('that can’t be read is refused', async () => {
    const { request } = aResponder()
    for (const bytes of [[], [0x30], [0x30, 0], [0x30, 0x80, 0, 0], Array<number>(8000).fill(0x30)])
      assert.deepEqual(
        await request(Uint8Array.from(bytes)),
        new Uint8Array(ocspError('malformedRequest')),
      )
  })

  it('gets a response for it alone as long as not all revocations are read (R621)', async () => {
    const { request, head, kinds } = aResponder({ isRead: false })
    for (const parts of [{}, { nonce: aSerial(0).subarray(1) }, { hash: 'sha384' }] as const)
      assert.equal(errorIn(await request(aRequest(issuer, [aSerial(1)], parts))), undefined)
    assert.deepEqual(kinds, ['live', 'live', 'live'])
    assert.match(await head(aRequest(issuer, [aSerial(1)])), /\r\ncache-control: no-store\r\n/)
  })

  it('gets “tryLater” before there is a key', async () => {
    for (const lacking of [{ hasKey: false }, { hasKey: false, isRead: false }]) {
      const { request, kinds, environment } = aResponder(lacking)
      for (const parts of [{}, { nonce: aSerial(0).subarray(1) }, { hash: 'sha384' }] as const)
        assert.equal(errorIn(await request(aRequest(issuer, [aSerial(1)], parts))), 'tryLater')
      assert.deepEqual(kinds, ['try-later', 'try-later', 'try-later'])
      assert.equal(environment.lookUps, 0, 'the database is not queried in vain')
    }
  })

  it('gets a response for it alone, and an error, with “no-store” for caches (RFC 5019 § 6.2)', async () => {
    const { head } = aResponder()
    for (const requested of [
      Uint8Array.of(0x30, 0),
      aRequest(issuer, [aSerial(1)], { nonce: new Uint8Array(16) }),
      aRequest(issuer, [aSerial(1)], { nonce: new Uint8Array(1) }),
      aRequest(issuer, [aSerial(77)]),
    ]) {
      const text = await head(requested)
      assert.match(text, /^HTTP\/1\.1 200 OK\r\n/)
      assert.match(text, /\r\ncontent-type: application\/ocsp-response\r\n/)
      assert.match(text, /\r\ncache-control: no-store\r\n/)
      assert.doesNotMatch(text, /etag|expires|last-modified/)
    }
  })

  it('gets a response as of the last reading of revocations, for an hour from then (RFC 6960 § 2.4)', async () => {
    const asOf = plus(noon, -10 * minute)
    const { request } = aResponder({ asOf })
    for (const parts of [
      {},
      { nonce: new Uint8Array(16) },
      { nonce: new Uint8Array(17) },
      { hash: 'sha384' },
    ] as const) {
      const read = decodeOcspResponse(await request(aRequest(issuer, [aSerial(1)], parts)))
      assert.ok(read.ok && read.value.kind === 'response')
      const [{ thisUpdate, nextUpdate } = {}] = read.value.responses
      assert.deepEqual([thisUpdate, nextUpdate], [asOf, plus(asOf, hour)])
      if ('hash' in parts) assert.equal(read.value.producedAt, noon)
    }
  })

  it('gets a response for it alone when the one for all would end within a minute', async () => {
    const { request, kinds } = aResponder({ asOf: plus(noon, -59 * minute) })
    const serial = aSerial(1)
    assert.deepEqual(
      checked(await request(aRequest(issuer, [serial])), { issuer, serial, at: noon }),
      good,
    )
    assert.equal(kinds.at(-1), 'live')
  })

  it('gets “tryLater” when no revocations were read for as long as a response is valid', async () => {
    const { request: send, setClock } = aResponder({ asOf: plus(noon, -50 * minute) })
    const query = aRequest(issuer, [aSerial(1)])
    const requestWithNonce = aRequest(issuer, [aSerial(1)], { nonce: aSerial(0) })
    assert.equal(errorIn(await send(query)), undefined)
    assert.equal(errorIn(await send(requestWithNonce)), undefined)
    setClock(plus(noon, 10 * minute))
    assert.equal(errorIn(await send(query)), 'tryLater')
    assert.equal(errorIn(await send(requestWithNonce)), 'tryLater')
  })

  it('gets a newly signed response when the clock has jumped, either way, and never an expired one', async () => {
    const serial = aSerial(1)
    for (const jump of [-20 * hour, -second, 2 * hour, 20 * 24 * hour]) {
      const later = plus(noon, jump)
      let asOf = noon
      const responder = aResponder()
      const { store } = responder
      let now = noon
      const response = createOcspAnswerer({
        issuer: issuer.certificate,
        store,
        key: () => key,
        lookUp: () => Promise.resolve(true),
        asOf: () => asOf,
        now: () => now,
        validity: hour,
        count: () => undefined,
      })
      const send = async (): Promise<Uint8Array> => {
        const request = aRequest(issuer, [serial])
        const reply = await response(request, 0, request.length)
        assert.ok(!('stream' in reply))
        return bodyOf(wholeOf(reply, () => ''))
      }
      await send()
      now = later
      const atOnce = await send()
      // Before the next reading: no response, or one that states its true time.
      if (jump > 0) assert.equal(errorIn(atOnce), 'tryLater')
      asOf = later
      const decoded = decodeOcspResponse(await send())
      assert.ok(decoded.ok && decoded.value.kind === 'response')
      assert.equal(decoded.value.responses[0]?.thisUpdate, later)
    }
  })

  it('gets a response by an RSA key too, with and without a nonce, also when many arrive at once', async () => {
    const rsa = aResponderKey(issuer, 'RSA-2048')
    let signatures = 0
    const { request } = aResponder({
      usedKey: {
        ...rsa,
        sign: (data) => {
          signatures += 1
          return rsa.sign(data)
        },
      },
    })
    const serial = aSerial(4)
    const nonce = aSerial(0)
    const responses = await Promise.all(
      [...Array<undefined>(6)].map(() => request(aRequest(issuer, [serial]))),
    )
    for (const response of responses)
      assert.deepEqual(checked(response, { issuer, serial, at: noon }), good)
    assert.equal(signatures, 1)
    const live = await request(aRequest(issuer, [serial], { nonce }))
    assert.deepEqual(checked(live, { issuer, serial, at: noon, nonce }), good)
    // Signed concurrently, each about another certificate with another nonce.
    const requested = [1, 2, 3, 4].map((number) => ({
      serial: aSerial(number),
      nonce: new Uint8Array(32).fill(number),
    }))
    const side = await Promise.all(
      requested.map(({ serial, nonce }) => request(aRequest(issuer, [serial], { nonce }))),
    )
    requested.forEach((each, index) => {
      const response = side[index] ?? new Uint8Array(0)
      assert.deepEqual(checked(response, { issuer, at: noon, ...each }), good)
    })
  })

  it('about a certificate that is revoked while an RSA key signs does not get the response “good”', async () => {
    const { request, store } = aResponder({ usedKey: aResponderKey(issuer, 'RSA-2048') })
    const pending = request(aRequest(issuer, [aSerial(5)]))
    store.addRevoked(aSerial(5), { revokedAt: instant(noon), reason: 'keyCompromise' })
    const response = await pending
    const isPutOff = errorIn(response) === 'tryLater'
    if (!isPutOff)
      assert.notDeepEqual(checked(response, { issuer, serial: aSerial(5), at: noon }), good)
  })
})
