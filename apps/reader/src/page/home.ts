import { createHash } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showDay } from '@sotevarmenne/kernel/show'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { CardSeen, Seen } from '../cards/card-desk.ts'
import type { CardOnShelf, CardReader } from '../cards/card-reader.ts'
import { holderOf } from '../cards/certificate-facts.ts'
import { pinResetOf } from '../cards/pin-reset.ts'
import { mayBeUsed, type RightOfUse } from '../cards/right-of-use.ts'
import type { Pending, Request } from '../prompts/prompts.ts'
import type { RelayReported } from '../relay/relay-card.ts'
import type { ListReported } from '../lists/sign-documents.ts'
import type { SignatureRecorded } from '../lists/signature-record.ts'
import { cardPicture } from './card-picture.ts'
import { digestOf, toBeSigned } from './to-be-signed.ts'
import { listPrompt, listReported, signaturesRecorded } from './list-prompt.ts'
import { pinField, pinTroubleText, promptButtons, requester } from './prompt-parts.ts'
import { relayRequest, relayReported } from './relay-request.ts'
import { settingsTexts } from './settings-texts.ts'
import { unlockLink } from './unlock-link.ts'
import { rightText, useTexts } from './right-texts.ts'
import { pinLockedText, refusalTexts, texts } from './texts.ts'

export type ReaderSeen = {
  readonly reader: CardReader
  readonly seen: Seen
  readonly shelf: readonly CardOnShelf[] | undefined
  /** Of the card's signature certificate, with this program. */
  readonly signatures: readonly SignatureRecorded[]
}

export type HomeSeen = {
  readonly pending: readonly Pending[]
  readonly lastRelay: RelayReported | undefined
  readonly lastList: ListReported | undefined
  /** A prompt ended because its card was taken out. */
  readonly hasEndedWithCard: boolean
  readonly readers: readonly ReaderSeen[]
  readonly roots: readonly Certificate[]
  readonly news: Text | undefined
  /** The minimum version that the service demands, where this one is older. */
  readonly tooOldFor: string | undefined
  readonly newer: string | undefined
  /** Origin of the service that unlocks cards on its page. */
  readonly serviceOrigin: string
}

/**
 * The front page: first requests that wait for a PIN, then the readers and their cards, and the trusted
 * roots.
 */
export const home = (
  language: Language,
  {
    pending,
    lastRelay,
    lastList,
    hasEndedWithCard,
    readers,
    roots,
    news,
    tooOldFor,
    newer,
    serviceOrigin,
  }: HomeSeen,
): Html => html`
  <h1>${texts.readers[language]}</h1>
  <p class="bad" id="gone" role="alert" hidden>${texts.gone[language]}</p>
  <div id="news" data-live>
    ${news && html`<p class="good" role="status"><strong>${news[language]}</strong></p>`}
  </div>
  ${
    tooOldFor !== undefined &&
    html`<p class="bad" id="too-old">${settingsTexts.tooOld[language]} ${tooOldFor}.</p>`
  }
  ${
    newer !== undefined &&
    html`<p class="warn" id="newer">
      ${settingsTexts.newVersion[language]} ${newer}.
      <a href="settings#about">${settingsTexts.about[language]}</a>
    </p>`
  }
  <section id="requests" data-live aria-live="assertive" aria-label="${texts.requests[language]}">
    ${
      hasEndedWithCard &&
      html`<p class="warn" data-ended><strong>${texts.endedWithCard[language]}</strong></p>`
    }
    ${lastRelay && pending.length === 0 && relayReported(lastRelay, language)}
    ${lastList && pending.length === 0 && listReported(lastList, language)}
    ${
      pending.length === 0
        ? html`<p class="note">${texts.nothingPending[language]}</p>`
        : pending.map((each) => pendingBox(each, language))
    }
  </section>
  <div id="readers" data-live>
    ${readers.map((each) => readerBox(each, language, serviceOrigin))}
  </div>
  <details class="box">
    <summary>${texts.trusted[language]}</summary>
    <p>${(roots.length === 0 ? useTexts['no-trusted-roots'] : texts.trustedNote)[language]}</p>
    <dl>${roots.map((root) => trustedRoot(root, language))}</dl>
  </details>
`

const trustedRoot = ({ subject, der }: Certificate, language: Language): Html =>
  html`<dt>${attributeOf(subject, attributeTypes.commonName)}</dt>
    <dd>${texts.fingerprint[language]} <code>${fingerprintOf(der)}</code></dd>`

/** As `openssl x509 -fingerprint -sha256` writes it. */
const fingerprintOf = (der: Uint8Array): string =>
  createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?!$)/g, '$&:')

function pendingBox(pending: Pending, language: Language): Html {
  const { request: requested } = pending
  if ('cards' in requested) return relayRequest(pending, requested, language)
  if ('documents' in requested) return listPrompt(pending, requested, language)
  return request(pending, requested, language)
}

