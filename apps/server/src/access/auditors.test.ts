import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { createRegistration, examplePoint } from '#registration/index.ts'
import { startTestAuthority, type TestAuthority } from '../../../../tests/support/authority.ts'
import { aPermit } from '../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../tests/support/postgres.ts'
import { afternoon } from '../cards/testing.ts'
import { insertHandler } from './store.ts'
import { anAccessWorld, ownOrigin, type AccessWorld, type Holder } from './testing.ts'

forEachDatabase('an auditor', ({ db }) => {
  const clock = { now: () => afternoon }
  const appointing = aPermit('access.appointAuditor', { personId: randomUUID() })
  let authority: TestAuthority
  let world: AccessWorld
  let aila: Holder

  before(async () => {
    authority = await startTestAuthority({ clock })
    world = anAccessWorld({ db, authority, clock })
    aila = await world.aHolder()
  })
  after(() => authority.close())

  it('may see the trail from the appointment to its end, and that is recorded', async () => {
    assert.equal(await may(aila), 'not-permitted')
    assert.ok((await world.access.appointAuditor(appointing, aila)).ok)
    assert.equal(await may(aila), 'granted')
    assert.equal(kindOf(await world.access.appointAuditor(appointing, aila)), 'already-auditor')

    assert.ok((await world.access.endAuditor(appointing, aila)).ok)
    assert.equal(await may(aila), 'not-permitted')
    assert.equal(kindOf(await world.access.endAuditor(appointing, aila)), 'not-an-auditor')
    const told = world.events.filter(({ about }) => about?.personId === aila.personId)
    assert.equal(told.filter(({ type }) => type === 'AuditorAppointed').length, 1)
    assert.equal(told.filter(({ type }) => type === 'AuditorEnded').length, 1)
  })

  it('is somebody whom the service knows', async () => {
    const nobody = { personId: randomUUID() }
    assert.equal(kindOf(await world.access.appointAuditor(appointing, nobody)), 'person-unknown')
  })

  it('neither decides nor serves: not when appointed, and not afterwards', async () => {
    const hanna = await world.aHolder()
    await changed((tx) => insertHandler(tx, hanna.personId, afternoon))
    assert.equal(kindOf(await world.access.appointAuditor(appointing, hanna)), 'has-another-role')

    const riitta = await world.aHolder()
    assert.ok((await world.access.appointAuditor(appointing, riitta)).ok)
    assert.equal(await may(riitta), 'granted')
    const registration = createRegistration({ record: world.deps.record, clock })
    await changed(async (tx) => {
      const permit = aPermit('registration.appointRegistrar')
      const pointId = await registration.addPoint(tx, permit, examplePoint)
      const appointed = await registration.appointRegistrar(tx, permit, { ...riitta, pointId })
      assert.ok(appointed.ok)
    })
    assert.equal(await may(riitta), 'not-permitted')
  })

  const kindOf = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind

  async function may(holder: Holder): Promise<string> {
    const signing = aPermit('access.signIn')
    const challenge = await world.access.askSignInChallenge(signing)
    assert.ok(challenge.ok)
    const { challengeId, nonce } = challenge.value
    const signed = await holder.sign(`${ownOrigin};${nonce}`, 'authentication')
    const opened = await world.access.signIn(signing, { challengeId, ...signed })
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    const granted = await world.access.permitDesk.grant({
      deed: 'audit.viewTrail',
      sessionToken: opened.value.session.token,
      input: {},
      open: false,
    })
    return granted.ok ? 'granted' : granted.refusal.kind
  }

  const changed = (act: (tx: Parameters<typeof insertHandler>[0]) => Promise<void>) =>
    db.write(async (tx) => {
      await act(tx)
      return ok(undefined)
    })
})
