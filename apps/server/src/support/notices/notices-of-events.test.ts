import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { noticeTitles } from '@sotevarmenne/api/words'
import { day, formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { showInstant } from '@sotevarmenne/kernel/show'
import { sql } from 'kysely'
import { examplePoint } from '#points/points/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { VisitToNotify } from './ports.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { openNotices } from './testing/notices.ts'

forEachDatabase('notices', (database) => {
  const { db } = database
  const shared = openNotices(database)
  const { visits, aReachablePerson, confirm, tokenTo, happen, mailsTo, listed, changing, aPerson } =
    shared

  const anAppointment = (changes: Partial<VisitToNotify> = {}) => {
    const visitId = randomUUID()
    const email = `${visitId}@example.fi`
    const startsAt = plus(shared.now, day)
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

  it('say that the office has answered, without the answer or its subject', async () => {
    const { personId, address } = await aReachablePerson('sv')
    const about = { personId, orderId: randomUUID() }
    const step = { type: 'CaseStepTaken', about, caseId: randomUUID(), kind: 'request' }
    await happen({ ...step, step: 'write', by: 'holder' })
    await happen({ ...step, step: 'reply', by: 'office' })
    await shared.outbox.drain()
    const [newest] = await mailsTo(address)
    assert.equal(newest?.subject, noticeTitles['office-wrote'].sv)
    for (const hidden of [step.caseId, about.orderId]) assert.ok(!newest.text.includes(hidden))
    assert.deepEqual(await listed(personId), ['office-wrote sent', 'confirm-address sent'])
  })

  it('to somebody who wrote without sign-in have the link, and nothing that anybody has typed', async () => {
    const [id, to] = [randomUUID(), `${randomUUID()}@example.fi`]
    const link = 'https://varmenne.example.fi/sv/contact-message#secret'
    shared.writers.set(id, { to, language: 'sv', link, until: plus(shared.now, day) })
    await happen({ type: 'ContactMessageSent', messageId: id })
    await shared.outbox.drain()
    const step = { type: 'CaseStepTaken', caseId: id, kind: 'contact-message' }
    await happen({ ...step, step: 'write', by: 'writer' })
    await happen({ ...step, step: 'close', by: 'office' })
    await happen({ ...step, step: 'reply', by: 'office' })
    await shared.outbox.drain()
    const [answered, confirming, ...others] = await mailsTo(to)
    assert.deepEqual(others, [])
    assert.equal(confirming?.subject, 'Bekräfta ditt meddelande till kundtjänsten')
    assert.equal(answered?.subject, 'Kundtjänsten har svarat på ditt meddelande')
    for (const { text, html } of [confirming, answered]) {
      assert.equal(text.split(link).length, 2)
      assert.ok(html.includes(`href="${link}"`))
      assert.ok(text.includes(showInstant(plus(shared.now, day), 'sv').split(' ')[0] ?? ''))
    }
    assert.deepEqual(
      shared.recorded.filter(({ type }) => type === 'WriterNotified'),
      ['confirm', 'answered'].map((kind) => ({ type: 'WriterNotified', messageId: id, kind })),
    )
    // A message that is confirmed or erased has no mail.
    await happen({ type: 'ContactMessageSent', messageId: randomUUID() })
    const nobody = `nobody-${randomUUID()}@example.fi`
    shared.writers.set(id, { to: nobody, language: 'sv', link, until: shared.now })
    await happen({ type: 'ContactMessageSent', messageId: id })
    await shared.outbox.drain()
    assert.equal(shared.recorded.filter(({ type }) => type === 'WriterNotNotified').length, 1)
  })

  it('say how the next card is ordered, as it is when the card is cancelled', async () => {
    const { personId, address } = await aReachablePerson('en')
    const cardId = randomUUID()
    shared.cards.set(cardId, { product: 'professional-card', isReplacedOnline: true })
    await happen({ type: 'CardCancelled', about: { personId, cardId }, reason: 'lost' })
    await shared.outbox.drain()
    const [mail] = await mailsTo(address)
    assert.match(mail?.text ?? '', /order a new professional card in the service/)
    assert.doesNotMatch(mail?.text ?? '', /card works/)
  })

  it('are plain text and accessible HTML of the same words, with links only where they say so', async () => {
    const { personId, address } = await aReachablePerson('sv')
    await happen({ type: 'CardCancelled', about: { personId }, reason: 'stolen' })
    const visit = anAppointment({ language: 'sv' })
    const at = { visitId: visit.visitId, startsAt: formatInstant(visit.startsAt) }
    await happen({ type: 'AppointmentBooked', ...at })
    const to = `${randomUUID()}@example.fi`
    const link = 'https://varmenne.example.fi/sv/invitation#secret'
    shared.organisationMails = [
      { to, link, organisation: 'Vård & <b>Apteekki</b>', until: shared.now, language: 'sv' },
    ]
    await happen({ type: 'MemberInvited', invitationId: randomUUID() })
    await shared.outbox.drain()
    const [cancelled, confirming] = await mailsTo(address)
    const [booked] = await mailsTo(visit.email)
    const [invited] = await mailsTo(to)
    for (const [mail, links] of [
      [cancelled, 0],
      [confirming, 1],
      [booked, 1],
      [invited, 1],
    ] as const) {
      assert.ok(mail)
      const { html, text, subject } = mail
      assert.match(html, /^<!doctype html>\s*<html lang="sv">/)
      assert.match(html, /<meta name="color-scheme" content="light dark"/)
      assert.doesNotMatch(html, /<img|<script|<link|src=|(?<!-)color:|background/)
      assert.equal(plainOf(html), plainOf(`${subject} ${text}`))
      const targets = [...html.matchAll(/href="([^"]+)"/g)].map(([, target = '']) => target)
      assert.equal(targets.length, links)
      assert.equal(/har inga länkar/.test(text), links === 0)
      assert.equal(/har en länk, och dess adress/.test(text), links === 1)
      for (const target of targets) assert.ok(target.startsWith('https://varmenne.example.fi/'))
      for (const said of ['varmenne.example.fi', '000 123 456', 'Esimerkkikatu 1, 00100 Helsinki'])
        assert.ok(text.includes(said), said)
    }
    assert.match(invited?.html ?? '', /Vård &#38; &#60;b&#62;Apteekki/)
  })

  it('go to an address that the applicant gave at the desk once its link was opened: sent at the signature, once', async () => {
    const personId = aPerson()
    const orderId = randomUUID()
    const address = `${personId}@example.fi`
    shared.noticeEmails.set(orderId, address)
    const placed = { type: 'OrderPlaced', about: { personId, orderId, cardId: randomUUID() } }
    const eventId = randomUUID()
    const listeners = shared.notices.subscriptions.filter(({ event }) => event === 'OrderPlaced')
    for (const { handle } of [...listeners, ...listeners]) await handle(placed, eventId)
    await shared.outbox.drain()
    const [confirming, ...more] = await mailsTo(address)
    assert.equal(confirming?.subject, noticeTitles['confirm-address'].fi)
    assert.deepEqual(more, [])
    assert.deepEqual(
      (await listed(personId)).toSorted(),
      ['confirm-address sent', 'order-placed no-address'].toSorted(),
    )
    assert.ok((await confirm(await tokenTo(address))).ok)
    // The same address again, of one who has confirmed it: nothing to confirm.
    await happen({ ...placed, about: { ...placed.about, personId } })
    await shared.outbox.drain()
    const subjects = (await mailsTo(address)).map(({ subject }) => subject)
    assert.deepEqual(subjects, [
      noticeTitles['order-placed'].fi,
      noticeTitles['confirm-address'].fi,
    ])
    assert.ok(!JSON.stringify(shared.recorded).includes(address))
  })

  it('of an order without an address ask for no confirmation', async () => {
    const personId = aPerson()
    await happen({ type: 'OrderPlaced', about: { personId, orderId: randomUUID() } })
    await shared.outbox.drain()
    assert.deepEqual(await listed(personId), ['order-placed no-address'])
  })

  it('remind of a card that ends, once for each of the five days, also when a run was interrupted', async () => {
    const { personId, address } = await aReachablePerson()
    const validTo = addDays(dateInHelsinki(shared.now), 91)
    shared.ending = [{ cardId: randomUUID(), holder: personId, validTo }]
    const before = (await mailsTo(address)).length
    for (let passed = 0; passed <= 91; passed += 1) {
      await shared.notices.planReminders()
      await shared.notices.planReminders()
      shared.now = plus(shared.now, day)
    }
    await shared.outbox.drain()
    const reminders = (await mailsTo(address)).slice(0, -before)
    assert.equal(reminders.length, 5)
    assert.equal(reminders[0]?.subject, noticeTitles['card-ends'].fi)
  })

  it('remind of a card that ends on the days that the setting names (R345)', async () => {
    const today = dateInHelsinki(shared.now)
    await changeSetting(db, 'card-end-reminders', [45, 5], today)
    const { personId, address } = await aReachablePerson()
    shared.ending = [{ cardId: randomUUID(), holder: personId, validTo: addDays(today, 46) }]
    await shared.outbox.drain()
    const before = (await mailsTo(address)).length
    for (let passed = 0; passed <= 46; passed += 1) {
      await shared.notices.planReminders()
      shared.now = plus(shared.now, day)
    }
    await shared.outbox.drain()
    assert.equal((await mailsTo(address)).length - before, 2)
    await forgetSettingChanges(db)
  })

  it('inform case officers of an order of blank cards, and registrars of what became of it (R404)', async () => {
    const caseOfficer = await aReachablePerson()
    const registrar = await aReachablePerson()
    shared.staff = {
      BlanksOrdered: [caseOfficer.personId],
      OrderedBlanksSent: [registrar.personId],
      BlankOrderRefused: [registrar.personId],
    }
    const about = { orderId: 'o', pointId: 'p' }
    await happen({ type: 'BlanksOrdered', ...about, amount: 10 })
    await happen({ type: 'OrderedBlanksSent', ...about, ordered: 10, sent: 8 })
    await happen({ type: 'BlankOrderRefused', ...about })
    await shared.outbox.drain()
    assert.equal((await listed(caseOfficer.personId))[0], 'blanks-ordered sent')
    assert.deepEqual((await listed(registrar.personId)).slice(0, 2), [
      'blank-order-handled sent',
      'blank-order-handled sent',
    ])
  })

  it('inform the responsible staff of an inquiry and of its answer, unless they opted out (R144)', async () => {
    const caseOfficer = await aReachablePerson()
    const registrar = await aReachablePerson()
    const unwilling = await aReachablePerson()
    await shared.notices.chooseOwnNotices(changing(unwilling.personId), {
      ...{ progress: true, reminders: true, work: false },
    })
    const nobody = aPerson()
    const people = [caseOfficer.personId, registrar.personId, unwilling.personId, nobody]
    const about = { personId: aPerson() }
    shared.recorded = []
    shared.staff = {
      InquiryRaised: [caseOfficer.personId, unwilling.personId, nobody],
      InquiryConfirmed: [registrar.personId],
      RegisterChangesPaused: [caseOfficer.personId],
    }
    await happen({ type: 'InquiryRaised', inquiryId: 'i', kind: 'document-doubt', about })
    await happen({ type: 'InquiryConfirmed', inquiryId: 'i', kind: 'document-doubt', about })
    await happen({ type: 'RegisterChangesPaused', pauseId: 'h', cards: 900, causes: [] })
    await shared.outbox.drain()
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
      shared.recorded
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
    await shared.outbox.drain()
    const view = (cursor?: string) =>
      shared.notices.viewOwnNotices(aPermit('notices.viewOwnNotices', { personId }), {
        limit: 1,
        cursor,
      })
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

  it('for an organisation go to the address of the matter, in any language', async () => {
    const to = `${randomUUID()}@example.fi`
    const link = 'https://varmenne.example.fi/sv/invitation#secret'
    const mail = { to, link, organisation: 'Esimerkkilän sairaala', until: shared.now }
    shared.organisationMails = [
      { ...mail, language: 'sv' },
      { ...mail, language: 'fi', to: `nobody-${randomUUID()}@example.fi` },
    ]
    await happen({ type: 'MemberInvited', invitationId: randomUUID() })
    await shared.outbox.drain()
    const [written] = await mailsTo(to)
    assert.ok(written)
    assert.match(written.subject, /för en organisation$/)
    assert.ok(written.text.includes('Esimerkkilän sairaala bjuder in dig'))
    assert.ok(written.text.includes(link))
    assert.deepEqual(
      shared.recorded.map(({ type }) => type),
      ['OrganisationNotified', 'OrganisationNotNotified'],
    )
  })

  it('name both sides of an agreement that has ended, and how many orders wait, in each language (R687)', async () => {
    for (const [kind, language, expected] of [
      [
        'agreement',
        'fi',
        /Organisaation Sairaala toimikorttisopimus on päättynyt.* odottavat käyntiä: 12\./,
      ],
      [
        'delegation',
        'sv',
        /Apteekki: fullmakten vars andra part är Sairaala har upphört.* besök: 12\./,
      ],
    ] as const) {
      const to = `${randomUUID()}@example.fi`
      shared.organisationMails = [
        { to, language, organisation: 'Apteekki', name: 'Sairaala', waiting: 12 },
      ]
      await happen({ type: 'AgreementEnded', kind, agreementId: randomUUID() })
      await shared.outbox.drain()
      const [written] = await mailsTo(to)
      assert.match((written?.text ?? '').replaceAll(/\s+/g, ' '), expected)
    }
  })

  it('inform the contacts of an account of its opening, of its contacts and of the end of a power of attorney (R280, R282)', async () => {
    const to = `${randomUUID()}@example.fi`
    shared.organisationMails = [
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
    await shared.outbox.drain()
    assert.deepEqual((await mailsTo(to)).map(({ subject }) => subject).toSorted(), [
      'A signatory’s power of attorney ends',
      'The contacts of the organisation have changed',
      'The organisation has an account in the certificate service',
    ])
  })

  it('carry the files of a certificate byte for byte, with their names and types (R300)', async () => {
    const to = `${randomUUID()}@example.fi`
    const content = Uint8Array.from({ length: 300 }, (_, at) => at % 256)
    const file = { name: '00a1.cer', mediaType: 'application/pkix-cert' }
    shared.organisationMails = [
      { to, language: 'en', organisation: 'Apteekki', files: [{ ...file, content }] },
    ]
    await happen({ type: 'ServiceCertificateIssued', applicationId: randomUUID() })
    await shared.outbox.drain()
    const [written] = await mailsTo(to)
    assert.match(written?.text ?? '', /attached as PEM and as DER/)
    assert.deepEqual(written?.files, [
      { ...file, content: Buffer.from(content).toString('base64') },
    ])
  })

  it('cover what a registration point operator invoices, credits and reminds of, and of the service what it credits and decides, not what goes through the e-invoice operator (R265, R463)', async () => {
    const to = `${randomUUID()}@example.fi`
    const mail = { to, organisation: 'Apteekki', name: 'Pitäjä', number: 100_001 }
    shared.organisationMails = [{ ...mail, day: localDate('2026-11-23'), language: 'en' }]
    const pointOperatorId = randomUUID()
    for (const type of ['InvoiceCreated', 'CreditNoteCreated', 'InvoiceReminded', 'DisputeSettled'])
      for (const sellerId of ['service', pointOperatorId])
        await happen({ type, sellerId, invoiceId: randomUUID() })
    await shared.outbox.drain()
    const subjects = (await mailsTo(to)).map(({ subject }) => subject)
    assert.equal(subjects.length, 6)
    assert.ok(subjects.some((subject) => subject.startsWith('Reminder')))
    assert.deepEqual(shared.recorded.map((event) => 'kind' in event && event.kind).toSorted(), [
      ...['dispute-settled', 'dispute-settled', 'invoice-created'],
      ...['invoice-credited', 'invoice-credited', 'invoice-overdue'],
    ])
  })

  it('inform the person who made an appointment when and where it is, and how to change it', async () => {
    const { visitId, email, startsAt, became } = anAppointment()
    const at = { visitId, startsAt: formatInstant(startsAt) }
    await happen({ type: 'AppointmentBooked', ...at })
    await happen({ type: 'AppointmentReminderDue', ...at })
    await shared.outbox.drain()
    became({ state: 'cancelled' })
    await happen({ type: 'AppointmentCancelled', visitId })
    await shared.outbox.drain()
    const written = await mailsTo(email)
    assert.equal(written.length, 3)
    const [cancelled, ...before] = written
    assert.match(cancelled?.subject ?? '', /cancelled/)
    assert.doesNotMatch(cancelled?.text ?? '', /#secret/)
    for (const { text } of before) {
      assert.ok(text.includes(showInstant(startsAt, 'en')) && text.includes(examplePoint.name))
      assert.match(text, /#secret/)
    }
    assert.ok(!JSON.stringify(shared.recorded).includes('@'))
    assert.equal(shared.recorded.filter(({ type }) => type === 'VisitorNotified').length, 3)
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
    await shared.outbox.drain()
    assert.deepEqual(await mailsTo(moved.email), [])
    assert.deepEqual(shared.recorded, [
      { type: 'VisitorNotNotified', visitId: refused.visitId, kind: 'appointment-moved' },
    ])
  })
})

/** The words that a person reads, without markup and line breaks. */
const plainOf = (markup: string): string =>
  markup
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<(?!b>|\/b>)[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\s+/g, ' ')
    .trim()
