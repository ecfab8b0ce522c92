import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import type { PolicyNames } from '#authority/contract.ts'
import type { Issuer } from '#authority/index.ts'
import { threeLanguages } from './three-languages.ts'

/** The page that the policy in certificates points to (cPSuri, RFC 5280 § 4.2.1.4): what a TEST certificate is worth. */
export const policyPage = ({ organisation, policy }: PolicyFacts): string =>
  threeLanguages(
    texts.title,
    (language) =>
      html`<dl>
          <dt>${texts.identifier[language]}</dt>
          <dd>${policy.oid}</dd>
          <dt>${texts.service[language]}</dt>
          <dd>${organisation}</dd>
        </dl>
        ${texts.paragraphs.map((paragraph) => html`<p>${paragraph[language]}</p>`)}`,
  )

type PolicyFacts = Pick<Issuer, 'organisation'> & { readonly policy: PolicyNames }

const texts = {
  title: {
    fi: 'Ammattikortin testivarmenteiden varmennepolitiikka',
    sv: 'Certifikatpolicy för yrkeskortets testcertifikat',
    en: 'Certificate policy of TEST certificates on professional cards',
  },
  identifier: { fi: 'Politiikan tunniste', sv: 'Policyns identifierare', en: 'Policy identifier' },
  service: { fi: 'Varmentaja', sv: 'Certifikatutfärdare', en: 'Certification authority' },
  paragraphs: [
    {
      fi: 'Tämä on testivarmentaja. Sen varmenteet eivät todista kenestäkään mitään, eikä niihin saa luottaa muualla kuin testeissä.',
      sv: 'Detta är en testutfärdare. Dess certifikat bevisar ingenting om någon, och man får inte lita på dem annat än i tester.',
      en: 'This is a TEST authority. Its certificates prove nothing about anybody and must not be trusted outside tests.',
    },
    {
      fi: 'Kortilla on kaksi varmennetta: tunnistautumiseen ja allekirjoitukseen. Kumpikin avain on luotu kortilla, eikä se voi poistua sieltä. Varmenne on voimassa enintään viisi vuotta.',
      sv: 'Kortet har två certifikat: ett för identifiering och ett för underskrift. Båda nycklarna har skapats på kortet och kan inte lämna det. Ett certifikat gäller i högst fem år.',
      en: 'A card has two certificates: for authentication and for signatures. Both keys were made on the card and cannot leave it. A certificate is valid for at most five years.',
    },
    {
      fi: 'Varmenteen mitätöinti on lopullinen. Varmenteeseen luottavan on aina tarkistettava sen tila OCSP-palvelusta tai sulkulistalta; osoitteet ovat varmenteessa.',
      sv: 'Återkallandet av ett certifikat är slutgiltigt. Den som litar på ett certifikat ska alltid kontrollera dess status med OCSP eller från spärrlistan; adresserna finns i certifikatet.',
      en: 'The revocation of a certificate is final. Whoever relies on a certificate must always check its status by OCSP or on the revocation list; the addresses are in the certificate.',
    },
  ],
} as const satisfies Readonly<Record<string, Text | readonly Text[]>>
