import { createHash } from 'node:crypto'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Page } from '@sotevarmenne/pages/frame'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { Issuer } from '#pki/ca/index.ts'

/**
 * The trust anchors for relying parties, with the fingerprints to verify that the right files were
 * downloaded.
 */
export const anchorsPage = (issuers: readonly Issuer[], language: Language): Page => ({
  title: titleOf(issuers)[language],
  body: html`<h1>${titleOf(issuers)[language]}</h1>
    <p class="lead">${texts.compare[language]}</p>
    <div class="box">
      <p><a href="/ca/all.pem">${texts.all[language]}</a></p>
      <p><a href="/ca/test.pem">${texts.ofTests[language]}</a></p>
      <p>${texts.command[language]}</p>
      <pre class="command" tabindex="0">
openssl x509 -in root-g1-ecc.crt -noout -fingerprint -sha256</pre>
      <p
        id="copied"
        class="note"
        role="status"
        data-text="${texts.copied[language]}"
        data-done="${texts.done[language]}"
      ></p>
    </div>
    ${(['root', 'issuing'] as const).map(
      (kind) =>
        html`<section aria-labelledby="${kind}">
          <h2 id="${kind}">${texts[kind][language]}</h2>
          ${issuers
            .filter(({ role }) => (role === 'root') === (kind === 'root'))
            .map((each) => entry(each, language))}
        </section>`,
    )}`,
  script,
})

type Anchor = Pick<Issuer, 'id' | 'commonName' | 'certificate' | 'signatureAlgorithm'>

function entry(
  { id, commonName, certificate, signatureAlgorithm }: Anchor,
  language: Language,
): Html {
  const fingerprint = fingerprintOf(certificate.der)
  return html`<article class="box" aria-label="${commonName}">
    <h3>${commonName}</h3>
    <dl>
      <dt>SHA-256</dt>
      <dd>
        <code class="fingerprint">${inRows(fingerprint)}</code>
        <button
          class="quiet small"
          type="button"
          hidden
          data-copy="${fingerprint}"
          aria-label="${texts.copy[language]}: ${commonName}"
        >
          ${texts.copy[language]}
        </button>
      </dd>
      <dt>${texts.signs[language]}</dt>
      <dd>${signatureAlgorithm}</dd>
      <dt>${texts.validUntil[language]}</dt>
      <dd>${showInstant(certificate.notAfter, language)}</dd>
      <dt>${texts.files[language]}</dt>
      <dd>
        <ul class="files">
          <li><a href="/ca/${id}.crt" aria-label="DER: ${commonName}">DER</a></li>
          <li><a href="/ca/${id}.pem" aria-label="PEM: ${commonName}">PEM</a></li>
          <li>
            <a href="/ca/${id}.p7c" aria-label="${texts.withChain[language]} (p7c): ${commonName}"
              >${texts.withChain[language]} (p7c)</a
            >
          </li>
          <li>
            <a href="/crl/${id}.crl" aria-label="${texts.list[language]}: ${commonName}"
              >${texts.list[language]}</a
            >
          </li>
        </ul>
      </dd>
    </dl>
  </article>`
}

/** SHA-256 of the certificate in DER, upper case, bytes separated by colons, as tools print it. */
const fingerprintOf = (der: Uint8Array): string =>
  createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replaceAll(/..(?=.)/g, '$&:')

/** Eight bytes are kept together; copied, they are one line. */
const inRows = (fingerprint: string): readonly Html[] =>
  (fingerprint.match(/.{1,24}/g) ?? []).map((bytes) => html`<span>${bytes}</span>`)

/** Where the browser lets a page copy (not over plain HTTP), each fingerprint has a copy button. */
const script = `
const copied = document.getElementById('copied')
if (navigator.clipboard)
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy)
      copied.textContent = copied.dataset.text + ' ' + button.dataset.copy
      button.textContent = copied.dataset.done
    })
  }
`

const titleOf = (issuers: readonly Issuer[]): Text =>
  issuers.some(({ isProductionService }) => isProductionService === true)
    ? texts.title
    : texts.testTitle

const texts = {
  testTitle: {
    fi: 'Varmentajien testivarmenteet',
    sv: 'Utfärdarnas testcertifikat',
    en: 'TEST CA certificates',
  },
  title: {
    fi: 'Varmentajien varmenteet',
    sv: 'Utfärdarnas certifikat',
    en: 'CA certificates',
  },
  compare: {
    fi: 'Vertaa tiedoston SHA-256-tiivistettä tiivisteeseen, jonka olet saanut meiltä muuta kautta. Tämä sivu yksin ei todista, että tiedosto on oikea.',
    sv: 'Jämför filens SHA-256-kondensat med det som du har fått av oss på annat sätt. Enbart den här sidan bevisar inte att filen är rätt.',
    en: 'Compare the SHA-256 fingerprint of a file with the one that you got from us in another way. This page alone does not prove that a file is the right one.',
  },
  all: {
    fi: 'Henkilöiden, palvelinten ja järjestelmien varmentajat yhdessä tiedostossa (PEM)',
    sv: 'Utfärdarna för personer, servrar och system i en fil (PEM)',
    en: 'The CAs of people, servers and systems in one file (PEM)',
  },
  ofTests: {
    fi: 'Testikorttien ja testivarmenteiden varmentajat, vain testijärjestelmiin (PEM)',
    sv: 'Utfärdarna för testkort och testcertifikat, bara för testsystem (PEM)',
    en: 'The CAs of test cards and test certificates, for test systems only (PEM)',
  },
  root: { fi: 'Juurivarmentajat', sv: 'Rotutfärdare', en: 'Root CAs' },
  issuing: {
    fi: 'Myöntävät varmentajat',
    sv: 'Utfärdare under rötterna',
    en: 'Issuing CAs',
  },
  command: {
    fi: 'Näin lasket tiedoston tiivisteen:',
    sv: 'Så räknar du ut en fils kondensat:',
    en: 'This tells the fingerprint of a file:',
  },
  copy: { fi: 'Kopioi', sv: 'Kopiera', en: 'Copy' },
  copied: { fi: 'Kopioitu:', sv: 'Kopierat:', en: 'Copied:' },
  done: { fi: 'Kopioitu', sv: 'Kopierat', en: 'Copied' },
  signs: { fi: 'Allekirjoittaa', sv: 'Signerar med', en: 'Signs with' },
  validUntil: { fi: 'Voimassa asti', sv: 'Giltigt till', en: 'Valid until' },
  files: { fi: 'Tiedostot', sv: 'Filer', en: 'Files' },
  withChain: { fi: 'varmenneketju', sv: 'certifikatkedja', en: 'with its chain' },
  list: { fi: 'sulkulista', sv: 'spärrlista', en: 'certificate revocation list' },
} as const satisfies Readonly<Record<string, Text>>
