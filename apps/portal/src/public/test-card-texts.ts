import type { Texts } from '../texts/text.ts'

/** The public page that tests whether a card works, and gives the remedy when it does not. */
export const testMyCardTexts = {
  heading: { fi: 'Testaa korttisi', sv: 'Testa ditt kort', en: 'Test your card' },
  lead: {
    fi: 'Näet, toimiiko kortti kirjautumisessa ja allekirjoituksessa ja mitä sen varmenteista voi sanoa. Sinua ei kirjata sisään, eikä mitään tallenneta.',
    sv: 'Du ser om kortet fungerar vid inloggning och underskrift, och vad som gäller för dess certifikat. Du loggas inte in, och ingenting sparas.',
    en: 'You see whether the card works for logging in and signing, and what its certificates say. You are not signed in, and nothing is stored.',
  },
  logIn: { fi: 'Kirjautuminen', sv: 'Inloggning', en: 'Log-in' },
  logInHelp: {
    fi: 'Kortti vastaa satunnaiseen kysymykseen. Kortinlukijaohjelmisto kysyy perustunnusluvun (PIN1).',
    sv: 'Kortet svarar på en slumpmässig fråga. Kortläsarprogrammet frågar efter baskoden (PIN1).',
    en: 'The card answers a random challenge. The reader software asks for the basic PIN (PIN1).',
  },
  testLogIn: { fi: 'Testaa kirjautuminen', sv: 'Testa inloggningen', en: 'Test the log-in' },
  signing: { fi: 'Allekirjoitus', sv: 'Underskrift', en: 'Signature' },
  signingHelp: {
    fi: 'Kortti allekirjoittaa testitekstin, joka ei sido mihinkään. Kortinlukijaohjelmisto kysyy allekirjoitustunnusluvun (PIN2).',
    sv: 'Kortet undertecknar en testtext som inte binder till något. Kortläsarprogrammet frågar efter signaturkoden (PIN2).',
    en: 'The card signs a test text that binds to nothing. The reader software asks for the signature PIN (PIN2).',
  },
  testSigning: { fi: 'Testaa allekirjoitus', sv: 'Testa underskriften', en: 'Test the signature' },
  again: { fi: 'Testaa uudelleen', sv: 'Testa på nytt', en: 'Test again' },
  works: { fi: 'Kaikki toimii.', sv: 'Allt fungerar.', en: 'Everything works.' },
  fails: {
    fi: 'Jokin ei toimi. Alla kerrotaan, mikä ja mitä tehdä.',
    sv: 'Något fungerar inte. Nedan står vad det är och vad du kan göra.',
    en: 'Something does not work. See below what it is and what to do.',
  },
  validTo: {
    fi: 'Varmenne on voimassa {{day}} asti.',
    sv: 'Certifikatet gäller till {{day}}.',
    en: 'The certificate is valid until {{day}}.',
  },

  certificate: { fi: 'Varmenne', sv: 'Certifikat', en: 'Certificate' },
  signature: { fi: 'Kortin vastaus', sv: 'Kortets svar', en: 'Answer of the card' },
  validity: { fi: 'Voimassaolo', sv: 'Giltighet', en: 'Validity' },
  chain: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
  ocsp: { fi: 'Tila kyselypalvelussa (OCSP)', sv: 'Status i OCSP-tjänsten', en: 'Status by OCSP' },
  crl: {
    fi: 'Tila sulkulistalla',
    sv: 'Status på spärrlistan',
    en: 'Status on the revocation list',
  },

  'certificate.good': {
    fi: 'Varmenteen voi lukea, ja se on tähän tarkoitukseen.',
    sv: 'Certifikatet kan läsas och är för det här ändamålet.',
    en: 'The certificate can be read and is for this purpose.',
  },
  'certificate.unreadable': {
    fi: 'Varmennetta ei voi lukea. Ota kortti lukijasta, puhdista siru ja yritä uudelleen. Jos se ei auta, kysy rekisteröintipisteestä.',
    sv: 'Certifikatet kan inte läsas. Ta ut kortet, torka av chipet och försök på nytt. Om det inte hjälper, fråga på ett registreringsställe.',
    en: 'The certificate cannot be read. Take the card out, wipe the chip and try again. If that does not help, ask at a registration point.',
  },
  'certificate.another-purpose': {
    fi: 'Kortti käytti väärää varmennetta. Päivitä kortinlukijaohjelmisto.',
    sv: 'Kortet använde fel certifikat. Uppdatera kortläsarprogrammet.',
    en: 'The card used the wrong certificate. Update the reader software.',
  },
  'signature.good': {
    fi: 'Kortti laski vastauksen oikein.',
    sv: 'Kortet räknade svaret rätt.',
    en: 'The card computed its answer correctly.',
  },
  'signature.wrong': {
    fi: 'Vastaus ei ole oikea. Tarkista, että selaimen osoite on tämän palvelun osoite, päivitä kortinlukijaohjelmisto ja yritä uudelleen.',
    sv: 'Svaret är inte rätt. Kontrollera att webbläsarens adress är den här tjänstens, uppdatera kortläsarprogrammet och försök på nytt.',
    en: 'The answer is not right. Check that the address in the browser is that of this service, update the reader software and try again.',
  },
  'validity.good': {
    fi: 'Varmenne on voimassa.',
    sv: 'Certifikatet är giltigt.',
    en: 'The certificate is valid.',
  },
  'validity.expired': {
    fi: 'Varmenteen voimassaolo on päättynyt. Tilaa uusi kortti rekisteröintipisteessä.',
    sv: 'Certifikatets giltighetstid har gått ut. Beställ ett nytt kort vid ett registreringsställe.',
    en: 'The certificate has expired. Order a new card at a registration point.',
  },
  'validity.not-yet-valid': {
    fi: 'Varmenne ei ole vielä voimassa. Katso voimassaolon alkamispäivä kortista.',
    sv: 'Certifikatet är inte giltigt ännu. Se på kortet när det börjar gälla.',
    en: 'The certificate is not valid yet. See the card for the first day of validity.',
  },
  'chain.good': {
    fi: 'Varmenteen on myöntänyt tämä palvelu.',
    sv: 'Certifikatet har utfärdats av den här tjänsten.',
    en: 'The certificate was issued by this service.',
  },
  'chain.not-trusted': {
    fi: 'Kortti ei ole tämän palvelun kortti, eikä siihen täällä luoteta. Sen tilaa ei tarkistettu.',
    sv: 'Kortet är inte ett kort från den här tjänsten och är inte betrott här. Dess status kontrollerades inte.',
    en: 'The card is not one of this service and is not trusted here. Its status was not checked.',
  },
  'ocsp.good': {
    fi: 'Varmennetta ei ole suljettu.',
    sv: 'Certifikatet är inte spärrat.',
    en: 'The certificate is not revoked.',
  },
  'ocsp.revoked': {
    fi: 'Varmenne on suljettu. Suljettua korttia ei voi avata uudelleen: tilaa uusi rekisteröintipisteessä.',
    sv: 'Certifikatet är spärrat. Ett spärrat kort kan inte tas i bruk igen: beställ ett nytt vid ett registreringsställe.',
    en: 'The certificate is revoked. A cancelled card cannot be taken back into use: order a new one at a registration point.',
  },
  'ocsp.unknown': {
    fi: 'Varmennetta ei löydy palvelusta. Kysy rekisteröintipisteestä, josta sait kortin.',
    sv: 'Certifikatet finns inte i tjänsten. Fråga registreringsstället där du fick kortet.',
    en: 'The certificate is not known to the service. Ask the registration point that gave you the card.',
  },
  'ocsp.no-response': {
    fi: 'Tilapalvelu ei vastannut. Vika ei ole kortissasi: yritä hetken kuluttua uudelleen.',
    sv: 'Statustjänsten svarade inte. Felet är inte i ditt kort: försök på nytt om en stund.',
    en: 'The status service did not answer. The fault is not in your card: try again in a moment.',
  },
  'crl.good': {
    fi: 'Varmenne ei ole sulkulistalla.',
    sv: 'Certifikatet finns inte på spärrlistan.',
    en: 'The certificate is not on the revocation list.',
  },
  'crl.revoked': {
    fi: 'Varmenne on sulkulistalla. Tilaa uusi kortti rekisteröintipisteessä.',
    sv: 'Certifikatet finns på spärrlistan. Beställ ett nytt kort vid ett registreringsställe.',
    en: 'The certificate is on the revocation list. Order a new card at a registration point.',
  },
  'crl.no-response': {
    fi: 'Sulkulistaa ei saatu. Vika ei ole kortissasi: yritä hetken kuluttua uudelleen.',
    sv: 'Spärrlistan kunde inte hämtas. Felet är inte i ditt kort: försök på nytt om en stund.',
    en: 'The revocation list could not be fetched. The fault is not in your card: try again in a moment.',
  },
} satisfies Texts
