import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { permissions } from '@sotevarmenne/api/permissions'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { checkSignIn } from './sign-in-demands.ts'

const at = instant(Date.UTC(2026, 10, 25, 8))
const byCard = { method: 'card', cardId: 'card', levelOfAssurance: 'high', at } as const
const bySuomiFi = { method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial', at } as const

describe('a sign-in', () => {
  it('by card is enough for every operation, by Suomi.fi for those that allow it', () => {
    assert.equal(kind(checkSignIn({}, { signIn: byCard, now: at })), 'ok')
    assert.equal(kind(checkSignIn({}, { signIn: bySuomiFi, now: at })), 'card-sign-in-needed')
    assert.equal(kind(checkSignIn({ signIn: 'suomiFi' }, { signIn: bySuomiFi, now: at })), 'ok')
  })

  it('by password is enough only for operations that allow it (R221)', () => {
    const byPassword = { method: 'password', levelOfAssurance: 'low', at } as const
    const check = (signIn?: 'suomiFi' | 'password') =>
      kind(checkSignIn(signIn ? { signIn } : {}, { signIn: byPassword, now: at }))
    assert.deepEqual(
      [check('password'), check('suomiFi'), check()],
      ['ok', 'strong-sign-in-needed', 'card-sign-in-needed'],
    )
    assert.equal(kind(checkSignIn({ signIn: 'password' }, { signIn: bySuomiFi, now: at })), 'ok')
  })

  it('must be recent for operations that require it, whatever its method', () => {
    const demand = { signIn: 'suomiFi', freshForMinutes: 10 } as const
    for (const signIn of [byCard, bySuomiFi]) {
      const last = instant(plus(at, 10 * minute) - 1)
      assert.equal(kind(checkSignIn(demand, { signIn, now: last })), 'ok')
      const over = plus(at, 10 * minute)
      assert.equal(kind(checkSignIn(demand, { signIn, now: over })), 'sign-in-too-old')
    }
  })

  it('must be recent for a data export and for resetting PINs (R35, R177)', () => {
    for (const operation of [
      'dataExport.download',
      'cards.unlockOwnCard',
      'cards.orderOwnNewCode',
    ] as const)
      assert.equal(permissions[operation].freshForMinutes, 10, operation)
  })

  it('without a card gives access to own matters only', () => {
    for (const { name, roles, signIn } of Object.values(permissions))
      if (signIn !== undefined) assert.ok(roles.includes('holder'), name)
  })
})

const kind = (result: {
  readonly ok: boolean
  readonly refusal?: { readonly kind: string }
}): string => result.refusal?.kind ?? 'ok'
