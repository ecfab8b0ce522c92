import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import Fastify from 'fastify'
import { composePage } from './frame.ts'
import { html, trustedMarkup } from './html.ts'
import { readForms, sendPage, type Page, type Site } from './page.ts'

describe('an HTML template', () => {
  it('escapes every text once, in attributes too', () => {
    const bad = `<b title='x' id="y">&`
    const escaped = '&#60;b title=&#39;x&#39; id=&#34;y&#34;&#62;&#38;'
    assert.equal(
      html`<p id="${bad}">${[bad, html`<i>${bad}</i>`]}</p>`.markup,
      [`<p id="${escaped}">`, `${escaped}<i>${escaped}</i>`, '</p>'].join(''),
    )
  })

  it('leaves out absent values, shows numbers, and inserts our own markup unescaped', () => {
    assert.equal(html`${undefined}${false}${0}${trustedMarkup('<hr>')}`.markup, '0<hr>')
  })
})

describe('a page', () => {
  it('runs no script and style except its own', async () => {
    const { headers, body } = await get('/', {
      script: 'work()',
      mayCall: ['http://reader.example'],
    })
    const policy = String(headers['content-security-policy'])
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
    assert.ok(nonce)
    assert.equal(body.split(`nonce="${nonce}"`).length, 3)
    assert.match(policy, /^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-[^']+'; /)
    assert.match(policy, /connect-src 'self' http:\/\/reader\.example;/)
    const again = await get('/')
    assert.ok(!String(again.headers['content-security-policy']).includes(nonce))
  })

  it('is in the requested language, else the remembered one, else the browser’s, else Finnish', async () => {
    for (const [url, headers, language] of [
      ['/?language=sv', { cookie: 'language=en', 'accept-language': 'fi' }, 'sv'],
      ['/?language=xx', { cookie: 'other=1; language=en', 'accept-language': 'sv' }, 'en'],
      ['/', { cookie: 'language=xx', 'accept-language': 'de, sv-FI;q=0.8' }, 'sv'],
      ['/', {}, 'fi'],
    ] as const) {
      const { body } = await get(url, {}, headers)
      assert.ok(body.includes(`<html lang="${language}">`), url)
    }
  })

  it('remembers the language below its path, and its links keep the rest of the URL', async () => {
    const { headers, body } = await get('/?language=sv&card=1')
    assert.equal(headers['set-cookie'], 'language=sv; Path=/here/; SameSite=Lax; HttpOnly')
    assert.ok(body.includes('href="?language=en&#38;card=1"'))
    assert.equal((await get('/')).headers['set-cookie'], undefined)
  })

  it('names the release in its footer, in the language of the page', async () => {
    const rootPackage = new URL('../../../package.json', import.meta.url)
    const { version } = JSON.parse(readFileSync(rootPackage, 'utf8')) as { version: string }
    const { body } = await get('/?language=sv')
    assert.match(body, new RegExp(`<footer>.*Version ${version.replaceAll('.', '\\.')}.*</footer>`))
  })

  it('marks the current place in its menu, and no other one whose address begins as the current one', () => {
    const current = (target: string) => {
      const places = ['/here/', '/here/cards', '/here/cards-of-others']
      const { markup } = composePage(
        { target, cookie: undefined, acceptLanguage: undefined },
        {
          ...site,
          places: { label: site.name, links: places.map((href) => ({ href, text: site.name })) },
        },
        { title: 'Title', body: html`` },
      )
      return [...markup.matchAll(/href="([^"]+)"\s+aria-current="page"/g)].map(([, href]) => href)
    }
    assert.deepEqual(current('/here/'), ['/here/'])
    assert.deepEqual(current('/here/cards?language=sv'), ['/here/cards'])
    assert.deepEqual(current('/here/cards/1'), ['/here/cards'])
    assert.deepEqual(current('/here/cards-of-others'), ['/here/cards-of-others'])
  })

  it('accepts its own forms and refuses those of other sites', async () => {
    for (const [site, status] of [
      ['same-origin', 200],
      ['none', 200],
      [undefined, 200],
      ['same-site', 403],
      ['cross-site', 403],
    ] as const) {
      const response = await serve({}).inject({
        method: 'POST',
        url: '/',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(site !== undefined && { 'sec-fetch-site': site }),
        },
        payload: 'name=%C3%84iti+1',
      })
      assert.equal(response.statusCode, status, site)
      if (status === 200) assert.deepEqual(response.json(), { name: 'Äiti 1' })
    }
  })
})

const site: Site = {
  name: { fi: 'Paikka', sv: 'Plats', en: 'Place' },
  home: '/here/',
  path: '/here/',
  style: 'p { color: red }',
}

function serve(page: Partial<Page>) {
  const server = Fastify()
  readForms(server)
  server.get('/', (request, reply) =>
    sendPage(request, reply, site, { title: 'Title', body: html`<p>Body</p>`, ...page }),
  )
  server.post('/', (request, reply) => reply.send(request.body))
  return server
}

const get = (url: string, page: Partial<Page> = {}, headers = {}) =>
  serve(page).inject({ url, headers })
