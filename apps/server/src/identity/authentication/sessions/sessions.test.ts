import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import {
  hour,
  instant,
  minute,
  parseInstant,
  plus,
  second,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { valueOf } from '@sotevarmenne/x509/testing'
import { createEmployments } from '#organisations/employments/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { examplePoint } from '../../../points/points/index.ts'
import { aBusinessId, registersOfAll } from '#organisations/registry/testing.ts'
import { createRegistrars } from '../../../organisations/registrars/index.ts'
import {
  asSent,
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
  type Holder,
} from '../testing.ts'
import { toBase64 } from '#platform/base64.ts'
import { changeSetting, forgetSettingChanges } from '../../../settings/testing.ts'

forEachDatabase('a sign-in by card or its session', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let foreign: TestCa
  let environment: AuthenticationEnvironment
  let aino: Holder
  const signing = aPermit('access.signIn')

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    foreign = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock })
    aino = await environment.aHolder()
  })
  beforeEach(() => {
    now = afternoon
  })
  after(async () => {
    await ca.close()
    await foreign.close()
  })

  async function aResponse(holder: Holder, { origin = ownOrigin, by = 'authentication' } = {}) {
    const challenge = await environment.authentication.requestSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const purpose = by === 'signature' ? 'signature' : 'authentication'
    return { challengeId, ...asSent(await holder.sign(`${origin};${nonce}`, purpose)) }
  }
  async function isRefused(
    response: Parameters<typeof environment.authentication.signIn>[1],
    kind: string,
  ) {
    await environment.refusedSignIns()
    const opened = await environment.authentication.signIn(signing, response)
    assert.equal(!opened.ok && opened.refusal.kind, kind)
    assert.deepEqual(await environment.refusedSignIns(), [`card ${kind}`])
  }
  async function aSession(holder: Holder): Promise<SessionToken> {
    const opened = await environment.authentication.signIn(signing, await aResponse(holder))
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  const action = async (sessionToken: SessionToken): Promise<string> => {
    const granted = await environment.authentication.requestPermits.grant({
      operation: 'cards.viewOwnCards',
      sessionToken,
      input: {},
    })
    return granted.ok ? 'granted' : granted.refusal.kind
  }
  const look = async (sessionToken: SessionToken): Promise<boolean> => {
    const viewed = await environment.authentication.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    return viewed.ok && viewed.value.session !== undefined
  }

  const endOfSession = async (sessionToken: SessionToken): Promise<Instant | undefined> => {
    const viewing = aPermit('access.viewSession')
    const viewed = await environment.authentication.viewSession(viewing, {}, { sessionToken })
    return viewed.ok && viewed.value.session ? parseInstant(viewed.value.session.endsAt) : undefined
  }

  it('accepts a challenge once, whether the response was right or wrong', async () => {
    const response = await aResponse(aino)
    assert.ok((await environment.authentication.signIn(signing, response)).ok)
    await isRefused(response, 'challenge-not-found')

    const other = await aResponse(aino)
    await isRefused({ ...other, signature: response.signature }, 'wrong-signature')
    await isRefused(other, 'challenge-not-found')
  })

  it('accepts a challenge once also from two concurrent responses', async () => {
    const response = await aResponse(aino)
    const both = await Promise.all([
      environment.authentication.signIn(signing, response),
      environment.authentication.signIn(signing, response),
    ])
    assert.equal(both.filter((each) => each.ok).length, 1)
  })

  it('refuses a signature for another site or another challenge', async () => {
    await isRefused(
      await aResponse(aino, { origin: 'https://elsewhere.example' }),
      'wrong-signature',
    )
    const [one, other] = [await aResponse(aino), await aResponse(aino)]
    await isRefused({ ...one, challengeId: other.challengeId }, 'wrong-signature')
  })

  it('refuses the signature key, and a card of another CA', async () => {
    await isRefused(await aResponse(aino, { by: 'signature' }), 'certificate-of-another-purpose')
    const stranger = await anAuthenticationEnvironment({
      db,
      ca: foreign,
      clock: { now: () => now },
    }).aHolder()
    const response = await aResponse(stranger)
    const { chain: ofCa } = foreign.issuers.current('professional', 'ecc')
    const chain = [...response.chain, ...ofCa.map(toBase64)]
    await isRefused({ ...response, chain }, 'issuer-not-trusted')
  })

  it('ends after a quarter of an hour without an operation; polling does not extend it', async () => {
    const token = await aSession(aino)
    now = plus(now, 14 * minute)
    assert.equal(await action(token), 'granted')
    now = instant(plus(now, 15 * minute) - 1)
    assert.ok(await look(token))
    now = instant(now + 1)
    assert.ok(!(await look(token)))
    assert.equal(await action(token), 'not-signed-in')
  })

  it('ends as the settings said when it began, not as they say later (R345)', async () => {
    const before = await aSession(aino)
    const idle = plus(now, 15 * minute)
    const idleId = await changeSetting(db, 'session-idle-time', [5], dateInHelsinki(now))
    const lengthId = await changeSetting(db, 'session-length', [1], dateInHelsinki(now))
    assert.equal(await endOfSession(before), idle)
    const token = await aSession(aino)
    await forgetSettingChanges(db)
    const signedIn = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.deepEqual(signedIn && 'settings' in signedIn && signedIn.settings, {
      ...{ 'session-idle-time': idleId, 'session-length': lengthId },
    })
    assert.equal(await endOfSession(token), plus(now, 5 * minute))
    const end = plus(now, hour)
    while (now < end) {
      assert.equal(await action(token), 'granted')
      now = plus(now, 4 * minute)
    }
    assert.equal(await action(token), 'not-signed-in')
  })

  it('ends with the certificate that signed in', async () => {
    const holder = await environment.aHolder()
    const { chain } = await holder.sign('anything', 'authentication')
    const { notAfter } = valueOf(decodeCertificate(chain[0] ?? new Uint8Array()))
    now = plus(notAfter, -5 * minute)
    const token = await aSession(holder)
    assert.equal(await endOfSession(token), notAfter)
    assert.equal(await action(token), 'granted')
    now = plus(notAfter, second)
    assert.ok(!(await look(token)))
    assert.equal(await action(token), 'not-signed-in')
  })

  it('ends after eight hours in any case', async () => {
    const token = await aSession(aino)
    const end = plus(now, 8 * hour)
    for (; now < end; now = plus(now, 10 * minute)) assert.equal(await action(token), 'granted')
    assert.equal(await action(token), 'not-signed-in')
  })

  it('ends at once when its card is cancelled, and that is reported once for each session', async () => {
    const olli = await environment.aHolder()
    const tokens = [await aSession(olli), await aSession(olli)]
    const others = await aSession(aino)
    const lost = await environment.cards.reportOwnCardLost(
      aPermit('cards.reportOwnCardLost', olli),
      {
        cardId: olli.cardId,
        reason: 'stolen',
      },
    )
    assert.ok(lost.ok)
    for (const token of tokens) assert.equal(await action(token), 'session-card-not-valid')

    await environment.outbox.drain()
    const ended = () =>
      environment.events.filter(
        ({ type, about }) => type === 'SignedOut' && about?.personId === olli.personId,
      )
    assert.equal(ended().length, 2)
    for (const event of ended())
      assert.equal('because' in event && event.because, 'certificate-revoked')
    for (const token of tokens) assert.equal(await action(token), 'session-card-not-valid')
    const [listener] = environment.authentication.subscriptions
    for (const event of environment.events.filter(({ type }) => type === 'CertificateRevoked'))
      await listener?.handle({ ...event }, 'once more')
    assert.equal(ended().length, 2)
    assert.equal(await action(others), 'granted')
  })

  it('at a desk does nothing from the second at which the registrar role ends, and is ended (R247)', async () => {
    const riitta = await environment.aHolder()
    const office = aPermit('registration.appointRegistrar')
    const { personId } = riitta
    const appointed = await db.write(async (tx) => {
      const point = { ...examplePoint, name: 'Piste, jossa nimeäminen päättyy' }
      const pointId = await environment.registration.addPoint(
        tx,
        aPermit('registration.enterPoint'),
        point,
      )
      return environment.registration.appointRegistrar(tx, office, { personId, pointId })
    })
    assert.ok(appointed.ok)
    const atDesk = await aSession(riitta)
    const others = await aSession(aino)
    const serve = async () => {
      const granted = await environment.authentication.requestPermits.grant({
        ...{ operation: 'orders.draftOrder', sessionToken: atDesk, input: {} },
      })
      return granted.ok ? 'granted' : granted.refusal.kind
    }
    assert.equal(await serve(), 'granted')
    const registrarId = appointed.value
    now = plus(now, second)
    const ended = await db.write((tx) =>
      environment.registration.endRegistrarRole(tx, office, {
        registrarId,
        because: 'by-point-operator',
      }),
    )
    assert.ok(ended.ok)
    assert.equal(await serve(), 'not-permitted')

    const event = environment.events.findLast(({ type }) => type === 'RegistrarRoleEnded')
    const listener = environment.authentication.subscriptions.find(
      (one) => one.event === event?.type,
    )
    assert.ok(event && listener)
    await listener.handle({ ...event }, 'received')
    assert.ok(!(await look(atDesk)))
    const input = environment.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(input && 'because' in input && input.because, 'registrar-role-ended')
    assert.ok(await look(others))
  })

  it('at a desk ends with the employment, also of a registrar who has no card of the employer (R219, R247)', async () => {
    const nurse = await environment.aHolder()
    const { personId } = nurse
    const { record } = environment.deps
    const clock = { now: () => now }
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
    const { registration } = environment
    const key = new Uint8Array(32).fill(1)
    const organisations = createOrganisations({
      systemPermit: (operation) => aPermit(operation),
      ...{ db, clock, record, people, secret: key, ...registersOfAll, points: registration },
    })
    const accounts = {
      prepareAction: <Requested>(_permit: unknown, requested: Requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' as const })),
      checkMember: () => Promise.resolve(ok({} as never)),
    }
    const wired = {
      ...{ db, clock, record, secret: key, people, organisations, accounts, registration },
      ...{ cards: environment.cards, planJob: () => Promise.resolve() },
      recordAll: recordEach(record),
    }
    const employments = createEmployments({
      ...wired,
      systemPermit: (operation) => aPermit(operation),
    })
    const registrars = createRegistrars({
      ...wired,
      systemPermit: (operation) => aPermit(operation),
    })
    environment.outbox.use({
      handlers: environment.cards.jobs,
      subscriptions: [
        ...environment.cards.subscriptions,
        ...environment.authentication.subscriptions,
        ...registrars.subscriptions,
      ],
    })
    const businessId = aBusinessId()
    const added = await organisations.addOrganisation(
      aPermit('organisations.addOrganisation', { personId: randomUUID() }),
      { ...{ businessId, name: 'Sairaala', kind: 'provider', units: [], contacts: [] } },
    )
    assert.ok(added.ok)
    const appointed = await db.write(async (tx) => {
      assert.ok(examplePoint.details)
      const details = { ...examplePoint.details, pointOperatorBusinessId: businessId }
      const point = { ...examplePoint, name: 'Piste, jossa työsuhde päättyy', details }
      const entering = aPermit('registration.enterPoint')
      const pointId = await registration.addPoint(tx, entering, point)
      const office = aPermit('registration.appointRegistrar')
      return registration.appointRegistrar(tx, office, { personId, pointId })
    })
    assert.ok(appointed.ok)
    await environment.outbox.drain()
    const atDesk = await aSession(nurse)
    assert.ok(await look(atDesk))
    now = plus(now, second)
    const identityCode = await db.read((tx) => people.identityCodeOf(tx, personId))
    const input = await employments.endEmployment(
      aPermit('employments.endEmployment', { personId: randomUUID() }),
      { organisationId: added.value.organisationId, identityCode },
    )
    assert.deepEqual(input.ok && input.value, { cancelled: 0, stopped: 0, withdrawn: 0 })
    await environment.outbox.drain()
    assert.equal(await db.read((tx) => registration.registrarAt(tx, personId, now)), undefined)
    assert.ok(!(await look(atDesk)))
    assert.ok(await look(await aSession(nurse)), 'the professional card goes on')
  })

  it('at a desk continues while its point stays the same, and ends with another point (R247)', async () => {
    const riitta = await environment.aHolder()
    const { personId } = riitta
    const office = aPermit('registration.appointRegistrar')
    const { registration } = environment
    const deliverLast = async (type: string) => {
      const event = environment.events.findLast((one) => one.type === type)
      for (const one of environment.authentication.subscriptions)
        if (one.event === event?.type) await one.handle({ ...event }, 'received')
    }
    const appoint = async (name: string) => {
      now = plus(now, second)
      const appointed = await db.write(async (tx) => {
        const point = { ...examplePoint, name }
        const entering = aPermit('registration.enterPoint')
        const pointId = await registration.addPoint(tx, entering, point)
        return registration.appointRegistrar(tx, office, { personId, pointId })
      })
      assert.ok(appointed.ok)
      await deliverLast('RegistrarAppointed')
      return appointed.value
    }
    const first = await appoint('Piste A')
    await appoint('Piste B')
    const atDesk = await aSession(riitta)
    now = plus(now, second)
    const ended = await db.write((tx) =>
      registration.endRegistrarRole(tx, office, {
        registrarId: first,
        because: 'by-point-operator',
      }),
    )
    assert.ok(ended.ok)
    await deliverLast('RegistrarRoleEnded')
    assert.ok(await look(atDesk), 'nothing changed where they serve')

    await appoint('Piste C')
    assert.ok(!(await look(atDesk)), 'they serve at another point')
  })

  it('ends when its browser signs in again; a refused sign-in ends nothing', async () => {
    const [one, other] = [await aSession(aino), await aSession(aino)]
    const request = { sessionToken: one }
    const wrong = await aResponse(aino, { origin: 'https://elsewhere.example' })
    assert.ok(!(await environment.authentication.signIn(signing, wrong, request)).ok)
    assert.equal(await action(one), 'granted')

    assert.ok((await environment.authentication.signIn(signing, await aResponse(aino), request)).ok)
    assert.equal(await action(one), 'not-signed-in')
    assert.equal(await action(other), 'granted')
    const ended = environment.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(ended && 'because' in ended && ended.because, 'signed-in-again')

    // A session that was over already is not ended twice.
    now = plus(now, 15 * minute)
    const input = environment.count('SignedOut')
    const late = await environment.authentication.signIn(signing, await aResponse(aino), {
      sessionToken: other,
    })
    assert.ok(late.ok)
    assert.equal(environment.count('SignedOut'), input)
  })

  it('ends by signing out, in this browser only', async () => {
    const [one, other] = [await aSession(aino), await aSession(aino)]
    const signedOut = await environment.authentication.signOut(
      aPermit('access.signOut', aino),
      {},
      { sessionToken: one, language: 'fi' },
    )
    assert.ok(signedOut.ok && signedOut.value.session.kind === 'end')
    assert.equal(await action(one), 'not-signed-in')
    assert.equal(await action(other), 'granted')
  })

  it('ends when the desk page no longer sees the card: every operation is refused until a sign-in by card (R108)', async () => {
    const before = await aSession(aino)
    const locked = await environment.authentication.signOut(
      aPermit('access.signOut', aino),
      { because: 'card-taken-out' },
      { sessionToken: before, language: 'fi' },
    )
    assert.ok(locked.ok && locked.value.session.kind === 'end')
    assert.ok(!(await look(before)))
    assert.equal(await action(before), 'not-signed-in')
    const input = environment.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(input && 'because' in input && input.because, 'card-taken-out')

    const after = await aSession(aino)
    assert.equal(await action(after), 'granted')
    assert.equal(await action(before), 'not-signed-in')
  })

  it('gives its page the certificate by which the reader software finds the card (R108)', async () => {
    const sessionToken = await aSession(aino)
    const viewed = await environment.authentication.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    const input = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.equal(
      viewed.value.session?.certificateSerial,
      input && 'certificateSerial' in input && input.certificateSerial,
    )
  })

  const sessionsOf = async (holder: Holder, sessionToken: SessionToken) => {
    const viewed = await environment.authentication.viewOwnSessions(
      aPermit('access.viewOwnSessions', holder),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    return viewed.value.sessions
  }
  const end = (holder: Holder, sessionId: string, sessionToken: SessionToken) =>
    environment.authentication.endOwnSession(
      aPermit('access.endOwnSession', holder),
      { sessionId },
      { sessionToken },
    )

  it('shows its holder every open session, and which is this one (R163)', async () => {
    const olli = await environment.aHolder()
    const first = await aSession(olli)
    now = plus(now, minute)
    const second = await aSession(olli)
    const shown = await sessionsOf(olli, second)
    assert.deepEqual(
      shown.map(({ isThis, signIn }) => [isThis, signIn.method]),
      [
        [true, 'card'],
        [false, 'card'],
      ],
    )
    assert.ok(!JSON.stringify(shown).includes(second), 'no token is shown')
    now = plus(now, 15 * minute)
    assert.equal((await sessionsOf(olli, first)).length, 0, 'what has run out is not open')
  })

  it('lets its holder end another session, which then does nothing more (R163)', async () => {
    const olli = await environment.aHolder()
    const stolen = await aSession(olli)
    const own = await aSession(olli)
    const of = (await sessionsOf(olli, own)).find(({ isThis }) => !isThis)
    assert.ok(of)
    const ended = await end(olli, of.sessionId, own)
    assert.ok(ended.ok)
    assert.deepEqual(
      ended.value.sessions.map(({ isThis }) => isThis),
      [true],
    )
    assert.equal(await action(stolen), 'not-signed-in')
    assert.equal(await action(own), 'granted')
    const input = environment.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(input && 'because' in input && input.because, 'ended-elsewhere')
    const again = await end(olli, of.sessionId, own)
    assert.equal(!again.ok && again.refusal.kind, 'session-not-found')
  })

  it('cannot be ended this way if it is the current one or somebody else’s (R163)', async () => {
    const olli = await environment.aHolder()
    const own = await aSession(olli)
    const [current] = await sessionsOf(olli, own)
    assert.ok(current)
    const here = await end(olli, current.sessionId, own)
    assert.equal(!here.ok && here.refusal.kind, 'session-is-this-one')
    const others = await end(aino, current.sessionId, await aSession(aino))
    assert.equal(!others.ok && others.refusal.kind, 'session-not-found')
    assert.equal(await action(own), 'granted')
  })

  it('never uses a token that somebody prepared: each sign-in gets its own (R164)', async () => {
    const fixed = 'a token that an attacker has put into the browser' as string as SessionToken
    const opened = await environment.authentication.signIn(signing, await aResponse(aino), {
      sessionToken: fixed,
    })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    assert.notEqual(opened.value.session.token, fixed)
    assert.equal(await action(fixed), 'not-signed-in')
  })
})