function request({ id, trouble }: Pending, query: Request, language: Language): Html {
  const { purpose, content } = query
  const isLogIn = purpose === 'authentication'
  return html`<section class="box request" id="request-${id}" data-request="${purpose}">
    <h2>${isLogIn ? texts.requestsLogIn[language] : texts.requestsSignature[language]}</h2>
    ${requester(query, language)}
    ${isLogIn ? digestOf(content, language) : toBeSigned(content, language)}
    <p><strong>${texts.onlyIfYou[language]}</strong></p>
    <form method="post" action="requests/${id}/pin" autocomplete="off">
      ${pinField(id, {
        label: capitalised((isLogIn ? texts.pin1 : texts.pin2)[language]),
        trouble: pinTroubleText(trouble, language),
      })}
      ${promptButtons(id, (isLogIn ? texts.logIn : texts.sign)[language], language)}
    </form>
  </section>`
}

function readerBox(
  { reader, seen, shelf, signatures }: ReaderSeen,
  language: Language,
  serviceOrigin: string,
): Html {
  const name = shelf ? texts.virtualReader[language] : reader.name
  return html`<section class="box" id="reader-${reader.id}" data-reader="${reader.id}">
      <h2>${name}</h2>
      ${whatIsIn(seen, reader, language)} ${signaturesRecorded(signatures, language)}
      ${
        seen.state === 'card' &&
        pinResetOf(seen.card) === 'letter' &&
        seen.card.pins.some(({ blocked }) => blocked) &&
        unlockLink(language, { serviceOrigin, activated: seen.card.activated })
      }
      <div class="buttons">
        ${seen.state === 'card' && operations(seen.card, reader, language)}
        ${
          shelf &&
          seen.state !== 'empty' &&
          html`<form method="post" action="cards/take-out">
            <input type="hidden" name="reader" value="${reader.id}" />
            <button class="quiet">${texts.takeOut[language]}</button>
          </form>`
        }
      </div>
    </section>
    ${shelf && shelfBox(shelf, reader, language)}`
}

function whatIsIn(seen: Seen, reader: CardReader, language: Language): Html {
  switch (seen.state) {
    case 'empty':
      return html`<p>${texts.empty[language]}</p>`
    case 'blank':
      return html`<p data-blank>${texts.blankIn[language]}</p>`
    case 'unfinished':
      return html`<div class="warn" data-unfinished>
        <p><strong>${texts.unfinishedIn[language]}</strong> ${texts.unfinishedNote[language]}</p>
      </div>`
    case 'unreadable':
      return html`<p class="warn">${texts.unreadable[language]}</p>`
    case 'in-use':
      return html`<p class="warn">${refusalTexts['card-in-use'][language]}</p>`
    case 'no-reader':
      return html`<p class="warn">${texts.noReader[language]}</p>`
    case 'card':
      return cardBox(seen.card, reader, language)
    default:
      return unreachable(seen)
  }
}

function cardBox(card: CardSeen, reader: CardReader, language: Language): Html {
  return html`
    ${!card.activated && notActivatedBox(card, reader, language)}
    <div class="in-reader">
      ${cardPicture(card, language)}
      <div>
        ${card.certificates.map(({ purpose, der }) => certificateBox(purpose, der, card, language))}
        ${pinResetOf(card) === 'same-letter' && html`<p class="note">${texts.codeStays[language]}</p>`}
      </div>
    </div>
  `
}

function notActivatedBox(card: CardSeen, { id }: CardReader, language: Language): Html {
  if (pinResetOf(card) === 'registration-point')
    return html`<div class="warn" data-not-ready>
      <p><strong>${texts.spareNotReady[language]}.</strong> ${texts.spareNotReadyNote[language]}</p>
    </div>`
  return html`<div class="warn">
    <p><strong>${texts.notActivated[language]}.</strong> ${texts.notActivatedNote[language]}</p>
    <p class="buttons">
      <a class="button" href="activate?reader=${encodeURIComponent(id)}"
        >${texts.activate[language]}</a
      >
    </p>
  </div>`
}

/** A card that is not activated has one operation only, shown above it. */
function operations(card: CardSeen, { id }: CardReader, language: Language): Html | false {
  const query = `reader=${encodeURIComponent(id)}`
  return (
    card.activated &&
    html`<a class="button quiet" href="change-pin?${query}">${texts.changePin[language]}</a> ${
        pinResetOf(card) !== 'registration-point' &&
        html`<a class="button quiet" href="new-pins?${query}">${texts.newPins[language]}</a>`
      }`
  )
}

