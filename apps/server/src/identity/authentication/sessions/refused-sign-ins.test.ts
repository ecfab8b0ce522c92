import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { afternoon } from '#cards/lifecycle/testing.ts'
import type { Db } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import {
  anAuthenticationEnvironment,
  asSent,
  ownOrigin,
  type AuthenticationEnvironment,
  type Holder,
} from '../testing.ts'
import { createRefusedSignIns } from './refused-sign-ins.ts'

forEachDatabase('refused sign-ins', ({ db }) => {
  const now: Instant = afternoon
  const clock = { now: () => now }
  let ca: TestCa
  let foreign: TestCa
  let environment: AuthenticationEnvironment
  let aino: Holder
  let stranger: Holder

  before(async () => {
    ca = await startTestCa({ clock })
    foreign = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock })
    aino = await environment.aHolder()
    stranger = await anAuthenticationEnvironment({ db, ca: foreign, clock }).aHolder()
  })
  after(async () => {
    await ca.close()
    await foreign.close()
  })

  const refusalOf = async (
    requested: Parameters<typeof environment.authentication.signIn>[1],
  ): Promise<string> => {
    const opened = await environment.authentication.signIn(aPermit('access.signIn'), requested)
    return opened.ok ? 'ok' : opened.refusal.kind
  }
  const challenge = async () => {
    const requested = await environment.authentication.requestSignInChallenge(
      aPermit('access.signIn'),
    )
    assert.ok(requested.ok)
    return requested.value
  }
  const entries = (type: string) => environment.events.filter((event) => event.type === type)

  it('are one entry in the audit log a minute while strangers try, with counts by reason', async () => {
    const before = environment.events.length
    const signed = asSent(await stranger.sign(`${ownOrigin};anything`, 'authentication'))
    const own = asSent(await aino.sign(`${ownOrigin};anything`, 'authentication'))
    for (let times = 0; times < 500; times += 1) {
      await refusalOf({ challengeId: randomUUID(), ...signed })
      // Anybody may send a public certificate of ours to a challenge that does not exist.
      await refusalOf({ challengeId: randomUUID(), ...own })
    }
    await refusalOf({ challengeId: (await challenge()).challengeId, ...signed })
    const unreadable = { ...signed, chain: ['AAAA'] }
    await refusalOf({ challengeId: (await challenge()).challengeId, ...unreadable })
    assert.equal(environment.events.length, before)

    await environment.authentication.refusedSignIns.write()
    await environment.authentication.refusedSignIns.write()
    assert.deepEqual(environment.events.slice(before), [
      {
        ...{ type: 'SignInsRefused', from: new Date(now).toISOString() },
        to: new Date(now).toISOString(),
        refused: [
          { method: 'card', reason: 'challenge-not-found', count: 1000 },
          { method: 'card', reason: 'wrong-signature', count: 1 },
          { method: 'card', reason: 'certificate-unreadable', count: 1 },
        ],
      },
    ])
  })

  it('have an entry of their own when a certificate of ours was shown to a challenge', async () => {
    const [own, counted] = [entries('SignInRefused').length, entries('SignInsRefused').length]
    const signed = asSent(await aino.sign(`${ownOrigin};another text`, 'authentication'))
    const { challengeId } = await challenge()
    assert.equal(await refusalOf({ challengeId, ...signed }), 'wrong-signature')
    await environment.authentication.refusedSignIns.write()
    assert.deepEqual(entries('SignInRefused').slice(own), [
      { type: 'SignInRefused', method: 'card', reason: 'wrong-signature' },
    ])
    assert.equal(entries('SignInsRefused').length, counted)
  })

  it('are not lost while the database is away, and distinguish few texts of strangers', async () => {
    const written: DomainEvent[] = []
    let isAway = true
    let at = now
    const refusedSignIns = createRefusedSignIns({
      clock: { now: () => at },
      db: {
        ...db,
        write: ((action: (tx: never) => Promise<unknown>) =>
          isAway ? Promise.reject(new Error('away')) : action(undefined as never)) as Db['write'],
      },
      record: (_tx, event) => {
        written.push(event)
        return Promise.resolve()
      },
      systemPermit: (operation) => aPermit(operation),
    })
    const count = (because?: string) => {
      refusedSignIns.count({
        ...{ method: 'suomiFi', kind: 'suomi-fi-response-wrong' },
        ...(because !== undefined && { because }),
      })
    }
    count()
    await assert.rejects(refusedSignIns.write(), /away/)
    at = plus(at, minute)
    count()
    for (let nr = 0; nr < 1000; nr += 1) count(`text ${String(nr)}`)
    count('<script>')
    isAway = false
    await refusedSignIns.write()
    await refusedSignIns.write()
    assert.equal(written.length, 1)
    const [event] = written as unknown as [{ from: string; refused: { count: number }[] }]
    assert.equal(event.from, new Date(now).toISOString())
    assert.ok(event.refused.length <= 101)
    assert.equal(
      event.refused.reduce((sum, { count: one }) => sum + one, 0),
      1003,
    )
    assert.ok(!JSON.stringify(event).includes('script'))
  })
})
