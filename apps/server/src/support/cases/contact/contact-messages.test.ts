import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { sendContactMessage } from '@sotevarmenne/api/contact-messages'
import {
  day,
  formatInstant,
  instant,
  minute,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { accept } from '@sotevarmenne/smartcard/testing'
import { sql } from 'kysely'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createCases } from '../index.ts'
import { handleDue } from '../testing.ts'

forEachDatabase('messages of people who did not sign in', ({ db }) => {
  const noon = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now: Instant = noon
  let recorded: (DomainEvent & { readonly [name: string]: unknown })[] = []
  let planned: Job[] = []
  let auditLogIsBroken = false
  const identityCode = '131052-308T'
  const cases = createCases({
    ...{ db, clock: { now: () => now }, secret: new Uint8Array(32).fill(7) },
    people: { namesOf: () => Promise.resolve(new Map()) },
    accounts: {} as never,
    organisations: { organisationNames: () => Promise.resolve(() => ({}) as never) },
    record: (_tx, event) => {
      if (auditLogIsBroken) return Promise.reject(new Error('audit log not writable'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    isRenewalOf: () => Promise.resolve(false),
    systemPermit: (operation) => aPermit(operation),
    identifiedStranger: (token) =>
      token === 'sealed' ? { identityCode, at: plus(noon, -minute) } : undefined,
    publicUrl: 'https://varmenne.example.fi',
  })
  beforeEach(() => {
    now = noon
    recorded = []
    planned = []
  })

  const secretWords = 'The desk refused my passport'
  const written = (changes: object = {}) => ({
    ...{ messageId: randomUUID(), name: 'Kuka Hyvänsä', email: `${randomUUID()}@example.fi` },
    ...{ subject: 'A refusal', text: secretWords, language: 'sv' as const },
    ...changes,
  })
  type Written = ReturnType<typeof written> & { readonly identified?: string }
  const send = (message: Written, address?: string) =>
    cases.sendContactMessage(
      aPermit('cases.sendContactMessage'),
      message,
      address === undefined ? {} : { address },
    )
  const mailOf = (id: string, kind: 'confirm' | 'answered') =>
    db.read((tx) => cases.mailToWriter(tx, { id, kind }))
  const linkOf = async (id: string) => {
    const mail = (await mailOf(id, 'confirm')) ?? (await mailOf(id, 'answered'))
    return mail?.link.split('#')[1] ?? assert.fail('no mail')
  }
  const view = (link: string) =>
    cases.viewContactMessage(aPermit('cases.viewContactMessage'), { link })
  const confirm = (link: string) =>
    cases.confirmContactMessage(aPermit('cases.confirmContactMessage'), { link })
  const more = (link: string, text = 'One more thing', stepId: string = randomUUID()) =>
    cases.continueContactMessage(aPermit('cases.continueContactMessage'), { link, stepId, text })
  const officer = { personId: randomUUID() }
  const seen = (caseId: string) => cases.viewCase(aPermit('cases.viewCases', officer), { caseId })
  const reply = (caseId: string, text = 'Come again with a valid passport.') =>
    cases.handleCase(aPermit('cases.handleCase', officer), {
      ...{ caseId, stepId: randomUUID(), step: { kind: 'reply', text } },
    })
  const queued = async () =>
    accept(
      await cases.listCases(aPermit('cases.viewCases', officer), {
        ...{ show: 'due', kind: 'contact-message', limit: 100, cursor: undefined },
      }),
    ).cases
  const confirmed = async (message = written()) => {
    accept(await send(message))
    const link = await linkOf(message.messageId)
    accept(await confirm(link))
    return { ...message, link }
  }
  const kindOf = (result: Result<unknown, { readonly kind: string }>) =>
    result.ok ? 'ok' : result.refusal.kind
  const followed = () => handleDue(cases, planned, now)

  it('reach the office only when the address is confirmed, are answered and continued by the link (R333)', async () => {
    const message = written()
    const { messageId } = message
    assert.deepEqual(accept(await send(message)), { confirmBy: formatInstant(plus(noon, day)) })
    assert.equal(kindOf(await seen(messageId)), 'case-not-found')
    assert.ok((await queued()).every(({ caseId }) => caseId !== messageId))
    const mail = await mailOf(messageId, 'confirm')
    assert.deepEqual([mail?.to, mail?.language], [message.email, 'sv'])
    assert.match(mail?.link ?? '', /^https:\/\/varmenne\.example\.fi\/sv\/contact-message#\S+$/)

    const link = await linkOf(messageId)
    assert.deepEqual(accept(await view(link)), {
      state: 'unconfirmed',
      confirmBy: formatInstant(plus(noon, day)),
    })
    now = plus(noon, 60 * minute)
    assert.equal(accept(await confirm(link)).state, 'waiting')
    // No mail to confirm it is sent after that.
    assert.equal(await mailOf(messageId, 'confirm'), undefined)
    const row = (await queued()).find(({ caseId }) => caseId === messageId)
    assert.deepEqual(row?.writer, { name: 'Kuka Hyvänsä', isIdentified: false })
    const opened = accept(await seen(messageId))
    assert.deepEqual(opened.contact, { email: message.email, language: 'sv' })
    assert.deepEqual(
      opened.steps.map(({ by, text }) => [by, text]),
      [['writer', secretWords]],
    )
    assert.equal(opened.holder, undefined)

    accept(await reply(messageId))
    assert.ok(await mailOf(messageId, 'answered'))
    assert.equal(accept(await more(link)).state, 'waiting')
    const shown = accept(await view(link))
    assert.deepEqual(
      shown.state !== 'unconfirmed' && shown.messages.map((one) => [one.isFromOffice, one.text]),
      [
        [false, secretWords],
        [true, 'Come again with a valid passport.'],
        [false, 'One more thing'],
      ],
    )
    assert.deepEqual(
      recorded.map(({ type }) => type).filter((type) => type !== 'CaseViewed'),
      ['ContactMessageSent', 'CaseOpened', 'CaseStepTaken', 'CaseStepTaken'],
    )
    // In the list, on its page, and by the writer.
    const views = recorded.filter((one) => one.type === 'CaseViewed' && one['caseId'] === messageId)
    assert.equal(views.length, 3)
    assert.ok(recorded.every(({ about }) => about === undefined))
  })

  it('are stored once when sent twice, also at once, and confirmed once', async () => {
    const message = written()
    const [one, other] = await Promise.all([send(message), send(message)])
    assert.deepEqual(accept(one), accept(other))
    const link = await linkOf(message.messageId)
    const both = await Promise.all([confirm(link), confirm(link)])
    assert.deepEqual(both.map(kindOf), ['ok', 'ok'])
    const stepId = randomUUID()
    await Promise.all([more(link, 'More', stepId), more(link, 'More', stepId)])
    assert.equal(accept(await seen(message.messageId)).steps.length, 2)
    const counted = (type: string) => recorded.filter((event) => event.type === type).length
    assert.deepEqual(['ContactMessageSent', 'CaseOpened', 'CaseStepTaken'].map(counted), [1, 1, 1])
    // Sent again after that, it is still the same message.
    assert.equal(kindOf(await send(message)), 'ok')
    now = plus(noon, 2 * day)
    await followed()
    assert.equal(kindOf(await send(message)), 'case-created-before')
  })

  it('cause one mail to a stranger until its link is opened, however they are written (R333)', async () => {
    const message = written()
    accept(await send(message))
    const again = () => send(written({ email: message.email.toUpperCase() }))
    assert.equal(kindOf(await again()), 'address-unconfirmed')
    const atOnce = written()
    const both = await Promise.all([send(atOnce), send(written({ email: atOnce.email }))])
    assert.deepEqual(both.map(kindOf).toSorted(), ['address-unconfirmed', 'ok'])
    // A day later nobody has opened it: it is erased.
    now = plus(noon, day)
    await followed()
    assert.equal(kindOf(await again()), 'ok')
    assert.equal(recorded.filter(({ type }) => type === 'ContactMessageForgotten').length, 2)
  })

  it('are limited to five a day from one address (R333)', async () => {
    const email = `${randomUUID()}@example.fi`
    const kinds: string[] = []
    for (let sent = 0; sent < 6; sent += 1) {
      const message = written({ email })
      const result = await send(message)
      kinds.push(kindOf(result))
      if (result.ok) accept(await confirm(await linkOf(message.messageId)))
    }
    assert.deepEqual(kinds, ['ok', 'ok', 'ok', 'ok', 'ok', 'too-many-messages'])
    now = plus(noon, day)
    assert.equal(kindOf(await send(written({ email }))), 'ok')
  })

  it('are limited to ten unconfirmed ones a day from one network', async () => {
    const kinds: string[] = []
    for (let sent = 0; sent < 11; sent += 1)
      kinds.push(kindOf(await send(written(), '2001:db8:5:6::1')))
    assert.deepEqual(kinds.slice(-2), ['ok', 'too-many-messages'])
    assert.equal(kindOf(await send(written(), '2001:db8:5:6::2')), 'too-many-messages')
    assert.equal(kindOf(await send(written(), '2001:db8:5:7::1')), 'ok')
  })

  it('are opened by their own link only, and not after its time (R333)', async () => {
    const { messageId, link } = await confirmed()
    // Not its last sign, of which two bits say nothing.
    const changed = link.replace(/(?<=\.)./, (first) => (first === 'A' ? 'B' : 'A'))
    for (const wrong of [changed, '', 'x', `${randomUUID()}.${'A'.repeat(43)}`])
      for (const result of [await view(wrong), await confirm(wrong), await more(wrong)])
        assert.equal(kindOf(result), 'link-not-found', wrong)
    now = plus(noon, 30 * day)
    for (const result of [await view(link), await confirm(link), await more(link)])
      assert.equal(kindOf(result), 'link-expired')
    // A reply opens it again.
    accept(await reply(messageId))
    assert.equal(kindOf(await view(link)), 'ok')
    const unconfirmed = written()
    accept(await send(unconfirmed))
    const early = await linkOf(unconfirmed.messageId)
    assert.equal(kindOf(await more(early)), 'link-not-found')
    now = plus(now, day)
    assert.equal(kindOf(await confirm(early)), 'link-expired')
  })

  it('say that their writer was identified by Suomi.fi, when the sign-in there says so', async () => {
    assert.equal(kindOf(await send(written({ identified: 'made up' }))), 'identification-expired')
    const { messageId } = await confirmed(written({ identified: 'sealed' }))
    const opened = accept(await seen(messageId))
    assert.equal(opened.writer?.isIdentified, true)
    assert.deepEqual(opened.contact?.identified, {
      identityCode,
      at: formatInstant(plus(noon, -minute)),
    })
    // In lists nobody reads an identity code.
    assert.ok(!JSON.stringify(await queued()).includes(identityCode))
    assert.ok(!JSON.stringify(recorded).includes(identityCode))
  })

  it('are unreadable in the database, in events and in jobs, and are erased with their writer', async () => {
    const message = written({ identified: 'sealed' })
    const { messageId, email } = message
    const rowsOf = async () => {
      const { rows } = await db.read((tx) =>
        sql<{ text: string }>`
          select m::text as text from cases.contact_message m where message_id = ${messageId}
          union all select w::text from cases.writer w where case_id = ${messageId}
          union all select s::text from cases.step s where case_id = ${messageId}
          union all select c::text from cases.support_case c where case_id = ${messageId}`.execute(
          tx,
        ),
      )
      return rows.map(({ text }) => text)
    }
    accept(await send(message))
    const before = await rowsOf()
    accept(await confirm(await linkOf(messageId)))
    const after = await rowsOf()
    assert.deepEqual([before.length, after.length], [1, 4])
    const hidden = [secretWords, email, message.name, message.subject, identityCode]
    for (const stored of [...before, ...after, JSON.stringify([recorded, planned])])
      for (const text of hidden)
        for (const form of [text, Buffer.from(text).toString('hex')])
          assert.ok(!stored.includes(form), text)

    accept(await reply(messageId))
    now = plus(noon, 31 * day)
    await followed()
    now = plus(noon, 800 * day)
    await followed()
    assert.equal(kindOf(await seen(messageId)), 'case-not-found')
    const { rows } = await db.read((tx) =>
      sql<{ left: number }>`select
          (select count(*) from cases.contact_message where message_id = ${messageId}) +
          (select count(*) from cases.writer where case_id = ${messageId} and writer_sealed is not null) +
          (select count(*) from cases.step where case_id = ${messageId} and text_sealed is not null) as left`.execute(
        tx,
      ),
    )
    assert.equal(Number(rows[0]?.left), 0)
  })

  it('are not stored when the audit log can’t be written', async () => {
    const message = written()
    auditLogIsBroken = true
    await assert.rejects(send(message))
    auditLogIsBroken = false
    assert.equal(await mailOf(message.messageId, 'confirm'), undefined)
  })

  it('are refused with an address, a name or a text that nobody could use', () => {
    const right = written()
    assert.ok(sendContactMessage.input.safeParse(right).success)
    for (const wrong of [
      { email: '' },
      { email: 'a@b@c' },
      { email: 'kuka@example.fi\nBcc: all@example.fi' },
      { name: '' },
      { name: 'Kuka <script>' },
      { subject: ' ' },
      { text: '' },
      { text: 'a'.repeat(4001) },
      { language: 'de' },
      { messageId: '1' },
    ])
      assert.ok(
        !sendContactMessage.input.safeParse({ ...right, ...wrong }).success,
        JSON.stringify(wrong),
      )
  })
})
