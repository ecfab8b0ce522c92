import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { coreSchema, employeeSchema, nameOf } from './attributes.ts'
import { readFilter } from './filter.ts'
import { patch, patchSchema } from './patch.ts'
import { readUser } from './read-user.ts'

const user = { schemas: [coreSchema], userName: 'aino' }
const given = { userName: 'aino', active: true, identityCode: 'x', title: 'Sihteeri' }
const patched = (Operations: unknown) => patch(given, { schemas: [patchSchema], Operations })

describe('a user of a request', () => {
  it('is read whatever the case of its names, with empty values as none (RFC 7643 §§ 2.1, 2.5)', () => {
    assert.deepEqual(
      readUser({
        ...{ SCHEMAS: [coreSchema.toUpperCase(), employeeSchema], USERNAME: ' aino  a ' },
        ...{ Active: 'TRUE', title: '', displayName: null, externalId: [] },
        NAME: { GivenName: 'Aino', middleName: 'not stored' },
        [employeeSchema.toUpperCase()]: { IdentityCode: 'code' },
        [`${employeeSchema}:reference`]: 'HR',
        [`${coreSchema}:name.familyName`]: 'Esimerkki',
      }),
      {
        ok: true,
        value: {
          ...{ userName: 'aino a', active: true, 'name.givenName': 'Aino' },
          ...{ 'name.familyName': 'Esimerkki', identityCode: 'code', reference: 'HR' },
        },
      },
    )
  })

  it('is refused for what is wrong in it, by name (R516)', () => {
    const cases: readonly (readonly [unknown, object])[] = [
      [undefined, { kind: 'body-unreadable' }],
      [[user], { kind: 'body-unreadable' }],
      [{ userName: 'aino' }, { kind: 'schemas-wrong' }],
      [{ ...user, schemas: [coreSchema, 7] }, { kind: 'schemas-wrong' }],
      [
        { ...user, colour: 1 },
        { kind: 'attribute-unknown', attribute: 'colour' },
      ],
      [
        { ...user, name: { nick: 'a' } },
        { kind: 'attribute-unknown', attribute: `${coreSchema}:name.nick` },
      ],
      [
        { ...user, title: ['a'] },
        { kind: 'value-wrong', attribute: 'title' },
      ],
      [
        { ...user, title: 'a\u0000' },
        { kind: 'value-wrong', attribute: 'title' },
      ],
      [
        { ...user, constructor: 'x' },
        { kind: 'attribute-unknown', attribute: 'constructor' },
      ],
    ]
    for (const [body, refusal] of cases)
      assert.deepEqual(readUser(body), { ok: false, refusal }, JSON.stringify(body))
  })

  it('has a name by its parts, by the whole one, or by the displayed one', () => {
    const parts = { 'name.givenName': 'Aino', 'name.familyName': 'Esimerkki' }
    assert.equal(nameOf({ ...parts, displayName: 'A' }), 'Aino Esimerkki')
    assert.equal(nameOf({ 'name.formatted': 'Dr Aino', displayName: 'A' }), 'Dr Aino')
    assert.equal(nameOf({ displayName: 'A' }), 'A')
    assert.equal(nameOf({}), undefined)
  })
})

describe('a PATCH', () => {
  it('adds, replaces and removes, with a path and without (RFC 7644 § 3.5.2)', () => {
    assert.deepEqual(
      patched([
        { op: 'add', path: 'name.givenName', value: 'Aino' },
        { op: 'replace', value: { title: 'Lähihoitaja', externalId: 'hr-1' } },
        { op: 'remove', path: 'externalId' },
        { op: 'add', path: employeeSchema, value: { reference: 'HR' } },
        { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '1' },
      ]),
      {
        ok: true,
        value: { ...given, title: 'Lähihoitaja', 'name.givenName': 'Aino', reference: 'HR' },
      },
    )
    assert.deepEqual(patched([{ op: 'remove', path: 'title' }]), {
      ...{ ok: true, value: { userName: 'aino', active: true, identityCode: 'x' } },
    })
  })

  it('is refused for what is wrong in it, by name (R516)', () => {
    const cases: readonly (readonly [unknown, object])[] = [
      [undefined, { kind: 'patch-unreadable' }],
      [[7], { kind: 'patch-unreadable' }],
      [[{ op: 'copy', path: 'title' }], { kind: 'patch-unreadable' }],
      [[{ op: 'remove' }], { kind: 'no-target' }],
      [[{ op: 'add', path: 'colour', value: 1 }], { kind: 'path-unknown', attribute: 'colour' }],
      [[{ op: 'add', path: 'a b', value: 1 }], { kind: 'path-unknown', attribute: 'a b' }],
      [[{ op: 'add', path: 'id', value: '1' }], { kind: 'not-changeable', attribute: 'id' }],
      [[{ op: 'add', value: { meta: {} } }], { kind: 'not-changeable', attribute: 'meta' }],
      [[{ op: 'add', path: 'active', value: 1 }], { kind: 'value-wrong', attribute: 'active' }],
    ]
    for (const [operations, refusal] of cases)
      assert.deepEqual(patched(operations), { ok: false, refusal }, JSON.stringify(operations))
  })
})

describe('a filter', () => {
  it('compares by eq, joined by and; anything else is refused (R516)', () => {
    assert.deepEqual(readFilter('userName eq "a \\"b\\" \\u00e4" AND active eq true'), {
      ...{ ok: true, value: { userName: 'a "b" ä', active: true } },
    })
    const no = { ok: false, refusal: { kind: 'filter-not-supported' } }
    for (const text of ['', 'userName pr', 'userName eq "a" or active eq true', 'id eq true'])
      assert.deepEqual(readFilter(text), no, text)
  })

  it('is read in no time, however long it is', () => {
    const begun = performance.now()
    for (const text of ['\n', '\\\\', '\\u', '"', ' and '])
      assert.equal(readFilter(`userName eq "${text.repeat(900)}`).ok, false)
    assert.ok(performance.now() - begun < 500)
  })
})
