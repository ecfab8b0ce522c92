import type { Texts } from '../texts/text.ts'

/** The e-mail domains of an organisation, on its own page and on the office's. */
export const emailDomainTexts = {
  heading: {
    fi: 'Sähköpostin verkkotunnukset',
    sv: 'E-postdomäner',
    en: 'E-mail domains',
  },
  help: {
    fi: 'Kortin varmenteeseen voidaan kirjata työntekijän sähköpostiosoite, jos osoitteen verkkotunnus on täällä ja sen hallinta on osoitettu.',
    sv: 'Ett kortcertifikat kan innehålla arbetstagarens e-postadress om adressens domän finns här och kontrollen över den är bevisad.',
    en: 'The certificate on a card can contain the e-mail address of the employee if the domain of the address is listed here and control of it is proved.',
  },
  none: {
    fi: 'Verkkotunnuksia ei ole.',
    sv: 'Det finns inga domäner.',
    en: 'There are no domains.',
  },
  'state.not-proved': { fi: 'Ei osoitettu', sv: 'Inte bevisad', en: 'Not proved' },
  'state.proved': { fi: 'Käytössä', sv: 'I bruk', en: 'In use' },
  'state.run-out': { fi: 'Osoita uudelleen', sv: 'Bevisa på nytt', en: 'Prove again' },
  'state.ended': { fi: 'Lopetettu', sv: 'Avslutad', en: 'Ended' },
  added: { fi: 'Lisätty', sv: 'Tillagd', en: 'Added' },
  proved: { fi: 'Hallinta osoitettu', sv: 'Kontrollen bevisad', en: 'Control proved' },
  provedUntil: { fi: 'Osoitus voimassa', sv: 'Beviset gäller till', en: 'Proof valid until' },
  ended: { fi: 'Lopetettu', sv: 'Avslutad', en: 'Ended' },
  recordHelp: {
    fi: 'Lisää nimipalveluun (DNS) TXT-tietue ja valitse sitten Tarkista tietue.',
    sv: 'Lägg till en TXT-post i namntjänsten (DNS) och välj sedan Kontrollera posten.',
    en: 'Add a TXT record to the DNS, then choose Check the record.',
  },
  recordStays: {
    fi: 'Pidä TXT-tietue nimipalvelussa (DNS) ja tarkista se uudelleen, ennen kuin osoituksen voimassaolo päättyy.',
    sv: 'Låt TXT-posten stå kvar i namntjänsten (DNS) och kontrollera den på nytt innan beviset upphör att gälla.',
    en: 'Leave the TXT record in the DNS, and check it again before the proof ends.',
  },
  recordName: { fi: 'Tietueen nimi', sv: 'Postens namn', en: 'Record name' },
  recordValue: { fi: 'Tietueen arvo', sv: 'Postens värde', en: 'Record value' },
  prove: { fi: 'Tarkista tietue', sv: 'Kontrollera posten', en: 'Check the record' },
  proveNamed: {
    fi: 'Tarkista tietue: {{domain}}',
    sv: 'Kontrollera posten: {{domain}}',
    en: 'Check the record: {{domain}}',
  },
  provedDone: {
    fi: 'Tietue löytyi',
    sv: 'Posten hittades',
    en: 'The record was found',
  },
  provedDoneHelp: {
    fi: 'Verkkotunnuksen osoitteita voidaan nyt kirjata uusiin varmenteisiin. Tietueen voi jättää nimipalveluun: tarkista se uudelleen vuoden kuluessa.',
    sv: 'Adresser i domänen kan nu tas med i nya certifikat. Posten kan stå kvar i namntjänsten: kontrollera den på nytt inom ett år.',
    en: 'New certificates can now contain addresses of the domain. You can leave the record in the DNS: check it again within a year.',
  },
  end: { fi: 'Lopeta käyttö', sv: 'Avsluta', en: 'End use' },
  endNamed: {
    fi: 'Lopeta käyttö: {{domain}}',
    sv: 'Avsluta: {{domain}}',
    en: 'End use: {{domain}}',
  },
  endSure: {
    fi: 'Lopetetaanko verkkotunnuksen {{domain}} käyttö?',
    sv: 'Vill du avsluta domänen {{domain}}?',
    en: 'End the use of {{domain}}?',
  },
  endHelp: {
    fi: 'Uusiin varmenteisiin ei enää kirjata tämän verkkotunnuksen osoitteita. Käytössä olevat kortit pysyvät ennallaan.',
    sv: 'Nya certifikat får inte längre adresser i domänen. Kort som är i bruk ändras inte.',
    en: 'New certificates no longer contain addresses of this domain. Cards in use stay as they are.',
  },
  endedDone: {
    fi: 'Verkkotunnuksen käyttö on lopetettu',
    sv: 'Domänen har avslutats',
    en: 'The domain has been ended',
  },
  domain: { fi: 'Uusi verkkotunnus', sv: 'Ny domän', en: 'New domain' },
  domainHint: {
    fi: 'Osoitteen @-merkin jälkeinen osa, esimerkiksi sairaala.example.fi',
    sv: 'Den del av adressen som följer efter @, till exempel sjukhus.example.fi',
    en: 'The part of the address after the @, for example hospital.example.fi',
  },
  add: { fi: 'Lisää verkkotunnus', sv: 'Lägg till domänen', en: 'Add the domain' },
  addedDone: {
    fi: 'Verkkotunnus on lisätty',
    sv: 'Domänen har lagts till',
    en: 'The domain has been added',
  },
  addedDoneHelp: {
    fi: 'Se on käytössä, kun nimipalvelussa on alla oleva tietue.',
    sv: 'Den tas i bruk när posten nedan finns i namntjänsten.',
    en: 'It is in use once the record below is in the DNS.',
  },
} as const satisfies Texts
