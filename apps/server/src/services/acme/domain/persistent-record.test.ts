import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { namesOfRecords, provesByRecord } from './persistent-record.ts'

// The example of draft-ietf-acme-dns-persist-02 § 10.2.
const prefix = 'https://ca.example/account-hash/sha-256/'
const uri = `${prefix}5SQm7n6tPh2-PlLbCKGnViTXX5z19SCN4cPGQHSk-kw`
const other = `${prefix}${'A'.repeat(43)}`
const persistUntil = 1721952000
const end = instant(Date.UTC(2024, 6, 26))

const read = (texts: readonly string[], { isOfParent = false, now = plus(end, -1) } = {}) => {
  const read = provesByRecord(texts, {
    ...{ issuer: 'ca.example', accountUris: [uri], prefix, isOfParent, now },
  })
  return read.ok ? 'proved' : read.refusal.kind
}

describe('a standing DNS record (draft-ietf-acme-dns-persist-02)', () => {
  for (const [text, kind] of [
    [`ca.example; accounturi=${uri}`, 'proved'],
    [` CA.example\t;accounturi = ${uri} `, 'proved'],
    [`ca.example; accounturi=${uri}; policy=wildcard`, 'proved'],
    [`ca.example; policy=else; accounturi=${uri}`, 'proved'],
    [`ca.example; accounturi=${uri}; persistUntil=${String(persistUntil)}`, 'proved'],
    [`ca.example; accounturi=${uri}; new-one=1; new-one=2`, 'proved'],
    [`ca.example; accounturi=${uri}; persistUntil=${'9'.repeat(400)}`, 'proved'],
    [`ca.example; accounturi=${other}`, 'unauthorized'],
    [`ca.example; accounturi=${uri}; persistUntil=1721951999`, 'unauthorized'],
    [`other.example; accounturi=${uri}`, 'unauthorized'],
    [`sub.ca.example; accounturi=${uri}`, 'unauthorized'],
    [`; accounturi=${uri}`, 'unauthorized'],
    ['', 'unauthorized'],
    ['ca.example', 'malformed'],
    ['ca.example;', 'malformed'],
    [`ca.example.; accounturi=${uri}`, 'malformed'],
    [`ca.example; accounturi=${uri};`, 'malformed'],
    [`ca.example;; accounturi=${uri}`, 'malformed'],
    [`ca.example; accounturi`, 'malformed'],
    [`ca.example; accounturi=`, 'malformed'],
    [`ca.example; accounturi=${uri} policy=wildcard`, 'malformed'],
    [`ca.example; -bad=1; accounturi=${uri}`, 'malformed'],
    [`ca.example; accounturi=${uri}; accounturi=${uri}`, 'malformed'],
    [`ca.example; accounturi=${uri}; AccountURI=${other}`, 'malformed'],
    [`ca.example; accounturi=${uri}; persistUntil=1; persistUntil=2`, 'malformed'],
    [`ca.example; accounturi=${uri}; policy=a; policy=wildcard`, 'malformed'],
    [`ca.example; accounturi=${uri}; persistUntil=soon`, 'malformed'],
    [`ca.example; accounturi=${uri}; persistUntil=-1`, 'malformed'],
    [`ca.example; accounturi=${uri}; persistUntil=1.7e9`, 'malformed'],
    [`ca.example; accounturi=${uri}; persistUntil=`, 'malformed'],
    // The URL of the account, as earlier drafts had it, is bound to no key.
    ['ca.example; accounturi=https://ca.example/acct/123', 'malformed'],
    [`ca.example; accounturi=${uri}=`, 'malformed'],
    [`ca.example; accounturi=${uri.replace('sha-256/', 'md5/')}`, 'malformed'],
    [`ca.example; accounturi=${uri.replace('https:', 'HTTPS:')}`, 'malformed'],
  ] as const)
    it(`${text === '' ? '(nothing)' : text.slice(0, 200)}: ${kind}`, () => {
      assert.equal(read([text]), kind)
    })

  it('is one of several: those of other issuers are ignored, and any good one of ours is enough', () => {
    const good = `ca.example; accounturi=${uri}`
    const malformed = 'ca.example; accounturi'
    const others = ['v=spf1 -all', 'other.example; accounturi', `other.example; accounturi=${uri}`]
    assert.equal(read([...others, malformed, good]), 'proved')
    assert.equal(read([malformed, ...others, `ca.example; accounturi=${other}`]), 'malformed')
    assert.equal(read(others), 'unauthorized')
    assert.equal(read([]), 'unauthorized')
  })

  it('of a domain above the name is for those that say policy=wildcard, in any case', () => {
    for (const [policy, kind] of [
      ['', 'unauthorized'],
      ['; policy=wildcards', 'unauthorized'],
      ['; policy=', 'unauthorized'],
      ['; policy=wildcard', 'proved'],
      ['; Policy=WildCard', 'proved'],
    ] as const)
      assert.equal(
        read([`ca.example; accounturi=${uri}${policy}`], { isOfParent: true }),
        kind,
        policy,
      )
  })

  it('holds at the second of persistUntil, not after it, and says when it ends', () => {
    const text = `ca.example; accounturi=${uri}; persistUntil=${String(persistUntil)}`
    assert.equal(read([text], { now: end }), 'proved')
    assert.equal(read([text], { now: plus(end, 1) }), 'unauthorized')
    const proved = provesByRecord([text], {
      ...{ issuer: 'ca.example', accountUris: [uri], prefix, isOfParent: false, now: end },
    })
    assert.deepEqual(proved, { ok: true, value: { until: end + 1 } })
    // What no clock reaches ends at the last instant of ECMA-262 § 21.4.1.1.
    const endless = provesByRecord(
      [`ca.example; accounturi=${uri}; persistUntil=${'9'.repeat(20)}`],
      {
        ...{ issuer: 'ca.example', accountUris: [uri], prefix, isOfParent: false, now: end },
      },
    )
    assert.deepEqual(endless, { ok: true, value: { until: 8.64e15 } })
  })

  it('with any texts is read without a fault, and proves nothing without the hash', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string().map((rest) => `ca.example;${rest}`),
          ),
        ),
        (texts) => {
          assert.notEqual(read(texts), 'proved')
        },
      ),
    )
  })
})

describe('the names whose records may prove a name', () => {
  for (const [approved, name, names] of [
    [['.example.fi'], 'a.example.fi', ['a.example.fi', 'example.fi']],
    [['.example.fi'], 'b.a.example.fi', ['b.a.example.fi', 'a.example.fi', 'example.fi']],
    [['.a.example.fi', '.fi.example'], 'b.a.example.fi', ['b.a.example.fi', 'a.example.fi']],
    [['a.example.fi'], 'a.example.fi', ['a.example.fi']],
    [['.ample.fi'], 'a.example.fi', ['a.example.fi']],
    [['192.0.2.0/28', '.example.fi'], 'a.example.fi', ['a.example.fi', 'example.fi']],
    [
      ['.example.fi'],
      '6.5.4.3.2.1.example.fi',
      [
        '6.5.4.3.2.1.example.fi',
        '3.2.1.example.fi',
        '2.1.example.fi',
        '1.example.fi',
        'example.fi',
      ],
    ],
  ] as const)
    it(`under ${approved.join(', ')} are for ${name}: ${names.join(', ')}`, () => {
      assert.deepEqual(namesOfRecords(approved, name), names)
    })
})
