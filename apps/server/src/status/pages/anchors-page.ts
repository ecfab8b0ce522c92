import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/pages/show'
import type { Issuer } from '#authority/index.ts'
import { threeLanguages } from './three-languages.ts'

export type Anchor = Pick<Issuer, 'id' | 'commonName' | 'role' | 'certificate'> & {
  /** SHA-256 of the certificate in DER, upper case, octets apart by colons. */
  readonly fingerprint: string
}

/** What a relying party has to trust, with the fingerprints by which it makes sure that it got the right files. */
export const anchorsPage = (anchors: readonly Anchor[]): string =>
  threeLanguages(
    texts.title,
    (language) =>
      html`<p>${texts.compare[language]}</p>
        <p><a href="/ca/all.pem">${texts.all[language]}</a></p>
        <h2>${texts.roots[language]}</h2>
        ${anchors.filter(({ role }) => role === 'root').map((each) => entry(each, language))}
        <h2>${texts.issuing[language]}</h2>
        ${anchors.filter(({ role }) => role !== 'root').map((each) => entry(each, language))}`,
  )

const entry = ({ id, commonName, certificate, fingerprint }: Anchor, language: Language): Html =>
  html`<article aria-label="${commonName}">
    <h3>${commonName}</h3>
    <dl>
      <dt>SHA-256</dt>
      <dd><code>${breakable(fingerprint)}</code></dd>
      <dt>${texts.validUntil[language]}</dt>
      <dd>${showInstant(certificate.notAfter, language)}</dd>
      <dt>${texts.files[language]}</dt>
      <dd>
        <a href="/ca/${id}.crt">DER</a> <a href="/ca/${id}.pem">PEM</a>
        <a href="/ca/${id}.p7c">${texts.withChain[language]} (p7c)</a>
        <a href="/crl/${id}.crl">${texts.list[language]}</a>
      </dd>
    </dl>
  </article>`

/** A narrow screen may break it behind each octet. */
const breakable = (fingerprint: string): readonly Html[] =>
  fingerprint.split(/(?<=:)/).map((octet) => html`${octet}<wbr />`)

const texts = {
  title: {
    fi: 'Varmentajien testivarmenteet',
    sv: 'Certifikatutfärdarnas testcertifikat',
    en: 'TEST certificates of the authorities',
  },
  compare: {
    fi: 'Vertaa tiedoston SHA-256-tiivistettä tiivisteeseen, jonka olet saanut meiltä muuta kautta. Tämä sivu yksin ei todista, että tiedosto on oikea.',
    sv: 'Jämför filens SHA-256-kontrollsumma med den som du har fått av oss på annat sätt. Enbart den här sidan bevisar inte att filen är rätt.',
    en: 'Compare the SHA-256 fingerprint of a file with the one that you got from us in another way. This page alone does not prove that a file is the right one.',
  },
  all: {
    fi: 'Kaikki varmenteet yhdessä tiedostossa (PEM)',
    sv: 'Alla certifikat i en fil (PEM)',
    en: 'All certificates in one file (PEM)',
  },
  roots: { fi: 'Juurivarmentajat', sv: 'Rotutfärdare', en: 'Root authorities' },
  issuing: {
    fi: 'Myöntävät varmentajat',
    sv: 'Utfärdande certifikatutfärdare',
    en: 'Issuing authorities',
  },
  validUntil: { fi: 'Voimassa asti', sv: 'Giltigt till', en: 'Valid until' },
  files: { fi: 'Tiedostot', sv: 'Filer', en: 'Files' },
  withChain: { fi: 'varmenneketju', sv: 'certifikatkedja', en: 'with its chain' },
  list: { fi: 'sulkulista', sv: 'spärrlista', en: 'certificate revocation list' },
} as const satisfies Readonly<Record<string, Text>>
