import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import {
  bitString,
  bitStringOf,
  boolean,
  booleanOf,
  concatenate,
  contextual,
  contextualOf,
  enumerated,
  enumeratedOf,
  generalizedTime,
  generalizedTimeOf,
  ia5String,
  integer,
  integerOf,
  namedBits,
  namedBitsOf,
  nullValue,
  octetString,
  bytesOf,
  oid,
  oidOf,
  printableString,
  readDer,
  sequence,
  sequenceOf,
  set,
  setOf,
  textOf,
  time,
  timeOf,
  unsignedOf,
  utf8String,
  type DerNode,
  type DerRefusal,
} from './der.ts'
import { valueOf } from './testing.ts'

const read = (der: Uint8Array): DerNode => valueOf(readDer(der))
const hex = (text: string): Uint8Array =>
  new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))

const anOid = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: 1 }), fc.bigInt({ min: 0n, max: 39n })),
      fc.tuple(fc.constant(2), fc.bigInt({ min: 0n, max: 2n ** 128n })),
    ),
    fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { maxLength: 6 }),
  )
  .map(([start, others]) => [...start, ...others].join('.'))

/** From the year 0 to the year 9999, in whole seconds. */
const anInstant = fc
  .integer({ min: -62_167_219_200, max: 253_402_300_799 })
  .map((seconds) => instant(seconds * 1000))

describe('a DER value that was encoded', () => {
  it('is parsed to the same value: numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }), (value) => {
        assert.equal(integerOf(read(integer(value))), value)
      }),
    )
  })

  it('is parsed to the same value: unsigned numbers as bytes, without leading zeros', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 24 }), (bytes) => {
        const node = read(integer(bytes))
        const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
        assert.equal(integerOf(node), value)
        assert.deepEqual(integer(unsignedOf(node) ?? bytes), node.der)
      }),
    )
  })

  it('is parsed to the same value: object identifiers, also those of a UUID', () => {
    fc.assert(
      fc.property(anOid, (dotted) => {
        assert.equal(oidOf(read(oid(dotted))), dotted)
      }),
    )
    assert.deepEqual(oid('1.2.840.113549.1.1.13'), hex('06 09 2a 86 48 86 f7 0d 01 01 0d'))
  })

  it('is parsed to the same value: text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const der = utf8String(text)
        assert.equal(textOf(read(der)), text)
        assert.deepEqual(
          Buffer.from(der.subarray(der.length - Buffer.byteLength(text))),
          Buffer.from(text),
        )
      }),
    )
    assert.equal(textOf(read(printableString("Aino's (1) +,-./:=?"))), "Aino's (1) +,-./:=?")
    assert.equal(textOf(read(ia5String('http://example.fi/@_*'))), 'http://example.fi/@_*')
  })

  it('is parsed to the same value: bytes, bits, booleans, enumerations', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000, size: 'max' }), (bytes) => {
        assert.deepEqual(bytesOf(read(octetString(bytes))), bytes)
        assert.deepEqual(bitStringOf(read(bitString(bytes))), bytes)
      }),
      { numRuns: 20 },
    )
    for (const value of [true, false]) assert.equal(booleanOf(read(boolean(value))), value)
    for (const value of [0, 10, 127, 128, 40_000])
      assert.equal(enumeratedOf(read(enumerated(value))), value)
    assert.deepEqual(read(nullValue()).content, new Uint8Array(0))
  })

  it('is parsed to the same value: flags', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 20 })), (bits) => {
        const node = read(namedBits(bits))
        assert.deepEqual(
          namedBitsOf(node.content),
          bits.toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('is parsed to the same value: times to the second, as UTCTime through 2049', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        assert.equal(timeOf(read(time(at))), at)
        assert.equal(generalizedTimeOf(read(generalizedTime(at))), at)
      }),
    )
    assert.deepEqual(
      time(instant(Date.UTC(2049, 11, 31, 23, 59, 59))),
      concatenate(hex('17 0d'), new Uint8Array(Buffer.from('491231235959Z'))),
    )
    assert.deepEqual(
      time(instant(Date.UTC(2050, 0, 1))),
      concatenate(hex('18 0f'), new Uint8Array(Buffer.from('20500101000000Z'))),
    )
  })

  it('is parsed to the same value: nested elements, with lengths of every size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 125, 126, 127, 253, 254, 255, 256, 65_531, 65_536, 200_000),
        (length) => {
          const inner = octetString(new Uint8Array(length))
          const [first, second] =
            sequenceOf(read(sequence(inner, contextual(3, nullValue())))) ?? []
          assert.deepEqual(first?.der, inner)
          assert.deepEqual(contextualOf(second, 3)?.[0]?.der, nullValue())
        },
      ),
    )
  })

  it('has the members of a set in the order of their bytes', () => {
    const members = setOf(read(set(integer(300), integer(2), integer(1)))) ?? []
    assert.deepEqual(members.map(integerOf), [1n, 2n, 300n])
  })

  it('has plain byte arrays as its parts, also when a Buffer is parsed', () => {
    const node = read(Buffer.from(sequence(octetString(Uint8Array.of(1, 2)))))
    assert.equal(Object.getPrototypeOf(sequenceOf(node)?.[0]?.content), Uint8Array.prototype)
  })

  it('is never a value that DER can’t contain', () => {
    const faults = [
      () => oid('1'),
      () => oid('1.40'),
      () => oid('3.1'),
      () => oid('1.02'),
      () => oid('1.2.'),
      () => oid(`1.2${'.9'.repeat(200)}`),
      () => printableString('Ä'),
      () => printableString('a*b'),
      () => ia5String('ä'),
      () => utf8String('\ud800'),
      () => time(instant(Date.UTC(10_000, 0, 1))),
    ]
    for (const fault of faults) assert.throws(fault, RangeError)
  })
})

