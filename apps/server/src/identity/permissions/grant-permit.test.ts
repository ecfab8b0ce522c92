import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { apiKeyScope, type ApiKeyScope } from '@sotevarmenne/api/permission'
import { permissions, type Permission } from '@sotevarmenne/api/permissions'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import type { Client } from '#pki/issuance/contract.ts'
import {
  authenticationFor,
  grantToApiKey,
  grantToClient,
  grantToEverybody,
  grantToPerson,
} from './grant-permit.ts'

const now = instant(Date.UTC(2026, 10, 30, 8))
const byCard = { method: 'card', cardId: 'card', levelOfAssurance: 'high', at: now } as const
const byPassword = { method: 'password', levelOfAssurance: 'low', at: now } as const
const names = Object.keys(permissions) as Permission[]

describe('the permit for an operation', () => {
  it('needs no authentication where the operation is open, a certificate of a program or a session elsewhere', () => {
    for (const [name, needed] of [
      ['registration.searchPoints', 'none'],
      ['certificates.enrolCertificate', 'client'],
      ['cards.openProduction', 'client'],
      ['identificationServices.lookUpPerson', 'client'],
      ['cards.handOverCard', 'session'],
      ['crl.publishCrl', 'session'],
    ] as const)
      assert.equal(authenticationFor(name), needed, name)
  })

  it('is given to everybody for an open operation only', () => {
    assert.deepEqual(grantToEverybody('access.signIn', now), {
      operation: 'access.signIn',
      actor: { kind: 'process', name: 'web' },
      reason: 'open to everybody',
      grantedAt: now,
    })
    for (const name of names)
      if (authenticationFor(name) !== 'none')
        assert.throws(() => grantToEverybody(name, now), /is not open to everybody/)
  })

  it('of a program depends on what the program was approved for', () => {
    const rules = { profiles: ['server'], commonNames: [], validityDays: 30 } as const
    const lookUp = { applicationName: 'Vartti', contextKey: '' }
    const programs = {
      plain: {},
      station: { isStation: true },
      idp: { lookUp },
      both: { isStation: false },
    }
    for (const [name, permitted, reason] of [
      ['certificates.enrolCertificate', ['plain', 'station', 'idp', 'both'], 'registered client'],
      ['cards.openProduction', ['station'], 'personalisation station'],
      ['identificationServices.lookUpPerson', ['idp'], 'identification service'],
      ['cards.handOverCard', [], ''],
      ['access.signIn', [], ''],
    ] as const)
      for (const [program, more] of Object.entries(programs)) {
        const client = { clientId: 'C', rules: { ...rules, ...more } } as unknown as Client
        const granted = grantToClient(name, { client, now })
        assert.deepEqual(
          granted,
          (permitted as readonly string[]).includes(program)
            ? {
                ok: true,
                value: {
                  operation: name,
                  actor: { kind: 'client', clientId: 'C' },
                  reason,
                  grantedAt: now,
                },
              }
            : { ok: false, refusal: { kind: 'not-permitted' } },
          `${name} ${program}`,
        )
      }
  })

  it('of an API key names the key and its organisation, and depends on its scopes (R485)', () => {
    const key = { clientId: 'K', organisationId: 'O' }
    const grant = (name: Permission, ...scopes: readonly ApiKeyScope[]) =>
      grantToApiKey(name, { key: { ...key, scopes }, now })
    assert.deepEqual(grant('employments.endEmployment', 'cards:read', 'employments:write'), {
      ok: true,
      value: {
        operation: 'employments.endEmployment',
        actor: { kind: 'apiKey', ...key },
        reason: 'API key of the organisation',
        grantedAt: now,
      },
    })
    const refusalOf = (...of: Parameters<typeof grant>) => {
      const granted = grant(...of)
      return granted.ok || granted.refusal.kind
    }
    assert.equal(refusalOf('employments.endEmployment', 'cards:read'), 'api-key-scope-missing')
    for (const name of ['apiKeys.create', 'accounts.inviteMember', 'cards.handOverCard'] as const)
      assert.equal(refusalOf(name, ...apiKeyScope.options), 'not-permitted', name)
  })

  it('of a person says the role, the sign-in and, of a registrar, the point', () => {
    const registrar = { pointId: 'P1' } as never
    const about = { personId: 'A', signIn: byCard, now }
    const facts = { actor: { kind: 'person', personId: 'A' }, signIn: byCard, grantedAt: now }
    const all = ['caseOfficer', 'registrar', 'holder'] as const
    assert.deepEqual(
      grantToPerson('cards.handOverCard', { ...about, roles: ['registrar', 'holder'], registrar }),
      {
        ok: true,
        value: {
          operation: 'cards.handOverCard',
          ...facts,
          reason: 'registrar of a point',
          pointId: 'P1',
        },
      },
    )
    // The first of the declared roles acts.
    assert.deepEqual(grantToPerson('blanks.viewStock', { ...about, roles: all, registrar }), {
      ok: true,
      value: { operation: 'blanks.viewStock', ...facts, reason: 'caseOfficer' },
    })
    for (const [name, roles, reason] of [
      ['cards.viewOwnCards', ['holder'], 'own matters'],
      ['audit.viewAuditLog', ['auditor'], 'auditor'],
      ['crl.releasePause', ['caOfficer'], 'CA officer'],
      ['hotline.takeCall', ['hotlineAgent'], 'hotline agent'],
    ] as const) {
      const granted = grantToPerson(name, { ...about, roles })
      assert.equal(granted.ok && granted.value.reason, reason)
    }
  })

  it('is refused to a person without the role, and with a sign-in that is too weak or too old', () => {
    const holder = { personId: 'A', signIn: byCard, roles: ['holder'], now } as const
    const kindOf = (granted: ReturnType<typeof grantToPerson>): string =>
      granted.ok ? 'ok' : granted.refusal.kind
    assert.equal(kindOf(grantToPerson('cards.handOverCard', holder)), 'not-permitted')
    assert.equal(kindOf(grantToPerson('crl.publishCrl', holder)), 'not-permitted')
    assert.equal(
      kindOf(grantToPerson('cards.viewOwnCards', { ...holder, signIn: byPassword })),
      'strong-sign-in-needed',
    )
    assert.equal(
      kindOf(grantToPerson('dataExport.download', { ...holder, now: plus(now, 10 * minute) })),
      'sign-in-too-old',
    )
  })
})
