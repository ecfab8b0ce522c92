import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createApiKey } from '@sotevarmenne/api/api-keys'
import { addWebhook, rotateWebhookSecret, testWebhook } from '@sotevarmenne/api/webhooks'
import { proposeEnd, viewRoles } from '@sotevarmenne/api/authentication'
import { orderNewCode, orderOwnNewCode } from '@sotevarmenne/api/cards'
import {
  continueOrganisationCase,
  continueOwnCase,
  openCase,
  openOrganisationCase,
} from '@sotevarmenne/api/cases'
import {
  confirmContactMessage,
  continueContactMessage,
  sendContactMessage,
} from '@sotevarmenne/api/contact-messages'
import { endEmployment, endEmploymentOfCard } from '@sotevarmenne/api/employment-ends'
import {
  fileColumns,
  listEmployeeCards,
  prepareByFile,
  prepareRenewals,
} from '@sotevarmenne/api/employments'
import { sendInvoiceAgain } from '@sotevarmenne/api/fees'
import { noteFollowUp } from '@sotevarmenne/api/hotline'
import { idempotencyKeyHeader } from '@sotevarmenne/api/idempotency-key'
import { continueIncident, listIncidents } from '@sotevarmenne/api/incidents'
import { listEmployers } from '@sotevarmenne/api/organisations'
import {
  creditOperatorInvoice,
  listOperatorInvoices,
  remindOfOperatorInvoice,
} from '@sotevarmenne/api/operator-fees'
import { storeEmploymentCertificate } from '@sotevarmenne/api/orders'
import { contracts } from '@sotevarmenne/api/permissions'
import { applyAgain } from '@sotevarmenne/api/service-certificates'
import { listSpareCards, noteContact } from '@sotevarmenne/api/spare-cards'
import { countBlanks, moveBlanks, receiveBlanks } from '@sotevarmenne/api/stock'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { openMails } from '@sotevarmenne/sandbox/mailboxes/mails'
import { sql } from 'kysely'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { billing, makeTestCard, serveWalkIn } from '@sotevarmenne/tests/world/billing'
import { cards, orders } from '@sotevarmenne/tests/world/cards'
import { customers } from '@sotevarmenne/tests/world/customers'
import { blankOrders } from '@sotevarmenne/tests/world/blank-orders'
import { complaints, spareCards, spareRows, visits } from '@sotevarmenne/tests/world/desk'
import { passport } from '@sotevarmenne/tests/world/hands'
import { openSeededEnvironment, type Happening } from '@sotevarmenne/tests/world/history'
import { holders } from '@sotevarmenne/tests/world/holders'
import { lateLink, newestSecret } from '@sotevarmenne/tests/world/mails'
import { hotline, office } from '@sotevarmenne/tests/world/office'
import { decisions, officers } from '@sotevarmenne/tests/world/officers'
import { accounts, businessIds } from '@sotevarmenne/tests/world/organisations'
import { draftRegistrar, proof } from '@sotevarmenne/tests/world/registrars'
import { people as residents } from '@sotevarmenne/tests/world/people'
import { points } from '@sotevarmenne/tests/world/points'
import type { Served } from '@sotevarmenne/tests/world/serve'
import { serviceCertificates } from '@sotevarmenne/tests/world/service-certificates'

