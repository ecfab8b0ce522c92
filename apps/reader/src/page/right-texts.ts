import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { CrlReason } from '@sotevarmenne/x509/crl-reason'
import type { RightOfUse } from '../cards/right-of-use.ts'
import { inSentences } from './in-sentences.ts'

/** Whether a certificate can be used; why not, or why that is not certain. */
export function rightText(right: RightOfUse, language: Language): string {
  const text = useTexts[right.kind][language]
  if ('revocation' in right)
    return right.revocation === 'not-revoked'
      ? text
      : `${text} ${uncheckedTexts[right.revocation][language]}`
  if (!('at' in right)) return text
  const since = `${sinceTexts[right.kind][language]} ${showInstant(right.at, language)}`
  const reason = right.kind === 'revoked' ? reasonTexts[right.reason ?? 'unspecified'] : undefined
  return inSentences(text, since, reason && `${reasonWord[language]} ${reason[language]}`)
}

/** Whether and why a certificate can be used, in words. */
export const useTexts: Readonly<Record<RightOfUse['kind'], Text>> = {
  valid: {
    fi: 'Varmenne on voimassa.',
    sv: 'Certifikatet är giltigt.',
    en: 'The certificate is valid.',
  },
  'expires-soon': {
    fi: 'Voimassaolo päättyy 90 päivän sisällä. Hanki uusi kortti ajoissa: ammattikortin voit uusia palvelun sivulla Omat kortit.',
    sv: 'Giltigheten upphör inom 90 dagar. Skaffa ett nytt kort i tid: yrkeskortet kan du förnya på tjänstens sida Egna kort.',
    en: 'It expires within 90 days. Get a new card in time: a professional card can be renewed on the page Own cards of the service.',
  },
  'spare-expires-soon': {
    fi: 'Varakortin voimassaolo päättyy viikon sisällä. Palauta kortti rekisteröintipisteeseen.',
    sv: 'Det tillfälliga kortets giltighet upphör inom en vecka. Lämna tillbaka kortet till registreringsstället.',
    en: 'The spare card expires within a week. Return it to the registration point.',
  },
  expired: {
    fi: 'Kortin varmenne on vanhentunut. Kirjautuminen ja allekirjoitus eivät ole enää mahdollisia.',
    sv: 'Kortets certifikat har gått ut. Det går inte längre att logga in eller underteckna.',
    en: 'The card’s certificate has expired. Logging in and signing are no longer possible.',
  },
  'not-yet-valid': {
    fi: 'Kortin varmenne ei ole vielä voimassa.',
    sv: 'Kortets certifikat är inte giltigt ännu.',
    en: 'The card’s certificate is not valid yet.',
  },
  untrusted: {
    fi: 'Ohjelmisto ei luota varmentajaan, joka on myöntänyt varmenteen.',
    sv: 'Certifikatet har inte utfärdats av en utfärdare som programmet litar på.',
    en: 'The certificate was not issued by an issuer that this software trusts.',
  },
  unreadable: {
    fi: 'Varmennetta ei voi lukea.',
    sv: 'Certifikatet kan inte läsas.',
    en: 'The certificate can’t be read.',
  },
  'no-trusted-roots': {
    fi: 'Luotettuja juurivarmenteita ei ole asennettu. Ota yhteyttä työpaikkasi IT-tukeen.',
    sv: 'Inga betrodda rotcertifikat är installerade. Kontakta it-stödet på din arbetsplats.',
    en: 'No trusted root certificates are installed. Contact the IT support of your workplace.',
  },
  revoked: {
    fi: 'Kortin varmenne on suljettu eikä tule enää voimaan. Kortilla ei voi kirjautua eikä allekirjoittaa',
    sv: 'Kortets certifikat är spärrat och blir inte giltigt igen. Det går inte att logga in eller underteckna med kortet',
    en: 'The card’s certificate is revoked for good. The card can’t log in or sign',
  },
  suspended: {
    fi: 'Kortin varmenne on toistaiseksi pois käytöstä. Kortilla ei voi nyt kirjautua eikä allekirjoittaa',
    sv: 'Kortets certifikat är tills vidare ur bruk. Det går inte att logga in eller underteckna med kortet just nu',
    en: 'The card’s certificate is suspended. The card can’t log in or sign for now',
  },
  'unknown-to-issuer': {
    fi: 'Varmentajalla ei ole tietoa kortin varmenteesta. Kortilla ei voi kirjautua eikä allekirjoittaa.',
    sv: 'Utfärdaren känner inte till kortets certifikat. Det går inte att logga in eller underteckna med kortet.',
    en: 'The issuer does not recognise the card’s certificate. The card can’t log in or sign.',
  },
}

