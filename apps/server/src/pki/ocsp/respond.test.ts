import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { wholeOf } from '@sotevarmenne/http1/response'
import { hour, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeOcspResponse, ocspError, type OcspError } from '@sotevarmenne/x509/ocsp'
import { anAuthority, noon } from '@sotevarmenne/x509/testing'
import type { ResponderKey } from './responder-key.ts'
import { createOcspAnswerer, type AnswerKind } from './respond.ts'
import { createAnswerStore } from './response-store.ts'
import { aQuestion, aResponderKey, aSerial, bodyOf, checked } from './testing.ts'

describe('an OCSP question', () => {
  const issuer = anAuthority()
  const key = aResponderKey(issuer)

  /** A responder that knows certificates 1 to 9, of which 9 was revoked; number 50 is in the database only. */
  function aResponder({
    usedKey = key,
    asOf = noon,
  }: { readonly usedKey?: ResponderKey; readonly asOf?: Instant } = {}) {
    let now = noon
    const world = { isDatabaseThere: true }
    const kinds: AnswerKind[] = []
    const store = createAnswerStore({
      issuer: issuer.certificate,
      validity: hour,
      longestSignature: 256,
      seed: 3,
    })
    store.useKey(usedKey)
    for (let number = 1; number <= 9; number += 1) store.addIssued(aSerial(number))
    store.addRevoked(aSerial(9), { revokedAt: plus(noon, -hour), reason: 'superseded' })
    const answer = createOcspAnswerer({
      issuer: issuer.certificate,
      store,
      key: () => usedKey,
      lookUp: (serial) => {
        if (Buffer.from(serial).equals(aSerial(50))) store.addIssued(serial)
        return Promise.resolve(world.isDatabaseThere)
      },
      asOf: () => asOf,
      now: () => now,
      validity: hour,
      count: (kind) => kinds.push(kind),
    })
    return {
      world,
      store,
      kinds,
      setClock: (at: Instant) => {
        now = at
      },
      ask: async (question: Uint8Array): Promise<Uint8Array> => {
        // In the midst of other octets, which are overwritten at once, as a connection does.
        const bytes = Buffer.alloc(question.length + 20, 0x30)
        bytes.set(question, 10)
        const pending = answer(bytes, 10, 10 + question.length)
        bytes.fill(0)
        const reply = await pending
        assert.ok(!('stream' in reply))
        return bodyOf(wholeOf(reply, () => ''))
      },
    }
  }
  const good = { kind: 'good' }
  const errorIn = (answer: Uint8Array): OcspError | undefined => {
    const decoded = decodeOcspResponse(answer)
    assert.ok(decoded.ok)
    return decoded.value.kind === 'error' ? decoded.value.error : undefined
  }

  it('is answered by what was signed ahead, or signed at the first question and kept', async () => {
    const { ask, store, kinds } = aResponder()
    const serial = aSerial(1)
    void store.sign(store.serials.find(serial, 0, 17), 'sha1', noon)
    for (const hash of ['sha1', 'sha256', 'sha256'] as const)
      assert.deepEqual(
        checked(await ask(aQuestion(issuer, [serial], { hash })), { issuer, serial, at: noon }),
        good,
      )
    assert.deepEqual(kinds, ['ahead', 'on-demand', 'ahead'])
  })

  it('with a nonce is answered live with that nonce, also of the longest', async () => {
    const { ask, kinds } = aResponder()
    for (const length of [1, 16, 20, 32, 128]) {
      const nonce = new Uint8Array(length).fill(7)
      const [serial, revoked] = [aSerial(2), aSerial(9)]
      const about = { issuer, at: noon, nonce }
      const answer = await ask(aQuestion(issuer, [serial], { nonce, hash: 'sha256' }))
      assert.deepEqual(checked(answer, { ...about, serial }), good)
      assert.deepEqual(
        checked(await ask(aQuestion(issuer, [revoked], { nonce })), { ...about, serial: revoked }),
        { kind: 'revoked', revokedAt: noon - hour, reason: 'superseded' },
      )
    }
    assert.deepEqual(new Set(kinds), new Set(['live']))
    assert.equal(
      errorIn(await ask(aQuestion(issuer, [aSerial(2)], { nonce: new Uint8Array(129) }))),
      'malformedRequest',
    )
  })

  it('about several certificates is answered for each', async () => {
    const { ask } = aResponder()
    const answer = await ask(aQuestion(issuer, [1, 9, 77].map(aSerial)))
    const statuses = [1, 9, 77].map((number) => {
      const status = checked(answer, { issuer, serial: aSerial(number), at: noon })
      return typeof status === 'string' ? status : status.kind
    })
    assert.deepEqual(statuses, ['good', 'revoked', 'unknown'])
  })

  it('about more than twenty certificates is refused', async () => {
    const { ask } = aResponder()
    const some = Array.from({ length: 20 }, (_, index) => aSerial(index))
    assert.equal(errorIn(await ask(aQuestion(issuer, some))), undefined)
    const list = Array.from({ length: 1000 }, (_, index) => aSerial(index))
    assert.equal(errorIn(await ask(aQuestion(issuer, list))), 'malformedRequest')
  })

  it('about a serial number that was never issued is answered with unknown, and nothing is kept of it', async () => {
    const { ask, store, kinds } = aResponder()
    const size = store.serials.size()
    for (let number = 100; number < 110; number += 1) {
      const serial = aSerial(number)
      const answer = await ask(aQuestion(issuer, [serial]))
      assert.deepEqual(checked(answer, { issuer, serial, at: noon }), { kind: 'unknown' })
    }
    assert.equal(store.serials.size(), size)
    assert.deepEqual(new Set(kinds), new Set(['live']))
  })

  it('about a certificate that was issued a moment ago finds it in the database', async () => {
    const { ask, kinds } = aResponder()
    const serial = aSerial(50)
    for (let round = 0; round < 3; round += 1)
      assert.deepEqual(
        checked(await ask(aQuestion(issuer, [serial])), { issuer, serial, at: noon }),
        good,
      )
    assert.deepEqual(kinds, ['live', 'on-demand', 'ahead'])
  })

  it('about a certificate that is not known is put off while the database is out of reach; others are answered', async () => {
    const { ask, world } = aResponder()
    world.isDatabaseThere = false
    assert.equal(errorIn(await ask(aQuestion(issuer, [aSerial(60)]))), 'tryLater')
    assert.equal(errorIn(await ask(aQuestion(issuer, [aSerial(3)]))), undefined)
  })

  it('about a certificate of another issuer is answered with unknown', async () => {
    const { ask } = aResponder()
    const decoded = decodeOcspResponse(await ask(aQuestion(anAuthority(), [aSerial(1)])))
    assert.ok(decoded.ok && decoded.value.kind === 'answer')
    assert.deepEqual(
      decoded.value.responses.map(({ status }) => status),
      [{ kind: 'unknown' }],
    )
  })

  it('that can not be read is refused', async () => {
    const { ask } = aResponder()
    for (const octets of [
      [],
      [0x30],
      [0x30, 0],
      [0x30, 0x80, 0, 0],
      Array<number>(8000).fill(0x30),
    ])
      assert.deepEqual(
        await ask(Uint8Array.from(octets)),
        new Uint8Array(ocspError('malformedRequest')),
      )
  })

  it('is put off when nothing was read for as long as an answer holds', async () => {
    const { ask, setClock } = aResponder({ asOf: plus(noon, -50 * minute) })
    const question = aQuestion(issuer, [aSerial(1)])
    const questionWithNonce = aQuestion(issuer, [aSerial(1)], { nonce: aSerial(0) })
    assert.equal(errorIn(await ask(question)), undefined)
    assert.equal(errorIn(await ask(questionWithNonce)), undefined)
    setClock(plus(noon, 10 * minute))
    assert.equal(errorIn(await ask(question)), 'tryLater')
    assert.equal(errorIn(await ask(questionWithNonce)), 'tryLater')
  })

  it('is signed anew when the clock has jumped, whichever way, and never answered with what has lapsed', async () => {
    const serial = aSerial(1)
    for (const jump of [-20 * hour, -second, 2 * hour, 20 * 24 * hour]) {
      const later = plus(noon, jump)
      let asOf = noon
      const responder = aResponder()
      const { store } = responder
      let now = noon
      const answer = createOcspAnswerer({
        issuer: issuer.certificate,
        store,
        key: () => key,
        lookUp: () => Promise.resolve(true),
        asOf: () => asOf,
        now: () => now,
        validity: hour,
        count: () => undefined,
      })
      const ask = async (): Promise<Uint8Array> => {
        const question = aQuestion(issuer, [serial])
        const reply = await answer(question, 0, question.length)
        assert.ok(!('stream' in reply))
        return bodyOf(wholeOf(reply, () => ''))
      }
      await ask()
      now = later
      const atOnce = await ask()
      // Before the next reading: nothing, or what says since when it is true.
      if (jump > 0) assert.equal(errorIn(atOnce), 'tryLater')
      asOf = later
      const decoded = decodeOcspResponse(await ask())
      assert.ok(decoded.ok && decoded.value.kind === 'answer')
      assert.equal(decoded.value.responses[0]?.thisUpdate, later)
    }
  })

  it('is answered with an RSA key too, with and without a nonce, also when many ask at once', async () => {
    const rsa = aResponderKey(issuer, 'RSA-2048')
    let signatures = 0
    const { ask } = aResponder({
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
    const answers = await Promise.all(
      [...Array<undefined>(6)].map(() => ask(aQuestion(issuer, [serial]))),
    )
    for (const answer of answers)
      assert.deepEqual(checked(answer, { issuer, serial, at: noon }), good)
    assert.equal(signatures, 1)
    const live = await ask(aQuestion(issuer, [serial], { nonce }))
    assert.deepEqual(checked(live, { issuer, serial, at: noon, nonce }), good)
    // Signed side by side, each of another certificate with another nonce.
    const asked = [1, 2, 3, 4].map((number) => ({
      serial: aSerial(number),
      nonce: new Uint8Array(32).fill(number),
    }))
    const side = await Promise.all(
      asked.map(({ serial, nonce }) => ask(aQuestion(issuer, [serial], { nonce }))),
    )
    asked.forEach((each, index) => {
      const answer = side[index] ?? new Uint8Array(0)
      assert.deepEqual(checked(answer, { issuer, at: noon, ...each }), good)
    })
  })

  it('that is revoked while an RSA key signs is not called good', async () => {
    const { ask, store } = aResponder({ usedKey: aResponderKey(issuer, 'RSA-2048') })
    const pending = ask(aQuestion(issuer, [aSerial(5)]))
    store.addRevoked(aSerial(5), { revokedAt: instant(noon), reason: 'keyCompromise' })
    const answer = await pending
    const isPutOff = errorIn(answer) === 'tryLater'
    if (!isPutOff)
      assert.notDeepEqual(checked(answer, { issuer, serial: aSerial(5), at: noon }), good)
  })
})
