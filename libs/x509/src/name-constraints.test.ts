import assert from 'node:assert/strict'
import { it } from 'node:test'
import { contextual, contextualPrimitive, ia5String, integer, readDer, sequence } from './der.ts'
import {
  isPermitted,
  nameConstraintsOf,
  type GeneralName,
  type NameConstraints,
} from './name-constraints.ts'
import { encodeName } from './names.ts'
import { attributeTypes } from './oids.ts'
import { valueOf } from './testing.ts'

const only = (...permitted: readonly GeneralName[]): NameConstraints => ({
  permitted,
  excluded: [],
})
const none = (...excluded: readonly GeneralName[]): NameConstraints => ({
  permitted: [],
  excluded,
})
const text = (kind: 'dns' | 'email' | 'uri') => (value: string) => ({ kind, value }) as const
const [dns, email, uri] = [text('dns'), text('email'), text('uri')]
const ip = (...bytes: readonly number[]) => ({ kind: 'ip', bytes: Uint8Array.from(bytes) }) as const
const directory = (...units: readonly string[]) =>
  ({
    kind: 'directory',
    name: [
      { type: attributeTypes.countryName, value: 'FI' },
      ...units.map((value) => ({ type: attributeTypes.organizationalUnitName, value })),
    ],
  }) as const

/** RFC 5280 § 4.2.1.10, by its own examples where it has one. */
const examples: readonly (readonly [GeneralName, GeneralName, boolean])[] = [
  [dns('host.example.com'), dns('host.example.com'), true],
  [dns('www.Host.example.COM'), dns('host.example.com'), true],
  [dns('badhost.example.com'), dns('host.example.com'), false],
  [dns('example.com'), dns('host.example.com'), false],
  [dns('anything.example'), dns(''), true],
  [email('root@example.com'), email('example.com'), true],
  [email('root@host.example.com'), email('example.com'), false],
  [email('root@host.example.com'), email('.example.com'), true],
  [email('root@example.com'), email('.example.com'), false],
  [email('root@EXAMPLE.com'), email('root@example.com'), true],
  [email('Root@example.com'), email('root@example.com'), false],
  [uri('https://user@host.example.com:8443/a?b#c'), uri('host.example.com'), true],
  [uri('https://my.host.example.com/'), uri('.example.com'), true],
  [uri('https://my.host.example.com/'), uri('example.com'), false],
  [uri('https://example.com'), uri('.example.com'), false],
  // The full stop of the root at the end of a host, on either side.
  [uri('https://host.example.com./x'), uri('host.example.com'), true],
  [email('root@example.com.'), email('example.com'), true],
  [dns('a.host.example.com'), dns('host.example.com.'), true],
  [ip(192, 0, 2, 7), ip(192, 0, 2, 0, 255, 255, 255, 0), true],
  [ip(192, 0, 3, 7), ip(192, 0, 2, 0, 255, 255, 255, 0), false],
  [directory('a', 'b'), directory('A '), true],
  [directory('b'), directory('a'), false],
  [directory(), directory('a'), false],
]

it('a name is permitted within its subtree only, and not within an excluded one', () => {
  for (const [name, subtree, isWithin] of examples) {
    const shown = JSON.stringify([name, subtree])
    assert.equal(isPermitted(name, only(subtree)), isWithin, shown)
    assert.equal(isPermitted(name, none(subtree)), !isWithin, shown)
  }
})

it('a name within one of several permitted subtrees is permitted, unless another excludes it', () => {
  const constraints = { permitted: [dns('a.fi'), dns('b.fi')], excluded: [dns('no.b.fi')] }
  assert.ok(isPermitted(dns('x.b.fi'), constraints))
  assert.equal(isPermitted(dns('x.no.b.fi'), constraints), false)
  assert.equal(isPermitted(dns('c.fi'), constraints), false)
})

it('a name of a form that is not constrained is permitted', () => {
  assert.ok(isPermitted(email('a@b.fi'), only(dns('c.fi'))))
  assert.ok(isPermitted({ kind: 'form-0' }, only(dns('c.fi'))))
})

it('a name that cannot be compared with a constraint of its form is not permitted', () => {
  for (const [name, subtree] of [
    [{ kind: 'form-8' }, { kind: 'form-8' }],
    [email('nobody'), email('a.fi')],
    [uri('urn:oid:1.2.246'), uri('a.fi')],
    [uri('https://192.0.2.7/'), uri('a.fi')],
    [uri('https://[2001:db8::1]/'), uri('a.fi')],
    [ip(192, 0, 2), ip(192, 0, 2, 0, 255, 255, 255, 0)],
  ] as const) {
    assert.equal(isPermitted(name, only(subtree)), false, JSON.stringify(name))
    assert.equal(isPermitted(name, none(subtree)), false, JSON.stringify(name))
  }
})

it('a wildcard is not permitted when it stands for an excluded host', () => {
  assert.equal(isPermitted(dns('*.a.fi'), none(dns('x.a.fi'))), false)
  assert.ok(isPermitted(dns('*.b.fi'), none(dns('x.a.fi'))))
})

it('name constraints are read, and refused with a minimum, a half mask or nothing in them', () => {
  const read = (...parts: readonly Uint8Array[]) =>
    nameConstraintsOf(valueOf(readDer(sequence(...parts))))
  const host = contextualPrimitive(2, Buffer.from('a.fi'))
  const { name } = directory('a')
  assert.deepEqual(
    read(contextual(0, sequence(host)), contextual(1, sequence(contextual(4, encodeName(name))))),
    { permitted: [dns('a.fi')], excluded: [{ kind: 'directory', name }] },
  )
  assert.equal(read(), undefined)
  assert.equal(read(contextual(0)), undefined)
  assert.equal(read(contextual(0, sequence(host, contextual(0, integer(1))))), undefined)
  assert.equal(read(contextual(0, sequence(contextualPrimitive(7, new Uint8Array(5))))), undefined)
  assert.equal(read(contextual(1, sequence(host)), contextual(0, sequence(host))), undefined)
  assert.equal(read(contextual(2, sequence(host))), undefined)
  assert.equal(read(contextual(0, sequence(ia5String('a.fi')))), undefined)
})
