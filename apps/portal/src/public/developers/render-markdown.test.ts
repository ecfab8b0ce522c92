import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anchorOf, renderMarkdown } from './render-markdown.ts'

const render = (markdown: string): string =>
  renderMarkdown(markdown, (href) => (href === 'acme.md' ? '/en/developers/acme' : undefined))

describe('a document of the developer site', () => {
  it('is rendered without its first heading, and with anchors as GitHub makes them', () => {
    assert.equal(
      render('# Title\n\n## Log-on by PAM\n'),
      '<h2 id="log-on-by-pam">Log-on by PAM</h2>\n',
    )
    assert.equal(anchorOf('Kerberos (PKINIT, RFC 4556)'), 'kerberos-pkinit-rfc-4556')
  })

  it('links to pages of the site, and shows the text alone of what is only in the source', () => {
    assert.equal(
      render('[ACME](acme.md), [code](../../apps/x.ts)'),
      '<p><a href="/en/developers/acme">ACME</a>, code</p>\n',
    )
    assert.match(render('[RFC](https://rfc.example)'), /href="https:\/\/rfc\.example"/)
    assert.doesNotMatch(render('[bad](javascript:alert)'), /href/)
  })

  it('shows markup of the document as text, in paragraphs and in code', () => {
    const markup = render('<script>alert(1)</script>\n\nA <b>word</b>\n\n```sh\ncat <file>\n```\n')
    assert.doesNotMatch(markup, /<script|<b>|<file/)
    assert.match(markup, /<pre class="copyable"><code>cat &lt;file&gt;<\/code>/)
  })

  it('has tables that scroll by keyboard, with a name', () => {
    assert.match(
      render('| a | `b` |\n| - | - |\n| 1 | 2 |\n'),
      /<div class="wide" tabindex="0" role="group" aria-label="a, b"><table>/,
    )
  })
})
