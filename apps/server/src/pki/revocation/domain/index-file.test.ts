import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { parseIndexLine } from './index-file.ts'

const notAfter = instant(Date.parse('2027-01-02T03:04:05Z'))
const now = instant(Date.parse('2026-11-24T14:00:00Z'))
const at = instant(Date.parse('2026-05-06T07:08:09Z'))

describe('a line of an older system’s index', () => {
  it('is read as a good certificate, an expired one, or a revoked one with its reason', () => {
    assert.deepEqual(
      parseIndexLine('V\t270102030405Z\t\t0AbC\tunknown\t/CN=x', now),
      ok({ serial: '0abc', notAfter }),
    )
    assert.deepEqual(
      parseIndexLine('E\t20270102030405Z\t\t00FF01\tunknown\t/CN=x', now),
      ok({ serial: 'ff01', notAfter }),
    )
    assert.deepEqual(
      parseIndexLine('R\t270102030405Z\t260506070809Z,superseded\tF\tunknown\t/CN=x', now),
      ok({ serial: '0f', notAfter, revoked: { at, reason: 'superseded' } }),
    )
    assert.deepEqual(
      parseIndexLine('R\t270102030405Z\t260506070809Z\t0F\tunknown\t/CN=x', now),
      ok({ serial: '0f', notAfter, revoked: { at, reason: 'unspecified' } }),
    )
  })

  it('has its years from 1950 to 2049 in two digits (RFC 5280 § 4.1.2.5.1)', () => {
    for (const [end, year] of [
      ['490102030405Z', '2049'],
      ['500102030405Z', '1950'],
      ['990102030405Z', '1999'],
      ['000102030405Z', '2000'],
      ['20500102030405Z', '2050'],
    ] as const)
      assert.deepEqual(
        parseIndexLine(`V\t${end}\t\t0F`, now),
        ok({ serial: '0f', notAfter: instant(Date.parse(`${year}-01-02T03:04:05Z`)) }),
      )
  })

  it('may be revoked for each final reason of RFC 5280 § 5.3.1, and for no other', () => {
    const read = (reason: string) =>
      parseIndexLine(`R\t270102030405Z\t260506070809Z,${reason}\t0F`, now)
    for (const reason of [
      'unspecified',
      'keyCompromise',
      'cACompromise',
      'affiliationChanged',
      'superseded',
      'cessationOfOperation',
      'privilegeWithdrawn',
    ] as const)
      assert.deepEqual(read(reason), ok({ serial: '0f', notAfter, revoked: { at, reason } }))
    for (const reason of ['certificateHold', 'removeFromCRL', 'aACompromise', 'keycompromise', ''])
      assert.equal(read(reason).ok, false, reason)
  })

  it('is revoked between the first CRLs and now, both included', () => {
    const read = (time: string) => parseIndexLine(`R\t270102030405Z\t${time}\t0F`, now).ok
    assert.deepEqual(
      ['891231235959Z', '900101000000Z', '261124140000Z', '261124140001Z'].map(read),
      [false, true, true, false],
    )
  })

  for (const [line, fault] of [
    ['', 'the end of the validity can’t be read'],
    ['V\t279902030405Z\t\t0F', 'the end of the validity can’t be read'],
    ['V\t2027-01-02T03:04:05Z\t\t0F', 'the end of the validity can’t be read'],
    ['V\t270102030405Z\t\t0G', 'the serial number can’t be read'],
    [`V\t270102030405Z\t\t${'A'.repeat(41)}`, 'the serial number can’t be read'],
    ['X\t270102030405Z\t\t0F', 'the state is none of V, R and E'],
    ['R\t270102030405Z\t\t0F', 'the time of the revocation can’t be read'],
    ['R\t270102030405Z\t261124140001Z\t0F', 'the time of the revocation can’t be true'],
    ['R\t270102030405Z\t700101000000Z\t0F', 'the time of the revocation can’t be true'],
    [
      'R\t270102030405Z\t260506070809Z,certificateHold\t0F',
      'the reason certificateHold is not one of a revocation that is final',
    ],
  ] as const)
    it(`is refused: ${JSON.stringify(line.slice(0, 60))}`, () => {
      assert.deepEqual(parseIndexLine(line, now), { ok: false, refusal: fault })
    })
})
