import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import type { CodedVersion } from '../../../people/registers/contract.ts'
import type { CodeChange, Outdated, PastStep, Standing } from '../contract.ts'
import {
  approve,
  check,
  decline,
  giveBack,
  isOver,
  issued,
  mayBringRequest,
  mayChange,
  mayRevoke,
  revoke,
  send,
  withdraw,
} from './application.ts'
import {
  checkOutdated,
  isOpen,
  isSameChange,
  leave,
  mayDecide,
  ownerAt,
  revocationReasonOf,
  revokeOn,
} from './outdated.ts'

const now = instant(Date.parse('2026-11-24T10:00:00Z'))
const approval = {} as SignedApproval
const notAfter = plus(now, 365 * day)
const states = [
  ...(['draft', 'sent', 'returned', 'checked', 'approved', 'issued', 'refused'] as const),
  ...(['withdrawn', 'revoked'] as const),
]
const sent = { state: 'sent', unitName: 'Apteekki', sentBy: 'sanna', sentAt: instant(1) } as const
const certificate = { issuer: 'service-g1-ecc', serial: '5a', issuedAt: now, notAfter }
const standing = (state: (typeof states)[number]) =>
  ({ ...sent, ...certificate, checkedBy: 'hanna', state }) as unknown as Standing
const where = (may: (of: Standing) => boolean) => states.filter((state) => may(standing(state)))
const by = (person: string) => ({ by: person, now, approval })
const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

describe('an application for a service certificate', () => {
  it('is changed and sent by its applicant, who has it as a draft or returned, and takes a request until the first check', () => {
    assert.deepEqual(where(mayChange), ['draft', 'returned'])
    assert.deepEqual(where(mayBringRequest), ['draft', 'sent', 'returned'])
    assert.deepEqual(where(isOver), ['issued', 'refused', 'withdrawn', 'revoked'])
    const names = { unitName: 'Apteekki', organisationName: 'Apteekki Oy' }
    const sending = { by: 'sanna', now, ...names }
    assert.deepEqual(
      where((of) => send(of, sending).ok),
      ['draft', 'returned'],
    )
    assert.deepEqual(send({ state: 'draft' }, sending), {
      ...{ ok: true, value: { state: 'sent', ...names, sentBy: 'sanna', sentAt: now } },
    })
  })

  it('is checked and then approved by two case officers other than its sender (R185)', () => {
    assert.deepEqual(
      where((of) => check(of, by('hanna')).ok),
      ['sent'],
    )
    assert.deepEqual(
      where((of) => approve(of, by('kaisa')).ok),
      ['checked'],
    )
    assert.equal(kindOf(check(sent, by('sanna'))), 'second-person-required')
    for (const person of ['sanna', 'hanna'])
      assert.equal(kindOf(approve(standing('checked'), by(person))), 'second-person-required')
    assert.equal(kindOf(approve(sent, by('kaisa'))), 'step-not-possible')
    const checked = check(sent, by('hanna'))
    assert.ok(checked.ok)
    assert.deepEqual(checked.value, {
      ...{ ...sent, state: 'checked', checkedBy: 'hanna', checkedAt: now, approval },
    })
    const approved = approve(checked.value, by('kaisa'))
    assert.ok(approved.ok)
    assert.deepEqual(approved.value, {
      ...{ ...checked.value, state: 'approved', approvedBy: 'kaisa', approvedAt: now },
    })
    assert.deepEqual(issued(approved.value, certificate), {
      ...{ state: 'issued', unitName: 'Apteekki', ...certificate },
    })
  })

  it('is returned or refused until it is issued, and withdrawn until it is approved', () => {
    const inHand = ['sent', 'checked', 'approved']
    assert.deepEqual(
      where((of) => giveBack(of, 'why').ok),
      inHand,
    )
    assert.deepEqual(
      where((of) => decline(of, 'why').ok),
      inHand,
    )
    assert.deepEqual(
      where((of) => withdraw(of).ok),
      ['draft', 'sent', 'returned', 'checked'],
    )
    assert.deepEqual(giveBack(sent, 'why'), {
      ...{ ok: true, value: { state: 'returned', because: 'why' } },
    })
    assert.deepEqual(decline(sent, 'why'), {
      ...{ ok: true, value: { state: 'refused', because: 'why' } },
    })
    assert.deepEqual(withdraw(sent), { ok: true, value: { state: 'withdrawn' } })
  })

  it('ends with a certificate that is revoked for good, until it has expired (R187)', () => {
    assert.deepEqual(
      where((of) => mayRevoke(of, now)),
      ['issued'],
    )
    const last = plus(notAfter, -1)
    const reason = { reason: 'not-needed', now: last } as const
    const revoked = { state: 'revoked', reason: 'not-needed', revokedAt: last }
    assert.deepEqual(revoke(standing('issued'), reason), {
      ...{ ok: true, value: { ...standing('issued'), ...revoked } },
    })
    assert.equal(
      kindOf(revoke(standing('issued'), { ...reason, now: notAfter })),
      'step-not-possible',
    )
  })
})

