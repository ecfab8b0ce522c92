import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { oid, printableString, sequence, set, utf8String } from './der.ts'
import {
  attributeOf,
  decodeName,
  encodeName,
  formatName,
  misfitOf,
  type Attribute,
} from './names.ts'
import { attributeTypes } from './oids.ts'
import { valueOf } from './testing.ts'

const anAttribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom(
        attributeTypes.commonName,
        attributeTypes.surname,
        attributeTypes.givenName,
        attributeTypes.title,
        attributeTypes.pseudonym,
        attributeTypes.organizationName,
        '1.2.246.999.1',
      ),
      value: fc.string({ unit: 'binary', maxLength: 40 }),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constantFrom(attributeTypes.countryName, attributeTypes.serialNumber),
      value: fc.stringMatching(/^[A-Za-z0-9 '()+,\-./:=?]{0,20}$/),
    },
    { noNullPrototype: true },
  ),
)

const nurse = [
  { type: attributeTypes.countryName, value: 'FI' },
  { type: attributeTypes.serialNumber, value: '00098705718' },
  { type: attributeTypes.givenName, value: 'ÁILU SÁRÁ' },
  { type: attributeTypes.surname, value: 'NÄKKÄLÄJÄRVI' },
]

describe('a distinguished name', () => {
  it('is parsed to what was encoded, with any characters', () => {
    fc.assert(
      fc.property(fc.array(anAttribute, { maxLength: 8 }), (name) => {
        const der = encodeName(name)
        assert.deepEqual(valueOf(decodeName(der)), name)
        assert.deepEqual(encodeName(valueOf(decodeName(der))), der)
      }),
    )
  })

  it('has country and serial number as PrintableString, the rest as UTF8String', () => {
    assert.deepEqual(
      encodeName(nurse.slice(0, 3)),
      sequence(
        set(sequence(oid('2.5.4.6'), printableString('FI'))),
        set(sequence(oid('2.5.4.5'), printableString('00098705718'))),
        set(sequence(oid('2.5.4.42'), utf8String('ÁILU SÁRÁ'))),
      ),
    )
  })

  it('is formatted as in LDAP, the last attribute first', () => {
    assert.equal(formatName(nurse), 'SN=NÄKKÄLÄJÄRVI,GN=ÁILU SÁRÁ,serialNumber=00098705718,C=FI')
    const shown = (value: string) => formatName([{ type: attributeTypes.commonName, value }])
    assert.equal(
      shown('Apteekki, "VI" <Oy>; a+b=c\\'),
      'CN=Apteekki\\, \\"VI\\" \\<Oy\\>\\; a\\+b=c\\\\',
    )
    assert.equal(shown(' # '), 'CN=\\ #\\ ')
    assert.equal(shown('#1'), 'CN=\\#1')
    assert.equal(shown(' '), 'CN=\\ ')
    assert.equal(shown('a  '), 'CN=a \\ ')
    assert.equal(shown('ends \\ '), 'CN=ends \\\\\\ ')
    assert.equal(formatName([{ type: '1.2.3', value: 'x' }]), '1.2.3=x')
  })

  it('returns the value of an attribute', () => {
    assert.equal(attributeOf(nurse, attributeTypes.serialNumber), '00098705718')
    assert.equal(attributeOf(nurse, attributeTypes.title), undefined)
  })

  it('from outside may contain values that ours can’t, which are found before it is encoded', () => {
    const anyone = fc.record(
      {
        type: fc.constantFrom(...Object.values(attributeTypes)),
        value: fc.string({ unit: 'binary', maxLength: 8 }),
      },
      { noNullPrototype: true },
    )
    fc.assert(
      fc.property(anyone, (attribute) => {
        if (misfitOf([attribute]) === undefined)
          assert.deepEqual(valueOf(decodeName(encodeName([attribute]))), [attribute])
        else assert.throws(() => encodeName([attribute]), RangeError)
      }),
    )
    const underlined = { type: attributeTypes.serialNumber, value: 'A_1' }
    assert.equal(misfitOf([...nurse, underlined]), underlined)
    assert.equal(misfitOf(nurse), undefined)
  })

  it('with two attributes in one relative name is refused', () => {
    const part = (type: string) => sequence(oid(type), utf8String('x'))
    assert.deepEqual(decodeName(sequence(set(part('2.5.4.3'), part('2.5.4.4')))), {
      ok: false,
      refusal: { kind: 'multi-valued-name' },
    })
  })

  it('is refused when it is malformed', () => {
    const kindOf = (der: Uint8Array) => {
      const name = decodeName(der)
      return name.ok ? 'read' : name.refusal.kind
    }
    assert.equal(kindOf(set()), 'malformed-name')
    assert.equal(kindOf(sequence(set())), 'malformed-name')
    assert.equal(kindOf(sequence(set(sequence(oid('2.5.4.3'))))), 'malformed-name')
    assert.equal(kindOf(new Uint8Array(3)), 'trailing-bytes')
  })
})