/** Histories of the page tests, each with requests of its own at the end; together they create everything. */
const histories = {
  'at the desk': () => {
    const rows = spareRows()
    const held = cards()
    return [
      ...[held, rows, spareCards(() => rows.found().inUse), points()],
      ...[visits(), complaints(), orders(), blankOrders(), lateLink(() => held.found().olli)],
      atTheEnd(async ({ riitta, kaarlo }) => {
        const { cardId, holder } = held.found().card.olli
        await riitta.request(orderNewCode, { cardId, identification: passport })
        await riitta.request(storeEmploymentCertificate, {
          ...{ personId: holder.personId, document: proof.buffer.toString('base64') },
        })
        const {
          spareCards: [spare],
        } = await riitta.request(listSpareCards, {})
        await riitta.request(noteContact, {
          ...{ spareCardId: spare?.spareCardId ?? '', means: 'phone', text: 'No response' },
        })
        const range = { firstSerial: '97000000000000000001', lastSerial: '97000000000000000005' }
        await kaarlo.request(receiveBlanks, { chipModel: 'test', ...range })
        await kaarlo.request(moveBlanks, { ...range, place: 'production' })
        await kaarlo.request(countBlanks, { place: 'production', found: [range] })
      }),
    ].flatMap(({ history }) => history)
  },
  'in the office': () => {
    const people = officers()
    const calls = hotline()
    return [
      ...[people, customers(people), decisions(people), calls],
      ...[office(() => calls.found().agent), complaints()],
      atTheEnd(async ({ kaarlo }) => {
        const { agent, openCallId } = calls.found()
        await agent.signInAgain()
        await agent.request(noteFollowUp, { callId: openCallId, result: 'not-reached' })
        const { holders } = await kaarlo.request(viewRoles, {})
        const holder = holders.find(({ role }) => role === 'hotlineAgent')
        await kaarlo.request(proposeEnd, { personId: holder?.personId ?? '', role: 'hotlineAgent' })
        const {
          incidents: [incident],
        } = await kaarlo.request(listIncidents, {})
        await kaarlo.request(continueIncident, {
          ...{ incidentId: incident?.incidentId ?? '', updateId: randomUUID(), ends: false },
          text: { fi: 'Selvitämme.', sv: 'Vi utreder.', en: 'We are looking into it.' },
        })
      }),
    ].flatMap(({ history }) => history)
  },
  'of organisations': () => {
    const organisations = accounts()
    const agreed = agreements(organisations)
    const certified = serviceCertificates(organisations)
    return [
      ...[organisations, agreed, certified],
      atTheEnd(async ({ riitta, desk, stranger }) => {
        const { aino, helsinki: organisationId } = organisations.found()
        const { applicationId } = certified.found().application.refused
        await aino.request(applyAgain, { applicationId })
        const line = [stranger().identityCode, 'Åsa Öberg', '', 'Sihteeri', '', '', 'ei', 'Esko']
        const prepared = await aino.request(prepareByFile, {
          organisationId,
          file: Buffer.from(
            [Object.values(fileColumns).map(({ fi }) => fi), line].map(csvLine).join(''),
          ).toString('base64'),
        })
        assert.equal(prepared.outcome, 'prepared')
        const { cards } = await aino.request(listEmployeeCards, { organisationId })
        await aino.request(prepareRenewals, {
          ...{ organisationId, cardIds: cards.map(({ cardId }) => cardId) },
          declaration: { logsInToPatientSystems: true, givenBy: 'Esko' },
        })
        await aino.request(endEmploymentOfCard, {
          ...{ organisationId, cardId: cards[0]?.cardId ?? '' },
        })
        const { personId, language } = await desk.find(residents.ottoWithoutRights)
        const { employers } = await riitta.request(listEmployers, {})
        const employer = employers.find(({ whole }) => whole.allowed)
        await desk.draftForEmployer({
          ...{ personId, language, product: employer?.product ?? 'staff-card', title: 'Sihteeri' },
          organisationId: employer?.organisationId ?? '',
          declaration: { logsInToPatientSystems: false, givenBy: 'Esko', givenOn: '2026-11-26' },
        })
        const caseId = randomUUID()
        await aino.request(openOrganisationCase, {
          ...{ organisationId, caseId, subject: 'Cards', text: 'When do the cards come?' },
        })
        await aino.request(continueOrganisationCase, {
          ...{ organisationId, caseId, stepId: randomUUID() },
          step: { kind: 'write', text: 'Soon?' },
        })
        const { points: atPoints, codeOfTuuli } = agreed.found()
        await draftRegistrar(aino, {
          ...{ organisationId, pointId: atPoints[1], identityCode: codeOfTuuli },
          name: 'Tuuli Turku',
        })
        await aino.request(endEmployment, { organisationId, identityCode: '140388-9039' })
        await aino.request(createApiKey, {
          ...{ organisationId, name: 'HR', scopes: ['employments:write'], lastDay: '2027-01-31' },
        })
        const { endpointId } = await aino.request(addWebhook, {
          ...{ organisationId, name: 'HR', url: 'https://127.0.0.1:9/', kinds: ['card.issued'] },
        })
        await aino.request(rotateWebhookSecret, { organisationId, endpointId })
        await aino.request(testWebhook, { organisationId, endpointId })
      }),
    ].flatMap(({ history }) => history)
  },
  'of invoices': () => {
    const organisations = accounts()
    const billed = billing(organisations)
    // Of an operator's invoice that nobody disputes, and that is overdue at the end.
    const payer = businessIds.exampleDoctors
    return [
      ...[organisations, billed],
      { history: [['2026-10-12', (environment) => serveWalkIn(environment, payer)] as Happening] },
      atTheEnd(async ({ kaarlo }) => {
        const { aino, helsinki: organisationId, withoutSignatory } = organisations.found()
        await makeTestCard(organisations.found())
        await kaarlo.request(sendInvoiceAgain, { invoiceId: billed.found().refusedInvoiceId })
        const { invoices } = await aino.request(listOperatorInvoices, { organisationId })
        const { invoiceId = '' } =
          invoices.find(({ organisation }) => organisation.organisationId !== withoutSignatory) ??
          {}
        await aino.request(remindOfOperatorInvoice, { organisationId, invoiceId })
        await aino.request(creditOperatorInvoice, {
          ...{ organisationId, invoiceId, because: 'faulty-product' },
        })
      }),
    ].flatMap(({ history }) => history)
  },
  'of holders': () => {
    const holding = holders()
    return [
      holding,
      atTheEnd(async ({ mailboxes, settle }) => {
        const { aino, ainoBySuomiFi, card } = holding.found()
        const caseId = randomUUID()
        await aino.request(openCase, {
          ...{ caseId, kind: 'inquiry', subject: 'Card', text: 'When does the card come?' },
        })
        await aino.request(continueOwnCase, {
          ...{ caseId, stepId: randomUUID(), step: { kind: 'write', text: 'Soon?' } },
        })
        const messageId = randomUUID()
        const email = 'stranger@example.fi'
        await aino.request(sendContactMessage, {
          ...{ messageId, email, name: 'Kuka Hyvänsä', subject: 'Card', text: 'No card?' },
          language: 'fi',
        })
        await settle()
        const link = await newestSecret(mailboxes, email, 'contact-message')
        await aino.request(confirmContactMessage, { link })
        await aino.request(continueContactMessage, { link, stepId: randomUUID(), text: 'Soon?' })
        await ainoBySuomiFi.signInAgain()
        await ainoBySuomiFi.request(orderOwnNewCode, { cardId: card.aino.cardId })
      }),
    ].flatMap(({ history }) => history)
  },
} satisfies Readonly<Record<string, () => readonly Happening[]>>

