import assert from 'node:assert/strict'
import { it } from 'node:test'
import { checkNames } from './names.ts'

const kindOf = (product: 'server' | 'system-signature', ...names: string[]): string => {
  const checked = checkNames({ product, names })
  return checked.ok ? 'ok' : checked.refusal.kind
}

it('names of a server are full DNS names of the public tree (R182)', () => {
  for (const name of ['kanta.example.fi', 'a.fi', 'a-1.b-2.example.fi'])
    assert.equal(kindOf('server', name), 'ok', name)
})

it('wildcards, addresses and names of internal networks are refused', () => {
  for (const [name, kind] of [
    ['*.example.fi', 'name-is-wildcard'],
    ['kanta.*.fi', 'name-is-wildcard'],
    ['192.0.2.1', 'name-malformed'],
    ['2001:db8::1', 'name-malformed'],
    ['server', 'name-is-internal'],
    ['localhost', 'name-is-internal'],
    ['kanta.local', 'name-is-internal'],
    ['kanta.internal', 'name-is-internal'],
    ['kanta.home.arpa', 'name-is-internal'],
    ['kanta.corp', 'name-is-internal'],
    ['Kanta.example.fi', 'name-malformed'],
    ['kanta_1.example.fi', 'name-malformed'],
    ['kanta..fi', 'name-malformed'],
    ['.example.fi', 'name-malformed'],
    ['kanta.example.fi.', 'name-malformed'],
    [`${'a'.repeat(64)}.fi`, 'name-malformed'],
    ['kanta.example.fi/', 'name-malformed'],
    ['p131052-308t.example.fi', 'name-like-identity-code'],
    ['kanta.example.fi\u0000.evil.example', 'name-malformed'],
  ] as const)
    assert.equal(kindOf('server', name), kind, name)
})

it('a server has at most a hundred names, each once', () => {
  const names = Array.from({ length: 100 }, (_, at) => `s${String(at)}.example.fi`)
  assert.equal(kindOf('server', ...names), 'ok')
  assert.equal(kindOf('server', ...names, 'one-more.example.fi'), 'too-many-names')
  assert.equal(kindOf('server', 'a.example.fi', 'a.example.fi'), 'name-twice')
  assert.equal(kindOf('server'), 'names-missing')
})

it('a system that signs has one name, in letters of any language', () => {
  assert.equal(kindOf('system-signature', 'Esimerkkilän potilastietojärjestelmä (tuotanto)'), 'ok')
  assert.equal(kindOf('system-signature', 'Dearvvašvuohta Anár'), 'ok')
  assert.equal(kindOf('system-signature', 'a', 'b'), 'too-many-names')
  for (const name of ['x'.repeat(65), ' a', 'a\u202Eb', 'a\nb'])
    assert.equal(kindOf('system-signature', name), 'name-malformed', JSON.stringify(name))
})