function certificateBox(
  purpose: 'authentication' | 'signature',
  der: Uint8Array,
  card: CardSeen,
  language: Language,
): Html {
  const facts = holderOf(der)
  const right = card.rights[purpose] ?? { kind: 'unreadable' }
  const pin = card.pins.find((each) => each.purpose === purpose)
  return html`<h3>${texts[purpose][language]}</h3>
    <p class="state ${tone(right)}" data-right="${right.kind}">${rightText(right, language)}</p>
    ${
      pin?.blocked === true &&
      card.activated &&
      html`<p class="state bad">${pinLockedText(card)[language]}</p>`
    }
    ${
      facts &&
      html`<dl>
          <dt>${texts.validity[language]}</dt>
          <dd>${dayOf(facts.notBefore, language)} – ${dayOf(facts.notAfter, language)}</dd>
          ${
            pin?.blocked === false &&
            card.activated &&
            html`<dt>${texts.triesLeft[language]}</dt>
              <dd data-tries="${purpose}">${pin.triesLeft}</dd>`
          }
        </dl>
        <details>
          <summary>${texts.details[language]}</summary>
          <dl>
            <dt>${texts.issuer[language]}</dt>
            <dd>${facts.issuer}</dd>
            <dt>${texts.serial[language]}</dt>
            <dd><code>${facts.serial}</code></dd>
            <dt>${texts.key[language]}</dt>
            <dd>${facts.key}</dd>
            <dt>${texts.fingerprint[language]}</dt>
            <dd><code>${fingerprintOf(der)}</code></dd>
          </dl>
          <h4>${texts.chain[language]}</h4>
          <ol>
            ${card.chain.map((ca) => chainItem(ca, language))}
          </ol>
        </details>`
    } `
}

/** A CA of the chain, from the issuer of the certificate up to the root. */
function chainItem(der: Uint8Array, language: Language): Html | undefined {
  const facts = holderOf(der)
  return (
    facts &&
    html`<li>
      ${facts.name} (${dayOf(facts.notBefore, language)} – ${dayOf(facts.notAfter, language)},
      ${facts.key})<br />
      <code>${fingerprintOf(der)}</code>
    </li>`
  )
}

const tone = (right: RightOfUse): string => {
  if (!mayBeUsed(right)) return 'bad'
  const isCertain = right.kind === 'valid' && ['not-revoked', 'pending'].includes(right.revocation)
  return isCertain ? 'good' : 'warn'
}

function shelfBox(shelf: readonly CardOnShelf[], reader: CardReader, language: Language): Html {
  const blanks = shelf.filter(({ state, isIn }) => state === 'blank' && !isIn)
  const others = shelf.filter(({ state, isIn }) => state !== 'blank' || isIn)
  return html`<section class="box" data-shelf="${reader.id}">
    <h2>${texts.shelf[language]}</h2>
    <p class="note">${texts.shelfNote[language]}</p>
    ${
      shelf.length === 0
        ? html`<p>${texts.shelfEmpty[language]}</p>`
        : html`<ul class="shelf">
            ${others.map((card) => {
              const [name, note] = namesOf(card, language)
              const { chipSerial, isIn } = card
              return html`<li data-card="${chipSerial}">
                <p><strong>${name}</strong><br /><span class="note">${note}</span></p>
                ${
                  isIn
                    ? html`<p class="state good">${texts.isIn[language]}</p>`
                    : insertForm(reader, { chipSerial, name: `${name}, ${note}` }, language)
                }
              </li>`
            })}
            ${blanks.slice(0, 1).map(
              ({ chipSerial }) =>
                html`<li data-blanks="${String(blanks.length)}">
                  <p>
                    <strong>${texts.blank[language]}</strong><br /><span class="note"
                      >${texts.blanksLeft[language]}: ${String(blanks.length)}</span
                    >
                  </p>
                  ${insertForm(reader, { chipSerial, name: texts.blank[language] }, language)}
                </li>`,
            )}
          </ul>`
    }
  </section>`
}

/** What distinguishes a card on the table from the others. */
function namesOf(card: CardOnShelf, language: Language): readonly [name: string, note: string] {
  const chip = `${texts.chip[language]} …${card.chipSerial.slice(-6)}`
  switch (card.state) {
    case 'finished':
      return [card.holder, `${card.label} …${card.cardNumber.slice(-6)}`]
    case 'blank':
      return [texts.blank[language], chip]
    case 'unfinished':
      return [texts.unfinished[language], chip]
    default:
      return unreachable(card)
  }
}

const insertForm = (
  reader: CardReader,
  { chipSerial, name }: { readonly chipSerial: string; readonly name: string },
  language: Language,
): Html =>
  html`<form method="post" action="cards/insert">
    <input type="hidden" name="reader" value="${reader.id}" />
    <input type="hidden" name="chipSerial" value="${chipSerial}" />
    <button aria-label="${texts.insert[language]}: ${name}">${texts.insert[language]}</button>
  </form>`

const dayOf = (at: Instant, language: Language): string => showDay(dateInHelsinki(at), language)

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
