import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { decodeOcspResponse } from '@sotevarmenne/x509/ocsp'
import { aCa, noon } from '@sotevarmenne/x509/testing'
import { httpDates } from './response-template.ts'
import { createResponseStore } from './response-store.ts'
import { aResponderKey, aSerial, bodyOf, checked } from './testing.ts'

describe('pre-signed responses', () => {
  const issuer = aCa()
  const key = aResponderKey(issuer)
  const dateOf = httpDates()
  const aStore = () => {
    const store = createResponseStore({
      issuer: issuer.certificate,
      validity: hour,
      maxSignatureBytes: 72,
      seed: 7,
    })
    store.useKey(key)
    return store
  }
  type Store = ReturnType<typeof aStore>
  const find = (store: Store, row: number, at = noon, hash: 'sha1' | 'sha256' = 'sha1') =>
    store.find(row, hash, at, dateOf(at))

  it('say that a certificate is good and are what was signed, whatever is requested in between', () => {
    const store = aStore()
    const serials = [1, 2, 3].map(aSerial)
    const rows = serials.map(store.addIssued)
    for (const hash of ['sha1', 'sha256'] as const)
      for (const [index, row] of rows.entries())
        void store.sign(row, hash, plus(noon, -index * minute))
    for (const hash of ['sha1', 'sha256'] as const)
      for (const [index, row] of rows.entries()) {
        const reply = find(store, row, noon, hash)
        assert.ok(reply)
        const serial = serials[index] ?? aSerial(0)
        assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon }), { kind: 'good' })
      }
  })

  it('say when and why a certificate was revoked, and replace the response from before', () => {
    const store = aStore()
    const revokedAt = plus(noon, -minute)
    for (const [number, reason] of (
      ['keyCompromise', 'superseded', 'unspecified'] as const
    ).entries()) {
      const serial = aSerial(number)
      const row = store.addIssued(serial)
      void store.sign(row, 'sha1', plus(noon, -second))
      assert.equal(store.addRevoked(serial, { revokedAt, reason }), row)
      assert.equal(find(store, row), undefined)
      void store.sign(row, 'sha1', noon)
      const reply = find(store, row)
      assert.ok(reply)
      assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon }), {
        kind: 'revoked',
        revokedAt,
        ...(reason === 'unspecified' ? {} : { reason }),
      })
      // The first revocation is final.
      store.addRevoked(serial, { revokedAt: noon, reason: 'cessationOfOperation' })
      assert.ok(find(store, row))
    }
  })

  it('can be about serial numbers of any length, and about one that begins like a negative number', () => {
    const store = aStore()
    for (const content of [
      Uint8Array.of(1),
      Uint8Array.of(0, 0x9f, 1, 2),
      Uint8Array.of(0, ...Buffer.alloc(20, 0xff)),
    ]) {
      const row = store.addIssued(content)
      void store.sign(row, 'sha1', noon)
      const reply = find(store, row)
      assert.ok(reply)
      const serial = content[0] === 0 ? content.subarray(1) : content
      assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon }), { kind: 'good' })
    }
  })

  it('are never sent after their expiry, nor before their time when the clock went back', () => {
    const store = aStore()
    const row = store.addIssued(aSerial(1))
    void store.sign(row, 'sha1', noon)
    assert.ok(find(store, row, plus(noon, 59 * minute - 1)))
    assert.equal(find(store, row, plus(noon, 59 * minute)), undefined)
    assert.equal(find(store, row, plus(noon, 400 * 24 * hour)), undefined)
    assert.equal(find(store, row, plus(noon, -second)), undefined)
  })

  it('are due from half their validity on, after a revocation, and when the clock went back', () => {
    const store = aStore()
    const row = store.addIssued(aSerial(1))
    const due = (at: number) =>
      (['sha1', 'sha256'] as const).filter((hash) => store.isDue(row, hash, instant(at)))
    assert.deepEqual(due(noon), ['sha1'])
    void store.sign(row, 'sha1', noon)
    assert.deepEqual(due(noon), [])
    assert.deepEqual(due(noon + 30 * minute - 1), [])
    assert.deepEqual(due(noon + 30 * minute), ['sha1'])
    assert.deepEqual(due(noon - second), ['sha1'])
    // The SHA-256 form, once it was requested.
    void store.sign(row, 'sha256', noon)
    assert.deepEqual(due(noon + 30 * minute), ['sha1', 'sha256'])
    store.addRevoked(aSerial(1), { revokedAt: noon, reason: 'keyCompromise' })
    assert.deepEqual(due(noon + second), ['sha1', 'sha256'])
  })

  it('never call a certificate good that was revoked at an impossible time', () => {
    const store = aStore()
    const row = store.addRevoked(aSerial(1), { revokedAt: instant(0), reason: 'superseded' })
    assert.deepEqual(store.statusOf(row), {
      ...{ kind: 'revoked', revokedAt: second, reason: 'superseded' },
    })
    assert.deepEqual(store.statusOf(store.addIssued(aSerial(2))), { kind: 'good' })
  })

  it('are signed and found with any number of renewed keys', () => {
    const store = aStore()
    const row = store.addIssued(aSerial(1))
    for (let renewal = 0; renewal < 256; renewal += 1) {
      store.useKey(key)
      void store.sign(row, 'sha1', noon)
      assert.ok(find(store, row), String(renewal))
    }
  })

  it('of one certificate stay as they are when another is revoked, however many there are', () => {
    const store = aStore()
    // Storage grows by 16,384 certificates: the last of the first part, and the first two of the second.
    const edge = 16_384
    for (let number = 0; number <= edge + 1; number += 1) store.addIssued(aSerial(number))
    const rows = [edge - 1, edge, edge + 1]
    for (const row of rows) void store.sign(row, 'sha1', noon)
    for (const row of rows)
      assert.deepEqual(
        checked(bodyOf(find(store, row) ?? assert.fail()), {
          ...{ issuer, serial: aSerial(row), at: noon },
        }),
        { kind: 'good' },
      )
    store.addRevoked(aSerial(edge), { revokedAt: noon, reason: 'superseded' })
    assert.deepEqual(
      rows.map((row) => store.statusOf(row).kind),
      ['good', 'revoked', 'good'],
    )
    assert.deepEqual(
      rows.map((row) => find(store, row) !== undefined),
      [true, false, true],
    )
  })

  it('are counted by certificate, in the SHA-1 form', () => {
    const store = aStore()
    const [one, other] = [1, 2].map(aSerial).map(store.addIssued)
    assert.ok(one !== undefined && other !== undefined)
    void store.sign(other, 'sha256', noon)
    assert.equal(store.signedOnce(), 0)
    for (const at of [noon, plus(noon, minute)]) {
      void store.sign(one, 'sha1', at)
      assert.equal(store.signedOnce(), 1)
    }
  })

  it('with a nonce of a common length are signed for one client from the same template', async () => {
    const store = aStore()
    const serial = aSerial(1)
    const row = store.addIssued(serial)
    const bytes = new Uint8Array(200).map((_, index) => index)
    for (const length of [16, 20, 32]) {
      const when = { asOf: noon, date: dateOf(noon) }
      const reply = await store.signWithNonce(row, 'sha256', { bytes, at: 3, length }, when)
      assert.ok(reply)
      const nonce = bytes.slice(3, 3 + length)
      assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon, nonce }), {
        kind: 'good',
      })
      const head = reply.ready.toString('latin1', 0, reply.bodyAt)
      assert.match(head, /\r\ndate: Tue, 24 Nov 2026 12:00:00 GMT\r\n/)
    }
    for (const length of [15, 17, 33])
      assert.equal(
        store.signWithNonce(
          row,
          'sha1',
          { bytes, at: 0, length },
          { asOf: noon, date: dateOf(noon) },
        ),
        undefined,
      )
  })

  it('stay good when the key is renewed, and are signed with the new key from then on', () => {
    const store = aStore()
    const [old, renewed] = [1, 2].map(aSerial).map(store.addIssued)
    assert.ok(old !== undefined && renewed !== undefined)
    void store.sign(old, 'sha1', noon)
    const next = aResponderKey(issuer)
    store.useKey(next)
    void store.sign(renewed, 'sha1', noon)
    for (const [row, number, signer] of [
      [old, 1, key],
      [renewed, 2, next],
    ] as const) {
      const reply = find(store, row)
      assert.ok(reply)
      const serial = aSerial(number)
      assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon }), { kind: 'good' })
      assert.ok(Buffer.from(bodyOf(reply)).includes(Buffer.from(signer.certificate.der)))
    }
  })

  it('are valid no longer than the certificate of their key, and signed again with the next key (R720)', async () => {
    const ends = plus(noon, 40 * minute)
    const ending = aResponderKey(issuer, 'P-256', ends)
    const store = createResponseStore({
      ...{ issuer: issuer.certificate, validity: hour, maxSignatureBytes: 72, seed: 7 },
    })
    store.useKey(ending)
    const row = store.addIssued(aSerial(1))
    void store.sign(row, 'sha1', noon)
    const nonce = { bytes: new Uint8Array(32), at: 0, length: 32 }
    const live = await store.signWithNonce(row, 'sha1', nonce, { asOf: noon, date: dateOf(noon) })
    const stored = find(store, row)
    for (const reply of [stored, live]) {
      const decoded = decodeOcspResponse(bodyOf(reply ?? assert.fail()))
      assert.ok(decoded.ok && decoded.value.kind === 'response')
      assert.equal(decoded.value.responses[0]?.nextUpdate, ends)
    }
    assert.match(
      stored?.ready.toString('latin1') ?? '',
      /\r\nexpires: Tue, 24 Nov 2026 12:40:00 GMT\r\n/,
    )
    assert.ok(find(store, row, plus(ends, -minute - 1)))
    assert.equal(find(store, row, plus(ends, -minute)), undefined)
    // The same key could not sign a longer one: nothing is due before half the validity.
    assert.ok(!store.isDue(row, 'sha1', plus(noon, minute)))
    store.useKey(key)
    assert.ok(store.isDue(row, 'sha1', plus(noon, minute)))
    void store.sign(row, 'sha1', noon)
    assert.ok(!store.isDue(row, 'sha1', plus(noon, minute)))
    assert.ok(find(store, row, plus(ends, minute)))
  })

  it('state for HTTP caches how long they are valid, with a unique ETag', () => {
    const store = aStore()
    const row = store.addIssued(aSerial(1))
    const heads = [noon, plus(noon, minute)].map((at) => {
      void store.sign(row, 'sha1', at)
      const reply = find(store, row, at)
      assert.ok(reply)
      const head = reply.ready.toString('latin1', 0, reply.bodyAt)
      const response = decodeOcspResponse(bodyOf(reply))
      assert.ok(response.ok && response.value.kind === 'response')
      const tag = Buffer.from(response.value.signature.slice(-16)).toString('hex')
      assert.ok(head.includes(`\r\netag: "${tag}"\r\n`))
      return head
    })
    assert.match(heads[1] ?? '', /^HTTP\/1\.1 200 OK\r\ndate: Tue, 24 Nov 2026 12:01:00 GMT\r\n/)
    assert.match(heads[1] ?? '', /\r\ncontent-type: application\/ocsp-response\r\n/)
    assert.match(heads[1] ?? '', /\r\nlast-modified: Tue, 24 Nov 2026 12:01:00 GMT\r\n/)
    assert.match(heads[1] ?? '', /\r\nexpires: Tue, 24 Nov 2026 13:01:00 GMT\r\n/)
    assert.match(
      heads[1] ?? '',
      /\r\ncache-control: public, max-age=2, must-revalidate, no-transform\r\n/,
    )
    const tags = heads.map((head) => /etag: "([0-9a-f]{32})"/.exec(head)?.[1])
    assert.ok(tags[0] !== undefined && tags[1] !== undefined && tags[0] !== tags[1])
  })

  it('by an RSA key are signed in another thread, and not stored when the certificate was revoked meanwhile', async () => {
    const store = createResponseStore({
      issuer: issuer.certificate,
      validity: hour,
      maxSignatureBytes: 256,
      seed: 7,
    })
    store.useKey(aResponderKey(issuer, 'RSA-2048'))
    const serial = aSerial(1)
    const row = store.addIssued(serial)
    await store.sign(row, 'sha1', noon)
    const reply = find(store, row)
    assert.ok(reply)
    assert.deepEqual(checked(bodyOf(reply), { issuer, serial, at: noon }), { kind: 'good' })
    const other = store.addIssued(aSerial(2))
    const signing = store.sign(other, 'sha1', noon)
    store.addRevoked(aSerial(2), { revokedAt: noon, reason: 'keyCompromise' })
    await signing
    assert.equal(find(store, other), undefined)
  })

  it('with a nonce are never sent with a signature of another length than the key’s', async () => {
    const store = createResponseStore({
      issuer: issuer.certificate,
      validity: hour,
      maxSignatureBytes: 257,
      seed: 7,
    })
    store.useKey(aResponderKey(issuer, 'RSA-2048'))
    const nonce = { bytes: new Uint8Array(32), at: 0, length: 32 }
    const when = { asOf: noon, date: dateOf(noon) }
    await assert.rejects(
      Promise.resolve(store.signWithNonce(store.addIssued(aSerial(1)), 'sha1', nonce, when)),
      /length of an RSA signature/,
    )
  })

  it('state the same time as a date to all clients within a second', () => {
    const dates = httpDates()
    const date = dates(noon)
    assert.equal(dates(plus(noon, second - 1)), date)
    assert.equal(date.text, 'Tue, 24 Nov 2026 12:00:00 GMT')
    assert.equal(dates(plus(noon, second)).text, 'Tue, 24 Nov 2026 12:00:01 GMT')
  })
})
