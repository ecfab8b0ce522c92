/** Markup that is safe to send: every text in it was escaped by `html`. */
export type Html = { readonly markup: string }

export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[]

/** A piece of a page. Values in the template are escaped, unless they are markup already. */
export const html = (template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html => ({
  markup: template
    .map((text, at) => (at === 0 ? text : `${markupOf(parts[at - 1])}${text}`))
    .join(''),
})

/** Text of our own code that is inserted unescaped: styles and scripts, never user input. */
export const trustedMarkup = (markup: string): Html => ({ markup })

function markupOf(part: HtmlPart): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeText(part)
  if (typeof part === 'number') return String(part)
  if ('markup' in part) return part.markup
  return part.map(markupOf).join('')
}

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