/** Why it is not known whether a valid certificate is revoked. */
const uncheckedTexts: Readonly<Record<'pending' | 'no-response' | 'no-address', Text>> = {
  pending: {
    fi: 'Tarkistetaan, onko se suljettu.',
    sv: 'Det kontrolleras om det är spärrat.',
    en: 'Checking whether it is revoked.',
  },
  'no-response': {
    fi: 'Ei ole tarkistettu, onko se suljettu, koska sulkupalveluun ei saada yhteyttä.',
    sv: 'Det har inte kontrollerats om det är spärrat, eftersom spärrtjänsten inte kan nås.',
    en: 'It was not checked whether it is revoked, because the revocation service can’t be reached.',
  },
  'no-address': {
    fi: 'Ei voi tarkistaa, onko se suljettu, koska varmenteessa ei ole sulkupalvelun osoitetta.',
    sv: 'Det går inte att kontrollera om det är spärrat, eftersom certifikatet inte anger någon spärrtjänst.',
    en: 'Whether it is revoked can’t be checked, because the certificate names no revocation service.',
  },
}

const sinceTexts: Readonly<Record<'revoked' | 'suspended', Text>> = {
  revoked: { fi: 'Suljettu', sv: 'Spärrat', en: 'Revoked on' },
  suspended: { fi: 'Keskeytetty', sv: 'Avbrutet', en: 'Suspended on' },
}
const reasonWord: Text = { fi: 'Syy:', sv: 'Orsak:', en: 'Reason:' }

const lostOrStolen: Text = {
  fi: 'kortti on ilmoitettu kadonneeksi tai varastetuksi, tai sitä on käytetty väärin',
  sv: 'kortet har anmälts försvunnet eller stulet, eller så har det missbrukats',
  en: 'the card was reported lost, stolen or misused',
}
const atIssuer: Text = {
  fi: 'varmentajan avain on voinut joutua vääriin käsiin',
  sv: 'utfärdarens nyckel kan ha kommit i orätta händer',
  en: 'the issuer’s key may have been compromised',
}
const notGiven: Text = {
  fi: 'varmentaja ei ole kertonut syytä',
  sv: 'utfärdaren har inte uppgett någon orsak',
  en: 'the issuer has not given a reason',
}

/** Why a certificate was revoked (RFC 5280 § 5.3.1). */
const reasonTexts: Readonly<Record<CrlReason, Text>> = {
  keyCompromise: lostOrStolen,
  cACompromise: atIssuer,
  aACompromise: atIssuer,
  affiliationChanged: {
    fi: 'haltijan tiedot tai työsuhde ovat muuttuneet',
    sv: 'innehavarens uppgifter eller anställning har ändrats',
    en: 'the holder’s details or employment have changed',
  },
  superseded: {
    fi: 'kortti on vaihdettu uuteen tai palautettu',
    sv: 'kortet har bytts ut eller lämnats tillbaka',
    en: 'the card was replaced or returned',
  },
  cessationOfOperation: {
    fi: 'kortti on poistettu käytöstä',
    sv: 'kortet har tagits ur bruk',
    en: 'the card was taken out of use',
  },
  privilegeWithdrawn: {
    fi: 'ammattioikeus ei ole enää voimassa',
    sv: 'yrkesrättigheten gäller inte längre',
    en: 'the right to practise is no longer in force',
  },
  unspecified: notGiven,
  certificateHold: notGiven,
  removeFromCRL: notGiven,
}
