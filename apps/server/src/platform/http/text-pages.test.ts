// cspell:disable – the texts are Finnish
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { refuse } from '@sotevarmenne/kernel/result'
import { html } from '@sotevarmenne/pages/html'
import { pino } from 'pino'
import { createHttpServer, type HttpServer } from '../http-server.ts'

const notified = { title: 'Hinnasto', description: 'Mitä kortti maksaa' }

describe('text pages', () => {
  let directory: string
  let server: HttpServer
  let price = 23
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portal-'))
    const folder = join(directory, 'text-pages')
    await mkdir(folder)
    await writeFile(join(directory, 'index.html'), '<title>sotevarmenne</title>application')
    await writeFile(
      join(folder, 'prices.fi.html'),
      '<html lang="fi"><link href="{{origin}}/fi/prices"><main>Kortti {{live:price}} <a href="{{address:validation}}/ca/">CA</a></main>',
    )
    await writeFile(join(folder, 'front.sv.html'), '<html lang="sv"><main>Framsida</main>')
    await writeFile(
      join(folder, 'index.json'),
      JSON.stringify([
        { path: 'prices', language: 'fi', file: 'prices.fi.html', ...notified },
        { path: '', language: 'sv', file: 'front.sv.html', ...notified },
      ]),
    )
    server = await createHttpServer({
      endpoints: [],
      permits: { grant: () => Promise.resolve(refuse({ kind: 'not-signed-in' })) },
      logger: pino({ level: 'silent' }),
      publicUrl: 'https://service.example',
      version: '0.1.0',
      readiness: {},
      portal: {
        directory,
        signingApi: 'http://127.0.0.1:53951',
        addresses: { validation: 'https://validation.example' },
        liveParts: {
          price: ({ language }) => {
            if (price < 0) throw new Error('no price')
            return html`<b>${`${language} ${String(price)}`}</b>`
          },
        },
      },
    })
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true })
  })

  it('are sent complete, with the values that only the service knows, and run no scripts of others', async () => {
    const page = await server.inject('/fi/prices')
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Kortti <b>fi 23<\/b> <a href="https:\/\/validation.example\/ca\/">/)
    assert.match(page.body, /href="https:\/\/service.example\/fi\/prices"/)
    assert.match(
      String(page.headers['content-security-policy']),
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    assert.equal((await server.inject('/fi/prices/')).body, page.body)
    const head = await server.inject({ method: 'HEAD', url: '/fi/prices' })
    assert.deepEqual([head.statusCode, head.headers.etag], [200, page.headers.etag])
  })

  it('are revalidated by their ETag, which changes when a value does', async () => {
    const first = await server.inject('/fi/prices')
    const again = () =>
      server.inject({ url: '/fi/prices', headers: { 'if-none-match': String(first.headers.etag) } })
    assert.equal(first.headers['cache-control'], 'public, no-cache')
    const unchanged = await again()
    assert.deepEqual([unchanged.statusCode, unchanged.body], [304, ''])
    price = 24
    const changed = await again()
    assert.equal(changed.statusCode, 200)
    assert.notEqual(changed.headers.etag, first.headers.etag)
  })

  it('are sent though a value fails', async () => {
    price = -1
    const page = await server.inject('/fi/prices')
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /ei voi näyttää juuri nyt/)
    price = 23
  })

  it('leave every other address to the application', async () => {
    assert.match((await server.inject('/fi/own')).body, /application/)
    assert.match((await server.inject('/en/prices')).body, /application/)
  })

  it('begin in the language that the browser asks for', async () => {
    for (const [wanted, language] of [
      ['sv-FI,sv;q=0.9', 'sv'],
      ['de,en;q=0.5', 'en'],
      ['', 'fi'],
    ]) {
      const response = await server.inject({ url: '/', headers: { 'accept-language': wanted } })
      assert.deepEqual(
        [response.statusCode, response.headers.location],
        [302, `/${String(language)}`],
      )
      assert.equal(response.headers.vary, 'accept-language')
    }
  })
})
