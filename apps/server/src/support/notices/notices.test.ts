import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { cancellationReasons, noticeTitles } from '@sotevarmenne/api/words'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import type { Mail } from '@sotevarmenne/sandbox/mailboxes/mails'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { openNotices } from './testing/notices.ts'

const aFailure = [
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mail.example',
  '',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b--',
].join('\r\n')

forEachDatabase('notices', (database) => {
  const { db } = database
  const shared = openNotices(database)
  const {
    aPerson,
    give,
    happen,
    listed,
    tokenTo,
    confirm,
    mailsTo,
    aReachablePerson,
    faults,
    returned,
    tags,
    changing,
  } = shared

  const contactOf = async (personId: string) => {
    const viewed = await shared.notices.viewOwnContact(
      aPermit('notices.viewOwnContact', { personId }),
    )
    assert.ok(viewed.ok)
    return viewed.value
  }
  const sent = async (personId: string) => {
    const viewed = await shared.notices.viewOwnNotices(
      aPermit('notices.viewOwnNotices', { personId }),
      {
        limit: 1,
      },
    )
    assert.ok(viewed.ok)
    return viewed.value.notices.map(({ noticeId }) => noticeId)
  }

  it('go to an address only after the link in the mail to that address was opened', async () => {
    const personId = aPerson()
    const address = await give(personId)
    await happen({ type: 'CardActivated', about: { personId } })
    await shared.outbox.drain()
    assert.deepEqual(await listed(personId), ['card-activated no-address', 'confirm-address sent'])
    const token = await tokenTo(address)
    for (const forged of [token.slice(0, -1), `${randomUUID()}${token.slice(36)}`])
      assert.deepEqual(await confirm(forged), {
        ok: false,
        refusal: { kind: 'confirmation-not-found' },
      })
    assert.deepEqual(await confirm(token), { ok: true, value: {} })
    assert.deepEqual(await confirm(token), { ok: true, value: {} })
    assert.equal(shared.recorded.filter(({ type }) => type === 'AddressConfirmed').length, 1)

    await happen({ type: 'CardUnlocked', about: { personId }, signedInBy: 'suomiFi' })
    await shared.outbox.drain()
    const [mail] = await mailsTo(address)
    assert.equal(mail?.subject, noticeTitles['card-unlocked'].fi)
    assert.ok(mail.text.includes('varmenne.example.fi'))
    assert.doesNotMatch(mail.text, /https?:/)
  })

  it('are in the language of the person, and name neither person nor card', async () => {
    for (const language of ['sv', 'en'] as const) {
      const { personId, address } = await aReachablePerson(language)
      const cardId = randomUUID()
      await happen({ type: 'CardCancelled', about: { personId, cardId }, reason: 'stolen' })
      await shared.outbox.drain()
      const [mail] = await mailsTo(address)
      assert.equal(mail?.subject, noticeTitles['card-cancelled'][language])
      assert.ok(mail.text.includes(cancellationReasons.stolen[language].toLowerCase()))
      assert.ok(!mail.text.includes(cardId) && !mail.text.includes('{'))
    }
  })

  it('are sent once for each event, also when it is delivered twice', async () => {
    const { personId, address } = await aReachablePerson()
    const event = { type: 'CardHandedOver', about: { personId } }
    const [listener] = shared.notices.subscriptions.filter(({ event: type }) => type === event.type)
    const eventId = randomUUID()
    await listener?.handle(event, eventId)
    await listener?.handle(event, eventId)
    await shared.outbox.drain()
    assert.equal((await mailsTo(address)).length, 2)
  })

  it('wait for a mail server that is unavailable, and repeat their Message-ID', async () => {
    const { personId, address } = await aReachablePerson()
    faults.set('mail', { kind: 'down' })
    await happen({ type: 'CardActivated', about: { personId } })
    await assert.rejects(shared.outbox.drain())
    assert.equal((await listed(personId))[0], 'card-activated planned')
    faults.set('mail', { kind: 'none' })
    shared.now = plus(shared.now, day)
    await shared.outbox.drain()
    assert.equal((await listed(personId))[0], 'card-activated sent')

    // As if the process had died between the mail and its row.
    const [job] = await sent(personId)
    assert.ok(job)
    await db.write(async (tx) => {
      await sql`update notices.notice set state = 'planned', sent_at = null where notice_id = ${job}`.execute(
        tx,
      )
      return ok(undefined)
    })
    await shared.notices.jobs[0]?.handle({
      kind: 'notices.sendNotice',
      key: job,
      payload: { noticeId: job },
    })
    const [second, first] = await mailsTo(address)
    assert.equal(second?.messageId, first?.messageId)
  })

  it('show that an address accepts no mail, until another is confirmed', async () => {
    const personId = aPerson()
    await give(personId, `nobody-${personId}@example.fi`)
    assert.deepEqual(await listed(personId), ['confirm-address refused'])
    const refused = shared.recorded.find(({ type }) => type === 'NoticeNotSent')
    assert.ok(refused && !JSON.stringify(refused).includes('@'))

    const reachable = await aReachablePerson()
    await db.write(async (tx) => {
      await sql`update contacts.contact set is_refused = true where person_id = ${reachable.personId}`.execute(
        tx,
      )
      return ok(undefined)
    })
    const other = await give(reachable.personId, `other-${reachable.personId}@example.fi`)
    assert.ok((await confirm(await tokenTo(other))).ok)
    const contact = await contactOf(reachable.personId)
    assert.deepEqual([contact.address, contact.isRefused], [other, false])
  })

  describe('that come back later', () => {
    const settled = async (count: number) => {
      while (returned.length < count) await wait(10)
    }
    const aReturn = async () => {
      const personId = aPerson()
      const address = `${personId}@gone.example`
      const before = returned.length
      await give(personId, address)
      assert.ok((await confirm(await tokenTo(address))).ok)
      await settled(before + 1)
      return personId
    }
    const happenTo = async (personId: string, ...types: readonly string[]) => {
      for (const type of types) await happen({ type, about: { personId } })
      await shared.outbox.drain()
    }
    const tagOf = (mail: Mail | undefined) => {
      const tag = tags.get(/^<([^@]+)@/.exec(mail?.messageId ?? '')?.[1] ?? '')
      assert.ok(tag)
      return tag
    }
    const bounce = (to: string, { from = '', raw = 'Subject: x\r\n\r\nx' } = {}) => {
      const { port } = shared.bounceListener
      const transport = createTransport({ host: 'localhost', port, secure: false })
      return transport.sendMail({ envelope: { from, to }, raw }).then(
        () => 250,
        (refused: unknown) => (refused as { readonly responseCode?: number }).responseCode,
      )
    }

    it('count as undelivered: all but security notices stop until another address is confirmed (R210)', async () => {
      const personId = await aReturn()
      // The confirmation mail says nothing about the address in use.
      assert.deepEqual(await listed(personId), ['confirm-address refused'])
      assert.ok(!(await contactOf(personId)).isRefused)

      const before = returned.length
      await happenTo(personId, 'CardActivated')
      await settled(before + 1)
      assert.equal((await listed(personId))[0], 'card-activated refused')
      assert.ok((await contactOf(personId)).isRefused)
      const notified = shared.recorded.findLast(({ type }) => type === 'NoticeNotSent')
      assert.ok(notified && !JSON.stringify(notified).includes('@'))

      const [tag] = returned.at(-1) ?? ['']
      assert.equal(await shared.notices.takeBounce(tag, aFailure), 'nothing', 'once more')
      const mailed = (await mailsTo(`${personId}@gone.example`)).length
      await happenTo(personId, 'CardHandedOver')
      assert.equal((await listed(personId))[0], 'card-handed-over refused')
      assert.equal((await mailsTo(`${personId}@gone.example`)).length, mailed)
      await happenTo(personId, 'CardActivated')
      assert.equal((await mailsTo(`${personId}@gone.example`)).length, mailed + 1)
      await settled(before + 2)

      const other = await give(personId, `${personId}@example.fi`)
      assert.ok((await confirm(await tokenTo(other))).ok)
      await happenTo(personId, 'CardHandedOver')
      assert.equal((await listed(personId))[0], 'card-handed-over sent')
    })

    it('do not affect an address that was confirmed since', async () => {
      const { personId, address } = await aReachablePerson()
      await happenTo(personId, 'CardActivated')
      const [mail] = await mailsTo(address)
      const other = await give(personId, `other-${personId}@example.fi`)
      assert.ok((await confirm(await tokenTo(other))).ok)
      await shared.outbox.drain()
      assert.equal(await shared.notices.takeBounce(tagOf(mail), aFailure), 'returned')
      assert.ok(!(await contactOf(personId)).isRefused)
    })

    it('concern the address only if the report says so: not a full mailbox, a delay, or an absence notice', async () => {
      const { personId, address } = await aReachablePerson()
      await happenTo(personId, 'CardActivated')
      const tag = tagOf((await mailsTo(address))[0])
      for (const report of [
        aFailure.replace('failed', 'delayed'),
        'Subject: away\r\n\r\nBack in May',
      ])
        assert.equal(await shared.notices.takeBounce(tag, report), 'nothing')
      assert.equal((await listed(personId))[0], 'card-activated sent')
      assert.equal(
        await shared.notices.takeBounce(tag, aFailure.replace('5.1.1', '5.2.2')),
        'returned',
      )
      assert.equal((await listed(personId))[0], 'card-activated refused')
      assert.ok(!(await contactOf(personId)).isRefused)
    })

    it('are accepted from the empty sender, for a tag of ours, small, one by one; a fault is reported and retried', async () => {
      const { personId, address } = await aReachablePerson()
      await happenTo(personId, 'CardActivated')
      const tag = tagOf((await mailsTo(address))[0])
      const to = `bounces+${tag}@example.fi`
      assert.equal(await bounce(to, { from: 'spam@example.com' }), 550)
      for (const other of [
        'bounces@example.fi',
        `bounces+${tag.replace(/.$/, (end: string) => (end === '0' ? '1' : '0'))}@example.fi`,
        `bounces+${tag}@elsewhere.example`,
        `other+${tag}@example.fi`,
        'bounces+@example.fi',
      ])
        assert.equal(await bounce(other), 550, other)
      assert.equal(await bounce(to, { raw: `Subject: x\r\n\r\n${'x'.repeat(300 * 1024)}` }), 552)
      shared.isBroken = true
      assert.equal(await bounce(to, { raw: aFailure }), 451)
      shared.isBroken = false
      assert.equal((await listed(personId))[0], 'card-activated sent')
      assert.equal(await bounce(to.toUpperCase(), { raw: aFailure }), 250)
      assert.equal((await listed(personId))[0], 'card-activated refused')
    })
  })

  it('inform the former address that it is no longer used', async () => {
    const { personId, address } = await aReachablePerson('en')
    const removed = await shared.notices.removeOwnAddress(changing(personId))
    assert.deepEqual(removed, {
      ok: true,
      value: { isRefused: false, wants: { progress: true, reminders: true, work: true } },
    })
    await shared.outbox.drain()
    const [mail] = await mailsTo(address)
    assert.equal(mail?.subject, noticeTitles['address-changed'].en)
    assert.equal((await contactOf(personId)).address, undefined)
  })

  it('end for a person who has died: the address is erased, and planned notices are not sent (R276)', async () => {
    const { personId, address } = await aReachablePerson()
    const before = (await mailsTo(address)).length
    shared.recorded = []
    const about = { personId, cardId: randomUUID(), orderId: randomUUID() }
    await happen({ type: 'PersonDied', about: { personId } })
    await shared.outbox.drain()
    await happen({ type: 'CaseStepTaken', about, by: 'office', step: 'reply' })
    await shared.outbox.drain()
    assert.equal((await mailsTo(address)).length, before)
    assert.deepEqual(
      shared.recorded.flatMap(({ type }) => (type === 'AddressRemoved' ? [type] : [])),
      ['AddressRemoved'],
    )
    assert.equal((await listed(personId))[0], 'office-wrote no-address')
  })

  it('have their settings and addresses in the audit log, with the person who changed them, without the address', async () => {
    const personId = aPerson()
    const address = await give(personId)
    assert.ok((await confirm(await tokenTo(address))).ok)
    const wants = { progress: false, reminders: true, work: true }
    assert.ok((await shared.notices.chooseOwnNotices(changing(personId), wants)).ok)
    assert.ok((await shared.notices.removeOwnAddress(changing(personId))).ok)
    const own = shared.recorded.filter(({ about }) => about?.personId === personId)
    assert.deepEqual(
      own.filter(({ type }) => type !== 'NoticeSent'),
      [
        { type: 'AddressRequested', about: { personId } },
        { type: 'AddressConfirmed', about: { personId } },
        { type: 'NoticesChosen', about: { personId }, ...wants },
        { type: 'AddressRemoved', about: { personId } },
      ],
    )
    assert.ok(!JSON.stringify(own).includes(address))
  })

  it('can be requested for a few addresses a day at most, and the last one counts', async () => {
    const personId = aPerson()
    const request = (address: string) =>
      shared.notices.requestOwnAddress(changing(personId), { address })
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      assert.ok((await request(`${name}-${personId}@example.fi`)).ok)
    assert.deepEqual(await request('f@example.fi'), {
      ok: false,
      refusal: { kind: 'too-many-addresses' },
    })
    await shared.outbox.drain()
    assert.deepEqual(await confirm(await tokenTo(`d-${personId}@example.fi`)), {
      ok: false,
      refusal: { kind: 'confirmation-not-found' },
    })
    assert.ok((await confirm(await tokenTo(`e-${personId}@example.fi`))).ok)
    shared.now = plus(shared.now, day)
    assert.ok((await request('f@example.fi')).ok)
  })

  it('are sent as reminders only to those who want them', async () => {
    const { personId } = await aReachablePerson()
    const chosen = await shared.notices.chooseOwnNotices(changing(personId), {
      progress: true,
      reminders: false,
      work: true,
    })
    assert.ok(chosen.ok && !chosen.value.wants.reminders)
    await happen({ type: 'SpareCardOverdue', about: { personId }, returnBy: '2026-11-20' })
    await shared.outbox.drain()
    assert.equal((await listed(personId))[0], 'spare-card-overdue not-wanted')
  })
})
