import type { Text } from '@sotevarmenne/pages/languages'
import type { CardRefusal } from './card-check.ts'

export type PatientRefusalKind =
  | CardRefusal['kind']
  | 'challenge-gone'
  | 'malformed'
  | 'not-logged-in'
  | 'another-person'
  | 'prescription-gone'
  | 'time-stamps-unavailable'
  | 'no-certificate'
  | 'trust-unavailable'

/** Why the patient system refuses, in words for the person at the screen. */
export const refusalTexts: Readonly<Record<PatientRefusalKind, Text>> = {
  revoked: {
    fi: 'Kortti on suljettu. Sillä ei voi kirjautua eikä allekirjoittaa.',
    sv: 'Kortet är spärrat. Det går inte att logga in eller underteckna med det.',
    en: 'The card is cancelled. It can’t be used to log in or to sign.',
  },
  expired: {
    fi: 'Kortin varmenne on vanhentunut.',
    sv: 'Kortets certifikat har gått ut.',
    en: 'The card’s certificate has expired.',
  },
  'not-yet-valid': {
    fi: 'Kortin varmenne ei ole vielä voimassa.',
    sv: 'Kortets certifikat är inte giltigt ännu.',
    en: 'The card’s certificate is not valid yet.',
  },
  'unknown-ca': {
    fi: 'Varmennetta ei ole myöntänyt mikään varmentaja, johon tämä järjestelmä luottaa.',
    sv: 'Certifikatet är inte utfärdat av någon utfärdare som systemet litar på.',
    en: 'The certificate was not issued by a CA that this system trusts.',
  },
  'wrong-purpose': {
    fi: 'Varmenne on muuhun käyttöön kuin tähän.',
    sv: 'Certifikatet är avsett för annan användning.',
    en: 'The certificate is for another use.',
  },
  'wrong-signature': {
    fi: 'Allekirjoitus ei vastaa varmennetta.',
    sv: 'Underskriften stämmer inte med certifikatet.',
    en: 'The signature does not match the certificate.',
  },
  'malformed-certificate': {
    fi: 'Varmennetta ei voi lukea.',
    sv: 'Certifikatet kan inte läsas.',
    en: 'The certificate can’t be read.',
  },
  'status-unknown': {
    fi: 'Varmennetta ei löydy varmennepalvelusta.',
    sv: 'Certifikattjänsten känner inte till certifikatet.',
    en: 'The certificate service does not know this certificate.',
  },
  'status-unavailable': {
    fi: 'Varmenteen tilaa ei saatu tarkistettua. Yritä hetken kuluttua uudelleen.',
    sv: 'Certifikatets status kunde inte kontrolleras. Försök igen om en stund.',
    en: 'The status of the certificate could not be checked. Try again in a moment.',
  },
  'challenge-gone': {
    fi: 'Kirjautuminen kesti liian kauan. Aloita uudelleen.',
    sv: 'Inloggningen tog för lång tid. Börja om.',
    en: 'Logging in took too long. Start again.',
  },
  malformed: {
    fi: 'Pyyntöä ei voi lukea.',
    sv: 'Begäran kan inte läsas.',
    en: 'The request can’t be read.',
  },
  'not-logged-in': {
    fi: 'Kirjaudu ensin sisään.',
    sv: 'Logga in först.',
    en: 'Log in first.',
  },
  'another-person': {
    fi: 'Allekirjoittaja on toinen henkilö kuin kirjautunut.',
    sv: 'Den som undertecknade är en annan än den som loggat in.',
    en: 'The signer is not the person who logged in.',
  },
  'prescription-gone': {
    fi: 'Lääkemääräystä ei enää ole. Kirjoita se uudelleen.',
    sv: 'Receptet finns inte längre. Skriv det på nytt.',
    en: 'The prescription is gone. Write it again.',
  },
  'time-stamps-unavailable': {
    fi: 'Aikaleimaa ei saatu, eikä lääkemääräystä tallennettu. Yritä hetken kuluttua uudelleen.',
    sv: 'Ingen tidsstämpel kunde fås, och receptet sparades inte. Försök igen om en stund.',
    en: 'No time-stamp could be obtained, and the prescription was not saved. Try again in a moment.',
  },
  'no-certificate': {
    fi: 'Yhteydessä ei ole varmennetta.',
    sv: 'Förbindelsen har inget certifikat.',
    en: 'The connection has no certificate.',
  },
  'trust-unavailable': {
    fi: 'Varmentajien tietoja ei ole vielä saatu. Yritä hetken kuluttua uudelleen.',
    sv: 'Uppgifterna om utfärdarna har inte fåtts ännu. Försök igen om en stund.',
    en: 'The CA certificates have not been received yet. Try again in a moment.',
  },
}

