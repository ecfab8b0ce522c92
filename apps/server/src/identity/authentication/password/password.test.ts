// cspell:ignore passwordpassword
import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createPeople } from '#people/persons/index.ts'
import type { Deed, SessionToken } from '#platform/permit.ts'
import {
  startTestAuthority,
  type TestAuthority,
} from '../../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../../tests/support/postgres.ts'
import { afternoon } from '../../../cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../../cards/orders/testing.ts'
import { doersOf } from '../../permissions/domain/roles.ts'
import { demandsOf } from '../../permissions/domain/sign-in-demands.ts'
import { argon2idHash } from '../index.ts'
import type { PasswordHash, SuomiFi } from '../ports.ts'
import { anAccessWorld, type AccessWorld } from '../testing.ts'

forEachDatabase('signing in by password', ({ db }) => {
  let now: Instant = afternoon
  let authority: TestAuthority
  let world: AccessWorld
  /** How often the slow hash was reckoned. */
  let reckoned = 0
  const cheap = argon2idHash({ memory: 8, passes: 1 })
  /** What happens while a password is judged. */
  let meanwhile = () => Promise.resolve()
  const passwordHash: PasswordHash = {
    make: cheap.make,
    matches: async (...asked) => {
      reckoned += 1
      const isRight = await cheap.matches(...asked)
      await meanwhile()
      return isRight
    },
  }
  let whoIdentifies = ''
  const suomiFi: SuomiFi = {
    begin: ({ redirectUri }) => Promise.resolve(ok(redirectUri)),
    finish: () =>
      Promise.resolve(
        ok({
          ...{ identityCode: whoIdentifies, means: 'bank', at: now },
          levelOfAssurance: 'substantial',
        }),
      ),
    leaveAddress: () => Promise.resolve(undefined),
  }
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock: { now: () => now } })
  const signing = aPermit('access.signIn')
  const password = 'pike stone saws 7'

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({ clock })
    world = anAccessWorld({ db, authority, clock, suomiFi, passwordHash })
  })
  beforeEach(() => {
    now = plus(now, 2 * hour)
    reckoned = 0
  })
  after(() => authority.close())

  let counted = 0
  const anAddress = (): string => {
    counted += 1
    return `10.${String(counted >> 16)}.${String((counted >> 8) & 255)}.${String(counted & 255)}`
  }
  /** Somebody who has identified and set a password. */
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
    const set = await world.access.setOwnPassword(aPermit('access.setOwnPassword', { personId }), {
      ...{ userName, password },
    })
    assert.deepEqual(set.ok && set.value.password?.isTurnedOff, false)
    return { personId, identityCode, userName }
  }
  const attempt = async (userName: string, typed: string, address = anAddress()) =>
    world.access.signInByPassword(signing, { userName, password: typed }, { address })
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
    const begun = await world.access.beginSuomiFi(signing, {}, { language: 'fi' })
    assert.ok(begun.ok)
    const opened = await world.access.signInBySuomiFi(signing, {
      ...{ attempt: begun.value.attempt, query: 'code=1' },
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  async function grant(deed: Deed, sessionToken: SessionToken): Promise<string> {
    const granted = await world.access.permitDesk.grant({
      ...{ deed, sessionToken, input: {}, open: false },
    })
    return granted.ok ? 'ok' : granted.refusal.kind
  }

  it('opens a session of a low level, which its event and its permits say', async () => {
    const { personId, userName } = await aMember()
    const opened = await attempt(userName.toUpperCase(), password)
    assert.ok(opened.ok)
    const { signIn, roles, cardId } = opened.value.answer
    assert.deepEqual([signIn.method, signIn.levelOfAssurance], ['password', 'low'])
    assert.deepEqual([roles, cardId], [['holder'], undefined])
    const event = world.events.findLast(({ type }) => type === 'SignedIn')
    assert.ok(event && 'method' in event)
    assert.deepEqual([event.method, event.about], ['password', { personId }])
  })

  it('reads and prepares for organisations; what binds them, and whatever is a person’s own, asks for more (R221)', async () => {
    const { userName, identityCode } = await aMember()
    const token = await tokenBy(userName)
    for (const deed of [
      'accounts.viewAccount',
      'serviceCertificates.apply',
      'employments.prepareOrder',
      'papers.draft',
      'registrars.apply',
      'acme.viewApprovals',
      'fees.viewOwnFees',
      'access.viewOwnSessions',
    ] as const)
      assert.equal(await grant(deed, token), 'ok', deed)
    for (const deed of [
      'employments.sendDrafts',
      'employments.endEmployment',
      'threads.writeForOrganisation',
      'papers.sign',
      'registrars.send',
      'testCards.order',
      'serviceCertificates.send',
      'serviceCertificates.revoke',
      'serviceCertificates.authorise',
      'acme.askApproval',
      'acme.giveKey',
      'accounts.openAccount',
      'accounts.joinAccount',
      'accounts.keepContacts',
      'accounts.keepUnits',
      'accounts.inviteMember',
      'accounts.endMembership',
      'accounts.acceptInvitation',
      'fees.changeOwnBilling',
      'access.setOwnPassword',
      'threads.viewOwnThreads',
      'cards.viewOwnCards',
      'ownData.download',
    ] as const)
      assert.equal(await grant(deed, token), 'strong-sign-in-needed', deed)
    assert.equal(await grant('documents.completeSignature', token), 'card-sign-in-needed')
    for (const [deed, { alsoByPassword, alsoBySuomiFi }] of Object.entries(demandsOf))
      if (alsoByPassword === true) assert.ok(alsoBySuomiFi, deed)
    // Every draft of an account is reached, and every other deed of a holder leads to a stronger sign-in (R284).
    for (const [deed, doers] of Object.entries(doersOf) as [Deed, (typeof doersOf)[Deed]][]) {
      if (typeof doers === 'string' || !doers.includes('holder')) continue
      const { alsoByPassword, alsoBySuomiFi } = demandsOf[deed] ?? {}
      const needed = alsoBySuomiFi === true ? 'strong-sign-in-needed' : 'card-sign-in-needed'
      if (deed === 'access.signOut' || deed === 'access.endOwnSession') continue
      assert.equal(await grant(deed, token), alsoByPassword === true ? 'ok' : needed, deed)
    }

    // Stepping up replaces the session, and opens the rest.
    const strong = await tokenStrongly(identityCode)
    assert.equal(await grant('serviceCertificates.send', strong), 'ok')
  })

  it('answers and works the same for a name that nobody has (R223)', async () => {
    const { userName } = await aMember()
    const answers = async (name: string) => {
      reckoned = 0
      const given = []
      for (let tries = 0; tries < 13; tries += 1)
        given.push(JSON.stringify(await attempt(name, 'wrong wrong wrong')))
      return { given, reckoned }
    }
    const ofSomebody = await answers(userName)
    assert.deepEqual(await answers('nobody.has.this'), ofSomebody)
    assert.deepEqual(await answers('x'), ofSomebody)
    assert.equal(ofSomebody.reckoned, 10)
    assert.deepEqual(new Set(ofSomebody.given.slice(0, 10)).size, 1)
    assert.match(ofSomebody.given[10] ?? '', /too-many-attempts/)
  })

  it('is tried ten times an hour with one name, from a thousand addresses at once, and its person gets in strongly meanwhile (R223)', async () => {
    const { userName, identityCode } = await aMember()
    const refusedBefore = world.count('SignInRefused')
    for (let batch = 0; batch < 20; batch += 1)
      await Promise.all(Array.from({ length: 50 }, () => attempt(userName, 'wrong wrong wrong')))
    assert.equal(reckoned, 10)
    // What is over the limit fills no trail.
    assert.equal(world.count('SignInRefused'), refusedBefore + 11)
    assert.equal(await outcome(userName, password), 'too-many-attempts')
    assert.equal(await grant('serviceCertificates.send', await tokenStrongly(identityCode)), 'ok')
    now = plus(now, 61 * minute)
    assert.equal(await outcome(userName, password), 'ok')
  })

  it('is tried thirty times a quarter of an hour from one address, with whatever names (R223)', async () => {
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

  it('does not count right ones: whoever works all day is never shut out', async () => {
    const { userName } = await aMember()
    const address = anAddress()
    for (let day = 0; day < 35; day += 1)
      assert.equal(await outcome(userName, password, address), 'ok')
  })

  it('is turned off after a hundred wrong ones in a row, and set anew after strong identification (R223, R224)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const open = await tokenBy(userName)
    for (let hours = 0; hours < 10; hours += 1) {
      for (let tries = 0; tries < 10; tries += 1)
        assert.equal(await outcome(userName, 'wrong wrong wrong'), 'name-or-password-wrong')
      now = plus(now, hours === 9 ? minute : 61 * minute)
    }
    assert.equal(world.count('PasswordTurnedOff'), 1)
    assert.equal(await grant('accounts.viewAccount', open), 'not-signed-in')
    now = plus(now, 2 * hour)
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
    const permit = aPermit('access.viewOwnPassword', { personId })
    const seen = await world.access.viewOwnPassword(permit)
    assert.deepEqual(seen.ok && seen.value.password?.isTurnedOff, true)

    assert.equal(await grant('access.setOwnPassword', await tokenStrongly(identityCode)), 'ok')
    const set = await world.access.setOwnPassword(aPermit('access.setOwnPassword', { personId }), {
      ...{ userName, password: 'another line 2' + ' and boat' },
    })
    assert.ok(set.ok)
    assert.equal(await outcome(userName, 'another line 2 and boat'), 'ok')
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
  })

  it('ends with its password: changed or removed, whoever is signed in by it is signed out (R224)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const setting = aPermit('access.setOwnPassword', { personId })
    const [before, strong] = [await tokenBy(userName), await tokenStrongly(identityCode)]
    const changed = await world.access.setOwnPassword(setting, {
      ...{ userName, password: 'quite a new line' },
    })
    assert.ok(changed.ok)
    assert.equal(await grant('accounts.viewAccount', before), 'not-signed-in')
    assert.equal(await grant('accounts.viewAccount', strong), 'ok')
    assert.deepEqual(await world.access.removeOwnPassword(setting), ok({}))
    assert.deepEqual(await world.access.removeOwnPassword(setting), ok({}))
    assert.equal(await outcome(userName, 'quite a new line'), 'name-or-password-wrong')
    const types = world.events.map(({ type }) => type).filter((type) => /^Password/.test(type))
    assert.deepEqual(types.slice(-3), ['PasswordSet', 'PasswordSet', 'PasswordRemoved'])
  })

  it('that was right when it was judged opens nothing once it was changed or removed meanwhile (R224)', async () => {
    const { personId, userName } = await aMember()
    const permit = aPermit('access.setOwnPassword', { personId })
    for (const changing of [
      () => world.access.setOwnPassword(permit, { userName, password: `${password} and 8` }),
      () => world.access.removeOwnPassword(permit),
    ]) {
      meanwhile = async () => {
        assert.ok((await changing()).ok)
      }
      const typed = attempt(userName, password)
      const opened = await typed.finally(() => (meanwhile = () => Promise.resolve()))
      assert.equal(opened.ok ? 'ok' : opened.refusal.kind, 'name-or-password-wrong')
      assert.ok((await world.access.setOwnPassword(permit, { userName, password })).ok)
    }
    assert.equal(await outcome(userName, password), 'ok')
  })

  it('has to be set within ten minutes of strong identification, with a name that is free and a password that is none of the known (R222)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const strong = await tokenStrongly(identityCode)
    now = plus(now, 11 * minute)
    assert.equal(await grant('access.setOwnPassword', strong), 'sign-in-too-old')
    const other = await aMember()
    const set = async (typed: { userName: string; password: string }) => {
      const permit = aPermit('access.setOwnPassword', { personId })
      const answered = await world.access.setOwnPassword(permit, typed)
      return answered.ok ? 'ok' : answered.refusal.kind
    }
    assert.equal(await set({ userName: other.userName, password }), 'user-name-taken')
    assert.equal(await set({ userName: identityCode, password }), 'user-name-is-identity-code')
    assert.equal(await set({ userName, password: 'short' }), 'password-too-short')
    assert.equal(await set({ userName, password: 'passwordpassword' }), 'password-easily-guessed')
    // Nothing of it has changed anything.
    assert.equal(await outcome(userName, password), 'ok')
    assert.equal(await outcome(other.userName, password), 'ok')
  })

  it('is forgotten when its person has died, with a card or without: nothing opens, no session goes on, nobody is told by mail (R224, R276)', async () => {
    const { userName, personId, identityCode } = await aMember()
    const opened = [await tokenBy(userName), await tokenStrongly(identityCode)]
    const other = await aMember()
    const ofOther = await tokenBy(other.userName)
    const listening = world.access.subscriptions.find(({ event }) => event === 'PersonDied')
    const heard = { type: 'PersonDied', about: { personId } }
    await listening?.handle(heard, 'event')
    await listening?.handle(heard, 'event')
    for (const open of opened)
      assert.equal(await grant('accounts.viewAccount', open), 'not-signed-in')
    assert.equal(await grant('accounts.viewAccount', ofOther), 'ok')
    assert.equal(await outcome(userName, password), 'name-or-password-wrong')
    const removed = world.events.filter(
      (event) => event.type === 'PasswordRemoved' && event.about?.personId === personId,
    )
    assert.deepEqual(
      removed.map((event) => 'because' in event && event.because),
      ['holder-died'],
    )
  })

  it('is in no table by its user name, which is taken all the same (R240)', async () => {
    const { userName, personId } = await aMember()
    const lying = () =>
      db.read(async (tx) => {
        const { rows } = await sql`
          select row_to_json(kept)::text from authentication.password kept
          where person_id = ${personId}`.execute(tx)
        return JSON.stringify(rows)
      })
    const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex')
    const isIn = (row: string) => row.includes(userName) || row.includes(hex(userName))
    assert.ok(!isIn(await lying()))
    const seen = async () => {
      const viewed = await world.access.viewOwnPassword(
        aPermit('access.viewOwnPassword', { personId }),
      )
      return viewed.ok && viewed.value.password?.userName
    }
    assert.equal(await seen(), userName)
    const other = await aMember()
    const taken = await world.access.setOwnPassword(
      aPermit('access.setOwnPassword', { personId: other.personId }),
      { userName, password },
    )
    assert.deepEqual(taken, { ok: false, refusal: { kind: 'user-name-taken' } })
  })

  it('keeps of the password a hash by argon2id, with a salt of its own', async () => {
    const hash = argon2idHash()
    const [one, other] = await Promise.all([hash.make(password), hash.make(password)])
    assert.match(one, /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
    assert.notEqual(one, other)
    assert.equal(await hash.matches(password, one), true)
    assert.equal(await hash.matches(`${password}.`, one), false)
    assert.equal(await hash.matches(password, undefined), false)
    // Raised one day, the old ones still open.
    assert.equal(await cheap.matches(password, one), true)
  })
})
