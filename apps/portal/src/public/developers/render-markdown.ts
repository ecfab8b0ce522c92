import { Marked, type Tokens } from 'marked'

/** Where a link of a document leads on the site; undefined for what is only in the source: then its text alone is shown. */
export type LinkOnSite = (href: string) => string | undefined

/**
 * Markup of a document without its first heading, which is the page's own. It is rendered when the portal is built,
 * from files of this repository; raw HTML in them is shown as text.
 */
export function renderMarkdown(markdown: string, linkOnSite: LinkOnSite): string {
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading(token) {
        if (token.depth === 1) return ''
        return `<h${String(token.depth)} id="${anchorOf(token.text)}">${this.parser.parseInline(token.tokens)}</h${String(token.depth)}>\n`
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        const to = /^https?:|^#/.test(href) ? href : linkOnSite(href)
        return to === undefined ? text : `<a href="${escaped(to)}">${text}</a>`
      },
      code: ({ text }) => codeBlock(text),
      html: ({ text }) => escaped(text),
      table(token) {
        // Wider than a phone: it scrolls by itself, and by keyboard.
        return `<div class="wide" tabindex="0" role="group" aria-label="${escaped(nameOf(token))}">${tableOf(this.parser.parseInline.bind(this.parser), token)}</div>`
      },
    },
  })
  return marked.parse(markdown, { async: false })
}

/** Lines as they are typed into a terminal or a file. */
export const codeBlock = (text: string): string =>
  `<pre class="copyable"><code>${escaped(text)}</code></pre>\n`

/** The anchor of a heading, as GitHub makes it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

type Inline = (tokens: Tokens.TableCell['tokens']) => string

const nameOf = ({ header }: Tokens.Table): string =>
  header
    .map(({ text }) => text.replaceAll(/[`*[\]]/g, ''))
    .filter((text) => text !== '')
    .join(', ')

function tableOf(inline: Inline, { header, rows }: Tokens.Table): string {
  const head = header.map(({ tokens }) =>
    tokens.length === 0 ? '<td></td>' : `<th scope="col">${inline(tokens)}</th>`,
  )
  const body = rows.map(
    (cells) => `<tr>${cells.map(({ tokens }) => `<td>${inline(tokens)}</td>`).join('')}</tr>`,
  )
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
