import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { hour, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createEmployments } from '#organisations/employments/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { SessionToken } from '#platform/permit.ts'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { afternoon } from '#cards/lifecycle/testing.ts'
import { examplePoint } from '../../points/points/index.ts'
import { aBusinessId, registersOfAll } from '../../organisations/registry/testing.ts'
import { createRegistrars } from '../../organisations/registrars/index.ts'
import { anAccessWorld, ownOrigin, type AccessWorld, type Holder } from './testing.ts'

forEachDatabase('signing in', ({ db }) => {
  let now: Instant = afternoon
  let authority: TestAuthority
  let foreign: TestAuthority
  let world: AccessWorld
  let aino: Holder
  const signing = aPermit('access.signIn')

  before(async () => {
    const clock = { now: () => now }
    authority = await startTestAuthority({ clock })
    foreign = await startTestAuthority({ clock })
    world = anAccessWorld({ db, authority, clock })
    aino = await world.aHolder()
  })
  beforeEach(() => {
    now = afternoon
  })
  after(async () => {
    await authority.close()
    await foreign.close()
  })

  async function anAnswer(holder: Holder, { origin = ownOrigin, by = 'authentication' } = {}) {
    const challenge = await world.access.askSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const purpose = by === 'signature' ? 'signature' : 'authentication'
    return { challengeId, ...(await holder.sign(`${origin};${nonce}`, purpose)) }
  }
  async function isRefused(answer: Parameters<typeof world.access.signIn>[1], kind: string) {
    const refusedBefore = world.count('SignInRefused')
    const opened = await world.access.signIn(signing, answer)
    assert.equal(!opened.ok && opened.refusal.kind, kind)
    assert.equal(world.count('SignInRefused'), refusedBefore + 1)
  }
  async function aSession(holder: Holder): Promise<SessionToken> {
    const opened = await world.access.signIn(signing, await anAnswer(holder))
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    return opened.value.session.token
  }
  const act = async (sessionToken: SessionToken): Promise<string> => {
    const granted = await world.access.permitDesk.grant({
      deed: 'cards.viewOwnCards',
      sessionToken,
      input: {},
      open: false,
    })
    return granted.ok ? 'granted' : granted.refusal.kind
  }
  const look = async (sessionToken: SessionToken): Promise<boolean> => {
    const viewed = await world.access.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    return viewed.ok && viewed.value.session !== undefined
  }

  it('takes a challenge once, whether the answer was right or wrong', async () => {
    const answer = await anAnswer(aino)
    assert.ok((await world.access.signIn(signing, answer)).ok)
    await isRefused(answer, 'challenge-unknown')

    const other = await anAnswer(aino)
    await isRefused({ ...other, signature: answer.signature }, 'wrong-signature')
    await isRefused(other, 'challenge-unknown')
  })

  it('takes a challenge once also from two who answer at once', async () => {
    const answer = await anAnswer(aino)
    const both = await Promise.all([
      world.access.signIn(signing, answer),
      world.access.signIn(signing, answer),
    ])
    assert.equal(both.filter((each) => each.ok).length, 1)
  })

  it('refuses what was signed for another site, and for another challenge', async () => {
    await isRefused(
      await anAnswer(aino, { origin: 'https://elsewhere.example' }),
      'wrong-signature',
    )
    const [one, other] = [await anAnswer(aino), await anAnswer(aino)]
    await isRefused({ ...one, challengeId: other.challengeId }, 'wrong-signature')
  })

  it('refuses the signature key, and a card of another authority', async () => {
    await isRefused(await anAnswer(aino, { by: 'signature' }), 'certificate-of-another-purpose')
    const stranger = await anAccessWorld({
      db,
      authority: foreign,
      clock: { now: () => now },
    }).aHolder()
    const answer = await anAnswer(stranger)
    const chain = [...answer.chain, ...foreign.issuers.current('professional', 'ecc').chain]
    await isRefused({ ...answer, chain }, 'issuer-not-trusted')
  })

  it('ends after a quarter of an hour without an act; looking is none', async () => {
    const token = await aSession(aino)
    now = plus(now, 14 * minute)
    assert.equal(await act(token), 'granted')
    now = instant(plus(now, 15 * minute) - 1)
    assert.ok(await look(token))
    now = instant(now + 1)
    assert.ok(!(await look(token)))
    assert.equal(await act(token), 'not-signed-in')
  })

  it('ends after eight hours in any case', async () => {
    const token = await aSession(aino)
    const end = plus(now, 8 * hour)
    for (; now < end; now = plus(now, 10 * minute)) assert.equal(await act(token), 'granted')
    assert.equal(await act(token), 'not-signed-in')
  })

  it('ends at once when its card is closed, and that is told once for each session', async () => {
    const olli = await world.aHolder()
    const tokens = [await aSession(olli), await aSession(olli)]
    const others = await aSession(aino)
    const lost = await world.cards.reportOwnCardLost(aPermit('cards.reportOwnCardLost', olli), {
      cardId: olli.cardId,
      reason: 'stolen',
    })
    assert.ok(lost.ok)
    for (const token of tokens) assert.equal(await act(token), 'session-card-not-valid')

    await world.outbox.drain()
    const ended = () =>
      world.events.filter(
        ({ type, about }) => type === 'SignedOut' && about?.personId === olli.personId,
      )
    assert.equal(ended().length, 2)
    for (const event of ended())
      assert.equal('because' in event && event.because, 'certificate-revoked')
    for (const token of tokens) assert.equal(await act(token), 'session-card-not-valid')
    const [listener] = world.access.subscriptions
    for (const event of world.events.filter(({ type }) => type === 'CertificateRevoked'))
      await listener?.handle({ ...event }, 'once more')
    assert.equal(ended().length, 2)
    assert.equal(await act(others), 'granted')
  })

  it('of a desk does nothing any more from the second at which the appointment ends, and is ended (R247)', async () => {
    const riitta = await world.aHolder()
    const office = aPermit('registration.appointRegistrar')
    const { personId } = riitta
    const appointed = await db.write(async (tx) => {
      const point = { ...examplePoint, name: 'Piste, jossa nimeäminen päättyy' }
      const pointId = await world.registration.addPoint(
        tx,
        aPermit('registration.enterPoint'),
        point,
      )
      return world.registration.appointRegistrar(tx, office, { personId, pointId })
    })
    assert.ok(appointed.ok)
    const atDesk = await aSession(riitta)
    const others = await aSession(aino)
    const serve = async () => {
      const granted = await world.access.permitDesk.grant({
        ...{ deed: 'orders.draftOrder', sessionToken: atDesk, input: {}, open: false },
      })
      return granted.ok ? 'granted' : granted.refusal.kind
    }
    assert.equal(await serve(), 'granted')
    const registrarId = appointed.value
    now = plus(now, second)
    const ended = await db.write((tx) =>
      world.registration.endAppointment(tx, office, { registrarId, because: 'by-keeper' }),
    )
    assert.ok(ended.ok)
    assert.equal(await serve(), 'not-permitted')

    const event = world.events.findLast(({ type }) => type === 'RegistrarAppointmentEnded')
    const listener = world.access.subscriptions.find((one) => one.event === event?.type)
    assert.ok(event && listener)
    await listener.handle({ ...event }, 'heard')
    assert.ok(!(await look(atDesk)))
    const told = world.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(told && 'because' in told && told.because, 'appointment-ended')
    assert.ok(await look(others))
  })

  it('of a desk ends with the employment, also of a registrar who has no card of the employer (R219, R247)', async () => {
    const nurse = await world.aHolder()
    const { personId } = nurse
    const { record } = world.deps
    const clock = { now: () => now }
    const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
    const { registration } = world
    const key = new Uint8Array(32).fill(1)
    const organisations = createOrganisations({
      ...{ db, clock, record, people, key, ...registersOfAll, points: registration },
    })
    const accounts = {
      prepareAct: <Asked>(_permit: unknown, asked: Asked) =>
        Promise.resolve(ok({ ...asked, signing: 'not-asked' as const })),
      judgeMember: () => Promise.resolve(ok({} as never)),
    }
    const wired = {
      ...{ db, clock, record, key, people, organisations, accounts, registration },
      ...{ cards: world.cards, planJob: () => Promise.resolve() },
    }
    const employments = createEmployments({ ...wired, systemPermit: (deed) => aPermit(deed) })
    const registrars = createRegistrars({ ...wired, systemPermit: (deed) => aPermit(deed) })
    world.outbox.use({
      handlers: world.cards.jobs,
      subscriptions: [
        ...world.cards.subscriptions,
        ...world.access.subscriptions,
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
      const details = { ...examplePoint.details, keeperBusinessId: businessId }
      const point = { ...examplePoint, name: 'Piste, jossa työsuhde päättyy', details }
      const entering = aPermit('registration.enterPoint')
      const pointId = await registration.addPoint(tx, entering, point)
      const office = aPermit('registration.appointRegistrar')
      return registration.appointRegistrar(tx, office, { personId, pointId })
    })
    assert.ok(appointed.ok)
    await world.outbox.drain()
    const atDesk = await aSession(nurse)
    assert.ok(await look(atDesk))
    now = plus(now, second)
    const identityCode = await db.read((tx) => people.identityCodeOf(tx, personId))
    const told = await employments.endEmployment(
      aPermit('employments.endEmployment', { personId: randomUUID() }),
      { organisationId: added.value.organisationId, identityCode },
    )
    assert.deepEqual(told.ok && told.value, { closed: 0, stopped: 0, withdrawn: 0 })
    await world.outbox.drain()
    assert.equal(await db.read((tx) => registration.registrarAt(tx, personId, now)), undefined)
    assert.ok(!(await look(atDesk)))
    assert.ok(await look(await aSession(nurse)), 'the professional card goes on')
  })

  it('of a desk goes on while its point stays, and ends with another point (R247)', async () => {
    const riitta = await world.aHolder()
    const { personId } = riitta
    const office = aPermit('registration.appointRegistrar')
    const { registration } = world
    const hearLast = async (type: string) => {
      const event = world.events.findLast((one) => one.type === type)
      for (const one of world.access.subscriptions)
        if (one.event === event?.type) await one.handle({ ...event }, 'heard')
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
      await hearLast('RegistrarAppointed')
      return appointed.value
    }
    const first = await appoint('Piste A')
    await appoint('Piste B')
    const atDesk = await aSession(riitta)
    now = plus(now, second)
    const ended = await db.write((tx) =>
      registration.endAppointment(tx, office, { registrarId: first, because: 'by-keeper' }),
    )
    assert.ok(ended.ok)
    await hearLast('RegistrarAppointmentEnded')
    assert.ok(await look(atDesk), 'nothing changed where they serve')

    await appoint('Piste C')
    assert.ok(!(await look(atDesk)), 'they serve at another point')
  })

  it('ends when its browser signs in again; a sign-in that is refused ends nothing', async () => {
    const [one, other] = [await aSession(aino), await aSession(aino)]
    const request = { sessionToken: one }
    const wrong = await anAnswer(aino, { origin: 'https://elsewhere.example' })
    assert.ok(!(await world.access.signIn(signing, wrong, request)).ok)
    assert.equal(await act(one), 'granted')

    assert.ok((await world.access.signIn(signing, await anAnswer(aino), request)).ok)
    assert.equal(await act(one), 'not-signed-in')
    assert.equal(await act(other), 'granted')
    const ended = world.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(ended && 'because' in ended && ended.because, 'signed-in-again')

    // One that was over already has no second end.
    now = plus(now, 15 * minute)
    const told = world.count('SignedOut')
    const late = await world.access.signIn(signing, await anAnswer(aino), { sessionToken: other })
    assert.ok(late.ok)
    assert.equal(world.count('SignedOut'), told)
  })

  it('ends by signing out, for this browser only', async () => {
    const [one, other] = [await aSession(aino), await aSession(aino)]
    const signedOut = await world.access.signOut(
      aPermit('access.signOut', aino),
      {},
      { sessionToken: one, language: 'fi' },
    )
    assert.ok(signedOut.ok && signedOut.value.session.kind === 'end')
    assert.equal(await act(one), 'not-signed-in')
    assert.equal(await act(other), 'granted')
  })

  it('ends when the page of the desk no longer sees the card: every deed is refused until a sign-in by card (R108)', async () => {
    const before = await aSession(aino)
    const locked = await world.access.signOut(
      aPermit('access.signOut', aino),
      { because: 'card-taken-out' },
      { sessionToken: before, language: 'fi' },
    )
    assert.ok(locked.ok && locked.value.session.kind === 'end')
    assert.ok(!(await look(before)))
    assert.equal(await act(before), 'not-signed-in')
    const told = world.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(told && 'because' in told && told.because, 'card-taken-out')

    const after = await aSession(aino)
    assert.equal(await act(after), 'granted')
    assert.equal(await act(before), 'not-signed-in')
  })

  it('tells its page by which certificate the reader software finds the card (R108)', async () => {
    const sessionToken = await aSession(aino)
    const viewed = await world.access.viewSession(
      aPermit('access.viewSession'),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    const told = world.events.findLast(({ type }) => type === 'SignedIn')
    assert.equal(
      viewed.value.session?.certificateSerial,
      told && 'certificateSerial' in told && told.certificateSerial,
    )
  })

  const sessionsOf = async (holder: Holder, sessionToken: SessionToken) => {
    const viewed = await world.access.viewOwnSessions(
      aPermit('access.viewOwnSessions', holder),
      {},
      { sessionToken },
    )
    assert.ok(viewed.ok)
    return viewed.value.sessions
  }
  const end = (holder: Holder, sessionId: string, sessionToken: SessionToken) =>
    world.access.endOwnSession(
      aPermit('access.endOwnSession', holder),
      { sessionId },
      { sessionToken },
    )

  it('shows its holder every session that is open, and which is this one (R163)', async () => {
    const olli = await world.aHolder()
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

  it('lets its holder end a session that another has: it does nothing more (R163)', async () => {
    const olli = await world.aHolder()
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
    assert.equal(await act(stolen), 'not-signed-in')
    assert.equal(await act(own), 'granted')
    const told = world.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(told && 'because' in told && told.because, 'ended-elsewhere')
    const again = await end(olli, of.sessionId, own)
    assert.equal(!again.ok && again.refusal.kind, 'session-not-found')
  })

  it('ends neither this session so, nor one of somebody else (R163)', async () => {
    const olli = await world.aHolder()
    const own = await aSession(olli)
    const [current] = await sessionsOf(olli, own)
    assert.ok(current)
    const here = await end(olli, current.sessionId, own)
    assert.equal(!here.ok && here.refusal.kind, 'session-is-this-one')
    const others = await end(aino, current.sessionId, await aSession(aino))
    assert.equal(!others.ok && others.refusal.kind, 'session-not-found')
    assert.equal(await act(own), 'granted')
  })

  it('takes no session that somebody has prepared: each sign-in has a token of its own (R164)', async () => {
    const fixed = 'a token that an attacker has put into the browser' as string as SessionToken
    const opened = await world.access.signIn(signing, await anAnswer(aino), { sessionToken: fixed })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    assert.notEqual(opened.value.session.token, fixed)
    assert.equal(await act(fixed), 'not-signed-in')
  })
})
