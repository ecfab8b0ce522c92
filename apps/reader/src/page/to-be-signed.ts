import { exactTexts, summaryOf, summaryTexts } from '@sotevarmenne/api/statement-summary'
import { instant } from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { showDay, showTime } from '@sotevarmenne/kernel/show'
import type { Request } from '../prompts/prompts.ts'
import { texts } from './texts.ts'

type Content = Request['content']

/**
 * What the person signs. A statement of the service has the summary of the service's own page, made here from the
 * text itself: the site that requests the signature can't add to it. The exact text is whole in either case.
 */
export function toBeSigned(content: Content, language: Language): Html {
  const { text } = content
  if (text === undefined)
    return html`<p class="warn">${texts.contentUnseen[language]}</p>
      ${digestOf(content, language)}`
  const exact = html`<pre tabindex="0" aria-label="${texts.content[language]}">${text}</pre>
    ${digestOf(content, language)}`
  const summary = summaryOf(text, language, {
    day: (date) => showDay(date, language),
    time: (at) => showTime(instant(Date.parse(at)), language),
  })
  if (summary === undefined)
    return html`<h3>${texts.content[language]}</h3>
      ${exact}`
  return html`<h3>${summaryTexts.statement[language]}</h3>
    <dl class="summary">
      ${summary.map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <details id="exact-text">
      <summary>${exactTexts['exactText.signed'][language]}</summary>
      ${exact}
    </details>`
}

export const digestOf = ({ digestAlgorithm, digest }: Content, language: Language): Html =>
  html`<dl>
    <dt>${texts.digest[language]} (${digestAlgorithm})</dt>
    <dd><code>${digest}</code></dd>
  </dl>`
