import type { Texts } from '../texts/text.ts'

export const noticeTexts = {
  heading: {
    fi: 'Ilmoitukset ja sähköpostiosoite',
    sv: 'Aviseringar och e-postadress',
    en: 'Notices and e-mail address',
  },
  lead: {
    fi: 'Kerromme sähköpostilla, mitä kortillesi tapahtuu. Viestissä on linkki vain, kun vahvistat sähköpostiosoitteen tai ajanvarauksen. Emme koskaan kysy tunnuslukuja.',
    sv: 'Vi berättar per e-post vad som händer med ditt kort. Ett meddelande har en länk bara när du bekräftar din e-postadress eller en bokad tid. Vi frågar aldrig efter koder.',
    en: 'We tell you by e-mail what happens to your card. A message has a link only when you confirm your e-mail address or an appointment. We never ask for PINs or codes.',
  },
  addressHeading: { fi: 'Sähköpostiosoite', sv: 'E-postadress', en: 'E-mail address' },
  address: {
    fi: 'Viestit lähetetään osoitteeseen',
    sv: 'Meddelanden skickas till',
    en: 'Notices go to',
  },
  noAddress: {
    fi: 'Osoitetta ei ole, joten sähköpostia ei lähetetä.',
    sv: 'Det finns ingen adress, så ingen e-post skickas.',
    en: 'There is no address, so no e-mail is sent.',
  },
  refusedHeading: {
    fi: 'Osoitteeseen ei mennyt viestiä',
    sv: 'Meddelandet gick inte fram till adressen',
    en: 'A message could not be delivered to the address',
  },
  refusedHelp: {
    fi: 'Anna uusi osoite, tai vahvista sama osoite uudelleen. Siihen asti lähetämme sinne viestejä vain kortin turvallisuudesta. Kaiken muun näet täältä.',
    sv: 'Ange en ny adress eller bekräfta samma adress på nytt. Till dess skickar vi dit meddelanden bara om kortets säkerhet. Allt annat ser du här.',
    en: 'Give a new address, or confirm the same one again. Until then we write to it only about the security of your card. Everything else you see here.',
  },
  refusedElsewhere: {
    fi: 'Sähköpostimme ei tavoita sinua. Anna uusi osoite sivulla Ilmoitukset ja sähköpostiosoite.',
    sv: 'Vår e-post når dig inte. Ange en ny adress på sidan Aviseringar och e-postadress.',
    en: 'Our e-mail does not reach you. Give a new address on the page Notices and e-mail address.',
  },
  unconfirmedHeading: {
    fi: 'Osoite {{address}} odottaa vahvistusta',
    sv: 'Adressen {{address}} väntar på bekräftelse',
    en: 'The address {{address}} is waiting for your confirmation',
  },
  unconfirmedHelp: {
    fi: 'Avaa sinne lähetetyn viestin linkki viimeistään {{until}}. Jos viestiä ei näy, katso roskapostit.',
    sv: 'Öppna länken i meddelandet som skickades dit senast {{until}}. Om du inte ser meddelandet, titta i skräpposten.',
    en: 'Open the link in the message that we sent there, by {{until}}. If you cannot find the message, check your spam folder.',
  },
  newAddress: { fi: 'Uusi sähköpostiosoite', sv: 'Ny e-postadress', en: 'New e-mail address' },
  newAddressHint: {
    fi: 'Lähetämme sinne linkin, jolla vahvistat osoitteen.',
    sv: 'Vi skickar ett meddelande dit med en länk som bekräftar adressen.',
    en: 'We will send you a link to confirm the address.',
  },
  saveAddress: {
    fi: 'Lähetä vahvistusviesti',
    sv: 'Skicka bekräftelsen',
    en: 'Send the confirmation',
  },
  removeAddress: { fi: 'Poista osoite', sv: 'Ta bort adressen', en: 'Remove the address' },
  removeConfirm: {
    fi: 'Emme enää lähetä sinulle sähköpostia, emme myöskään silloin, kun kortti suljetaan tai sen voimassaolo päättyy. Kortin turvallisuudesta voimme silti kertoa Suomi.fi-viestillä tai kirjeellä.',
    sv: 'Vi skickar dig ingen e-post längre, inte heller när kortet spärras eller upphör att gälla. Om kortets säkerhet kan vi ändå berätta med Suomi.fi-meddelanden eller per brev.',
    en: 'We will no longer send you e-mail, not even when your card is cancelled or expires. About the security of your card we may still write by Suomi.fi Messages or by letter.',
  },
  wantsHeading: {
    fi: 'Mistä haluat viestejä',
    sv: 'Vad vill du ha meddelanden om',
    en: 'What you want messages about',
  },
  wantsSecurity: {
    fi: 'Kortin sulkemisesta, aktivoinnista ja tunnuslukujen vaihtamisesta kerromme aina.',
    sv: 'Vi berättar alltid när kortet spärras eller aktiveras och när koderna byts.',
    en: 'We always tell you when the card is cancelled or activated and when its PINs are changed.',
  },
  wantsProgress: {
    fi: 'Kortin tilauksen vaiheista',
    sv: 'Om kortbeställningens gång',
    en: 'About the progress of a card order',
  },
  wantsReminders: {
    fi: 'Muistutuksia ennen kuin kortin voimassaolo päättyy ja kun varakortti pitää palauttaa',
    sv: 'Påminnelser innan kortet upphör att gälla och när det tillfälliga kortet ska återlämnas',
    en: 'Reminders before the card expires and when a spare card is due back',
  },
  wantsDeskWork: {
    fi: 'Työtehtävistäni: pisteeni henkilöllisyyden selvitysten ratkaisut',
    sv: 'Om mina arbetsuppgifter: avgöranden i mitt ställes utredningar av identitet',
    en: 'About my work: decisions on the identity inquiries of my point',
  },
  wantsOfficeWork: {
    fi: 'Työtehtävistäni: henkilöllisyyden selvitykset ja pysäytetyt joukkomuutokset',
    sv: 'Om mina arbetsuppgifter: utredningar av identitet och pausade massändringar',
    en: 'About my work: identity inquiries, and mass changes that are paused',
  },
  wantsSaved: { fi: 'Valinta tallennettu.', sv: 'Valet sparades.', en: 'Your choice was saved.' },
  listHeading: { fi: 'Lähetetyt viestit', sv: 'Skickade meddelanden', en: 'Notices sent' },
  none: {
    fi: 'Viestejä ei ole vielä.',
    sv: 'Det finns inga meddelanden ännu.',
    en: 'There are no messages yet.',
  },
  'state.planned': { fi: 'Lähdössä', sv: 'På väg', en: 'On its way' },
  'state.sent': { fi: 'Lähetetty', sv: 'Skickat', en: 'Sent' },
  'state.by-suomi-fi': {
    fi: 'Lähetetty Suomi.fi-viesteillä tai kirjeenä',
    sv: 'Skickat med Suomi.fi-meddelanden eller som brev',
    en: 'Sent by Suomi.fi Messages or as a letter',
  },
  'state.refused': { fi: 'Ei mennyt perille', sv: 'Gick inte fram', en: 'Not delivered' },
  'state.no-address': { fi: 'Ei osoitetta', sv: 'Ingen adress', en: 'No address' },
  'state.not-wanted': {
    fi: 'Et halunnut viestiä',
    sv: 'Du ville inte ha det',
    en: 'You did not want it',
  },
  onDay: {
    fi: '{{time}} · päivä {{day}}',
    sv: '{{time}} · dag {{day}}',
    en: '{{time}} · day {{day}}',
  },
  confirmHeading: {
    fi: 'Vahvista sähköpostiosoitteesi',
    sv: 'Bekräfta din e-postadress',
    en: 'Confirm your e-mail address',
  },
  confirmLead: {
    fi: 'Kun vahvistat osoitteen, saat siihen viestit kortistasi.',
    sv: 'När du bekräftar adressen får du meddelanden om ditt kort dit.',
    en: 'Once you confirm the address, we will send messages about your card there.',
  },
  confirm: { fi: 'Vahvista osoite', sv: 'Bekräfta adressen', en: 'Confirm the address' },
  confirmed: {
    fi: 'Osoite on vahvistettu',
    sv: 'Adressen är bekräftad',
    en: 'The address is confirmed',
  },
  confirmedHelp: {
    fi: 'Viestit kortistasi tulevat tähän osoitteeseen. Voit sulkea sivun.',
    sv: 'Meddelanden om ditt kort kommer till denna adress. Du kan stänga sidan.',
    en: 'Messages about your card will come to this address. You may close the page.',
  },
  noToken: {
    fi: 'Linkki on vajaa',
    sv: 'Länken är ofullständig',
    en: 'The link is incomplete',
  },
  noTokenHelp: {
    fi: 'Avaa viestin linkki kokonaisena.',
    sv: 'Öppna hela länken i meddelandet.',
    en: 'Open the whole link in the message.',
  },
} satisfies Texts