const atTheEnd = (happens: Happening[1]): { readonly history: readonly Happening[] } => ({
  history: [['2026-11-26T10:14', happens]],
})

/** How many rows requests left in each table, and audit entries of people of each type. */
type Left = Readonly<Record<string, number>>

/**
 * Tests that a request that creates something does it once, when it is sent twice at once and once later; in these
 * histories, or in all, which together have every endpoint.
 */
export const testRepeatedRequests = (which: readonly (keyof typeof histories)[] | 'all'): void => {
  void describe('a request that creates something, sent twice at once and once later', () => {
    const covered = new Set<string>()

    for (const [where, history] of Object.entries(histories).filter(
      ([name]) => which === 'all' || which.some((one) => one === name),
    ))
      it(`leaves the same rows, audit entries and mails as one sent once, ${where}`, async () => {
        const once = await happen(history(), (send) => send())
        const sent = new Map<string, number>()
        const repeated = await happen(history(), async (send, name) => {
          sent.set(name, (sent.get(name) ?? 0) + 1)
          // Its rate limit would refuse more.
          if (name === 'bookAppointment' && (sent.get(name) ?? 0) > 2) return send()
          const [first, second] = await Promise.all([send(), send()])
          const later = await send()
          if (first.ok) {
            const expected = await contentOf(first)
            assert.deepEqual(await contentOf(second), expected, `${name}, at once`)
            assert.deepEqual(await contentOf(later), expected, `${name}, later`)
            covered.add(name)
          }
          return first
        })
        assert.ok(covered.size > 0)
        assert.deepEqual(repeated.left, once.left)
        // Those that a schedule sends by what it finds may be fewer; none is sent again.
        assert.deepEqual(
          repeated.mailed.filter((mail, _, all) => countOf(all, mail) > countOf(once.mailed, mail)),
          [],
        )
      })

    if (which === 'all')
      it('is tried at every endpoint that creates something', () => {
        const creating = contracts.flatMap(({ name, contract }) =>
          contract.onRepeat === 'first-response' ? [name] : [],
        )
        assert.deepEqual(
          creating.filter((name) => !covered.has(name)),
          [],
        )
      })
  })
}

