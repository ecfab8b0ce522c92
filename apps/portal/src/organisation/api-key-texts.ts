import type { Texts } from '../texts/text.ts'

/** API keys of an organisation. */
export const apiKeyTexts = {
  heading: { fi: 'API-avaimet', sv: 'API-nycklar', en: 'API keys' },
  open: {
    fi: 'Luo avain organisaation järjestelmälle tai poista avain käytöstä',
    sv: 'Skapa en nyckel för organisationens system eller återkalla en nyckel',
    en: 'Create a key for a program of the organisation, or revoke a key',
  },
  lead: {
    fi: 'API-avaimella organisaation järjestelmä, esimerkiksi henkilöstöjärjestelmä, toimii palvelussa organisaation puolesta. Jokaisesta toiminnosta jää merkintä lokiin.',
    sv: 'Med en API-nyckel handlar organisationens system, till exempel personalsystemet, för organisationen i tjänsten. Varje åtgärd antecknas i loggen.',
    en: 'With an API key a program of the organisation, such as its HR system, acts for the organisation in the service. Everything that it does is in the audit log.',
  },
  none: {
    fi: 'Organisaatiolla ei ole API-avaimia.',
    sv: 'Organisationen har inga API-nycklar.',
    en: 'The organisation has no API keys.',
  },
  create: { fi: 'Luo API-avain', sv: 'Skapa en API-nyckel', en: 'Create an API key' },
  name: { fi: 'Avaimen nimi', sv: 'Nyckelns namn', en: 'Name of the key' },
  nameHint: {
    fi: 'Järjestelmä, jossa avainta käytetään, enintään 60 merkkiä',
    sv: 'Systemet där nyckeln används, högst 60 tecken',
    en: 'The program that uses the key, 60 characters at most',
  },
  nameMissing: {
    fi: 'Anna nimi, enintään 60 merkkiä',
    sv: 'Ange ett namn, högst 60 tecken',
    en: 'Enter a name, 60 characters at most',
  },
  scopes: {
    fi: 'Mitä avaimella saa tehdä',
    sv: 'Vad nyckeln får användas till',
    en: 'What the key may be used for',
  },
  scopesMissing: {
    fi: 'Valitse ainakin yksi',
    sv: 'Välj minst en',
    en: 'Choose at least one',
  },
  'scope.employments:write': {
    fi: 'Ilmoittaa työsuhteiden päättymisestä',
    sv: 'Anmäla att anställningar upphör',
    en: 'Report the ends of employments',
  },
  'scope.prepared-orders:write': {
    fi: 'Valmistella ja perua tilauksia',
    sv: 'Förbereda och återkalla beställningar',
    en: 'Prepare and withdraw orders',
  },
  'scope.cards:read': {
    fi: 'Lukea henkilöstön kortit',
    sv: 'Läsa personalens kort',
    en: 'Read the cards of employees',
  },
  'scope.directory:write': {
    fi: 'Lähettää hakemiston käyttäjät (SCIM)',
    sv: 'Sända katalogens användare (SCIM)',
    en: 'Send the users of a directory (SCIM)',
  },
  lastDay: { fi: 'Viimeinen päivä', sv: 'Sista dag', en: 'Last day' },
  lastDayHint: {
    fi: 'Enintään vuoden päässä, esimerkiksi 31.8.2027',
    sv: 'Högst ett år framåt, till exempel 31.8.2027',
    en: 'Within a year, for example 31.8.2027',
  },
  created: {
    fi: 'API-avain on luotu',
    sv: 'API-nyckeln har skapats',
    en: 'The API key has been created',
  },
  createdHelp: {
    fi: 'Kopioi avain nyt järjestelmään. Se näytetään vain tämän kerran.',
    sv: 'Kopiera nyckeln nu till systemet. Den visas bara den här gången.',
    en: 'Copy the key to the program now. It is shown only this once.',
  },
  key: { fi: 'API-avain', sv: 'API-nyckel', en: 'API key' },
  'state.in-use': { fi: 'Käytössä', sv: 'I bruk', en: 'In use' },
  'state.ended': { fi: 'Päättynyt', sv: 'Upphörd', en: 'Ended' },
  'state.revoked': { fi: 'Poistettu käytöstä', sv: 'Återkallad', en: 'Revoked' },
  until: {
    fi: 'viimeinen päivä {{day}}',
    sv: 'sista dag {{day}}',
    en: 'last day {{day}}',
  },
  used: {
    fi: 'käytetty viimeksi {{time}}',
    sv: 'senast använd {{time}}',
    en: 'last used {{time}}',
  },
  notUsed: { fi: 'ei vielä käytetty', sv: 'inte ännu använd', en: 'not used yet' },
  revoke: { fi: 'Poista avain käytöstä', sv: 'Återkalla nyckeln', en: 'Revoke the key' },
  revokeWhich: {
    fi: 'Poista avain käytöstä: {{name}}',
    sv: 'Återkalla nyckeln {{name}}',
    en: 'Revoke the key {{name}}',
  },
  revokeSure: {
    fi: 'Poistetaanko avain {{name}} käytöstä?',
    sv: 'Ska nyckeln {{name}} återkallas?',
    en: 'Revoke the key {{name}}?',
  },
  revokeHelp: {
    fi: 'Avainta käyttävä järjestelmä lakkaa heti toimimasta. Tätä ei voi perua.',
    sv: 'Systemet som använder nyckeln slutar genast fungera. Detta kan inte ångras.',
    en: 'The program that uses the key stops working at once. This cannot be undone.',
  },
  revoked: {
    fi: 'Avain {{name}} on poistettu käytöstä',
    sv: 'Nyckeln {{name}} har återkallats',
    en: 'The key {{name}} has been revoked',
  },
  revokedHelp: {
    fi: 'Palvelu ei enää hyväksy sitä.',
    sv: 'Tjänsten godkänner den inte längre.',
    en: 'The service does not accept it any more.',
  },
} satisfies Texts
