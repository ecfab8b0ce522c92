import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { role, type Role } from '@sotevarmenne/api/permission'
import { permissions, type Permission } from '@sotevarmenne/api/permissions'
import { instant } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import type { SignInFacts } from '#platform/permit.ts'
import { grantToPerson, permittedTo } from './grant-permit.ts'

const at = instant(Date.UTC(2026, 10, 30, 8))
const signIns: readonly SignInFacts[] = [
  { method: 'card', cardId: 'card', levelOfAssurance: 'high', at },
  { method: 'suomiFi', means: 'bank', levelOfAssurance: 'substantial', at },
  { method: 'password', levelOfAssurance: 'low', at },
]
const [byCard, bySuomiFi, byPassword] = signIns as [SignInFacts, SignInFacts, SignInFacts]

describe('what a session says that a person may do', () => {
  it('is what is permitted at each request', () => {
    fc.assert(
      fc.property(
        fc.subarray(role.options),
        fc.constantFrom(...signIns),
        (roles: Role[], signIn) => {
          const listed = permittedTo(roles, signIn)
          for (const operation of Object.keys(permissions) as Permission[]) {
            const granted = grantToPerson(operation, { personId: 'P', signIn, roles, now: at })
            assert.equal(listed.includes(operation), granted.ok, operation)
          }
        },
      ),
    )
  })

  it('has the pages of the office for a case officer with a card, and none by other sign-ins', () => {
    assert.ok(permittedTo(['holder', 'caseOfficer'], byCard).includes('cases.handleCase'))
    for (const signIn of [bySuomiFi, byPassword])
      assert.ok(!permittedTo(['holder', 'caseOfficer'], signIn).includes('cases.handleCase'))
  })

  it('has no production, letters or programs for a hotline agent', () => {
    const listed = permittedTo(['holder', 'hotlineAgent'], byCard)
    assert.ok(listed.includes('hotline.takeCall'))
    for (const operation of [
      'cards.viewProduction',
      'cards.viewLetters',
      'certificates.viewClients',
    ] as const)
      assert.ok(!listed.includes(operation), operation)
  })

  it('has what needs a recent sign-in also when the sign-in is old: the page leads to a new one', () => {
    assert.ok(permittedTo(['holder'], bySuomiFi).includes('cards.unlockOwnCard'))
  })
})
