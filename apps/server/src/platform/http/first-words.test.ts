import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { openIncidentsPath } from '@sotevarmenne/api/incidents'
import { refuse } from '@sotevarmenne/kernel/result'
import { html } from '@sotevarmenne/pages/html'
import { pino } from 'pino'
import { createHttpServer, type HttpServer } from '../http-server.ts'
import { aBuiltPortal } from './testing.ts'

describe('pages of the application before their scripts have run', () => {
  let directory: string
  let server: HttpServer
  let title = ''
  before(async () => {
    directory = await aBuiltPortal({
      'sign-in': { title: 'Sign in', content: '<h1>Sign in</h1>' },
    })
    server = await createHttpServer({
      endpoints: [],
      permits: { grant: () => Promise.resolve(refuse({ kind: 'not-signed-in' })) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'http://localhost:8080',
      version: '0.1.0',
      readiness: {},
      openIncidents: () => Promise.resolve({ incidents: [] }),
      portal: {
        directory,
        signingApi: 'http://127.0.0.1:53951',
        liveParts: {
          'incident-notice': ({ language }) => {
            if (title === 'fault') throw new Error('no notice')
            return html`${title !== '' && html`<section>${`${language} ${title}`}</section>`}`
          },
        },
        forms: {
          'contact-form': {
            perMinute: 100,
            take: ({ language }) =>
              Promise.resolve({
                status: 422,
                page: { language, title: 'Form', content: html`<h1>Form</h1>` },
              }),
          },
        },
      },
    })
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true })
  })

  it('have the notice of open incidents above the content, with scripts and without (R430)', async () => {
    title = 'Late {{content}} letters'
    for (const address of ['/sv/sign-in', '/sv/own']) {
      const { body } = await server.inject(address)
      assert.match(
        body,
        /<\/header><section>sv Late \{\{content\}\} letters<\/section><main>[^]*<h1>/,
        address,
      )
    }
    const sent = await server.inject({
      ...{ method: 'POST', url: '/sv/contact-form', payload: 'text=a' },
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    })
    assert.match(sent.body, /<section>sv Late [^]*<main><h1>Form<\/h1>/)
  })

  it('have no notice while no incident is open, and are sent though the notice fails', async () => {
    for (const each of ['', 'fault']) {
      title = each
      const { statusCode, body } = await server.inject('/fi/sign-in')
      assert.equal(statusCode, 200)
      assert.match(body, /<\/header><main><h1>Sign in<\/h1>/)
    }
  })

  it('read the open incidents at an address that no session is needed for', async () => {
    const { statusCode, headers, body } = await server.inject(openIncidentsPath)
    assert.equal(statusCode, 200)
    assert.deepEqual(JSON.parse(body), { incidents: [] })
    assert.equal(headers['set-cookie'], undefined)
  })
})
