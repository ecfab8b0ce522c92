import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { after, before, it } from 'node:test'
import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import { instant } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { languages } from '@sotevarmenne/pages/languages'
import { accept } from '@sotevarmenne/smartcard/testing'
import { pino } from 'pino'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aBuiltPortal } from '#platform/http/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { contactForms, contactPage, createCases } from '../index.ts'

forEachDatabase('the contact form where scripts do not run', ({ db }) => {
  const logged: string[] = []
  const cases = createCases({
    ...{ db, clock: { now: () => instant(Date.UTC(2026, 10, 25, 10)) } },
    secret: new Uint8Array(32).fill(7),
    people: { namesOf: () => Promise.resolve(new Map()) },
    accounts: {} as never,
    organisations: { organisationNames: () => Promise.resolve(() => ({}) as never) },
    record: () => Promise.resolve(),
    planJob: () => Promise.resolve(),
    isRenewalOf: () => Promise.resolve(false),
    systemPermit: (operation) => aPermit(operation),
    identifiedStranger: () => undefined,
    publicUrl: 'http://localhost:8080',
  })
  let directory: string
  let server: HttpServer
  before(async () => {
    directory = await aBuiltPortal()
    server = await createHttpServer({
      endpoints: [],
      permits: { grant: () => Promise.resolve(refuse({ kind: 'not-signed-in' })) },
      logger: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
      portal: {
        ...{ directory, signingApi: 'http://127.0.0.1:53951' },
        withoutScripts: (requested) => Promise.resolve(contactPage(requested)),
        forms: contactForms({ cases, permit: (operation) => aPermit(operation) }),
      },
    })
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** As another address each time, so that no test uses up the limit of another. */
  let addresses = 0
  const post = async (
    page: string,
    fields: Record<string, string>,
    {
      headers = {},
      from = `192.0.2.${String((addresses += 1))}`,
    }: { readonly headers?: Record<string, string>; readonly from?: string } = {},
  ) => {
    const {
      statusCode,
      headers: sent,
      body,
    } = await server.inject({
      ...{ method: 'POST', url: page, remoteAddress: from },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    })
    return { status: statusCode, location: sent['location'], body, headers: sent }
  }
  const written = (changes: Record<string, string> = {}) => ({
    ...{ messageId: randomUUID(), name: 'Kuka Hyvänsä', email: `${randomUUID()}@example.fi` },
    ...{ subject: 'A refusal', text: 'Why was I refused?', language: 'en', ...changes },
  })
  const linkOf = async (id: string, kind: 'confirm' | 'answered' = 'confirm') =>
    (await db.read((tx) => cases.mailToWriter(tx, { id, kind })))?.link ?? assert.fail('no mail')
  const escaped = (text: string): string =>
    text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)

  it('is shown in three languages, with a field for each thing that is sent', async () => {
    for (const language of languages) {
      const { body, statusCode } = await server.inject(`/${language}/contact-form`)
      assert.equal(statusCode, 200)
      assert.ok(body.includes(`<title>${contactPageTexts.heading[language]}</title>`))
      for (const name of ['messageId', 'name', 'email', 'subject', 'text', 'language'])
        assert.match(body, new RegExp(`name="${name}"`))
      assert.match(body, new RegExp(`<option value="${language}" selected>`))
      const [, label = ''] = /<label for="plain-email">(.*?)<\/label>/.exec(body) ?? []
      assert.equal(label, contactPageTexts.email[language])
    }
  })

  it('sends, leads to the link in the mail, and shows the reply, all without a script', async () => {
    const message = written()
    const sent = await post('/en/contact-form', message, { headers: { origin: 'null' } })
    assert.deepEqual([sent.status, sent.location], [303, '/en/contact-form?sent=yes'])
    const confirmPage = await server.inject('/en/contact-form?sent=yes')
    assert.ok(confirmPage.body.includes(contactPageTexts.sentHelp.en))

    const link = await linkOf(message.messageId)
    assert.equal((await server.inject('/en/contact-message')).statusCode, 200)
    // The whole link, as people copy it.
    const found = await post('/en/contact-message', { link })
    assert.equal(found.status, 200)
    assert.ok(found.body.includes(contactPageTexts.confirm.en))
    assert.ok(!found.body.includes(message.text))
    const [, token = ''] = link.split('#')
    const confirmed = await post('/en/contact-message', { link: token, do: 'confirm' })
    assert.ok(confirmed.body.includes(message.text))

    const officer = { personId: randomUUID() }
    accept(
      await cases.handleCase(aPermit('cases.handleCase', officer), {
        ...{ caseId: message.messageId, stepId: randomUUID() },
        step: { kind: 'reply', text: 'Your passport <had> expired.' },
      }),
    )
    const answered = await post('/en/contact-message', { link: token })
    assert.ok(answered.body.includes(escaped('Your passport <had> expired.')))
    assert.doesNotMatch(answered.body, /<[^>]* style=/)
    const [, stepId = ''] = /name="stepId" value="([^"]+)"/.exec(answered.body) ?? []
    const more = { link: token, do: 'write', stepId, text: 'Thank you.' }
    // A page that is loaded again sends its form again.
    for (const { status, body } of [
      await post('/en/contact-message', more),
      await post('/en/contact-message', more),
    ])
      assert.deepEqual([status, body.split('Thank you.').length], [200, 2])
    const empty = await post('/en/contact-message', { ...more, stepId: randomUUID(), text: ' ' })
    assert.equal(empty.status, 422)
    assert.match(empty.body, /id="plain-text-fault"/)
  })

  it('begins with the topic that another page asks about, in its language; and empty with an unknown one (F43)', async () => {
    const { body } = await server.inject('/fi/contact-form?topic=registration-point')
    assert.match(body, /value="Pyyntö rekisteröintipisteestä"/)
    assert.match(body, /<textarea[^>]*>\s*Organisaatio ja Y-tunnus:/)
    for (const topic of ['toString', '"><script>'])
      assert.equal(
        (await server.inject(`/fi/contact-form?topic=${encodeURIComponent(topic)}`)).body.match(
          /name="subject"[^>]*value=""/s,
        )?.length,
        1,
      )
  })

  it('keeps what was typed and says what is wrong with each field, in the language of the page', async () => {
    const wrong = { name: '', email: 'kuka', subject: 'A "b"', text: 'a'.repeat(4001) }
    const { status, body } = await post('/sv/contact-form', written(wrong))
    assert.equal(status, 422)
    for (const name of ['name', 'email', 'text'])
      assert.match(body, new RegExp(`aria-describedby="plain-${name}-fault"`))
    assert.doesNotMatch(body, /plain-subject-fault/)
    assert.match(body, /value="kuka"/)
    assert.match(body, /value="A &#34;b&#34;"/)
    assert.match(body, /Skriv högst 4000 tecken/)
    // No application that would replace what was typed.
    assert.doesNotMatch(body, /<script|\{\{/)
    // In the style of every page, which its policy demands to be in files.
    assert.match(body, /<link rel="stylesheet" href="\/assets\/application.css" \/>/)
    assert.match(body, /<div id="first-words">/)
    assert.match(body, /<html lang="sv">/)
  })

  it('shows markup as it was typed, and refuses what the limits refuse', async () => {
    const message = written({ subject: '<b>bold</b>' })
    const refused = await post('/fi/contact-form', message)
    assert.equal(refused.status, 422)
    assert.ok(refused.body.includes(escaped('<b>bold</b>')))
    const email = `${randomUUID()}@example.fi`
    assert.equal((await post('/fi/contact-form', written({ email }))).status, 303)
    const again = await post('/fi/contact-form', written({ email }))
    assert.equal(again.status, 429)
    assert.match(again.body, /Osoitteeseen on jo lähetetty linkki/)
    assert.equal((await post('/fi/contact-message', { link: 'x' })).status, 404)
  })

  it('takes no form of another site, no more than ten a minute from an address, and logs nothing of it', async () => {
    for (const headers of [
      { origin: 'https://other.example' },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      assert.equal((await post('/fi/contact-form', written(), { headers })).status, 403)
    const json = { headers: { 'content-type': 'application/json' } }
    assert.ok((await post('/fi/contact-form', written(), json)).status >= 400)
    const from = '198.51.100.1'
    const statuses: number[] = []
    for (let sent = 0; sent < 11; sent += 1)
      statuses.push((await post('/fi/contact-form', { name: 'Kuka' }, { from })).status)
    assert.deepEqual(statuses.slice(-2), [422, 429])
    assert.ok(logged.length > 0)
    for (const hidden of ['Kuka', 'example.fi', '192.0.2', 'refused?'])
      assert.ok(!logged.join().includes(hidden), hidden)
  })

  it('is no way to send forms to the API', async () => {
    assert.equal((await post('/api/v1/contact-messages', written())).status, 404)
  })
})
