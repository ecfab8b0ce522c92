import { html } from '@sotevarmenne/pages/html'
import type { Page } from '@sotevarmenne/pages/frame'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { PolicyNames, ProfileId } from '#pki/ca/contract.ts'
import { policiesOf, policiesOfCa, profiles, type Issuer } from '#pki/ca/index.ts'
import { profileName } from './profile-names.ts'
import { statementPath, statementTitle } from './cps-page.ts'

/** An issuer below a root: its certificates point to the page of its policy. */
export type WithPolicy = Issuer & { readonly role: CertifyingRole; readonly policy: PolicyNames }

export const hasPolicy = (issuer: Issuer): issuer is WithPolicy =>
  issuer.role !== 'root' && issuer.policy !== undefined

/** A policy with its page, and the certificates that have it. */
export type PolicyDocument = {
  readonly policy: PolicyNames
  readonly issuer: WithPolicy
  readonly profiles: readonly ProfileId[]
}

/** Those of the CAs, each followed by those that some of its profiles have instead. One that two CAs have stands once. */
export function policyDocuments(issuers: readonly WithPolicy[]): readonly PolicyDocument[] {
  const all = issuers.flatMap((issuer) =>
    policiesOfCa(issuer).map((policy) => ({
      ...{ policy, issuer },
      profiles: Object.values(profiles)
        .filter(
          (profile) =>
            profile.certifies !== 'ca' &&
            profile.issuers.includes(issuer.role) &&
            policiesOf(profile, { issuer, ca: undefined }).some(({ oid }) => oid === policy.oid),
        )
        .map(({ id }) => id),
    })),
  )
  // Generations of a CA may give one policy to different profiles.
  return [...new Map(all.map((each) => [each.policy.cpsUrl, each])).values()].map((last) => {
    const same = all.filter(({ policy }) => policy.cpsUrl === last.policy.cpsUrl)
    return { ...last, profiles: [...new Set(same.flatMap((each) => each.profiles))] }
  })
}

export const policyPath = ({ policy }: Pick<PolicyDocument, 'policy'>): string =>
  new URL(policy.cpsUrl).pathname

export function policyTitle(
  { policy, issuer, profiles: own }: PolicyDocument,
  language: Language,
): string {
  const { role, family, policy: ofCa } = issuer
  const title =
    policy.oid === ofCa.oid
      ? (isWorthless(issuer) ? testTitles : titles)[role][language]
      : `${texts.policyOf[language]}: ${own.map((id) => profileName(id, language)).join(', ')}`
  return `${title} (${families[family]})`
}

/** The page that the policy in certificates points to (cPSuri, RFC 5280 § 4.2.1.4): what a certificate is worth. */
export function policyPage(
  document: PolicyDocument,
  { issuers, language }: { readonly issuers: readonly Issuer[]; readonly language: Language },
): Page {
  const { policy, profiles: own, issuer } = document
  const { organisation, role } = issuer
  const under = issuers.filter((each) => policiesOfCa(each).some(({ oid }) => oid === policy.oid))
  const title = policyTitle(document, language)
  return {
    title,
    body: html`<h1>${title}</h1>
      ${isWorthless(issuer) && html`<div class="warn"><strong>${texts.worthless[language]}</strong></div>`}
      <div class="box">
        <dl>
          <dt>${texts.identifier[language]}</dt>
          <dd><code>${policy.oid}</code></dd>
          <dt>${texts.service[language]}</dt>
          <dd>${organisation}</dd>
          <dt>${texts.issuers[language]}</dt>
          <dd>
            <ul class="plain">
              ${under.map(
                ({ id, commonName }) => html`<li><a href="/ca/${id}.crt">${commonName}</a></li>`,
              )}
            </ul>
          </dd>
        </dl>
      </div>
      ${[contents[role], texts.final].map((paragraph) => html`<p>${paragraph[language]}</p>`)}
      <p><a href="${statementPath}">${statementTitle[language]}</a></p>
      <h2>${texts.kinds[language]}</h2>
      ${
        own.length === 0
          ? html`<p>${texts.none[language]}</p>`
          : html`<ul class="plain">
              ${own.map(
                (id) => html`<li><a href="/profiles/${id}">${profileName(id, language)}</a></li>`,
              )}
            </ul>`
      }`,
  }
}

/** A CA for tests, and every CA of a service that is not a production service. */
const isWorthless = ({ role, isProductionService }: WithPolicy): boolean =>
  role === 'test' || isProductionService !== true

const families = { rsa: 'RSA', ecc: 'ECC' } as const

/** A root has no policy of its own. */
type CertifyingRole = Exclude<Issuer['role'], 'root'>

const testTitles = {
  professional: {
    fi: 'Sote-korttien testivarmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för testcertifikat på vårdens kort',
    en: 'Certificate policy of TEST certificates on care cards',
  },
  temporary: {
    fi: 'Tilapäisten testivarmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för tillfälliga testcertifikat',
    en: 'Certificate policy of temporary TEST certificates',
  },
  service: {
    fi: 'Palvelinten ja järjestelmien testivarmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för testcertifikat för servrar och system',
    en: 'Certificate policy of TEST certificates of servers and systems',
  },
  test: {
    fi: 'Testikorttien ja testipalvelujen varmennepolitiikka',
    sv: 'Certifikatpolicy för testkort och testtjänster',
    en: 'Certificate policy of test cards and test services',
  },
} as const satisfies Readonly<Record<CertifyingRole, Text>>

