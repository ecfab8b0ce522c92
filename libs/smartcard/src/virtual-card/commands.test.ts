import assert from 'node:assert/strict'
import {
  constants,
  createECDH,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  verify,
  type KeyObject,
} from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { send } from '../apdu.ts'
import { fromHex, toHex } from '../bytes.ts'
import { accept, aPlan, makePersonalisedCard } from '../testing.ts'
import { proveKey, startPersonalising } from '../personaliser.ts'
import { readTlvs, tlv } from '../tlv.ts'
import { memoryStore } from './store.ts'
import { say } from './testing.ts'
import { channelTo, createBlankCard, openVirtualCard, type VirtualCard } from './virtual-card.ts'

/** Sends a command whose data may need chaining; returns data, and throws on anything but success. */
async function post(card: VirtualCard, header: string, data: Uint8Array): Promise<Uint8Array> {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = fromHex(header)
  const command = { name: header, cla, ins, p1, p2, data, expectsResponse: true }
  const response = await send(channelTo(card), command)
  assert.equal(response.status, 0x9000, header)
  return response.data
}

const createKeyFile = (type: 'rsa' | 'ec', bits: number) =>
  `00E00000 19 6217 8002${bits.toString(16).padStart(4, '0')} 8201${type === 'rsa' ? '11' : '22'} 83024B01 8603000000 85020000 8A0100`

/** A blank card with an empty key file, selected. */
async function withKeyFile(type: 'rsa' | 'ec', bits: number): Promise<VirtualCard> {
  const card = await createBlankCard()
  await say(card, '00A40800 02 5015 00')
  assert.equal(await say(card, createKeyFile(type, bits)), '9000')
  return card
}

const hexOf = (text: string) => Buffer.from(text, 'hex')
const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'))

