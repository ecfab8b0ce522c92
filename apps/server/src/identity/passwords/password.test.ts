// cspell:ignore passwordpassword
import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { permissions } from '@sotevarmenne/api/permissions'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createSystemPermits } from '#identity/permissions/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { Permission, SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '../../cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import type { SuomiFi } from '../authentication/ports.ts'
import {
  anAuthenticationEnvironment,
  type AuthenticationEnvironment,
} from '../authentication/testing.ts'
import type { PasswordHash } from './deps.ts'
import { maxAttempts } from './domain/password.ts'
import { argon2idHash, createPasswords, type Passwords } from './index.ts'

forEachDatabase('a sign-in by password', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let environment: AuthenticationEnvironment
  let passwords: Passwords
  /** How often the slow hash was computed. */
  let reckoned = 0
  const cheap = argon2idHash({ memory: 8, passes: 1 })
  let isBusy = false
  /** Runs while a password is checked. */
  let meanwhile = () => Promise.resolve()
  const passwordHash: PasswordHash = {
    make: cheap.make,
    matches: async (...requested) => {
      if (isBusy) return refuse({ kind: 'too-many-password-checks' })
      reckoned += 1
      const isRight = await cheap.matches(...requested)
      await meanwhile()
      return isRight
    },
  }
  let whoIdentifies = ''
  const suomiFi: SuomiFi = {
    confirmsRenewals: true,
    begin: ({ redirectUri }) => Promise.resolve(ok(redirectUri)),
    finish: () =>
      Promise.resolve(
        ok({
          ...{ identityCode: whoIdentifies, means: 'bank', at: now },
          levelOfAssurance: 'substantial',
          idToken: 'id.token.jws',
        }),
      ),
    leaveAddress: () => Promise.resolve(undefined),
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock: { now: () => now } })
  const signing = aPermit('access.signIn')
  const password = 'pike stone saws 7'

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock, suomiFi })
    passwords = createPasswords({
      ...{ db, clock, authentication: environment.authentication, passwordHash },
      record: environment.deps.record,
      systemPermit: createSystemPermits({ clock }),
      secret: new Uint8Array(32).fill(7),
    })
  })
  beforeEach(() => {
    now = plus(now, 2 * hour)
    reckoned = 0
  })
  after(() => ca.close())

  let counted = 0
  const anAddress = (): string => {
    counted += 1
    return `10.${String(counted >> 16)}.${String((counted >> 8) & 255)}.${String(counted & 255)}`
  }
  /** A person who identified strongly and set a password. */
  async function aMember() {
    const identityCode = anIdentityCode()
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          ...{ identityCode, givenNames: 'Otto', surname: 'Esimerkki', language: 'fi' },
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    const personId = remembered.value
    counted += 1
    const userName = `otto.esimerkki${String(counted)}`
    const set = await passwords.setOwnPassword(aPermit('access.setOwnPassword', { personId }), {
      ...{ userName, password },
    })
    assert.deepEqual(set.ok && set.value.password?.isTurnedOff, false)
    return { personId, identityCode, userName }
  }
  const attempt = async (userName: string, typed: string, address = anAddress()) =>
    passwords.signInByPassword(signing, { userName, password: typed }, { address })
  const outcome = async (userName: string, typed: string, address?: string) => {
    const opened = await attempt(userName, typed, address)
    return opened.ok ? 'ok' : opened.refusal.kind
  }
  async function tokenBy(userName: string): Promise<SessionToken> {
    const opened = await attempt(userName, password)
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  async function tokenStrongly(identityCode: string): Promise<SessionToken> {
    whoIdentifies = identityCode
    const begun = await environment.authentication.beginSuomiFi(signing, {}, { language: 'fi' })
    assert.ok(begun.ok)
    const opened = await environment.authentication.signInBySuomiFi(signing, {
      ...{ attempt: begun.value.attempt, query: 'code=1' },
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  async function grant(operation: Permission, sessionToken: SessionToken): Promise<string> {
    const granted = await environment.authentication.requestPermits.grant({
      ...{ operation, sessionToken, input: {} },
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }

  it('opens a session of a low level, as its event and its permits show', async () => {
    const { personId, userName } = await aMember()
    const opened = await attempt(userName.toUpperCase(), password)
    assert.ok(opened.ok)
    const { signIn, roles, cardId } = opened.value.response
    assert.deepEqual([signIn.method, signIn.levelOfAssurance], ['password', 'low'])
    assert.deepEqual([roles, cardId], [['holder'], undefined])
    const event = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.ok(event && 'method' in event)
    assert.deepEqual([event.method, event.about], ['password', { personId }])
  })

  it('allows reading and drafts for organisations; binding operations and personal data need a stronger sign-in (R221)', async () => {
    const { userName, identityCode } = await aMember()
    const token = await tokenBy(userName)
    for (const operation of [
      'accounts.viewAccount',
      'serviceCertificates.apply',
      'employments.prepareOrder',
      'agreements.draft',
      'registrars.apply',
      'acme.viewApprovals',
      'fees.viewOwnFees',
      'access.viewOwnSessions',
    ] as const)
      assert.equal(await grant(operation, token), 'ok', operation)
    for (const operation of [
      'employments.sendDrafts',
      'employments.endEmployment',
      'cases.writeForOrganisation',
      'agreements.sign',
      'registrars.send',
      'testCards.order',
      'serviceCertificates.send',
      'serviceCertificates.revoke',
      'serviceCertificates.authorise',
      'acme.requestApproval',
      'acme.createEabKey',
      'accounts.openAccount',
      'accounts.joinAccount',
      'accounts.changeContacts',
      'accounts.changeUnits',
      'accounts.inviteMember',
      'accounts.endMembership',
      'accounts.acceptInvitation',
      'fees.changeOwnBilling',
      'access.setOwnPassword',
      'cases.viewOwnCases',
      'cards.viewOwnCards',
      'dataExport.download',
    ] as const)
      assert.equal(await grant(operation, token), 'strong-sign-in-needed', operation)
    assert.equal(await grant('documents.completeSignature', token), 'card-sign-in-needed')
    // Every draft operation is allowed, and every other operation of a holder leads to a stronger sign-in
    // (R284).
    for (const { name: operation, roles, signIn } of Object.values(permissions)) {
      if (typeof roles === 'string' || !roles.includes('holder')) continue
      const needed = signIn === undefined ? 'card-sign-in-needed' : 'strong-sign-in-needed'
      if (operation === 'access.signOut' || operation === 'access.endOwnSession') continue
      assert.equal(await grant(operation, token), signIn === 'password' ? 'ok' : needed, operation)
    }

    // Stepping up replaces the session, and allows everything else.
    const strong = await tokenStrongly(identityCode)
    assert.equal(await grant('serviceCertificates.send', strong), 'ok')
  })

  it('gives the same response and does the same work for a name that does not exist (R223)', async () => {
    const { userName } = await aMember()
    const responses = async (name: string) => {
      reckoned = 0
      const given = []
      for (let tries = 0; tries < 13; tries += 1)
        given.push(JSON.stringify(await attempt(name, 'wrong wrong wrong')))
      return { given, reckoned }
    }
    const ofSomebody = await responses(userName)
    assert.deepEqual(await responses('nobody.has.this'), ofSomebody)
    assert.deepEqual(await responses('x'), ofSomebody)
    assert.equal(ofSomebody.reckoned, 10)
    assert.deepEqual(new Set(ofSomebody.given.slice(0, 10)).size, 1)
    assert.match(ofSomebody.given[10] ?? '', /too-many-attempts/)
  })

  it('has a rate limit of ten attempts an hour for one name, also from a thousand addresses at once, and strong sign-in still works (R223)', async () => {
    const { userName, identityCode } = await aMember()
    await environment.authentication.refusedSignIns.write()
    for (let batch = 0; batch < 20; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => attempt(userName, 'wrong wrong wrong')))
    assert.equal(reckoned, 10)
    // A thousand attempts are one entry of the audit log.
    const entries = environment.count('SignInsRefused')
    await environment.authentication.refusedSignIns.write()
    assert.equal(environment.count('SignInsRefused'), entries + 1)
    const event = environment.events.findLast(({ type }) => type === 'SignInsRefused')
    assert.ok(event && 'refused' in event && Array.isArray(event.refused))
    const counts = (event.refused as { reason: string; count: number }[]).map(
      ({ reason, count }) => `${reason} ${String(count)}`,
    )
    assert.deepEqual(counts.toSorted(), ['name-or-password-wrong 10', 'too-many-attempts 990'])
    assert.equal(await outcome(userName, password), 'too-many-attempts')
    assert.equal(await grant('serviceCertificates.send', await tokenStrongly(identityCode)), 'ok')
    now = plus(now, 61 * minute)
    assert.equal(await outcome(userName, password), 'ok')
  })

  it('has a rate limit of thirty attempts a quarter of an hour from one address, for all names together (R223)', async () => {
    const { userName } = await aMember()
    const address = '2001:db8::7'
    for (let tries = 0; tries < 30; tries += 1)
      assert.equal(
        await outcome(
          `nobody.${String(tries)}`,
          'wrong wrong wrong',
          `${address}:${String(tries)}`,
        ),
        'name-or-password-wrong',
      )
    assert.equal(await outcome(userName, password, address), 'too-many-attempts')
    assert.equal(await outcome(userName, password), 'ok')
    now = plus(now, 16 * minute)
    assert.equal(await outcome(userName, password, address), 'ok')
  })

  it('does not count right passwords: a person who signs in all day is never locked out', async () => {
    const { userName } = await aMember()
    const address = anAddress()
    for (let day = 0; day < 35; day += 1)
      assert.equal(await outcome(userName, password, address), 'ok')
  })

  it('is turned off after a hundred wrong passwords in a row, and restored by strong identification (R223, R224)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const open = await tokenBy(userName)
    for (let hours = 0; hours < 10; hours += 1) {
      for (let tries = 0; tries < 10; tries += 1)
        assert.equal(await outcome(userName, 'wrong wrong wrong'), 'name-or-password-wrong')
      now = plus(now, hours === 9 ? minute : 61 * minute)
    }
    assert.equal(environment.count('PasswordTurnedOff'), 1)
    assert.equal(await grant('accounts.viewAccount', open), 'not-signed-in')
    now = plus(now, 2 * hour)
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
    const permit = aPermit('access.viewOwnPassword', { personId })
    const seen = await passwords.viewOwnPassword(permit)
    assert.deepEqual(seen.ok && seen.value.password?.isTurnedOff, true)

    assert.equal(await grant('access.setOwnPassword', await tokenStrongly(identityCode)), 'ok')
    const set = await passwords.setOwnPassword(aPermit('access.setOwnPassword', { personId }), {
      ...{ userName, password: 'another line 2' + ' and boat' },
    })
    assert.ok(set.ok)
    assert.equal(await outcome(userName, 'another line 2 and boat'), 'ok')
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
  })

  it('ends when its password is changed or removed (R224)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const setting = aPermit('access.setOwnPassword', { personId })
    const [before, strong] = [await tokenBy(userName), await tokenStrongly(identityCode)]
    const changed = await passwords.setOwnPassword(setting, {
      ...{ userName, password: 'quite a new line' },
    })
    assert.ok(changed.ok)
    assert.equal(await grant('accounts.viewAccount', before), 'not-signed-in')
    assert.equal(await grant('accounts.viewAccount', strong), 'ok')
    assert.deepEqual(await passwords.removeOwnPassword(setting), ok({}))
    assert.deepEqual(await passwords.removeOwnPassword(setting), ok({}))
    assert.equal(await outcome(userName, 'quite a new line'), 'name-or-password-wrong')
    const types = environment.events
      .map(({ type }) => type)
      .filter((type) => /^Password/.test(type))
    assert.deepEqual(types.slice(-3), ['PasswordSet', 'PasswordSet', 'PasswordRemoved'])
  })

  it('fails if its password is changed or removed while it is checked (R224)', async () => {
    const { personId, userName } = await aMember()
    const permit = aPermit('access.setOwnPassword', { personId })
    for (const changing of [
      () => passwords.setOwnPassword(permit, { userName, password: `${password} and 8` }),
      () => passwords.removeOwnPassword(permit),
    ]) {
      meanwhile = async () => {
        assert.ok((await changing()).ok)
      }
      const typed = attempt(userName, password)
      const opened = await typed.finally(() => (meanwhile = () => Promise.resolve()))
      assert.equal(opened.ok ? 'ok' : opened.refusal.kind, 'name-or-password-wrong')
      assert.ok((await passwords.setOwnPassword(permit, { userName, password })).ok)
    }
    assert.equal(await outcome(userName, password), 'ok')
  })

  it('needs a password set within ten minutes of strong identification, with a free name and no known password (R222)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const strong = await tokenStrongly(identityCode)
    now = plus(now, 11 * minute)
    assert.equal(await grant('access.setOwnPassword', strong), 'sign-in-too-old')
    const other = await aMember()
    const set = async (typed: { userName: string; password: string }) => {
      const permit = aPermit('access.setOwnPassword', { personId })
      const answered = await passwords.setOwnPassword(permit, typed)
      return answered.ok ? 'ok' : answered.refusal.kind
    }
    assert.equal(await set({ userName: other.userName, password }), 'user-name-taken')
    assert.equal(await set({ userName: identityCode, password }), 'user-name-is-identity-code')
    assert.equal(await set({ userName, password: 'short' }), 'password-too-short')
    assert.equal(await set({ userName, password: 'passwordpassword' }), 'password-easily-guessed')
    // None of the refused attempts changed anything.
    assert.equal(await outcome(userName, password), 'ok')
    assert.equal(await outcome(other.userName, password), 'ok')
  })

  it('ends with the person’s death, with a card or without: no sign-in, no session, no mail (R224, R276)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const opened = [await tokenBy(userName), await tokenStrongly(identityCode)]
    const other = await aMember()
    const ofOther = await tokenBy(other.userName)
    const listeners = [
      ...environment.authentication.subscriptions,
      ...passwords.subscriptions,
    ].filter(({ event }) => event === 'PersonDied')
    assert.equal(listeners.length, 2)
    const received = { type: 'PersonDied', about: { personId } }
    for (const { handle } of [...listeners, ...listeners]) await handle(received, 'event')
    for (const open of opened)
      assert.equal(await grant('accounts.viewAccount', open), 'not-signed-in')
    assert.equal(await grant('accounts.viewAccount', ofOther), 'ok')
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
    const removed = environment.events.filter(
      (event) => event.type === 'PasswordRemoved' && event.about?.personId === personId,
    )
    assert.deepEqual(
      removed.map((event) => 'because' in event && event.because),
      ['holder-died'],
    )
    const ended = environment.events.filter(
      (event) => event.type === 'SignedOut' && event.about?.personId === personId,
    )
    assert.deepEqual(
      ended.map((event) => 'because' in event && event.because),
      ['holder-died', 'holder-died'],
    )
  })

  it('stores its user name in no table, and the name still counts as taken (R240)', async () => {
    const { userName, personId } = await aMember()
    const lying = () =>
      db.read(async (tx) => {
        const { rows } = await sql`
          select row_to_json(stored)::text from passwords.password stored
          where person_id = ${personId}`.execute(tx)
        return JSON.stringify(rows)
      })
    const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex')
    const isIn = (row: string) => row.includes(userName) || row.includes(hex(userName))
    assert.ok(!isIn(await lying()))
    const seen = async () => {
      const viewed = await passwords.viewOwnPassword(
        aPermit('access.viewOwnPassword', { personId }),
      )
      return viewed.ok && viewed.value.password?.userName
    }
    assert.equal(await seen(), userName)
    const other = await aMember()
    const taken = await passwords.setOwnPassword(
      aPermit('access.setOwnPassword', { personId: other.personId }),
      { userName, password },
    )
    assert.deepEqual(taken, { ok: false, refusal: { kind: 'user-name-taken' } })
  })

  it('is refused while too many passwords are checked, and counted all the same', async () => {
    const { userName } = await aMember()
    const { max } = maxAttempts.name
    isBusy = true
    const refused = await outcome(userName, 'a wrong one of some length')
    for (let count = 1; count < max; count += 1) await outcome(userName, password)
    isBusy = false
    assert.equal(refused, 'too-many-password-checks')
    assert.equal(await outcome(userName, password), 'too-many-attempts')
  })

  it('stores an argon2id hash of the password, with a salt of its own', async () => {
    const hash = argon2idHash()
    const [one, other] = await Promise.all([hash.make(password), hash.make(password)])
    assert.ok(one.ok && other.ok)
    assert.match(one.value, /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    assert.notEqual(one.value, other.value)
    assert.deepEqual(await hash.matches(password, one.value), ok(true))
    assert.deepEqual(await hash.matches(`${password}.`, one.value), ok(false))
    assert.deepEqual(await hash.matches(password, undefined), ok(false))
    // After the cost is raised, old hashes still match.
    assert.deepEqual(await cheap.matches(password, one.value), ok(true))
  })
})
