import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { SendBySuomiFi } from './ports.ts'
import { openNotices } from './testing/notices.ts'

const aFailure = [
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  ...['', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example'],
  ...['', 'Action: failed', 'Status: 5.1.1', '', '--b--'],
].join('\r\n')

forEachDatabase('notices that no e-mail reaches', (database) => {
  const given: Parameters<SendBySuomiFi>[1][] = []
  const shared = openNotices(database, {
    sendBySuomiFi: (_tx, message) => {
      given.push(message)
      return Promise.resolve()
    },
  })
  const { aPerson, aReachablePerson, happen, listed, tags } = shared

  const givenTo = (personId: string) => given.filter((message) => message.personId === personId)
  const notSentOf = (personId: string) =>
    shared.recorded.filter(
      (event) => event.type === 'NoticeNotSent' && JSON.stringify(event).includes(personId),
    )

  it('go by Suomi.fi Messages when they are about security, in the words of the mail (R350)', async () => {
    const personId = aPerson('sv')
    await happen({ type: 'CardActivated', about: { personId } })
    await shared.outbox.drain()
    assert.deepEqual(await listed(personId), ['card-activated by-suomi-fi'])
    const [message, ...more] = givenTo(personId)
    assert.deepEqual(more, [])
    assert.equal(message?.language, 'sv')
    assert.match(message.words.text, /varmenne\.example\.fi/)
    assert.deepEqual(notSentOf(personId), [])
  })

  it('stay unsent when they are only of interest, or nobody can read them', async () => {
    const personId = aPerson()
    await happen({ type: 'OrderPlaced', about: { personId, orderId: randomUUID() } })
    const unknown = randomUUID()
    await happen({ type: 'CardActivated', about: { personId: unknown } })
    await shared.outbox.drain()
    assert.deepEqual(await listed(personId), ['order-placed no-address'])
    assert.deepEqual(await listed(unknown), ['card-activated no-address'])
    assert.deepEqual([...givenTo(personId), ...givenTo(unknown)], [])
  })

  it('go by Suomi.fi Messages when the mail comes back, once', async () => {
    const { personId } = await aReachablePerson()
    await happen({ type: 'CardActivated', about: { personId } })
    await shared.outbox.drain()
    assert.equal((await listed(personId))[0], 'card-activated sent')
    assert.deepEqual(givenTo(personId), [])
    const noticeId = [...tags.keys()].at(-1) ?? ''
    for (let times = 0; times < 2; times += 1)
      await shared.notices.takeBounce(tags.get(noticeId) ?? '', aFailure)
    assert.equal((await listed(personId))[0], 'card-activated by-suomi-fi')
    assert.equal(givenTo(personId).length, 1)
  })

  it('name the card of a reminder when they are given to Suomi.fi Messages, and when it accepts them (R147)', async () => {
    const personId = aPerson()
    const cardId = randomUUID()
    await happen({ type: 'UncollectedCardReminded', about: { personId, cardId }, means: 'mail' })
    await happen({ type: 'CardActivated', about: { personId } })
    await shared.outbox.drain()
    const said = (type: string) =>
      shared.recorded
        .filter((event) => event.type === type && event.about?.personId === personId)
        .map((event) => ({ ...event, noticeId: undefined }))
    const ofReminder = said('NoticeSentBySuomiFi').find((event) => event.about?.cardId === cardId)
    assert.deepEqual(said('NoticeAcceptedBySuomiFi'), [])
    for (const { noticeId } of givenTo(personId))
      await happen({ type: 'SuomiFiMessageAccepted', about: { personId }, noticeId })
    await shared.outbox.drain()
    assert.ok(ofReminder && 'plannedAt' in ofReminder)
    assert.deepEqual(said('NoticeAcceptedBySuomiFi'), [
      { ...ofReminder, type: 'NoticeAcceptedBySuomiFi' },
    ])
  })

  it('reached nobody when the message is not delivered either, once', async () => {
    const personId = aPerson()
    await happen({ type: 'CardActivated', about: { personId } })
    await shared.outbox.drain()
    const noticeId = givenTo(personId)[0]?.noticeId ?? ''
    for (let times = 0; times < 2; times += 1) {
      await happen({ type: 'SuomiFiMessageUndelivered', about: { personId }, noticeId })
      await shared.outbox.drain()
    }
    assert.deepEqual(await listed(personId), ['card-activated refused'])
    assert.equal(notSentOf(personId).length, 1)
  })
})
