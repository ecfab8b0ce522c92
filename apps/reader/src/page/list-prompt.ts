import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { ListReported } from '../lists/sign-documents.ts'
import type { SignatureRecorded } from '../lists/signature-record.ts'
import type { ListRequest, Pending } from '../prompts/prompts.ts'
import { reasonTextOf } from '../signing-api/responses.ts'
import { documentTypeNames, listWords } from './list-texts.ts'
import { pinField, pinTroubleText, promptButtons, requester } from './prompt-parts.ts'
import { relayWords } from './relay-texts.ts'
import { texts } from './texts.ts'

type Document = ListRequest['documents'][number]

/** Every document of a list, to open and to strike, and PIN2 once; then, that the card is signing. */
export function listPrompt(pending: Pending, request: ListRequest, language: Language): Html {
  const { id, isUnderWay, chosen, signed = 0 } = pending
  const { documents, digestAlgorithm, listDigest } = request
  const isChosen = (place: number) => chosen === undefined || chosen.includes(place)
  if (isUnderWay === true)
    return html`<section class="box request" id="request-${id}" data-list data-under-way>
      <h2>${listWords.requests[language]}</h2>
      <p role="status"><strong>${listWords.underWay[language]}</strong></p>
      <p data-signed="${String(signed)}">
        ${listWords.signedOf[language]}:
        ${String(signed)}/${String(chosen?.length ?? documents.length)}
      </p>
    </section>`
  return html`<section class="box request" id="request-${id}" data-list>
    <h2>${listWords.requests[language]}</h2>
    ${requester(request, language)}
    <p>${listWords.lead[language]}</p>
    <form method="post" action="requests/${id}/list" autocomplete="off">
      <input type="hidden" name="list" value="${listDigest}" />
      <fieldset>
        <legend>${listWords.documents[language]} (${String(documents.length)})</legend>
        <ol class="documents">
          ${documents.map((document, place) =>
            documentItem(
              document,
              { id, place, isChosen: isChosen(place), digestAlgorithm },
              language,
            ),
          )}
        </ol>
      </fieldset>
      <details id="list-digest-${id}">
        <summary>${listWords.listDigest[language]}</summary>
        <p><code>${listDigest}</code> (SHA-256)</p>
      </details>
      <p><strong>${texts.onlyIfYou[language]}</strong></p>
      ${pinField(id, {
        label: texts.pin2Legend[language],
        trouble:
          pending.trouble?.kind === 'nothing-chosen'
            ? listWords.nothingChosen[language]
            : pinTroubleText(pending.trouble, language),
      })}
      ${promptButtons(id, listWords.sign[language], language)}
    </form>
  </section>`
}

function documentItem(
  { title, type, digest, text }: Document,
  {
    id,
    place,
    isChosen,
    digestAlgorithm,
  }: {
    readonly id: string
    readonly place: number
    readonly isChosen: boolean
    readonly digestAlgorithm: string
  },
  language: Language,
): Html {
  const number = String(place)
  return html`<li id="document-${id}-${number}">
    <label class="choice">
      <input
        type="checkbox"
        name="document-${number}"
        value="yes"
        ${isChosen && trustedMarkup('checked')}
      />
      <strong>${title}</strong>
    </label>
    ${
      text === undefined
        ? html`<p>
            <a href="requests/${id}/documents/${number}" target="_blank" rel="noreferrer"
              >${listWords.openPdf[language]}<span class="visually-hidden">: ${title}</span></a
            >
          </p>`
        : html`<details id="text-${id}-${number}" ${isShort(text) && trustedMarkup('open')}>
            <summary>
              ${listWords.open[language]}<span class="visually-hidden">: ${title}</span>
            </summary>
            <pre tabindex="0" aria-label="${title}">${text}</pre>
          </details>`
    }
    <p class="note">
      ${documentTypeNames[type]?.[language] ?? type}, ${texts.digest[language]}
      (${digestAlgorithm}): <code>${digest}</code>
    </p>
  </li>`
}

/** Shown without being opened: what fits in few lines. */
const isShort = (text: string): boolean => text.length <= 600 && text.split('\n').length <= 10

/** How the last list ended, until it is read or another begins. */
export const listReported = (
  { origin, signed, requested, refusal }: ListReported,
  language: Language,
): Html =>
  html`<div class="${refusal ? 'bad' : 'good'}" role="status" data-list-ended="${String(signed)}">
    <p>
      <strong>${listWords.signedOf[language]}: ${String(signed)}/${String(requested)}</strong>
      (${origin}).
    </p>
    ${refusal && html`<p>${listWords.rest[language]} ${reasonTextOf(refusal, language)}</p>`}
    <form method="post" action="requests/dismiss">
      <button class="quiet">${relayWords.understood[language]}</button>
    </form>
  </div>`

/** Shown beside the card; so many at most. */
const maxShown = 50

export const signaturesRecorded = (
  signatures: readonly SignatureRecorded[],
  language: Language,
): Html | false =>
  signatures.length > 0 &&
  html`<details data-recorded="${String(signatures.length)}">
    <summary>${listWords.recorded[language]} (${String(signatures.length)})</summary>
    <ol>
      ${signatures.slice(0, maxShown).map(
        ({ at, origin, hash, digest, list }) =>
          html`<li>
            ${showInstant(at, language)}, ${origin}<br />
            ${texts.digest[language]} (${hash}): <code>${digest}</code><br />
            ${listWords.listDigest[language]}: <code>${list}</code>
          </li>`,
      )}
    </ol>
  </details>`
