import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { cancellationReasons, noticeTitles } from '@sotevarmenne/api/words'
import { day, formatInstant, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { showInstant } from '@sotevarmenne/pages/show'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import { createOutbox, type Outbox } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { Language } from '#platform/texts.ts'
import { examplePoint } from '#points/points/index.ts'
import { openMails, type Mail, type Mails } from '@sotevarmenne/sandbox/mailboxes/mails'
import { createSmtp, type Smtp } from '@sotevarmenne/sandbox/mailboxes/smtp'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createContacts } from '#people/contacts/create-contacts.ts'
import { createNotices, type Notices } from './create-notices.ts'
import { openBounceListener } from './adapters/bounce-listener.ts'
import { smtpRelay } from './adapters/smtp-relay.ts'
import type { CardEnding, OrganisationMail, VisitToNotify } from './ports.ts'

forEachDatabase('notices', ({ db }) => {
  let now: Instant = instant(1_795_000_000_000)
  // No two events have the same millisecond, so that the order is defined.
  const clock = { now: () => (now = plus(now, 1)) }
  const faults = createFaults()
  const languages = new Map<string, Language>()
  let recorded: DomainEvent[] = []
  let ending: readonly CardEnding[] = []
  const visits = new Map<string, VisitToNotify>()
  let organisationMails: readonly OrganisationMail[] = []
  let staff: { readonly [type: string]: readonly string[] } = {}
  let folder: string
  let mails: Mails
  let smtp: Smtp
  let outbox: Outbox
  let notices: Notices
  let bounceListener: Awaited<ReturnType<typeof openBounceListener>>
  let isBroken = false
  const tags = new Map<string, string>()
  const returned: [tag: string, outcome: string][] = []

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-mails-'))
    mails = await openMails(folder)
    bounceListener = await openBounceListener(
      {
        address: 'bounces@example.fi',
        isTag: (tag) => notices.isBounceTag(tag),
        take: async (tag, message) => {
          if (isBroken) throw new Error('database not available')
          returned.push([tag, await notices.takeBounce(tag, message)])
        },
        onFault: () => undefined,
      },
      { host: 'localhost', port: 0 },
    )
    smtp = createSmtp({ clock, faults, mails, bouncesPort: bounceListener.port })
    const { port } = await smtp.listen(0)
    outbox = createOutbox({ db, clock })
    const url = `smtp://localhost:${String(port)}`
    const relay = smtpRelay({
      ...{ url, from: 'TEST Service <noreply@example.fi>', requireTls: false },
      bounceAddress: 'bounces@example.fi',
    })
    const secret = randomBytes(32)
    notices = createNotices({
      ...{ db, clock, planJob: outbox.planJob, secret, contacts: createContacts({ secret }) },
      record: async (tx, event) => {
        recorded.push(event)
        await outbox.planSubscribers(tx, event, randomUUID())
      },
      languageOf: (_tx, personId) => Promise.resolve(languages.get(personId)),
      cardsEndingOn: (_tx, { day: requested, after: behind, limit }) =>
        Promise.resolve(
          ending
            .filter(({ validTo, cardId }) => validTo === requested && cardId > (behind ?? ''))
            .slice(0, limit),
        ),
      visitOf: (_tx, visitId) => Promise.resolve(visits.get(visitId)),
      organisationMailsOf: () => Promise.resolve(organisationMails),
      staffToNotify: (_tx, { type }) => Promise.resolve(staff[type] ?? []),
      sendMail: (mail) => {
        tags.set(mail.id, mail.tag ?? '')
        return relay(mail)
      },
      publicUrl: 'https://varmenne.example.fi',
      systemPermit: (operation) => aPermit(operation),
    })
    outbox.use({ handlers: notices.jobs, subscriptions: notices.subscriptions })
  })
  beforeEach(() => {
    faults.set('mail', { kind: 'none' })
    recorded = []
    ending = []
  })
  after(async () => {
    await smtp.close()
    await bounceListener.close()
    await rm(folder, { recursive: true, force: true })
  })

  const aPerson = (language: Language = 'fi') => {
    const personId = randomUUID()
    languages.set(personId, language)
    return personId
  }
  const mailsTo = async (address: string): Promise<readonly Mail[]> =>
    (await mails.list(1000)).filter(({ to }) => to === address)
  const confirm = (token: string) =>
    notices.confirmOwnAddress(aPermit('notices.confirmAddress'), { token })
  const changing = (personId: string) => aPermit('notices.changeOwnContact', { personId })
  const tokenTo = async (address: string) => {
    const [mail] = await mailsTo(address)
    const [, token] = /#(\S+)/.exec(mail?.text ?? '') ?? []
    assert.ok(token)
    return token
  }
  const give = async (personId: string, address = `${personId}@example.fi`) => {
    const requested = await notices.requestOwnAddress(changing(personId), { address })
    assert.ok(requested.ok)
    await outbox.drain()
    return address
  }
  const aReachablePerson = async (language: Language = 'fi') => {
    const personId = aPerson(language)
    const address = await give(personId)
    assert.ok((await confirm(await tokenTo(address))).ok)
    return { personId, address }
  }
  const happen = (event: DomainEvent & Record<string, unknown>) =>
    db.write(async (tx) => {
      await outbox.planSubscribers(tx, event, randomUUID())
      return ok(undefined)
    })
  const listed = async (personId: string) => {
    const viewed = await notices.viewOwnNotices(aPermit('notices.viewOwnNotices', { personId }), {
      limit: 100,
    })
    assert.ok(viewed.ok)
    return viewed.value.notices.map(({ kind, state }) => `${kind} ${state}`)
  }

  it('go to an address only after the link in the mail to that address was opened', async () => {
    const personId = aPerson()
    const address = await give(personId)
    await happen({ type: 'CardActivated', about: { personId } })
    await outbox.drain()
    assert.deepEqual(await listed(personId), ['card-activated no-address', 'confirm-address sent'])
    const token = await tokenTo(address)
    for (const forged of [token.slice(0, -1), `${randomUUID()}${token.slice(36)}`])
      assert.deepEqual(await confirm(forged), {
        ok: false,
        refusal: { kind: 'confirmation-not-found' },
      })
    assert.deepEqual(await confirm(token), { ok: true, value: {} })
    assert.deepEqual(await confirm(token), { ok: true, value: {} })
    assert.equal(recorded.filter(({ type }) => type === 'AddressConfirmed').length, 1)

    await happen({ type: 'CardUnlocked', about: { personId }, signedInBy: 'suomiFi' })
    await outbox.drain()
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
      await outbox.drain()
      const [mail] = await mailsTo(address)
      assert.equal(mail?.subject, noticeTitles['card-cancelled'][language])
      assert.ok(mail.text.includes(cancellationReasons.stolen[language].toLowerCase()))
      assert.ok(!mail.text.includes(cardId) && !mail.text.includes('{'))
    }
  })

  it('are sent once for each event, also when it is delivered twice', async () => {
    const { personId, address } = await aReachablePerson()
    const event = { type: 'CardHandedOver', about: { personId } }
    const [listener] = notices.subscriptions.filter(({ event: type }) => type === event.type)
    const eventId = randomUUID()
    await listener?.handle(event, eventId)
    await listener?.handle(event, eventId)
    await outbox.drain()
    assert.equal((await mailsTo(address)).length, 2)
  })

  it('wait for a mail server that is unavailable, and repeat their Message-ID', async () => {
    const { personId, address } = await aReachablePerson()
    faults.set('mail', { kind: 'down' })
    await happen({ type: 'CardActivated', about: { personId } })
    await assert.rejects(outbox.drain())
    assert.equal((await listed(personId))[0], 'card-activated planned')
    faults.set('mail', { kind: 'none' })
    now = plus(now, day)
    await outbox.drain()
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
    await notices.jobs[0]?.handle({
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
    const refused = recorded.find(({ type }) => type === 'NoticeNotSent')
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
      await outbox.drain()
    }
    const tagOf = (mail: Mail | undefined) => {
      const tag = tags.get(/^<([^@]+)@/.exec(mail?.messageId ?? '')?.[1] ?? '')
      assert.ok(tag)
      return tag
    }
    const bounce = (to: string, { from = '', raw = 'Subject: x\r\n\r\nx' } = {}) => {
      const { port } = bounceListener
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
      const notified = recorded.findLast(({ type }) => type === 'NoticeNotSent')
      assert.ok(notified && !JSON.stringify(notified).includes('@'))

      const [tag] = returned.at(-1) ?? ['']
      assert.equal(await notices.takeBounce(tag, aFailure), 'nothing', 'once more')
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
      await outbox.drain()
      assert.equal(await notices.takeBounce(tagOf(mail), aFailure), 'returned')
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
        assert.equal(await notices.takeBounce(tag, report), 'nothing')
      assert.equal((await listed(personId))[0], 'card-activated sent')
      assert.equal(await notices.takeBounce(tag, aFailure.replace('5.1.1', '5.2.2')), 'returned')
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
      isBroken = true
      assert.equal(await bounce(to, { raw: aFailure }), 451)
      isBroken = false
      assert.equal((await listed(personId))[0], 'card-activated sent')
      assert.equal(await bounce(to.toUpperCase(), { raw: aFailure }), 250)
      assert.equal((await listed(personId))[0], 'card-activated refused')
    })
  })

  it('inform the former address that it is no longer used', async () => {
    const { personId, address } = await aReachablePerson('en')
    const removed = await notices.removeOwnAddress(changing(personId))
    assert.deepEqual(removed, {
      ok: true,
      value: { isRefused: false, wants: { progress: true, reminders: true, work: true } },
    })
    await outbox.drain()
    const [mail] = await mailsTo(address)
    assert.equal(mail?.subject, noticeTitles['address-changed'].en)
    assert.equal((await contactOf(personId)).address, undefined)
  })

  it('end for a person who has died: the address is erased, and planned notices are not sent (R276)', async () => {
    const { personId, address } = await aReachablePerson()
    const before = (await mailsTo(address)).length
    recorded = []
    const about = { personId, cardId: randomUUID(), orderId: randomUUID() }
    await happen({ type: 'PersonDied', about: { personId } })
    await outbox.drain()
    await happen({ type: 'CaseStepTaken', about, by: 'office', step: 'reply' })
    await outbox.drain()
    assert.equal((await mailsTo(address)).length, before)
    assert.deepEqual(
      recorded.flatMap(({ type }) => (type === 'AddressRemoved' ? [type] : [])),
      ['AddressRemoved'],
    )
    assert.equal((await listed(personId))[0], 'office-wrote no-address')
  })

  it('say that the office has answered, without the answer or its subject', async () => {
    const { personId, address } = await aReachablePerson('sv')
    const about = { personId, orderId: randomUUID() }
    const step = { type: 'CaseStepTaken', about, caseId: randomUUID(), kind: 'request' }
    await happen({ ...step, step: 'write', by: 'holder' })
    await happen({ ...step, step: 'reply', by: 'office' })
    await outbox.drain()
    const [newest] = await mailsTo(address)
    assert.equal(newest?.subject, noticeTitles['office-wrote'].sv)
    for (const hidden of [step.caseId, about.orderId]) assert.ok(!newest.text.includes(hidden))
    assert.deepEqual(await listed(personId), ['office-wrote sent', 'confirm-address sent'])
  })

  it('have their settings and addresses in the audit log, with the person who changed them, without the address', async () => {
    const personId = aPerson()
    const address = await give(personId)
    assert.ok((await confirm(await tokenTo(address))).ok)
    const wants = { progress: false, reminders: true, work: true }
    assert.ok((await notices.chooseOwnNotices(changing(personId), wants)).ok)
    assert.ok((await notices.removeOwnAddress(changing(personId))).ok)
    const own = recorded.filter(({ about }) => about?.personId === personId)
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
    const request = (address: string) => notices.requestOwnAddress(changing(personId), { address })
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      assert.ok((await request(`${name}-${personId}@example.fi`)).ok)
    assert.deepEqual(await request('f@example.fi'), {
      ok: false,
      refusal: { kind: 'too-many-addresses' },
    })
    await outbox.drain()
    assert.deepEqual(await confirm(await tokenTo(`d-${personId}@example.fi`)), {
      ok: false,
      refusal: { kind: 'confirmation-not-found' },
    })
    assert.ok((await confirm(await tokenTo(`e-${personId}@example.fi`))).ok)
    now = plus(now, day)
    assert.ok((await request('f@example.fi')).ok)
  })

  it('remind of a card that ends, once for each of the five days, also when a run was interrupted', async () => {
    const { personId, address } = await aReachablePerson()
    const validTo = addDays(dateInHelsinki(now), 91)
    ending = [{ cardId: randomUUID(), holder: personId, validTo }]
    const before = (await mailsTo(address)).length
    for (let passed = 0; passed <= 91; passed += 1) {
      await notices.planReminders()
      await notices.planReminders()
      now = plus(now, day)
    }
    await outbox.drain()
    const reminders = (await mailsTo(address)).slice(0, -before)
    assert.equal(reminders.length, 5)
    assert.equal(reminders[0]?.subject, noticeTitles['card-ends'].fi)
  })

  it('are sent as reminders only to those who want them', async () => {
    const { personId } = await aReachablePerson()
    const chosen = await notices.chooseOwnNotices(changing(personId), {
      progress: true,
      reminders: false,
      work: true,
    })
    assert.ok(chosen.ok && !chosen.value.wants.reminders)
    await happen({ type: 'SpareCardOverdue', about: { personId }, returnBy: '2026-11-20' })
    await outbox.drain()
    assert.equal((await listed(personId))[0], 'spare-card-overdue not-wanted')
  })

  it('inform the responsible staff of an inquiry and of its answer, unless they opted out (R144)', async () => {
    const caseOfficer = await aReachablePerson()
    const registrar = await aReachablePerson()
    const unwilling = await aReachablePerson()
    await notices.chooseOwnNotices(changing(unwilling.personId), {
      ...{ progress: true, reminders: true, work: false },
    })
    const nobody = aPerson()
    const people = [caseOfficer.personId, registrar.personId, unwilling.personId, nobody]
    const about = { personId: aPerson() }
    recorded = []
    staff = {
      InquiryRaised: [caseOfficer.personId, unwilling.personId, nobody],
      InquiryConfirmed: [registrar.personId],
      RegisterChangesPaused: [caseOfficer.personId],
    }
    await happen({ type: 'InquiryRaised', inquiryId: 'i', kind: 'document-doubt', about })
    await happen({ type: 'InquiryConfirmed', inquiryId: 'i', kind: 'document-doubt', about })
    await happen({ type: 'RegisterChangesPaused', pauseId: 'h', cards: 900, causes: [] })
    await outbox.drain()
    assert.deepEqual((await listed(caseOfficer.personId)).slice(0, 2).toSorted(), [
      'inquiry-raised sent',
      'mass-revocation-paused sent',
    ])
    assert.equal((await listed(registrar.personId))[0], 'inquiry-decided sent')
    assert.equal((await listed(unwilling.personId))[0], 'inquiry-raised not-wanted')
    assert.deepEqual(await listed(nobody), ['inquiry-raised no-address'])
    assert.deepEqual(await listed(about.personId), [])
    const subjects = (await mailsTo(caseOfficer.address)).map(({ subject }) => subject)
    assert.ok(subjects.includes(noticeTitles['inquiry-raised'].fi))
    assert.deepEqual(
      // Jobs of an earlier test may end in this one.
      recorded
        .filter(({ about }) => people.some((personId) => personId === about?.personId))
        .map(({ type }) => type)
        .filter((type) => type !== 'NoticesViewed')
        .toSorted(),
      ['NoticeNotSent', 'NoticeNotSent', 'NoticeSent', 'NoticeSent', 'NoticeSent'],
    )
  })

  it('are listed to their person page by page, to nobody else, and stored without the address', async () => {
    const { personId, address } = await aReachablePerson()
    await happen({ type: 'CardActivated', about: { personId } })
    await outbox.drain()
    const view = (cursor?: string) =>
      notices.viewOwnNotices(aPermit('notices.viewOwnNotices', { personId }), { limit: 1, cursor })
    const first = await view()
    assert.ok(first.ok && first.value.nextCursor !== undefined)
    const second = await view(first.value.nextCursor)
    assert.ok(second.ok && second.value.nextCursor === undefined)
    assert.deepEqual(
      [...first.value.notices, ...second.value.notices].map(({ kind }) => kind),
      ['card-activated', 'confirm-address'],
    )
    assert.deepEqual(await view('?'), { ok: false, refusal: { kind: 'cursor-unreadable' } })
    assert.deepEqual(await listed(aPerson()), [])

    const stored = await db.read((tx) =>
      sql<{ row: string }>`
        select row_to_json(c)::text as row from contacts.contact c
        union all select row_to_json(n)::text from notices.notice n
        union all select row_to_json(a)::text from contacts.address_change a`.execute(tx),
    )
    assert.ok(stored.rows.every(({ row }) => !row.includes(address)))
  })

  const anAppointment = (changes: Partial<VisitToNotify> = {}) => {
    const visitId = randomUUID()
    const email = `${visitId}@example.fi`
    const startsAt = plus(now, day)
    visits.set(visitId, {
      ...{ state: 'booked', startsAt, language: 'en', contact: { email } },
      point: examplePoint,
      link: 'https://varmenne.example.fi/en/appointment#secret',
      ...changes,
    })
    const became = (later: Partial<VisitToNotify>) => {
      const visit = visits.get(visitId)
      assert.ok(visit)
      visits.set(visitId, { ...visit, ...later })
    }
    return { visitId, email, startsAt, became }
  }

  it('for an organisation go to the address of the matter, in any language', async () => {
    const to = `${randomUUID()}@example.fi`
    const link = 'https://varmenne.example.fi/sv/invitation#secret'
    const mail = { to, link, organisation: 'Esimerkkilän sairaala', until: now }
    organisationMails = [
      { ...mail, language: 'sv' },
      { ...mail, language: 'fi', to: `nobody-${randomUUID()}@example.fi` },
    ]
    await happen({ type: 'MemberInvited', invitationId: randomUUID() })
    await outbox.drain()
    const [written] = await mailsTo(to)
    assert.ok(written)
    assert.match(written.subject, /för en organisation$/)
    assert.ok(written.text.includes('Esimerkkilän sairaala bjuder in dig'))
    assert.ok(written.text.includes(link))
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['OrganisationNotified', 'OrganisationNotNotified'],
    )
  })

  it('inform the contacts of an account of its opening, of its contacts and of the end of a power of attorney (R280, R282)', async () => {
    const to = `${randomUUID()}@example.fi`
    organisationMails = [
      { to, language: 'en', organisation: 'Apteekki', day: localDate('2027-01-31') },
    ]
    const organisationId = randomUUID()
    await happen({ type: 'AccountOpened', organisationId })
    await happen({ type: 'ContactsChanged', organisationId, version: 2 })
    await happen({
      type: 'PowerOfAttorneyEnding',
      organisationId,
      about: { personId: randomUUID() },
    })
    await outbox.drain()
    assert.deepEqual((await mailsTo(to)).map(({ subject }) => subject).toSorted(), [
      'The contacts of the organisation have changed',
      'The organisation has an account in the certificate service',
      'The power of attorney of a signatory ends',
    ])
  })

  it('carry the files of a certificate byte for byte, with their names and types (R300)', async () => {
    const to = `${randomUUID()}@example.fi`
    const content = Uint8Array.from({ length: 300 }, (_, at) => at % 256)
    const file = { name: '00a1.cer', mediaType: 'application/pkix-cert' }
    organisationMails = [
      { to, language: 'en', organisation: 'Apteekki', files: [{ ...file, content }] },
    ]
    await happen({ type: 'ServiceCertificateIssued', applicationId: randomUUID() })
    await outbox.drain()
    const [written] = await mailsTo(to)
    assert.match(written?.text ?? '', /attached as PEM and as DER/)
    assert.deepEqual(written?.files, [
      { ...file, content: Buffer.from(content).toString('base64') },
    ])
  })

  it('cover what a registration point operator invoices, credits and reminds of, not what goes through the e-invoice operator (R265)', async () => {
    const to = `${randomUUID()}@example.fi`
    const mail = { to, organisation: 'Apteekki', name: 'Pitäjä', number: 100_001 }
    organisationMails = [{ ...mail, day: localDate('2026-11-23'), language: 'en' }]
    const pointOperatorId = randomUUID()
    for (const type of ['InvoiceCreated', 'CreditNoteCreated', 'InvoiceReminded'])
      for (const sellerId of ['service', pointOperatorId])
        await happen({ type, sellerId, invoiceId: randomUUID() })
    await outbox.drain()
    const subjects = (await mailsTo(to)).map(({ subject }) => subject)
    assert.equal(subjects.length, 3)
    assert.ok(subjects.some((subject) => subject.startsWith('Reminder')))
    assert.deepEqual(recorded.map((event) => 'kind' in event && event.kind).toSorted(), [
      'invoice-created',
      'invoice-credited',
      'invoice-overdue',
    ])
  })

  it('inform the person who made an appointment when and where it is, and how to change it', async () => {
    const { visitId, email, startsAt, became } = anAppointment()
    const at = { visitId, startsAt: formatInstant(startsAt) }
    await happen({ type: 'AppointmentBooked', ...at })
    await happen({ type: 'AppointmentReminderDue', ...at })
    await outbox.drain()
    became({ state: 'cancelled' })
    await happen({ type: 'AppointmentCancelled', visitId })
    await outbox.drain()
    const written = await mailsTo(email)
    assert.equal(written.length, 3)
    const [cancelled, ...before] = written
    assert.match(cancelled?.subject ?? '', /cancelled/)
    assert.doesNotMatch(cancelled?.text ?? '', /#secret/)
    for (const { text } of before) {
      assert.ok(text.includes(showInstant(startsAt, 'en')) && text.includes(examplePoint.name))
      assert.match(text, /#secret/)
    }
    assert.ok(!JSON.stringify(recorded).includes('@'))
    assert.equal(recorded.filter(({ type }) => type === 'VisitorNotified').length, 3)
  })

  it('are not sent for a visit that has changed since or was erased, and report an address that accepts no mail', async () => {
    const moved = anAppointment()
    await happen({
      ...{ type: 'AppointmentBooked', visitId: moved.visitId },
      startsAt: formatInstant(plus(moved.startsAt, -day)),
    })
    await happen({
      ...{ type: 'AppointmentBooked', visitId: randomUUID() },
      startsAt: formatInstant(moved.startsAt),
    })
    const byTelephone = anAppointment({ contact: {} })
    const refused = anAppointment({ contact: { email: `nobody-${randomUUID()}@example.fi` } })
    for (const { visitId, startsAt } of [byTelephone, refused])
      await happen({ type: 'AppointmentMoved', visitId, startsAt: formatInstant(startsAt) })
    await outbox.drain()
    assert.deepEqual(await mailsTo(moved.email), [])
    assert.deepEqual(recorded, [
      { type: 'VisitorNotNotified', visitId: refused.visitId, kind: 'appointment-moved' },
    ])
  })

  const contactOf = async (personId: string) => {
    const viewed = await notices.viewOwnContact(aPermit('notices.viewOwnContact', { personId }))
    assert.ok(viewed.ok)
    return viewed.value
  }
  const sent = async (personId: string) => {
    const viewed = await notices.viewOwnNotices(aPermit('notices.viewOwnNotices', { personId }), {
      limit: 1,
    })
    assert.ok(viewed.ok)
    return viewed.value.notices.map(({ noticeId }) => noticeId)
  }
})

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
