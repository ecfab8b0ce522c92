import type { Texts } from '../texts/text.ts'

/** Webhooks of an organisation. */
export const webhookTexts = {
  heading: { fi: 'Webhookit', sv: 'Webhookar', en: 'Webhooks' },
  open: {
    fi: 'Lähetä organisaation järjestelmälle viesti, kun jotakin tapahtuu',
    sv: 'Skicka ett meddelande till organisationens system när något händer',
    en: 'Send a message to a program of the organisation when something happens',
  },
  lead: {
    fi: 'Palvelu lähettää organisaation järjestelmälle viestin, kun sen tilauksille, korteille, varmenteille tai laskuille tapahtuu jotakin. Viestissä on tunnisteita ja tiloja, ei henkilöiden nimiä eikä henkilötunnuksia.',
    sv: 'Tjänsten skickar ett meddelande till organisationens system när något händer med dess beställningar, kort, certifikat eller fakturor. Meddelandet innehåller identifierare och tillstånd, inga personers namn eller personbeteckningar.',
    en: 'The service sends a message to a program of the organisation when something happens to its orders, cards, certificates or invoices. The message has identifiers and states, no names of people and no identity codes.',
  },
  guide: {
    fi: 'Ohje kehittäjille: Webhookit',
    sv: 'Anvisning för utvecklare: Webhookar',
    en: 'Guide for developers: Webhooks',
  },
  none: {
    fi: 'Organisaatiolla ei ole webhookeja.',
    sv: 'Organisationen har inga webhookar.',
    en: 'The organisation has no webhooks.',
  },
  'state.enabled': { fi: 'Käytössä', sv: 'I bruk', en: 'Enabled' },
  'state.disabled': { fi: 'Pois käytöstä', sv: 'Ur bruk', en: 'Disabled' },
  'state.gone': { fi: 'Osoitetta ei enää ole', sv: 'Adressen finns inte', en: 'Address gone' },
  'state.failing': {
    fi: 'Palvelin ei vastaa',
    sv: 'Servern svarar inte',
    en: 'Server not working',
  },
  'state.ceased': {
    fi: 'Organisaatio on lakannut',
    sv: 'Organisationen har upphört',
    en: 'Organisation ceased',
  },
  kindCount: {
    fi: 'tapahtumia valittu {{count}}',
    sv: '{{count}} slags händelser valda',
    en: '{{count}} kinds of events',
  },
  waiting: {
    fi: 'odottaa lähetystä {{count}}',
    sv: '{{count}} väntar',
    en: '{{count}} waiting',
  },
  failing: {
    fi: 'Viestit eivät ole menneet perille {{time}} jälkeen',
    sv: 'Meddelanden har inte kommit fram sedan {{time}}',
    en: 'Messages have not arrived since {{time}}',
  },
  failingHelp: {
    fi: 'Palvelu yrittää uudelleen neljän päivän ajan. Odottavat viestit lähetetään, kun palvelin taas vastaa.',
    sv: 'Tjänsten försöker på nytt i fyra dagar. Meddelanden som väntar skickas när servern svarar igen.',
    en: 'The service tries again for four days. What waits is sent when the server works again.',
  },
  goneHelp: {
    fi: 'Palvelin vastasi, ettei osoitetta enää ole (410). Muuta osoite tai ota webhook uudelleen käyttöön.',
    sv: 'Servern svarade att adressen inte längre finns (410). Ändra adressen eller ta webhooken i bruk på nytt.',
    en: 'Its server said that the address is gone (410). Change the address, or enable the webhook again.',
  },
  failedHelp: {
    fi: 'Palvelin ei ottanut viestejä vastaan neljään päivään. Korjaa palvelin ja ota webhook uudelleen käyttöön.',
    sv: 'Servern tog inte emot något på fyra dagar. Reparera servern och ta webhooken i bruk på nytt.',
    en: 'Its server accepted nothing for four days. Mend the server, and enable the webhook again.',
  },
  add: { fi: 'Lisää webhook', sv: 'Lägg till en webhook', en: 'Add a webhook' },
  name: { fi: 'Webhookin nimi', sv: 'Webhookens namn', en: 'Name of the webhook' },
  nameHint: {
    fi: 'Järjestelmä, joka ottaa viestit vastaan, enintään 60 merkkiä',
    sv: 'Systemet som tar emot meddelandena, högst 60 tecken',
    en: 'The program that receives the messages, 60 characters at most',
  },
  nameMissing: {
    fi: 'Anna nimi, enintään 60 merkkiä',
    sv: 'Ange ett namn, högst 60 tecken',
    en: 'Enter a name, 60 characters at most',
  },
  url: { fi: 'Osoite', sv: 'Adress', en: 'Address' },
  urlHint: {
    fi: 'Alkaa https://, esimerkiksi https://hr.example.fi/webhook',
    sv: 'Börjar med https://, till exempel https://hr.example.fi/webhook',
    en: 'Begins with https://, for example https://hr.example.fi/webhook',
  },
  urlWrong: {
    fi: 'Anna osoite, joka alkaa https://',
    sv: 'Ange en adress som börjar med https://',
    en: 'Enter an address that begins with https://',
  },
  kinds: {
    fi: 'Mistä tapahtumista viesti lähetetään',
    sv: 'Om vilka händelser meddelanden skickas',
    en: 'Events of which messages are sent',
  },
  kindsMissing: { fi: 'Valitse ainakin yksi', sv: 'Välj minst en', en: 'Choose at least one' },
  added: {
    fi: 'Webhook on lisätty',
    sv: 'Webhooken har lagts till',
    en: 'The webhook has been added',
  },
  secretHelp: {
    fi: 'Kopioi allekirjoitusavain nyt järjestelmään. Se näytetään vain tämän kerran.',
    sv: 'Kopiera signeringsnyckeln nu till systemet. Den visas bara den här gången.',
    en: 'Copy the signing secret to the program now. It is shown only this once.',
  },
  secret: { fi: 'Allekirjoitusavain', sv: 'Signeringsnyckel', en: 'Signing secret' },
  back: {
    fi: 'Takaisin webhookeihin',
    sv: 'Tillbaka till webhookarna',
    en: 'Back to the webhooks',
  },
  createdOn: { fi: 'Lisätty', sv: 'Tillagd', en: 'Added' },
  formerSecret: {
    fi: 'Edellinen avain',
    sv: 'Den förra nyckeln',
    en: 'Former secret',
  },
  formerSecretUntil: {
    fi: 'Allekirjoittaa myös, {{time}} asti',
    sv: 'Signerar också, till {{time}}',
    en: 'Signs too, until {{time}}',
  },
  events: { fi: 'Tapahtumat', sv: 'Händelser', en: 'Events' },
  test: { fi: 'Lähetä koeviesti', sv: 'Skicka ett provmeddelande', en: 'Send a test message' },
  tested: {
    fi: 'Koeviesti on lähdössä',
    sv: 'Provmeddelandet skickas',
    en: 'The test message is being sent',
  },
  testedHelp: {
    fi: 'Sen näet hetken päästä lähetysten luettelossa.',
    sv: 'Om en stund syns det bland meddelandena.',
    en: 'See it among the deliveries in a moment.',
  },
  enable: { fi: 'Ota webhook käyttöön', sv: 'Ta webhooken i bruk', en: 'Enable the webhook' },
  enabled: {
    fi: 'Webhook on otettu käyttöön',
    sv: 'Webhooken har tagits i bruk',
    en: 'The webhook has been enabled',
  },
  enabledHelp: {
    fi: 'Odottavat viestit lähetetään nyt. Siitä, mitä tapahtui webhookin ollessa pois käytöstä, ei lähetetä viestejä.',
    sv: 'Meddelanden som väntar skickas nu. Om det som hände medan webhooken var ur bruk skickas inga meddelanden.',
    en: 'What waits is sent now. Of what happened while the webhook was disabled no messages are sent.',
  },
  disable: {
    fi: 'Poista webhook käytöstä',
    sv: 'Ta webhooken ur bruk',
    en: 'Disable the webhook',
  },
  disableSure: {
    fi: 'Poistetaanko webhook {{name}} käytöstä?',
    sv: 'Ska webhooken {{name}} tas ur bruk?',
    en: 'Disable the webhook {{name}}?',
  },
  disableHelp: {
    fi: 'Viestejä ei lähetetä, ennen kuin webhook otetaan taas käyttöön. Sinä aikana tapahtuneesta ei lähetetä viestiä jälkikäteenkään.',
    sv: 'Inga meddelanden skickas förrän webhooken tas i bruk igen. Om det som händer under tiden skickas inget meddelande i efterhand heller.',
    en: 'Nothing is sent until the webhook is enabled again, and nothing later of what happens meanwhile.',
  },
  disabled: {
    fi: 'Webhook on poistettu käytöstä',
    sv: 'Webhooken har tagits ur bruk',
    en: 'The webhook has been disabled',
  },
  disabledHelp: {
    fi: 'Sille ei lähetetä viestejä.',
    sv: 'Inga meddelanden skickas till den.',
    en: 'No messages are sent to it.',
  },
  rotate: {
    fi: 'Vaihda allekirjoitusavain',
    sv: 'Byt signeringsnyckel',
    en: 'Change the signing secret',
  },
  rotateSure: {
    fi: 'Vaihdetaanko webhookin {{name}} allekirjoitusavain?',
    sv: 'Ska signeringsnyckeln för webhooken {{name}} bytas?',
    en: 'Change the signing secret of the webhook {{name}}?',
  },
  rotateHelp: {
    fi: 'Nykyinenkin avain allekirjoittaa viestit vielä 24 tuntia. Vaihda avain järjestelmään sinä aikana.',
    sv: 'Även den nuvarande nyckeln signerar meddelandena i 24 timmar. Byt nyckeln i systemet under den tiden.',
    en: 'The present secret signs the messages too for 24 hours. Change it in the program within that time.',
  },
  rotated: {
    fi: 'Allekirjoitusavain on vaihdettu',
    sv: 'Signeringsnyckeln har bytts',
    en: 'The signing secret has been changed',
  },
  remove: { fi: 'Poista webhook', sv: 'Ta bort webhooken', en: 'Remove the webhook' },
  removeSure: {
    fi: 'Poistetaanko webhook {{name}}?',
    sv: 'Ska webhooken {{name}} tas bort?',
    en: 'Remove the webhook {{name}}?',
  },
  removeHelp: {
    fi: 'Myös sen lähetysten luettelo poistetaan, ja odottavat viestit jäävät lähettämättä. Tätä ei voi perua.',
    sv: 'Även listan över dess meddelanden tas bort, och det som väntar skickas inte. Detta kan inte ångras.',
    en: 'The list of its deliveries is removed too, and what waits is not sent. This cannot be undone.',
  },
  removed: {
    fi: 'Webhook on poistettu',
    sv: 'Webhooken har tagits bort',
    en: 'The webhook has been removed',
  },
  removedHelp: {
    fi: 'Sille ei enää lähetetä viestejä.',
    sv: 'Inga fler meddelanden skickas till den.',
    en: 'No more messages are sent to it.',
  },
  change: { fi: 'Muuta webhookia', sv: 'Ändra webhooken', en: 'Change the webhook' },
  save: { fi: 'Tallenna muutokset', sv: 'Spara ändringarna', en: 'Save the changes' },
  saved: {
    fi: 'Muutokset on tallennettu',
    sv: 'Ändringarna har sparats',
    en: 'The changes have been saved',
  },
  savedHelp: {
    fi: 'Myös odottavat viestit lähetetään uuteen osoitteeseen.',
    sv: 'Även meddelanden som väntar skickas till den nya adressen.',
    en: 'What waits goes to the new address, too.',
  },
  deliveries: {
    fi: 'Lähetykset 30 päivän ajalta',
    sv: 'Meddelanden under 30 dagar',
    en: 'Deliveries within 30 days',
  },
  noDeliveries: {
    fi: 'Viestejä ei ole lähetetty.',
    sv: 'Inga meddelanden har skickats.',
    en: 'No messages have been sent.',
  },
  refresh: { fi: 'Päivitä luettelo', sv: 'Uppdatera listan', en: 'Refresh the list' },
  testEvent: { fi: 'Koeviesti', sv: 'Provmeddelande', en: 'Test message' },
  'delivery.waiting': { fi: 'Odottaa', sv: 'Väntar', en: 'Waiting' },
  'delivery.delivered': { fi: 'Perillä', sv: 'Framme', en: 'Delivered' },
  'delivery.abandoned': { fi: 'Ei mennyt perille', sv: 'Kom inte fram', en: 'Not delivered' },
  attempts: { fi: 'yrityksiä {{count}}', sv: '{{count}} försök', en: 'attempts: {{count}}' },
  lastStatus: {
    fi: 'viimeksi HTTP {{status}}',
    sv: 'senast HTTP {{status}}',
    en: 'last: HTTP {{status}}',
  },
  next: { fi: 'seuraava {{time}}', sv: 'nästa {{time}}', en: 'next {{time}}' },
  'fault.status': {
    fi: 'palvelin vastasi virheellä',
    sv: 'servern svarade med ett fel',
    en: 'the server responded with an error',
  },
  'fault.redirect': {
    fi: 'palvelin ohjasi toiseen osoitteeseen, jota ei seurata',
    sv: 'servern hänvisade till en annan adress, vilket inte följs',
    en: 'the server redirected, which is not followed',
  },
  'fault.time-out': {
    fi: 'palvelin ei vastannut kymmenessä sekunnissa',
    sv: 'servern svarade inte inom tio sekunder',
    en: 'the server did not respond within ten seconds',
  },
  'fault.no-connection': {
    fi: 'palvelimeen ei saatu yhteyttä',
    sv: 'ingen förbindelse till servern',
    en: 'no connection to the server',
  },
  'fault.certificate': {
    fi: 'palvelimen varmenne ei kelpaa',
    sv: 'serverns certifikat är inte giltigt',
    en: 'the server’s certificate is not valid',
  },
  'fault.no-address': {
    fi: 'palvelimen nimellä ei ole osoitetta',
    sv: 'serverns namn har ingen adress',
    en: 'the server’s name has no address',
  },
  'fault.address-not-allowed': {
    fi: 'osoite ei ole internetissä',
    sv: 'adressen är inte på internet',
    en: 'its address is not on the internet',
  },
  sendAgain: { fi: 'Lähetä uudelleen', sv: 'Skicka på nytt', en: 'Send again' },
  sendAgainWhich: {
    fi: 'Lähetä uudelleen: {{event}}, {{time}}',
    sv: 'Skicka på nytt: {{event}}, {{time}}',
    en: 'Send again: {{event}}, {{time}}',
  },
  sentAgain: {
    fi: 'Viesti on lähdössä uudelleen',
    sv: 'Meddelandet skickas på nytt',
    en: 'The message is being sent again',
  },
  sentAgainHelp: {
    fi: 'Sen webhook-id on sama kuin ennen.',
    sv: 'Dess webhook-id är detsamma som förut.',
    en: 'Its webhook-id is the same as before.',
  },
} satisfies Texts
