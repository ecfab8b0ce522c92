import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { after, before, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { pino } from 'pino'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { aBuiltPortal } from '#platform/http/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { createRegistration, examplePoint } from '../points/index.ts'
import { someDetails } from '../points/testing.ts'
import { createPublicPoints, pagesWithoutScripts } from './index.ts'

forEachDatabase('pages of registration points where scripts do not run', ({ db }) => {
  const clock = { now: () => instant(Date.UTC(2026, 10, 25, 10)) }
  const registration = createRegistration({ clock, record: () => Promise.resolve() })
  const mark = randomUUID()
  let isDown = false
  let directory: string
  let server: HttpServer
  before(async () => {
    directory = await aBuiltPortal({
      'sign-in': { title: 'Sign in', content: '<h1>Sign in</h1>' },
    })
    const points = createPublicPoints({
      ...{ db, clock, nextFree: () => Promise.resolve(new Map()) },
      pointsWithBlanks: () => Promise.resolve(new Set()),
      organisationsByBusinessIds: () =>
        Promise.resolve(new Map([['9900023-7', { name: 'Example operator' }]])),
    })
    server = await createHttpServer({
      endpoints: [],
      permits: { grant: () => Promise.resolve(refuse({ kind: 'not-signed-in' })) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
      portal: {
        directory,
        signingApi: 'http://127.0.0.1:53951',
        withoutScripts: (requested) =>
          isDown
            ? Promise.reject(new Error('the database is down'))
            : pagesWithoutScripts({ points, permit: () => aPermit('registration.searchPoints') })(
                requested,
              ),
      },
    })
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true })
  })

  const enter = async (name: string, changes: Parameters<typeof someDetails>[0] = {}) => {
    const added = await db.write(async (tx) =>
      ok(
        await registration.addPoint(tx, aPermit('registration.enterPoint'), {
          ...examplePoint,
          name,
          details: someDetails(changes),
        }),
      ),
    )
    assert.ok(added.ok)
    return added.value
  }
  const get = async (url: string) => {
    const { statusCode, headers, body } = await server.inject({ method: 'GET', url })
    const [, nonce = ''] = /nonce-([\w-]+)/.exec(String(headers['content-security-policy'])) ?? []
    return { statusCode, nonce, body, text: body.replaceAll(/<[^>]*>|\s+/g, ' ') }
  }

  it('the list shows its points, is searched by county with a plain form, and continues page by page', async () => {
    for (let number = 10; number < 33; number += 1)
      await enter(`${mark} ${String(number)}`, { county: number === 15 ? 'lapland' : 'kainuu' })
    const { body, text } = await get(`/sv/points?place=${mark}`)
    assert.match(body, /<html lang="sv">/)
    assert.match(body, /<title>Registreringsställen<\/title>/)
    assert.match(body, /<form method="get" action="\/sv\/points"/)
    assert.ok(text.includes(`${mark} 10`) && !text.includes(`${mark} 30`))
    const [, next = ''] = /href="(\/sv\/points\?[^"]*cursor=[^"]*)"/.exec(body) ?? []
    const second = await get(next.replaceAll('&#38;', '&'))
    assert.ok(second.text.includes(`${mark} 32`) && !second.text.includes(`${mark} 10`))
    const lapland = await get(`/fi/points?county=lapland&place=${mark}`)
    assert.match(lapland.body, /<option value="lapland" selected>/)
    assert.ok(lapland.text.includes(`${mark} 15`) && !lapland.text.includes(`${mark} 10`))
    assert.ok((await get(`/fi/points?cursor=nonsense&place=${mark}`)).text.includes(`${mark} 10`))
    assert.match((await get('/en/points?place=nowhere')).text, /found no registration points/)
  })

  it('a point’s page has all that a visitor needs, and names its operator as the service knows it (R475)', async () => {
    const pointId = await enter(`${mark} B`, {
      pointOperator: 'Typed by the office',
      exceptions: [{ date: '2026-12-23', periods: [{ from: '08:00', to: '11:30' }] }],
    })
    const { body, text } = await get(`/en/points/${pointId}`)
    assert.match(body, new RegExp(`<h1>${mark} B</h1>`))
    for (const input of [
      'Esimerkkikatu 1, 00100 HELSINKI',
      // Of the organisation with the business ID of the point (R475), not what was typed for it.
      'Example operator',
      'Registering an application: free of charge',
      'Monday 08:00–16:00',
      'Sunday Closed',
      '23 Dec 2026 08:00–11:30',
      '09 123 4567',
      'requires JavaScript',
    ])
      assert.ok(text.includes(input), input)
    assert.ok(!text.includes('Typed by the office'))
    const unknown = { pointOperatorBusinessId: '9900022-9', pointOperator: 'Typed by the office' }
    const other = await get(`/en/points/${await enter(`${mark} C`, unknown)}`)
    assert.ok(other.text.includes('Typed by the office'))
  })

  it('can be read before the scripts have run, in the frame of every page, with links to the other languages', async () => {
    const { body } = await get('/en/points?place=Turku&county=kainuu')
    assert.match(body, /<title>Registration points<\/title>/)
    assert.match(
      body,
      /<div id="first-words">[^]*<header>[^]*<h1>Registration points<\/h1>[^]*<div id="portal">/,
    )
    assert.ok(body.includes('href="/sv/points?place=Turku&#38;county=kainuu"'))
    const signIn = await get('/fi/sign-in?return=%2Ffi%2Fdesk')
    assert.match(signIn.body, /<main><h1>Sign in<\/h1><noscript>[^]*JavaScript/)
    assert.ok(signIn.body.includes('href="/sv/sign-in?return=%2Ffi%2Fdesk"'))
    const own = await get('/fi/own')
    assert.doesNotMatch(own.body, /first-words/)
    assert.match(own.body, /<noscript>[^]*href="\/sv\/own"[^]*JavaScript[^]*<\/noscript>/)
  })

  it('text that people entered is escaped', async () => {
    const hostile = `${mark} <script>alert(1)</script>$&{{nonce}}`
    const pointId = await enter(hostile)
    const { body, nonce } = await get(`/fi/points/${pointId}`)
    assert.ok(body.includes('&#60;script&#62;alert(1)&#60;/script&#62;$&#38;{{nonce}}'))
    assert.equal(body.split(nonce).length, 3, 'the nonce stands at the two scripts only')
    for (const place of [encodeURIComponent('"><script>'), '"><script>', '$&{{content}}']) {
      const sought = await get(`/fi/points?place=${place}`)
      assert.ok(!sought.body.includes('"><script>'))
      assert.equal(sought.body.split('<main>').length, 2)
    }
  })

  it('every other page says that it needs scripts, and the portal is sent even when the list can’t be generated', async () => {
    assert.match((await get('/sv/help')).text, /Sidan behöver JavaScript/)
    assert.match((await get(`/en/points/${randomUUID()}`)).text, /needs JavaScript/)
    isDown = true
    const { statusCode, body } = await get('/fi/points')
    isDown = false
    assert.equal(statusCode, 200)
    assert.match(body, /<div id="portal">/)
  })
})