describe('DER input', () => {
  const refused: readonly (readonly [string, DerRefusal['kind'], string])[] = [
    ['', 'truncated', 'nothing at all'],
    ['30', 'truncated', 'a tag alone'],
    ['04 05 01', 'truncated', 'less content than its length says'],
    ['30 03 04 05 01', 'truncated', 'an element longer than the one around it'],
    ['30 82 01', 'truncated', 'half a length'],
    ['05 00 00', 'trailing-bytes', 'a byte behind the element'],
    ['30 80 05 00 00 00', 'indefinite-length', 'an indefinite length'],
    ['30 04 30 80 00 00', 'indefinite-length', 'an indefinite length further in'],
    ['04 81 01 00', 'non-minimal-length', 'a short length in long form'],
    [`04 82 00 80 ${'00'.repeat(128)}`, 'non-minimal-length', 'a length with a leading zero'],
    ['04 85 00 00 00 00 01 00', 'non-minimal-length', 'a length of five bytes that needs one'],
    ['04 85 01 00 00 00 00 00', 'too-large', 'a length beyond four bytes'],
    ['1f 01 00', 'malformed-tag', 'a tag number of more bytes'],
    ['24 04 04 02 01 02', 'malformed-tag', 'an OCTET STRING in pieces'],
    ['10 00', 'malformed-tag', 'a primitive SEQUENCE'],
    ['00 00', 'malformed-tag', 'an end of contents'],
    ['09 01 40', 'malformed-tag', 'a REAL'],
    ['02 00', 'malformed-integer', 'an INTEGER without bytes'],
    ['02 02 00 7f', 'malformed-integer', 'a positive INTEGER with a byte too many'],
    ['02 02 ff 80', 'malformed-integer', 'a negative INTEGER with a byte too many'],
    ['0a 02 00 01', 'malformed-integer', 'an ENUMERATED with a byte too many'],
    ['01 01 01', 'malformed-boolean', 'a TRUE that is not ff'],
    ['01 00', 'malformed-boolean', 'a BOOLEAN without bytes'],
    ['05 01 00', 'malformed-null', 'a NULL with content'],
    ['03 00', 'malformed-bit-string', 'a BIT STRING without its first byte'],
    ['03 01 01', 'malformed-bit-string', 'unused bits of no byte'],
    ['03 02 08 00', 'malformed-bit-string', 'eight unused bits'],
    ['03 02 01 01', 'malformed-bit-string', 'an unused bit that is set'],
    ['06 00', 'malformed-oid', 'an object identifier without arcs'],
    ['06 02 2a 86', 'malformed-oid', 'an object identifier that breaks off'],
    ['06 03 2a 80 01', 'malformed-oid', 'an arc with a leading zero'],
    [`06 81 81 ${'01'.repeat(129)}`, 'malformed-oid', 'an object identifier of 129 bytes'],
    ['0c 02 c0 80', 'malformed-string', 'an overlong form in UTF-8'],
    ['0c 03 ed a0 80', 'malformed-string', 'a surrogate in UTF-8'],
    ['0c 04 f4 90 80 80', 'malformed-string', 'a character beyond Unicode'],
    ['0c 01 c3', 'malformed-string', 'half a character'],
    ['13 01 40', 'malformed-string', 'an @ in a PrintableString'],
    ['16 01 e4', 'malformed-string', 'an ä in an IA5String'],
    ['17 0b 32 36 31 31 32 34 31 32 30 30 5a', 'malformed-time', 'a UTCTime without seconds'],
    [`17 0d ${Buffer.from('261324120000Z').toString('hex')}`, 'malformed-time', 'month 13'],
    [`17 0d ${Buffer.from('260229120000Z').toString('hex')}`, 'malformed-time', '29.2.2026'],
    [`17 0d ${Buffer.from('261124240000Z').toString('hex')}`, 'malformed-time', 'hour 24'],
    [`17 11 ${Buffer.from('261124120000+0200').toString('hex')}`, 'malformed-time', 'a time zone'],
    [`18 11 ${Buffer.from('20261124120000.5Z').toString('hex')}`, 'malformed-time', 'a fraction'],
    [
      '31 06 02 01 02 02 01 01',
      'unordered-set',
      'a SET OF in another order than that of its bytes',
    ],
    ['a0 08 31 06 04 02 00 00 04 00', 'unordered-set', 'one further in, the longer member first'],
  ]

  for (const [bytes, kind, what] of refused)
    it(`is refused as ${kind}: ${what}`, () => {
      const response = readDer(hex(bytes))
      assert.equal(response.ok ? 'read' : response.refusal.kind, kind)
    })

  it('is refused when it is deeper than the limit', () => {
    const nested = (depth: number): Uint8Array =>
      depth === 0 ? nullValue() : sequence(nested(depth - 1))
    const limits = { maxBytes: 1000, maxDepth: 5 }
    assert.equal(readDer(nested(4), limits).ok, true)
    assert.deepEqual(readDer(nested(5), limits), {
      ok: false,
      refusal: { kind: 'too-deep', at: 10 },
    })
    assert.equal(readDer(nested(5000)).ok, false)
  })

  it('is refused when it is longer than the limit, before it is parsed', () => {
    const limits = { maxBytes: 10, maxDepth: 5 }
    assert.equal(readDer(octetString(new Uint8Array(8)), limits).ok, true)
    assert.deepEqual(readDer(octetString(new Uint8Array(9)), limits), {
      ok: false,
      refusal: { kind: 'too-large', at: 0 },
    })
  })

  it('of any bytes is refused or parsed, and what is parsed is encoded to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const response = readDer(bytes)
        if (response.ok) assert.deepEqual(response.value.der, bytes)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an X.509 Time', () => {
  it('is refused in the form for another year', () => {
    const early = read(generalizedTime(instant(Date.UTC(2049, 11, 31))))
    assert.equal(timeOf(early), undefined)
    assert.notEqual(timeOf(read(generalizedTime(instant(Date.UTC(2050, 0, 1))))), undefined)
  })
})
