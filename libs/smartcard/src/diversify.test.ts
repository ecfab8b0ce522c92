import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asciiBytes, fromHex, random, toHex } from './bytes.ts'
import { adminKeyOf, counterMode, deriveKey, isFactoryKey } from './diversify.ts'

/** NIST CAVP, SP 800-108, counter mode, HMAC_SHA256, counter before the fixed input, 32 bits: counts 0, 10, 20 and 30. */
const vectors = [
  {
    key: 'dd1d91b7d90b2bd3138533ce92b272fbf8a369316aefe242e659cc0ae238afe0',
    fixedInput:
      '01322b96b30acd197979444e468e1c5c6859bf1b1cf951b7e725303e237e46b864a145fab25e517b08f8683d0315bb2911d80a0e8aba17f3b413faac',
    derived: '10621342bfb0fd40046c0e29f2cfdbf0',
  },
  {
    key: 'e204d6d466aad507ffaf6d6dab0a5b26152c9e21e764370464e360c8fbc765c6',
    fixedInput:
      '7b03b98d9f94b899e591f3ef264b71b193fba7043c7e953cde23bc5384bc1a6293580115fae3495fd845dadbd02bd6455cf48d0f62b33e62364a3a80',
    derived: '770dfab6a6a4a4bee0257ff335213f78d8287b4fd537d5c1fffa956910e7c779',
  },
  {
    key: 'dc60338d884eecb72975c603c27b360605011756c697c4fc388f5176ef81efb1',
    fixedInput:
      '44d7aa08feba26093c14979c122c2437c3117b63b78841cd10a4bc5ed55c56586ad8986d55307dca1d198edcffbc516a8fbe6152aa428cdd800c062d',
    derived: '29ac07dccf1f28d506cd623e6e3fc2fa255bd60b',
  },
  {
    key: 'c4bedbddb66493e7c7259a3bbbc25f8c7e0ca7fe284d92d431d9cd99a0d214ac',
    fixedInput:
      '1c69c54766791e315c2cc5c47ecd3ffab87d0d273dd920e70955814c220eacace6a5946542da3dfe24ff626b4897898cafb7db83bdff3c14fa46fd4b',
    derived: '1da47638d6c9c4d04d74d4640bbd42ab814d9e8cc22f4326695239f96b0693f12d0dd1152cf44430',
  },
] as const

describe('the admin key of a card', () => {
  it('is derived like the published NIST test vectors', () => {
    for (const { key, fixedInput, derived } of vectors)
      assert.equal(
        toHex(counterMode(fromHex(key), fromHex(fixedInput), derived.length / 2)),
        derived.toUpperCase(),
      )
  })

  it('depends on purpose and length as well as on the card', () => {
    const master = random(32)
    const context = asciiBytes('12345123451234512')
    const whole = deriveKey(master, { label: 'a', context, length: 32 })
    const fixedInput = Buffer.concat([Buffer.from('a\0'), context, Buffer.from('00000100', 'hex')])
    assert.deepEqual(whole, counterMode(master, fixedInput, 32))
    assert.notDeepEqual(whole, deriveKey(master, { label: 'b', context, length: 32 }))
    assert.notDeepEqual(
      whole.subarray(0, 16),
      deriveKey(master, { label: 'a', context, length: 16 }),
    )
  })

  it('differs for each card, each master key and each version of it, and is the same each time', () => {
    const master = random(32)
    const key = adminKeyOf(master, 1, '12345123451234512')
    assert.equal(key.length, 32)
    assert.deepEqual(adminKeyOf(master, 1, '12345123451234512'), key)
    assert.notDeepEqual(adminKeyOf(master, 1, '12345123451234513'), key)
    assert.notDeepEqual(adminKeyOf(master, 2, '12345123451234512'), key)
    assert.notDeepEqual(adminKeyOf(random(32), 1, '12345123451234512'), key)
  })

  it('is not derived from a master key that is too short or publicly known', () => {
    const factory = fromHex('404142434445464748494A4B4C4D4E4F')
    for (const master of [
      random(31),
      new Uint8Array(32),
      new Uint8Array(32).fill(0xff),
      Uint8Array.of(...factory, ...factory),
    ])
      assert.throws(() => adminKeyOf(master, 1, '12345123451234512'), RangeError)
  })

  it('is distinguished from the factory keys of cards', () => {
    for (const known of [
      '404142434445464748494A4B4C4D4E4F',
      '404142434445464748494A4B4C4D4E4F404142434445464748494A4B4C4D4E4F',
      '0000000000000000',
      'FFFFFFFFFFFFFFFF',
      toHex(asciiBytes('12345678')),
      toHex(asciiBytes('87654321')),
      toHex(asciiBytes('12121212')),
      '0102030401020304010203040102030401020304010203040102030401020304',
    ])
      assert.ok(isFactoryKey(fromHex(known)), known)
    for (const own of ['0105030405060708', '3132333435363739', toHex(random(32))])
      assert.ok(!isFactoryKey(fromHex(own)), own)
  })
})