const titles = {
  professional: {
    fi: 'Sote-korttien varmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för certifikaten på vårdens kort',
    en: 'Certificate policy of the certificates on care cards',
  },
  temporary: {
    fi: 'Tilapäisten varmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för tillfälliga certifikat',
    en: 'Certificate policy of temporary certificates',
  },
  service: {
    fi: 'Palvelinten ja järjestelmien varmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för servrars och systems certifikat',
    en: 'Certificate policy of certificates of servers and systems',
  },
  test: testTitles.test,
} as const satisfies Readonly<Record<CertifyingRole, Text>>

const contents = {
  professional: {
    fi: 'Kortilla on kaksi varmennetta: tunnistautumiseen ja allekirjoitukseen. Kumpikin avain on luotu kortilla, eikä se voi poistua sieltä. Varmenne on voimassa enintään viisi vuotta.',
    sv: 'Kortet har två certifikat: ett för identifiering och ett för underskrift. Båda nycklarna har skapats på kortet och kan inte lämna det. Ett certifikat gäller i högst fem år.',
    en: 'A card has two certificates: for authentication and for signatures. Both keys were made on the card and cannot leave it. A certificate is valid for at most five years.',
  },
  temporary: {
    fi: 'Tilapäiset varmenteet ovat varakortilla, kun oma kortti on kadonnut, unohtunut tai rikki. Ne toistavat haltijan tiedot ja ovat voimassa enintään kolme kuukautta.',
    sv: 'Tillfälliga certifikat finns på ett tillfälligt kort när det egna kortet är försvunnet, glömt eller trasigt. De upprepar innehavarens uppgifter och gäller i högst tre månader.',
    en: 'Temporary certificates are on a spare card while the actual card is lost, forgotten or broken. They repeat the holder’s data and are valid for at most three months.',
  },
  service: {
    fi: 'Palvelinvarmenne on voimassa enintään vuoden ja järjestelmän allekirjoitusvarmenne enintään kaksi vuotta. Organisaation nimi ja tunniste ovat kansallisesta koodistosta.',
    sv: 'Ett servercertifikat gäller i högst ett år och ett systems underskriftscertifikat i högst två år. Organisationens namn och identifierare är ur den nationella kodtjänsten.',
    en: 'A server’s certificate is valid for at most one year, a system’s signature certificate for at most two. Name and identifier of the organisation are those of the national code service.',
  },
  test: {
    fi: 'Näillä varmenteilla kokeillaan järjestelmiä. Henkilöt ja organisaatiot niissä ovat keksittyjä. Kentät ovat samat kuin oikeissa varmenteissa.',
    sv: 'Med dessa certifikat provas system. Personerna och organisationerna i dem är påhittade. Fälten är desamma som i riktiga certifikat.',
    en: 'Systems are tried with these certificates. The people and organisations in them are invented. Their fields are those of real certificates.',
  },
} as const satisfies Readonly<Record<CertifyingRole, Text>>

const texts = {
  policyOf: { fi: 'Varmennepolitiikka', sv: 'Certifikatpolicy', en: 'Certificate policy' },
  identifier: { fi: 'Politiikan tunniste', sv: 'Policyns identifierare', en: 'Policy identifier' },
  service: { fi: 'Organisaatio', sv: 'Organisation', en: 'Organisation' },
  issuers: { fi: 'Varmentajat', sv: 'Utfärdare', en: 'CAs' },
  kinds: {
    fi: 'Tämän politiikan varmenteet, kenttä kentältä',
    sv: 'Certifikat under denna policy, fält för fält',
    en: 'Certificates under this policy, field by field',
  },
  none: {
    fi: 'Tällä politiikalla ei myönnetä varmenteita: se on vain varmentajan omassa varmenteessa.',
    sv: 'Inga certifikat utfärdas enligt denna policy: den finns bara i utfärdarens eget certifikat.',
    en: 'No certificates are issued under this policy: only the certificate of the CA has it.',
  },
  worthless: {
    fi: 'Tämä on testivarmentaja. Sen varmenteet eivät todista kenestäkään mitään, eikä niihin saa luottaa muualla kuin testeissä.',
    sv: 'Detta är en testutfärdare. Dess certifikat bevisar ingenting om någon, och man får inte lita på dem annat än i tester.',
    en: 'This is a TEST CA. Its certificates prove nothing about anybody and must not be trusted outside tests.',
  },
  final: {
    fi: 'Varmenteen sulkeminen on lopullinen. Varmenteeseen luottavan on aina tarkistettava sen tila OCSP-palvelusta tai sulkulistalta; osoitteet ovat varmenteessa.',
    sv: 'Spärrningen av ett certifikat är slutgiltig. Den som litar på ett certifikat ska alltid kontrollera dess status med OCSP eller från spärrlistan; adresserna finns i certifikatet.',
    en: 'The revocation of a certificate is final. A relying party must always check the status of a certificate by OCSP or on the CRL; the addresses are in the certificate.',
  },
} as const satisfies Readonly<Record<string, Text>>
