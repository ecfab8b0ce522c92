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
  compareBytes,
  contextualPrimitive,
  contextualPrimitiveOf,
  equalBytes,
  explicitOf,
  headerLength,
  ia5Of,
  isAscii,
  isContextual,
  isNull,
  oid,
  oidOf,
  printableString,
  readDer,
  sequence,
  sequenceOf,
  set,
  setOf,
  smallIntegerOf,
  statedEnd,
  textOf,
  time,
  timeOf,
  unsignedOf,
  utcTime,
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

  it('is parsed to the same value: numbers around each change of their length (X.690 § 8.3.2)', () => {
    for (const [value, content] of [
      [0, '00'],
      [127, '7f'],
      [128, '00 80'],
      [255, '00 ff'],
      [256, '01 00'],
      [32_767, '7f ff'],
      [32_768, '00 80 00'],
      [-1, 'ff'],
      [-128, '80'],
      [-129, 'ff 7f'],
      [-32_768, '80 00'],
      [-32_769, 'ff 7f ff'],
    ] as const) {
      const der = Uint8Array.of(0x02, hex(content).length, ...hex(content))
      for (const number of [value, BigInt(value)]) assert.deepEqual(integer(number), der)
      assert.equal(integerOf(read(der)), BigInt(value))
      const isNegative = value < 0
      assert.deepEqual(unsignedOf(read(der)) === undefined, isNegative)
      assert.equal(smallIntegerOf(read(der)), isNegative ? undefined : value)
    }
    assert.deepEqual(unsignedOf(read(integer(128))), Uint8Array.of(128))
    for (const bytes of [[], [0], [0, 0]])
      assert.deepEqual(integer(Uint8Array.from(bytes)), hex('02 01 00'))
    // Up to four bytes.
    assert.equal(smallIntegerOf(read(hex('02 04 7f ff ff ff'))), 0x7fffffff)
    assert.equal(smallIntegerOf(read(hex('02 05 01 00 00 00 00'))), undefined)
    assert.equal(enumeratedOf(read(hex('0a 01 80'))), undefined)
    for (const other of [enumerated(1), nullValue()])
      for (const as of [integerOf, unsignedOf, smallIntegerOf])
        assert.equal(as(read(other)), undefined)
    assert.equal(enumeratedOf(read(integer(1))), undefined)
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
    for (const [dotted, content] of [
      ['0.0', '00'],
      ['0.39', '27'],
      ['1.0', '28'],
      ['1.39', '4f'],
      ['2.0', '50'],
      ['2.47', '7f'],
      ['2.48', '81 00'],
      ['1.2.127', '2a 7f'],
      ['1.2.128', '2a 81 00'],
      // 2^14 and 2^21: bytes of zero bits within.
      ['1.2.16384', '2a 81 80 00'],
      ['1.2.2097152.1', '2a 81 80 80 00 01'],
      // Around seven and eight bytes: 2^49 − 1, 2^49, 2^56 − 1, 2^56.
      ['1.2.562949953421311', '2a ff ff ff ff ff ff 7f'],
      ['1.2.562949953421312', '2a 81 80 80 80 80 80 80 00'],
      ['1.2.72057594037927935.1', '2a ff ff ff ff ff ff ff 7f 01'],
      ['1.2.72057594037927936', '2a 81 80 80 80 80 80 80 80 00'],
    ] as const) {
      const der = Uint8Array.of(0x06, hex(content).length, ...hex(content))
      assert.deepEqual(oid(dotted), der, dotted)
      assert.equal(oidOf(read(der)), dotted)
    }
    const atLimit = `1.2${'.9'.repeat(127)}`
    assert.equal(oidOf(read(oid(atLimit))), atLimit)
    assert.equal(oidOf(read(integer(1))), undefined)
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
    const url = `http://example.fi/@_*${'a'.repeat(3000)}\u007f`
    assert.equal(textOf(read(ia5String(url))), url)
    assert.equal(ia5Of(read(ia5String(url)).content), url)
    assert.equal(ia5Of(Uint8Array.of(0x80)), undefined)
    assert.equal(ia5Of(undefined), undefined)
    assert.ok(isAscii('a\u007f') && !isAscii('a\u0080'))
  })

  it('of the other string types of certificates is parsed to its text', () => {
    for (const [der, text] of [
      ['12 02 31 20', '1 '],
      ['14 02 e4 41', 'äA'],
      ['1a 02 41 7e', 'A~'],
      ['1e 06 00 41 20 ac d8 3d', 'A€\ud83d'],
      ['1e 00', ''],
      ['04 01 41', undefined],
      ['82 01 41', undefined],
      ['30 00', undefined],
    ] as const)
      assert.equal(textOf(read(hex(der))), text, der)
    assert.equal(textOf(undefined), undefined)
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
    // Flags of X.690 § 11.2.2, with the number of unused bits in front: the last one is set.
    for (const [content, bits] of [
      ['00', []],
      ['07 80', [0]],
      ['00 01', [7]],
      ['07 00 80', [8]],
      ['06 c0', [0, 1]],
      ['06 80', undefined],
      ['00 00', undefined],
      ['07 01 00', undefined],
      ['08 00', undefined],
      ['01', undefined],
    ] as const) {
      assert.deepEqual(namedBitsOf(hex(content)), bits, content)
      if (bits !== undefined)
        assert.deepEqual(namedBits(bits), Uint8Array.of(0x03, hex(content).length, ...hex(content)))
    }
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
    for (const [text, header, digits] of [
      ['2050-01-01T00:00:00Z', '18 0f', '20500101000000Z'],
      ['2049-12-31T23:59:59Z', '17 0d', '491231235959Z'],
      ['2000-02-29T12:34:56Z', '17 0d', '000229123456Z'],
      ['1950-01-01T00:00:00Z', '17 0d', '500101000000Z'],
      ['1949-12-31T23:59:59Z', '18 0f', '19491231235959Z'],
      ['0000-01-01T00:00:00Z', '18 0f', '00000101000000Z'],
      ['9999-12-31T23:59:59Z', '18 0f', '99991231235959Z'],
    ] as const) {
      const at = instant(Date.parse(text))
      const der = concatenate(hex(header), new Uint8Array(Buffer.from(digits)))
      assert.deepEqual(time(at), der)
      assert.equal(timeOf(read(der)), at)
    }
    assert.equal(generalizedTimeOf(read(utcTime(instant(0)))), undefined)
  })

  it('is parsed to the same value: nested elements, with lengths of every size', () => {
    for (const [length, header] of [
      [0, '04 00'],
      [127, '04 7f'],
      [128, '04 81 80'],
      [255, '04 81 ff'],
      [256, '04 82 01 00'],
      [65_535, '04 82 ff ff'],
      [65_536, '04 83 01 00 00'],
      [200_000, '04 83 03 0d 40'],
    ] as const) {
      const inner = octetString(new Uint8Array(length))
      assert.deepEqual(inner.subarray(0, -length || undefined), hex(header))
      assert.equal(headerLength(length), hex(header).length)
      const [first, second] = sequenceOf(read(sequence(inner, contextual(3, nullValue())))) ?? []
      assert.deepEqual(first?.der, inner)
      assert.deepEqual(contextualOf(second, 3)?.[0]?.der, nullValue())
    }
    for (const [length, bytes] of [
      [0xffffff, 5],
      [0x1000000, 6],
    ] as const)
      assert.equal(headerLength(length), bytes)
  })

  it('in a context-specific element is read by its tag and form', () => {
    const one = Uint8Array.of(1)
    const explicit = read(contextual(1, integer(5)))
    assert.equal(smallIntegerOf(explicitOf(explicit, 1)), 5)
    assert.equal(explicitOf(explicit, 2), undefined)
    assert.equal(explicitOf(read(contextual(1, integer(5), integer(6))), 1), undefined)
    assert.equal(explicitOf(read(contextual(1)), 1), undefined)
    const primitive = read(contextualPrimitive(1, one))
    assert.deepEqual(contextualPrimitiveOf(primitive, 1), one)
    assert.equal(contextualPrimitiveOf(primitive, 2), undefined)
    assert.equal(contextualPrimitiveOf(explicit, 1), undefined)
    assert.equal(contextualOf(primitive, 1), undefined)
    assert.deepEqual(primitive.children(), [])
    for (const [der, expected] of [
      [contextual(1), true],
      [contextual(2), false],
      [hex('61 00'), false],
      [integer(1), false],
    ] as const)
      assert.equal(isContextual(read(der), 1), expected)
    for (const as of [sequenceOf, setOf, bytesOf, bitStringOf, booleanOf, oidOf, timeOf])
      for (const der of [nullValue(), contextual(16), hex('70 00')])
        assert.equal(as(read(der)), undefined)
    assert.ok(isNull(read(nullValue())) && !isNull(read(integer(1))) && !isNull(undefined))
    assert.equal(bitStringOf(read(bitString(Uint8Array.of(0x80), 7))), undefined)
  })

  it('has its length read before all of it is there', () => {
    for (const [bytes, at, limit, end] of [
      ['30 05', 0, 2, 7],
      ['00 30 05', 1, 3, 8],
      ['30 05', 0, 1, 'truncated'],
      ['30 82 01 00', 0, 4, 260],
      ['30 82 01 00', 0, 3, 'truncated'],
      ['30 84 01 00 00 00', 0, 6, 0x1000006],
      ['30 84 00 ff ff ff', 0, 6, 'non-minimal-length'],
      ['30 80', 0, 2, 'indefinite-length'],
    ] as const)
      assert.equal(statedEnd(hex(bytes), at, limit), end, bytes)
  })

  it('has the members of a set in the order of their bytes', () => {
    const members = setOf(read(set(integer(300), integer(2), integer(1)))) ?? []
    assert.deepEqual(members.map(integerOf), [1n, 2n, 300n])
    assert.deepEqual(set(integer(2), integer(1)), set(integer(1), integer(2)))
    // Equal ones may stand beside one another; a shorter one is first (X.690 § 11.6).
    for (const set of ['31 06 02 01 01 02 01 01', '31 00', '31 06 04 00 04 02 00 00'])
      assert.ok(readDer(hex(set)).ok, set)
    for (const [one, other, order] of [
      ['01 02', '01 03', -1],
      ['01', '01 00', -1],
      ['02', '01 00', 1],
      ['01', '01', 0],
    ] as const) {
      assert.equal(Math.sign(compareBytes(hex(one), hex(other))), order)
      assert.equal(Math.sign(compareBytes(hex(other), hex(one))), -order || 0)
    }
  })

  it('has plain byte arrays as its parts, also when a Buffer is parsed', () => {
    const node = read(Buffer.from(sequence(octetString(Uint8Array.of(1, 2)))))
    assert.equal(Object.getPrototypeOf(sequenceOf(node)?.[0]?.content), Uint8Array.prototype)
  })

  it('is the same as another only when all bytes are', () => {
    for (const [one, other, isSame] of [
      ['', '', true],
      ['01 02', '01 02', true],
      ['01', '01 02', false],
      ['01 02', '01', false],
      ['01 02', '02 02', false],
      ['01 02', '01 03', false],
    ] as const)
      assert.equal(equalBytes(hex(one), hex(other)), isSame)
  })

  it('is never a value that DER can’t contain', () => {
    const faults = [
      () => oid('1'),
      () => oid('0.40'),
      () => oid('1.40'),
      () => oid('3.1'),
      () => oid('1.02'),
      () => oid('1.2.'),
      () => oid(`1.2${'.9'.repeat(128)}`),
      () => printableString('Ä'),
      () => printableString('a*b'),
      () => ia5String('ä'),
      () => ia5String('\u0080'),
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
    ['9f 01 00', 'malformed-tag', 'a context-specific tag number of more bytes'],
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
    ['01 02 00 00', 'malformed-boolean', 'a BOOLEAN of two bytes'],
    ['05 01 00', 'malformed-null', 'a NULL with content'],
    ['03 00', 'malformed-bit-string', 'a BIT STRING without its first byte'],
    ['03 01 01', 'malformed-bit-string', 'unused bits of no byte'],
    ['03 02 08 00', 'malformed-bit-string', 'eight unused bits'],
    ['03 02 01 01', 'malformed-bit-string', 'an unused bit that is set'],
    ['03 02 07 c0', 'malformed-bit-string', 'the last unused bit set'],
    ['06 00', 'malformed-oid', 'an object identifier without arcs'],
    ['06 02 2a 86', 'malformed-oid', 'an object identifier that breaks off'],
    ['06 03 2a 80 01', 'malformed-oid', 'an arc with a leading zero'],
    ['06 03 2a 81 80', 'malformed-oid', 'an arc that breaks off with zeros'],
    [`06 81 81 ${'01'.repeat(129)}`, 'malformed-oid', 'an object identifier of 129 bytes'],
    ['0c 02 c0 80', 'malformed-string', 'an overlong form in UTF-8'],
    ['0c 03 ed a0 80', 'malformed-string', 'a surrogate in UTF-8'],
    ['0c 04 f4 90 80 80', 'malformed-string', 'a character beyond Unicode'],
    ['0c 01 c3', 'malformed-string', 'half a character'],
    ['13 01 40', 'malformed-string', 'an @ in a PrintableString'],
    ['16 01 80', 'malformed-string', 'a byte beyond ASCII in an IA5String'],
    ['12 01 e4', 'malformed-string', 'an ä in a NumericString'],
    ['1a 01 e4', 'malformed-string', 'an ä in a VisibleString'],
    ['1e 03 00 41 00', 'malformed-string', 'half a character in a BMPString'],
    ['17 0b 32 36 31 31 32 34 31 32 30 30 5a', 'malformed-time', 'a UTCTime without seconds'],
    ...[
      ...['261324120000Z', '260024120000Z', '261100120000Z', '261131120000Z', '261124126000Z'],
      ...['261124120060Z', '2611241200:0Z', '2611241200/0Z', '261124120000z', '2611241200000'],
    ].map(
      (digits) =>
        [`17 0d ${Buffer.from(digits).toString('hex')}`, 'malformed-time', digits] as const,
    ),
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

  it('is refused with the place of the element that is wrong', () => {
    for (const [bytes, kind, at] of [
      ['05 00 00', 'trailing-bytes', 2],
      ['30 04 05 00 02 00', 'malformed-integer', 4],
      ['30 06 05 00 30 02 05 01', 'truncated', 6],
      ['30 0a 05 00 31 06 02 01 02 02 01 01', 'unordered-set', 4],
      ['', 'truncated', 0],
    ] as const)
      assert.deepEqual(readDer(hex(bytes)), { ok: false, refusal: { kind, at } })
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
