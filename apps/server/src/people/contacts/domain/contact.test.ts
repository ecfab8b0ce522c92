import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { changesADay, confirmAddress, noContact, requestAddress } from './contact.ts'

const now = instant(1_795_000_000_000)
const address = 'aino@example.fi'

describe('an address', () => {
  const requested = (contact = noContact) => {
    const result = requestAddress(contact, { address, changeId: 'c', requestedInADay: 0, now })
    assert.ok(result.ok)
    return result.value
  }

  it('is used once the link in its mail was opened, within a day', () => {
    const confirmed = confirmAddress(requested(), { changeId: 'c', now: plus(now, day - 1) })
    assert.ok(confirmed.ok)
    assert.deepEqual(confirmed.value, { contact: { ...noContact, address } })
    assert.deepEqual(confirmAddress(requested(), { changeId: 'c', now: plus(now, day) }), {
      ok: false,
      refusal: { kind: 'confirmation-expired' },
    })
    assert.deepEqual(confirmAddress(requested(), { changeId: 'another', now }), {
      ok: false,
      refusal: { kind: 'confirmation-not-found' },
    })
  })

  it('that is to be replaced stays in use until then, and is returned afterwards', () => {
    const before = { ...noContact, address: 'former@example.fi', isRefused: true }
    assert.equal(requested(before).address, 'former@example.fi')
    const confirmed = confirmAddress(requested(before), { changeId: 'c', now })
    assert.ok(confirmed.ok)
    assert.equal(confirmed.value.former, 'former@example.fi')
    assert.equal(confirmed.value.contact.isRefused, false)
    // The same address again replaces none.
    const same = confirmAddress(requested({ ...before, address }), { changeId: 'c', now })
    assert.deepEqual(same.ok && same.value, { contact: { ...noContact, address } })
  })

  it('is not there for a person who gave none, who gets notices of every kind once it is', () => {
    assert.deepEqual(noContact, {
      isRefused: false,
      wants: { progress: true, reminders: true, work: true },
    })
    assert.deepEqual(confirmAddress(noContact, { changeId: 'c', now }), {
      ...{ ok: false, refusal: { kind: 'confirmation-not-found' } },
    })
    assert.deepEqual(requested(), {
      ...{ ...noContact, unconfirmed: { changeId: 'c', address, until: plus(now, day) } },
    })
  })

  it('can be changed only a few times a day', () => {
    const once = { address, changeId: 'c', now }
    assert.ok(requestAddress(noContact, { ...once, requestedInADay: changesADay - 1 }).ok)
    assert.equal(changesADay, 5)
    assert.deepEqual(requestAddress(noContact, { ...once, requestedInADay: changesADay }), {
      ok: false,
      refusal: { kind: 'too-many-addresses' },
    })
  })
})