describe('a certificate that the code service no longer confirms (R267)', () => {
  const [mine, theirs] = ['2048198-1' as BusinessId, '0245929-6' as BusinessId]
  const version = (businessId: BusinessId | undefined, from: number, until?: number) =>
    ({
      organisation: { name: 'Apteekki', ...(businessId && { businessId }) },
      ...{ from: plus(now, from), ...(until !== undefined && { until: plus(now, until) }) },
    }) as CodedVersion
  const owner = { businessId: mine, oid: '1.2.246.10.20481981' } as unknown as ReturnType<
    typeof ownerAt
  >
  const change = (changes: Partial<Parameters<typeof checkOutdated>[0]> = {}) =>
    checkOutdated({
      ...{ unitName: 'Apteekki', owner, now: version(mine, 0) },
      ...{ oidEnded: undefined, organisationEnded: undefined, ...changes },
    })
  const since = localDate('2026-11-24')
  const ended = localDate('2026-11-01')

  it('was its owner’s at the time of its issuance', () => {
    const versions = [version(mine, 0, 10), version(theirs, 10)]
    const ownerOf = (after: number) => ownerAt(versions, plus(now, after))?.businessId
    assert.deepEqual([-1, 0, 9, 10, 11].map(ownerOf), [undefined, mine, mine, theirs, theirs])
    assert.equal(ownerAt([version(undefined, 0)], now), undefined)
    assert.equal(ownerAt([version(theirs, 0)], now)?.oid, '1.2.246.10.245929'.concat('6'))
  })

  it('is listed with its most serious change: the OID, its owner, the organisation, the name', () => {
    assert.equal(change(), undefined)
    const all = {
      oidEnded: ended,
      organisationEnded: ended,
      unitName: 'Other',
      now: version(theirs, 0),
    }
    assert.deepEqual(change(all), { kind: 'oid-ended', since: ended })
    const { oidEnded: _oid, ...fewer } = all
    assert.deepEqual(change(fewer), { kind: 'organisation-changed', since, businessId: theirs })
    assert.deepEqual(change({ ...fewer, now: version(mine, 0) }), {
      ...{ kind: 'organisation-ended', since: ended },
    })
    assert.deepEqual(change({ unitName: 'Other' }), {
      kind: 'name-changed',
      since,
      name: 'Apteekki',
    })
    assert.equal(change({ unitName: 'Other', now: undefined }), undefined)
    // Nothing is known of an owner now, or was then.
    assert.equal(change({ now: version(undefined, 0) }), undefined)
    assert.equal(change({ owner: undefined, now: version(theirs, 0) }), undefined)
  })

  it('has the same change when kind and content are, on whatever day', () => {
    const name = { kind: 'name-changed', since, name: 'A' } as const
    const taken = { kind: 'organisation-changed', since, businessId: mine } as const
    for (const [one, other, expected] of [
      [name, { ...name, since: ended }, true],
      [name, { ...name, name: 'B' }, false],
      [taken, { ...taken, since: ended }, true],
      [taken, { ...taken, businessId: theirs }, false],
      [{ kind: 'oid-ended', since }, { kind: 'oid-ended', since: ended }, true],
      [{ kind: 'oid-ended', since }, { kind: 'organisation-ended', since }, false],
    ] as readonly (readonly [CodeChange, CodeChange, boolean])[])
      assert.equal(isSameChange(one, other), expected, one.kind)
    assert.deepEqual(
      (['oid-ended', 'organisation-ended', 'organisation-changed', 'name-changed'] as const).map(
        (kind) => revocationReasonOf({ kind } as CodeChange),
      ),
      ['not-needed', 'not-needed', 'data-changed', 'data-changed'],
    )
  })

  it('is decided until it expires, by a case officer who did not send its application (R185)', () => {
    const outdated = { state: 'waiting', notAfter } as Outdated
    const openIn = (state: Outdated['state'], at = now) => isOpen({ ...outdated, state }, at)
    const all = ['waiting', 'to-be-revoked', 'left', 'revoked', 'taken-back', 'over'] as const
    assert.deepEqual(
      all.filter((state) => openIn(state)),
      ['waiting', 'to-be-revoked'],
    )
    assert.deepEqual(
      [openIn('waiting', plus(notAfter, -1)), openIn('waiting', notAfter)],
      [true, false],
    )
    const history: readonly PastStep[] = [
      { step: 'send', at: now, by: 'sanna' },
      { step: 'check', at: now, by: 'hanna' },
    ]
    const kind = (person: string, of = outdated) =>
      kindOf(mayDecide(of, { history, by: person, now }))
    assert.deepEqual(
      ['sanna', 'hanna'].map((each) => kind(each)),
      ['second-person-required', 'ok'],
    )
    assert.equal(kind('hanna', { ...outdated, state: 'left' }), 'outdated-decided')
  })

  it('is left, or revoked on a day from today to its own last one', () => {
    const outdated = { state: 'waiting', notAfter } as Outdated
    assert.deepEqual(leave(outdated), { ...outdated, state: 'left', revokeOn: undefined })
    const today = localDate('2026-11-24')
    const on = (text: string) => revokeOn(outdated, { on: localDate(text), today })
    assert.deepEqual(
      ['2026-11-23', '2026-11-24', '2027-11-24', '2027-11-25'].map((text) => on(text).ok),
      [false, true, true, false],
    )
    assert.deepEqual(on('2027-01-01'), {
      ...{ ok: true, value: { ...outdated, state: 'to-be-revoked', revokeOn: '2027-01-01' } },
    })
    assert.deepEqual(on('2028-01-01'), {
      ok: false,
      refusal: { kind: 'day-not-possible', from: today, to: '2027-11-24' },
    })
  })
})
