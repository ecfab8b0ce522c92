import type { Texts } from '../texts/text.ts'

/** The card: its picture, certificates and life. */
export const cardTexts = {
  otherLayout: {
    fi: 'Palvelun ulkopuolella tehty kortti, jonka rakenne on FINEID S4-2, ei näy täällä. Sen aktivointitunnusluku ei vaihdu, eikä palvelu voi avata sen lukitusta: kortin myöntäjä tulostaa kadonneen kirjeen uudelleen samanlaisena.',
    sv: 'Ett kort som har tillverkats utanför tjänsten och är uppbyggt enligt FINEID S4-2 syns inte här. Dess aktiveringskod byts aldrig, och tjänsten kan inte låsa upp det: kortets utfärdare skriver ut ett försvunnet brev på nytt, likadant som förut.',
    en: 'A card made outside this service and laid out by FINEID S4-2 is not shown here. Its activation code never changes, and the service cannot unlock it: the card’s issuer prints a lost letter again as it was.',
  },
  pictureOfFront: {
    fi: '{{product}}, etupuoli: {{name}}, {{title}}',
    sv: '{{product}}, framsidan: {{name}}, {{title}}',
    en: '{{product}}, front: {{name}}, {{title}}',
  },
  pictureOfBack: {
    fi: '{{product}}, kääntöpuoli, kortin numero {{cardNumber}}',
    sv: '{{product}}, baksidan, kortnummer {{cardNumber}}',
    en: '{{product}}, back, card number {{cardNumber}}',
  },

  'coming.letter': {
    fi: 'Aktivointikirje lähtee',
    sv: 'Aktiveringsbrevet skickas',
    en: 'Activation letter leaves',
  },
  'coming.handOver': {
    fi: 'Kortti luovutetaan rekisteröintipisteessä',
    sv: 'Kortet överlämnas på registreringsstället',
    en: 'Card is handed over at the registration point',
  },
  'coming.post': {
    fi: 'Kortti lähetetään haltijalle',
    sv: 'Kortet skickas till innehavaren',
    en: 'Card posted to its holder',
  },
  sentHome: { fi: 'Toimitus', sv: 'Leverans', en: 'Delivery' },
  toHolder: {
    fi: 'Postissa haltijalle',
    sv: 'Med posten till innehavaren',
    en: 'By post to its holder',
  },
  'coming.activation': {
    fi: 'Haltija aktivoi kortin',
    sv: 'Innehavaren aktiverar kortet',
    en: 'Holder activates the card',
  },
  'coming.end': {
    fi: 'Kortin voimassaolo päättyy',
    sv: 'Kortets giltighet upphör',
    en: 'Card expires',
  },
  'coming.notYet': { fi: 'Tulossa', sv: 'Kommande', en: 'Not yet' },
  timeline: { fi: 'Kortin vaiheet', sv: 'Kortets skeden', en: 'Card history' },

  byBasicPin: {
    fi: '{{purpose}} perustunnusluvulla',
    sv: '{{purpose}} med baskoden',
    en: '{{purpose}}, by the basic PIN',
  },
  bySignaturePin: {
    fi: '{{purpose}} allekirjoitustunnusluvulla',
    sv: '{{purpose}} med signaturkoden',
    en: '{{purpose}}, by the signature PIN',
  },
  certificates: {
    fi: 'Varmenteet ja sarjanumerot',
    sv: 'Certifikat och serienummer',
    en: 'Certificates and serial numbers',
  },
  noCertificates: {
    fi: 'Kortilla ei ole varmenteita.',
    sv: 'Kortet har inga certifikat.',
    en: 'There are no certificates on the card.',
  },
  certificatesCome: {
    fi: 'Kortilla ei ole vielä varmenteita. Ne tulevat kortille valmistuksessa.',
    sv: 'Kortet har inga certifikat ännu. De läggs på kortet vid tillverkningen.',
    en: 'There are no certificates on the card yet. They are put there in production.',
  },
  purpose: { fi: 'Käyttö', sv: 'Användning', en: 'Use' },
  serial: { fi: 'Sarjanumero', sv: 'Serienummer', en: 'Serial number' },
  validFrom: { fi: 'Alkaa', sv: 'Gäller från', en: 'From' },
  validUntil: { fi: 'Päättyy', sv: 'Gäller till', en: 'Until' },

  holder: { fi: 'Haltija', sv: 'Innehavare', en: 'Holder' },
  title: { fi: 'Ammattioikeus', sv: 'Yrkesrättighet', en: 'Right to practise' },
  workTitle: { fi: 'Tehtävänimike', sv: 'Yrkesbeteckning', en: 'Job title' },
  product: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
  employer: { fi: 'Työnantaja', sv: 'Arbetsgivare', en: 'Employer' },
  workEmail: {
    fi: 'Sähköpostiosoite varmenteessa',
    sv: 'E-postadress i certifikatet',
    en: 'E-mail address in the certificate',
  },
  subjectNumber: {
    fi: 'Yksilöivä tunnus',
    sv: 'Identifierande nummer',
    en: 'Subject number',
  },
  registrationNumber: {
    fi: 'Rekisteröintinumero',
    sv: 'Registreringsnummer',
    en: 'Registration number',
  },
  cardValidUntil: { fi: 'Voimassa asti', sv: 'Giltigt till', en: 'Valid until' },
  contactlessId: {
    fi: 'Etälukutunniste (ovet, työaika)',
    sv: 'Kontaktlös identifierare (dörrar, stämpling)',
    en: 'Contactless identifier (doors, time clocks)',
  },
  cardNumber: { fi: 'Kortin numero', sv: 'Kortnummer', en: 'Card number' },
  state: { fi: 'Tila', sv: 'Status', en: 'Status' },
  language: { fi: 'Kortin kieli', sv: 'Kortets språk', en: 'Language of the card' },
  photo: { fi: 'Valokuva', sv: 'Foto', en: 'Photo' },
  withPhoto: { fi: 'Kuvallinen', sv: 'Med foto', en: 'With photo' },
  withoutPhoto: { fi: 'Kuvaton', sv: 'Utan foto', en: 'Without photo' },
  letter: { fi: 'Aktivointikirje', sv: 'Aktiveringsbrev', en: 'Activation letter' },
  letterLeaves: {
    fi: 'Lähtee {{day}} (kirje {{number}})',
    sv: 'Skickas {{day}} (brev {{number}})',
    en: 'Leaves on {{day}} (letter {{number}})',
  },
  letterLeft: {
    fi: 'Lähetetty {{day}} (kirje {{number}})',
    sv: 'Skickat {{day}} (brev {{number}})',
    en: 'Sent on {{day}} (letter {{number}})',
  },
  newCardOffered: {
    fi: 'Uuden kortin voi tilata',
    sv: 'Ett nytt kort kan beställas',
    en: 'A new card may be ordered',
  },
  cancelledBecause: {
    fi: 'Sulkemisen syy',
    sv: 'Orsak till spärrningen',
    en: 'Reason for cancelling',
  },
  showBack: { fi: 'Näytä kääntöpuoli', sv: 'Visa baksidan', en: 'Show the back' },
  showFront: { fi: 'Näytä etupuoli', sv: 'Visa framsidan', en: 'Show the front' },
} satisfies Texts
