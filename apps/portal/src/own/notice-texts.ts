import type { Texts } from '../texts/text.ts'

export const notices = {
  heading: { fi: 'Viestit', sv: 'Meddelanden', en: 'Notices' },
  lead: {
    fi: 'Kerromme sähköpostilla, mitä kortillesi tapahtuu. Viesteissä ei ole linkkejä palveluun, emmekä koskaan kysy niissä tunnuslukuja.',
    sv: 'Vi berättar per e-post vad som händer med ditt kort. Meddelandena har inga länkar till tjänsten, och vi frågar aldrig efter koder i dem.',
    en: 'We tell you by e-mail what happens to your card. The messages have no links to the service, and we never ask for PINs or codes in them.',
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
    fi: 'Anna uusi osoite, tai vahvista sama osoite uudelleen. Siihen asti kerromme sinne vain kortin turvallisuudesta, ja kaiken muun näet täältä.',
    sv: 'Ange en ny adress eller bekräfta samma adress på nytt. Till dess berättar vi dit bara om kortets säkerhet, och allt annat ser du här.',
    en: 'Give a new address, or confirm the same one again. Until then we tell it of the card’s security only, and everything else is here.',
  },
  refusedElsewhere: {
    fi: 'Sähköpostimme ei tavoita sinua. Anna uusi osoite sivulla Viestit.',
    sv: 'Vår e-post når dig inte. Ange en ny adress på sidan Meddelanden.',
    en: 'Our e-mail does not reach you. Give a new address on the page Messages.',
  },
  unconfirmedHeading: {
    fi: 'Osoite {{address}} odottaa vahvistusta',
    sv: 'Adressen {{address}} väntar på bekräftelse',
    en: 'The address {{address}} waits to be confirmed',
  },
  unconfirmedHelp: {
    fi: 'Avaa sinne lähetetyn viestin linkki viimeistään {{until}}. Jos viestiä ei näy, katso roskapostit.',
    sv: 'Öppna länken i meddelandet som skickades dit senast {{until}}. Om du inte ser meddelandet, titta i skräpposten.',
    en: 'Open the link in the message that went there by {{until}}. If you see no message, look among the spam.',
  },
  newAddress: { fi: 'Uusi sähköpostiosoite', sv: 'Ny e-postadress', en: 'New e-mail address' },
  newAddressHint: {
    fi: 'Lähetämme sinne viestin, jolla vahvistat osoitteen.',
    sv: 'Vi skickar ett meddelande dit, med vilket du bekräftar adressen.',
    en: 'We send a message there, with which you confirm the address.',
  },
  saveAddress: {
    fi: 'Lähetä vahvistusviesti',
    sv: 'Skicka bekräftelsen',
    en: 'Send the confirmation',
  },
  removeAddress: { fi: 'Poista osoite', sv: 'Ta bort adressen', en: 'Remove the address' },
  removeConfirm: {
    fi: 'Emme enää lähetä sinulle sähköpostia, emme myöskään silloin, kun kortti suljetaan tai sen voimassaolo päättyy.',
    sv: 'Vi skickar dig ingen e-post längre, inte heller när kortet spärras eller upphör att gälla.',
    en: 'We send you no e-mail any more, not even when your card is cancelled or expires.',
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
    en: 'About the progress of a card’s order',
  },
  wantsReminders: {
    fi: 'Muistutuksia ennen kuin kortin voimassaolo päättyy ja kun varakortti pitää palauttaa',
    sv: 'Påminnelser innan kortet upphör att gälla och när reservkortet ska återlämnas',
    en: 'Reminders before the card expires and when a spare card is due back',
  },
  wantsWork: {
    fi: 'Työtehtävistäni: henkilöllisyyttä koskevat kysymykset ja niiden ratkaisut, pysäytetyt joukkomuutokset',
    sv: 'Om mina arbetsuppgifter: frågor om identitet och avgöranden, pausade massändringar',
    en: 'About my work: questions about identity and their decisions, mass changes that are paused',
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
  'state.refused': { fi: 'Ei mennyt perille', sv: 'Gick inte fram', en: 'Not delivered' },
  'state.no-address': { fi: 'Ei osoitetta', sv: 'Ingen adress', en: 'No address' },
  'state.not-wanted': { fi: 'Et halunnut viestiä', sv: 'Du ville inte ha det', en: 'Not wanted' },
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
    en: 'When you confirm the address, messages about your card go there.',
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
    en: 'Notices about your card come to this address. You may close the page.',
  },
  noToken: {
    fi: 'Osoitteesta puuttuu vahvistus',
    sv: 'Bekräftelsen saknas i adressen',
    en: 'The address lacks the confirmation',
  },
  noTokenHelp: {
    fi: 'Avaa viestin linkki kokonaisena.',
    sv: 'Öppna hela länken i meddelandet.',
    en: 'Open the whole link of the message.',
  },
} satisfies Texts