/** Loads an RSA key in parts, and selects the application's directory. */
async function loadRsaKey(card: VirtualCard, privateKey: KeyObject): Promise<void> {
  const { n, e, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' })
  for (const [part, value] of [
    ['80', n],
    ['81', e],
    ['83', p],
    ['84', q],
    ['85', dp],
    ['86', dq],
    ['87', qi],
  ] as const)
    await post(card, `00DA01${part}`, bytes(value))
  assert.deepEqual(await post(card, '00CA0101', new Uint8Array()), bytes(n))
  await say(card, '00A40800 02 5015 00')
}

describe('a key that is loaded onto a virtual card', () => {
  it('signs and deciphers like the same RSA key in OpenSSL', async () => {
    for (const modulusLength of [2048, 4096]) {
      const card = await withKeyFile('rsa', modulusLength)
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
      await loadRsaKey(card, privateKey)
      assert.equal(await say(card, '002241B6 0A 800112 81024B01 840100'), '9000')
      const hash = fromHex('A94A8FE5CCB19BA61C4C0873D391E987982FBBD3') // SHA-1 of "test"
      const signature = await post(card, '002A9E9A', hash)
      assert.ok(verify('sha1', Buffer.from('test'), publicKey, signature))

      assert.equal(await say(card, '002241B8 0A 800102 81024B01 840100'), '9000')
      const secret = Buffer.from('terveys')
      const padding = constants.RSA_PKCS1_PADDING
      const cryptogram = publicEncrypt({ key: publicKey, padding }, secret)
      const plain = await post(card, '002A8086', Buffer.concat([Uint8Array.of(0), cryptogram]))
      assert.deepEqual(Buffer.from(plain), secret)

      const half = modulusLength / 16
      await post(card, '002A8086', Buffer.concat([hexOf('81'), cryptogram.subarray(0, half)]))
      const inTwo = await post(
        card,
        '002A8086',
        Buffer.concat([hexOf('82'), cryptogram.subarray(half)]),
      )
      assert.deepEqual(Buffer.from(inTwo), secret)
      assert.equal(await say(card, '002A8086 02 8200 00'), '6985', 'a second half of nothing')
      assert.equal(await say(card, '002A8086 02 8300 00'), '6A80', 'an indicator of nothing')
    }
  })

  it('replaces one that was generated on the card', async () => {
    const card = await withKeyFile('rsa', 2048)
    await post(card, '00460000', fromHex('30058103010001'))
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await loadRsaKey(card, privateKey)
    await say(card, '002241B6 0A 800112 81024B01 840100')
    const hash = fromHex('A94A8FE5CCB19BA61C4C0873D391E987982FBBD3') // SHA-1 of "test"
    assert.ok(verify('sha1', Buffer.from('test'), publicKey, await post(card, '002A9E9A', hash)))
  })

  it('computes the same shared secret as the other side, on every curve', async () => {
    for (const [bits, curve] of [
      [256, 'prime256v1'],
      [384, 'secp384r1'],
      [521, 'secp521r1'],
    ] as const) {
      const card = await withKeyFile('ec', bits)
      const loaded = createECDH(curve)
      loaded.generateKeys()
      await post(card, '00DA0186', loaded.getPublicKey())
      await post(card, '00DA0187', loaded.getPrivateKey())
      const other = createECDH(curve)
      other.generateKeys()

      await say(card, '00A40800 02 5015 00')
      assert.equal(await say(card, '002241A4 0A 800104 81024B01 840100'), '9000')
      const request = tlv(0x7c, tlv(0x85, other.getPublicKey()))
      const shared = await post(card, '00860000', request)
      assert.deepEqual(Buffer.from(shared), other.computeSecret(loaded.getPublicKey()))
      assert.equal(await say(card, '00860000 05 7C03850104 00'), '6A80', 'a point off the curve')
    }
  })
})

describe('parts loaded onto a virtual card that are no valid key', () => {
  it('compute nothing', async () => {
    const rsa = await withKeyFile('rsa', 2048)
    for (const part of ['81', '83', '84', '85', '86', '87'])
      await post(rsa, `00DA01${part}`, Uint8Array.of(1))
    await post(rsa, '00DA0180', new Uint8Array(256).fill(0xff))
    await say(rsa, '00A40800 02 5015 00')
    await say(rsa, '002241B6 0A 800102 81024B01 840100')
    assert.equal(await say(rsa, '002A9E9A 02 1122 00'), '6A80')

    const ec = await withKeyFile('ec', 256)
    await post(ec, '00DA0187', Uint8Array.of(0))
    await say(ec, '00A40800 02 5015 00')
    await say(ec, '002241A4 0A 800104 81024B01 840100')
    assert.equal(await say(ec, '00860000 05 7C03850104 00'), '6A80')
  })
})

describe('keys generated on a virtual card', () => {
  it('return their point as a data object, as pkcs15-init expects', async () => {
    for (const [bits, head] of [
      [256, '864104'],
      [384, '866104'],
      [521, '86818504'],
    ] as const) {
      const card = await withKeyFile('ec', bits)
      assert.equal(await say(card, '00CA0186 00'), '6A88', 'none yet')
      assert.equal(await say(card, '00460000'), '9000')
      const point = fromHex((await say(card, '00CA0186 00')).slice(0, -4))
      assert.ok(toHex(point).startsWith(head), toHex(point))
      assert.equal(point.length, head.length / 2 + 2 * Math.ceil(bits / 8))
    }
  })

  it('of every kind sign and verify', async () => {
    for (const [keyAlgorithm, hash] of [
      ['p256', 'sha256'],
      ['p384', 'sha384'],
      ['p521', 'sha512'],
      ['rsa2048', 'sha256'],
      ['rsa4096', 'sha256'],
    ] as const) {
      const channel = channelTo(await createBlankCard())
      const { keys } = accept(await startPersonalising(channel, aPlan({ keyAlgorithm })))
      for (const cardKey of keys) {
        const { purpose, spki } = cardKey
        const proof = accept(await proveKey(channel, cardKey, Uint8Array.of(1, 2, 3)))
        const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
        assert.ok(verify(hash, Uint8Array.of(1, 2, 3), key, proof), `${keyAlgorithm} ${purpose}`)
      }
    }
  })
})

describe('any command to a virtual card', () => {
  const meaningful = [
    '00A4040C0DA000000063504B43532D3135',
    '00A40800045015433100',
    createKeyFile('rsa', 2048).replaceAll(' ', ''),
    createKeyFile('ec', 384).replaceAll(' ', ''),
    '00DA0187020001',
    '00DA018603040102',
    '002241B60A80010481024B01840100',
    '002241B80A80010281024B01840100',
    '002241A40A80010481024B01840100',
    '002A9E9A0411223344',
    '002A80860400112233',
    '00860000057C0385010400',
    '0020000108313233FFFFFFFFFF',
    '002C0001103132333435363738313233FFFFFFFFFF',
    '00CA01A000',
    '00CA018600',
    '00B0000000',
    '000E0000',
    'A0E40000',
    '00DA0101133131313131313131323232323232323205050000',
    '00460000',
    '10D6000001AA',
  ]
  const mutated = fc
    .tuple(
      fc.constantFrom(...meaningful),
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 255 })), { maxLength: 2 }),
    )
    .map(([hex, changes]) => {
      const apdu = fromHex(hex)
      for (const [at, byte] of changes) if (at < apdu.length) apdu[at] = byte
      return apdu
    })
    // Generating RSA keys takes seconds.
    .filter((apdu) => !(apdu[1] === 0x46))

  it('gets a status word in response, from a blank card and from a finished one', async () => {
    const finished = memoryStore()
    await makePersonalisedCard({ store: finished })
    const stored = await finished.load()
    assert.ok(stored)
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(mutated, { minLength: 1, maxLength: 12 }),
        async (isFinished, commands) => {
          const store = memoryStore()
          if (isFinished) await store.save(stored)
          const card = isFinished ? await openVirtualCard(store) : await createBlankCard()
          for (const command of commands) {
            const status = (await card.process(command)).slice(-2)
            assert.equal(status.length, 2)
            assert.ok(
              [0x90, 0x61, 0x63, 0x67, 0x69, 0x6a, 0x6b, 0x6d, 0x6e].includes(status[0] ?? 0),
            )
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('TLV data objects', () => {
  it('are parsed to what was written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat({ max: 255 }), fc.uint8Array({ maxLength: 255 })), {
          selector: ([tag]) => tag,
          maxLength: 5,
        }),
        (objects) => {
          const read = readTlvs(Buffer.concat(objects.map(([tag, value]) => tlv(tag, value))))
          assert.deepEqual(
            [...(read ?? [])].map(([tag, value]) => [tag, toHex(value)]),
            objects.map(([tag, value]) => [tag, toHex(value)]),
          )
        },
      ),
    )
  })

  it('in arbitrary bytes are parsed or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (some) => {
        const read = readTlvs(some)
        const length = [...(read?.values() ?? [])].reduce((sum, value) => sum + value.length, 0)
        assert.ok(length <= some.length)
      }),
    )
  })
})