/** Why a certificate was revoked, in words; the reasons that the service uses (RFC 5280 § 5.3.1). */
export const reasonTexts: Readonly<Record<string, Text>> = {
  keyCompromise: {
    fi: 'kortti on kadonnut tai varastettu',
    sv: 'kortet är försvunnet eller stulet',
    en: 'the card is lost or stolen',
  },
  affiliationChanged: {
    fi: 'tiedot ovat muuttuneet',
    sv: 'uppgifterna har ändrats',
    en: 'the data has changed',
  },
  superseded: {
    fi: 'kortti on vaihdettu',
    sv: 'kortet har ersatts',
    en: 'the card was replaced',
  },
  cessationOfOperation: {
    fi: 'kortti on poistettu käytöstä',
    sv: 'kortet har tagits ur bruk',
    en: 'the card was taken out of use',
  },
  privilegeWithdrawn: {
    fi: 'ammattioikeus on päättynyt',
    sv: 'yrkesrättigheten har upphört',
    en: 'the right to practise has ended',
  },
  unspecified: { fi: 'syytä ei ole annettu', sv: 'ingen orsak angiven', en: 'no reason given' },
}

export const texts = {
  title: {
    fi: 'Esimerkkisairaalan potilastietojärjestelmä',
    sv: 'Exempelsjukhusets patientdatasystem',
    en: 'Patient system of Example Hospital',
  },
  lead: {
    fi: 'Kirjaudu ammattikortilla. Kortinlukijaohjelmisto kysyy perustunnuslukua (PIN1) omalla sivullaan.',
    sv: 'Logga in med yrkeskortet. Kortläsarprogrammet frågar efter baskoden (PIN1) på sin egen sida.',
    en: 'Log in with your professional card. The reader software asks for the basic PIN (PIN1) on its own page.',
  },
  logIn: { fi: 'Kirjaudu kortilla', sv: 'Logga in med kort', en: 'Log in with card' },
  logOut: { fi: 'Kirjaudu ulos', sv: 'Logga ut', en: 'Log out' },
  loggedIn: { fi: 'Olet kirjautunut', sv: 'Du har loggat in', en: 'You are logged in' },
  name: { fi: 'Nimi', sv: 'Namn', en: 'Name' },
  right: { fi: 'Ammattioikeus', sv: 'Yrkesrättighet', en: 'Right to practise' },
  number: { fi: 'Rekisteröintinumero', sv: 'Registreringsnummer', en: 'Registration number' },
  doctorId: { fi: 'Yksilöintitunnus', sv: 'Identifikationskod', en: 'Doctor ID' },
  serial: { fi: 'Varmenteen numero', sv: 'Certifikatets nummer', en: 'Certificate number' },
  issuer: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'Issuer' },
  validTo: { fi: 'Voimassa asti', sv: 'Giltigt till', en: 'Valid until' },
  status: { fi: 'Tila kirjautuessa', sv: 'Status vid inloggningen', en: 'Status at log-in' },
  good: { fi: 'voimassa (OCSP)', sv: 'i kraft (OCSP)', en: 'valid (OCSP)' },
  write: {
    fi: 'Kirjoita ja allekirjoita lääkemääräys',
    sv: 'Skriv och underteckna ett recept',
    en: 'Write and sign a prescription',
  },
  writeHint: {
    fi: 'Allekirjoitus tehdään allekirjoitustunnusluvulla (PIN2).',
    sv: 'Underskriften görs med signaturkoden (PIN2).',
    en: 'The signature is made with the signature PIN (PIN2).',
  },
  prescription: { fi: 'Lääkemääräys', sv: 'Recept', en: 'Prescription' },
  form: { fi: 'Muoto', sv: 'Form', en: 'Form' },
  formPdf: {
    fi: 'PDF-asiakirja (PAdES)',
    sv: 'PDF-dokument (PAdES)',
    en: 'PDF document (PAdES)',
  },
  formCms: {
    fi: 'allekirjoitettu viesti (CAdES)',
    sv: 'undertecknat meddelande (CAdES)',
    en: 'signed message (CAdES)',
  },
  statusThen: { fi: 'Varmenteet', sv: 'Certifikat', en: 'Certificates' },
  goodThen: {
    fi: 'voimassa allekirjoitettaessa (OCSP ja sulkulistat)',
    sv: 'giltiga vid undertecknandet (OCSP och spärrlistor)',
    en: 'valid when it was signed (OCSP and revocation lists)',
  },
  fetch: { fi: 'Hae', sv: 'Hämta', en: 'Fetch' },
  sample: {
    fi: 'Amoksisilliini 500 mg, 1 kapseli kolmesti päivässä viikon ajan.',
    sv: 'Amoxicillin 500 mg, 1 kapsel tre gånger om dagen i en vecka.',
    en: 'Amoxicillin 500 mg, 1 capsule three times a day for a week.',
  },
  sign: { fi: 'Allekirjoita', sv: 'Underteckna', en: 'Sign' },
  writeSeveral: {
    fi: 'Allekirjoita monta lääkemääräystä kerralla',
    sv: 'Underteckna flera recept på en gång',
    en: 'Sign several prescriptions at once',
  },
  severalLabel: {
    fi: 'Lääkemääräykset, yksi riviä kohti (enintään 50)',
    sv: 'Recept, ett per rad (högst 50)',
    en: 'Prescriptions, one per line (50 at most)',
  },
  severalHint: {
    fi: 'Kortinlukijaohjelmisto näyttää jokaisen, ja allekirjoitustunnusluku (PIN2) kirjoitetaan kerran.',
    sv: 'Kortläsarprogrammet visar varje recept, och signaturkoden (PIN2) skrivs en gång.',
    en: 'The reader software shows each of them, and the signature PIN (PIN2) is typed once.',
  },
  signSeveral: { fi: 'Allekirjoita kaikki', sv: 'Underteckna alla', en: 'Sign all' },
  sampleOfList: {
    fi: 'Metformiini {{milligrams}} mg, 1 tabletti kahdesti päivässä.',
    sv: 'Metformin {{milligrams}} mg, 1 tablett två gånger om dagen.',
    en: 'Metformin {{milligrams}} mg, 1 tablet twice a day.',
  },
  unsigned: {
    fi: 'Näitä ei allekirjoitettu:',
    sv: 'Dessa undertecknades inte:',
    en: 'These were not signed:',
  },
  signed: {
    fi: 'Allekirjoitetut lääkemääräykset',
    sv: 'Undertecknade recept',
    en: 'Signed prescriptions',
  },
  signedNone: {
    fi: 'Ei vielä allekirjoitettuja lääkemääräyksiä.',
    sv: 'Inga undertecknade recept ännu.',
    en: 'No signed prescriptions yet.',
  },
  signedBy: { fi: 'Allekirjoittaja', sv: 'Undertecknat av', en: 'Signed by' },
  signedAt: { fi: 'Aikaleima', sv: 'Tidsstämpel', en: 'Time-stamp' },
  verified: {
    fi: 'Allekirjoitus tarkistettu: kunnossa',
    sv: 'Underskriften granskad: i sin ordning',
    en: 'Signature verified: valid',
  },
  waiting: {
    fi: 'Odotetaan tunnuslukua. Kirjoita se kortinlukijaohjelmiston sivulla.',
    sv: 'Väntar på koden. Skriv den på kortläsarprogrammets sida.',
    en: 'Waiting for your PIN. Type it on the page of the reader software.',
  },
  noReader: {
    fi: 'Kortinlukijaohjelmistoon ei saatu yhteyttä. Käynnistä se ja yritä uudelleen.',
    sv: 'Kortläsarprogrammet svarar inte. Starta det och försök igen.',
    en: 'The reader software does not answer. Start it and try again.',
  },
  refused: { fi: 'Ei onnistunut', sv: 'Det lyckades inte', en: 'That did not work' },
  reason: { fi: 'Syy', sv: 'Orsak', en: 'Reason' },
  since: { fi: 'suljettu', sv: 'spärrat', en: 'revoked' },
  other: {
    fi: 'Sama kortilla ilman selainta: mutual TLS',
    sv: 'Samma utan webbläsare: mutual TLS',
    en: 'The same without a browser: mutual TLS',
  },
  otherLead: {
    fi: 'Osoite, jossa TLS-yhteys itse kysyy kortin varmenteen:',
    sv: 'Adressen där TLS-förbindelsen själv frågar efter kortets certifikat:',
    en: 'The address where the TLS connection itself asks for the card’s certificate:',
  },
} as const satisfies Record<string, Text>