const countOf = (all: readonly string[], one: string): number =>
  all.filter((each) => each === one).length

const contentOf = async (response: Response) => ({
  status: response.status,
  body: await response.clone().text(),
})

/** A history in which each request that creates something is sent so; what each endpoint and all mails left. */
async function happen(
  history: readonly Happening[],
  sendSo: (send: () => Promise<Response>, name: string) => Promise<Response>,
) {
  const left: Record<string, Left[]> = {}
  const environment = await openSeededEnvironment(history, (served) => ({
    send: async (url, request) => {
      const send = () => fetch(url, request)
      if (!new Headers(request.headers).has(idempotencyKeyHeader)) return send()
      const name = nameOf(new URL(url).pathname)
      const before = await countRows(served)
      const response = await sendSo(send, name)
      const after = await countRows(served)
      const grown = [...after].flatMap(([table, count]) => {
        const more = count - (before.get(table) ?? 0)
        return more === 0 ? [] : [[table, more] as const]
      })
      left[name] = [...(left[name] ?? []), Object.fromEntries(grown.sort())]
      return response
    },
  }))
  await environment.settle()
  // The page of mailboxes shows the newest alone.
  const mails = await (await openMails(join(environment.data, 'mailboxes'))).list(Infinity)
  await environment.close()
  return { left, mailed: mails.map(({ to, subject }) => `${to}: ${subject}`).sort() }
}

const nameOf = (path: string): string => {
  const found = contracts.find(
    ({ contract }) =>
      contract.onRepeat === 'first-response' &&
      new RegExp(`^/api/v1${contract.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
  )
  return found?.name ?? assert.fail(`nobody serves ${path}`)
}

/** Without those that processes write in the background, whatever people do (the OCSP responders' certificates too), and without the keys. */
async function countRows({ service: { db } }: Served): Promise<ReadonlyMap<string, number>> {
  return db.read(async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select schemaname || '.' || relname as name from pg_stat_user_tables
      where schemaname not in ('audit', 'crl', 'issuance', 'ocsp')
        and relname not in ('idempotency_key', 'migration') order by 1`.execute(tx)
    const counts = tables.map(
      ({ name }) => `select '${name}' as name, count(*)::int as count from ${name}`,
    )
    const { rows } = await sql<{
      name: string
      count: number
    }>`${sql.raw(counts.join(' union all '))}
      union all select 'audit entry ' || type, count(*)::int from audit.entry
      where actor ->> 'kind' <> 'process' or actor ->> 'name' = 'web' group by type`.execute(tx)
    return new Map(rows.map(({ name, count }) => [name, count]))
  })
}
