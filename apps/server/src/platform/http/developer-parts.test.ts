import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { confirmContactMessage, sendContactMessage } from '@sotevarmenne/api/contact-messages'
import { developerParts } from './developer-parts.ts'

const linkNotFound = {
  status: 404,
  title: { fi: 'Linkki ei toimi', sv: 'Länken fungerar inte', en: 'The link does not work' },
  advice: { fi: 'Pyydä uusi.', sv: 'Be om en ny.', en: 'Ask for another <one>.' },
} as const

const parts = developerParts(
  [
    { contract: sendContactMessage, problems: {} },
    { contract: confirmContactMessage, problems: { 'link-not-found': linkNotFound } },
  ],
  { publicUrl: 'https://service.example', version: '1.2.3' },
)
const show = async (part: 'api-reference' | 'api-errors', query = ''): Promise<string> =>
  (await parts[part]?.({ language: 'sv', query: new URLSearchParams(query) }))?.markup ?? ''

describe('the developer site', () => {
  it('lists every operation under its tag, and links to its description', async () => {
    const markup = await show('api-reference')
    for (const name of ['sendContactMessage', 'confirmContactMessage'])
      assert.match(
        markup,
        new RegExp(`/sv/developers/api-reference\\?tag=contact-messages#${name}"`),
      )
  })

  it('describes the operations of a tag with examples that the contract accepts, and links to their problems', async () => {
    const markup = await show('api-reference', 'tag=contact-messages')
    assert.match(markup, /<h2 id="confirmContactMessage">/)
    assert.match(markup, /POST \/api\/v1\/contact-messages\/confirmation/)
    assert.match(markup, /href="\/sv\/developers\/errors#link-not-found"/)
    const [, request = ''] =
      /<h2 id="sendContactMessage">.*?<h3>Request<\/h3>\s*<pre[^>]*><code>(.*?)<\/code>/s.exec(
        markup,
      ) ?? []
    const example: unknown = JSON.parse(request.replaceAll('&#34;', '"'))
    assert.ok(sendContactMessage.input.safeParse(example).success, request)
  })

  it('shows the contents for a tag that there is not, whatever it says', async () => {
    const markup = await show('api-reference', 'tag=<script>')
    assert.doesNotMatch(markup, /<script|&#60;script/)
    assert.match(markup, /id="contact-messages"/)
  })

  it('explains each kind of problem once, with its status, of operations and of every request', async () => {
    const markup = await show('api-errors')
    assert.match(
      markup,
      /<dt id="link-not-found">.*?<dd>404: The link does not work\. Ask for another &#60;one&#62;/s,
    )
    assert.equal(markup.match(/<dt id="malformed-input">/g)?.length, 1)
  })
})
