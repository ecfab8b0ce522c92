import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach } from 'node:test'
import { instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { exampleServiceContacts } from '#platform/service-contacts.ts'
import { createOutbox, type Outbox } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import type { Language } from '#platform/texts.ts'
import { openMails, type Mail, type Mails } from '@sotevarmenne/sandbox/mailboxes/mails'
import { createSmtp, type Smtp } from '@sotevarmenne/sandbox/mailboxes/smtp'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createContacts } from '#people/contacts/create-contacts.ts'
import type { MailToWriter } from '#support/cases/contract.ts'
import { createNotices, type Notices } from '../create-notices.ts'
import { openBounceListener } from '../adapters/bounce-listener.ts'
import { smtpRelay } from '../adapters/smtp-relay.ts'
import type { CardOfNotice } from '#cards/lifecycle/contract.ts'
import type { CardEnding, OrganisationMail, SendBySuomiFi, VisitToNotify } from '../ports.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

/** Notices to people and organisations, and the mail server that gets them. */
export function openNotices(
  { db }: TestDatabase,
  { sendBySuomiFi }: { readonly sendBySuomiFi?: SendBySuomiFi } = {},
) {
  let now: Instant = instant(1_795_000_000_000)
  // No two events have the same millisecond, so that the order is defined.
  const clock = { now: () => (now = plus(now, 1)) }
  const faults = createFaults()
  const languages = new Map<string, Language>()
  let recorded: DomainEvent[] = []
  let ending: readonly CardEnding[] = []
  const cards = new Map<string, CardOfNotice>()
  const noticeEmails = new Map<string, string>()
  const visits = new Map<string, VisitToNotify>()
  const writers = new Map<string, MailToWriter>()
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
      sendBySuomiFi,
      noticeEmailOf: (_tx, orderId) => Promise.resolve(noticeEmails.get(orderId)),
      cardOf: (_tx, cardId) => Promise.resolve(cards.get(cardId)),
      cardsEndingOn: (_tx, { day: requested, after: behind, limit }) =>
        Promise.resolve(
          ending
            .filter(({ validTo, cardId }) => validTo === requested && cardId > (behind ?? ''))
            .slice(0, limit),
        ),
      mailToWriter: (_tx, { id }) => Promise.resolve(writers.get(id)),
      visitOf: (_tx, visitId) => Promise.resolve(visits.get(visitId)),
      organisationMailsOf: () => Promise.resolve(organisationMails),
      staffToNotify: (_tx, { type }) => Promise.resolve(staff[type] ?? []),
      sendMail: (mail) => {
        tags.set(mail.id, mail.tag ?? '')
        return relay(mail)
      },
      service: {
        publicUrl: 'https://varmenne.example.fi',
        contacts: exampleServiceContacts,
        confirmsRenewals: true,
      },
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

  return {
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
    visits,
    writers,
    cards,
    noticeEmails,
    get notices() {
      return notices
    },
    get outbox() {
      return outbox
    },
    get recorded() {
      return recorded
    },
    set recorded(next) {
      recorded = next
    },
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
    get bounceListener() {
      return bounceListener
    },
    get isBroken() {
      return isBroken
    },
    set isBroken(next) {
      isBroken = next
    },
    get ending() {
      return ending
    },
    set ending(next) {
      ending = next
    },
    get staff() {
      return staff
    },
    set staff(next) {
      staff = next
    },
    get organisationMails() {
      return organisationMails
    },
    set organisationMails(next) {
      organisationMails = next
    },
  }
}
