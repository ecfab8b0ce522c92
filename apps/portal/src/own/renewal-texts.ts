import type { Texts } from '../texts/text.ts'

/** The renewal of the holder's card. */
export const renewalTexts = {
  heading: { fi: 'Kortin uusiminen', sv: 'Förnyelse av kortet', en: 'Renewing the card' },
  headingReplace: {
    fi: 'Uusi kortti entisen tilalle',
    sv: 'Nytt kort i stället för det tidigare',
    en: 'A new card in place of the former one',
  },
  headingDone: {
    fi: 'Uusi kortti on myönnetty',
    sv: 'Ett nytt kort har beviljats',
    en: 'A new card has been granted',
  },
  lead: {
    fi: 'Haimme tietosi väestötietojärjestelmästä ja ammattioikeuksien rekisteristä. Lomakkeen jälkeen tarkistat ja vahvistat tilauksen. Silloin tiedot haetaan uudelleen, ja päätös tehdään heti automaattisesti.',
    sv: 'Vi har hämtat dina uppgifter ur befolkningsdatasystemet och registret över yrkesrättigheter. Efter blanketten kontrollerar och bekräftar du beställningen. Då hämtas uppgifterna på nytt, och beslutet fattas genast automatiskt.',
    en: 'We have fetched your details from the population register and the register of rights to practise. After the form you check and confirm the order. Then the details are fetched again, and the decision is made automatically, at once.',
  },
  offer: { fi: 'Siirry uusimiseen', sv: 'Förnya kortet', en: 'Renew the card' },
  offerReplace: { fi: 'Tilaa uusi kortti', sv: 'Beställ ett nytt kort', en: 'Order a new card' },
  'offer.expiring': {
    fi: 'Kortti on voimassa {{day}} asti. Voit uusia sen nyt.',
    sv: 'Kortet gäller till {{day}}. Du kan förnya det nu.',
    en: 'The card is valid until {{day}}. You can renew it now.',
  },
  'offer.data-changed': {
    fi: 'Rekisterin tiedot ovat muuttuneet, eivätkä ne enää vastaa korttia. Voit uusia sen nyt.',
    sv: 'Uppgifterna i registret har ändrats och stämmer inte längre med kortet. Du kan förnya det nu.',
    en: 'Your data in the register have changed and no longer match the card. You can renew it now.',
  },
  'offer.lost': {
    fi: 'Voit tilata uuden kortin kadonneen tilalle.',
    sv: 'Du kan beställa ett nytt kort i stället för det försvunna.',
    en: 'You can order a new card in place of the lost one.',
  },
  'offer.stolen': {
    fi: 'Voit tilata uuden kortin varastetun tilalle.',
    sv: 'Du kan beställa ett nytt kort i stället för det stulna.',
    en: 'You can order a new card in place of the stolen one.',
  },
  'offer.broken': {
    fi: 'Voit tilata uuden kortin rikkoutuneen tilalle.',
    sv: 'Du kan beställa ett nytt kort i stället för det trasiga.',
    en: 'You can order a new card in place of the broken one.',
  },
  opensOn: {
    fi: 'Voit uusia kortin {{day}} alkaen.',
    sv: 'Du kan förnya kortet från och med {{day}}.',
    en: 'You can renew the card from {{day}} on.',
  },
  weRemind: {
    fi: 'Muistutamme siitä sähköpostilla.',
    sv: 'Vi påminner dig per e-post.',
    en: 'We will remind you by e-mail.',
  },
  giveAddress: {
    fi: 'Haluatko muistutuksen sähköpostilla? Anna ja vahvista osoite',
    sv: 'Vill du ha en påminnelse per e-post? Ange och bekräfta din adress',
    en: 'Would you like a reminder by e-mail? Give and confirm your address',
  },
  brokenQuestion: {
    fi: 'Onko kortti rikki?',
    sv: 'Är kortet trasigt?',
    en: 'Is the card broken?',
  },
  ordered: {
    fi: 'Uusi kortti on myönnetty {{day}}',
    sv: 'Ett nytt kort beviljades {{day}}',
    en: 'A new card was granted on {{day}}',
  },
  orderedHelp: {
    fi: 'Tämä kortti toimii, kunnes aktivoit uuden tai kirjaudut sillä ensimmäisen kerran. Silloin tämä suljetaan.',
    sv: 'Det här kortet fungerar tills du aktiverar det nya eller loggar in med det första gången. Då spärras det här.',
    en: 'This card works until you activate the new one or sign in with it for the first time. Then this one is cancelled.',
  },
  decision: {
    fi: 'Päätös ja perustelut (PDF)',
    sv: 'Beslut och grunder (PDF)',
    en: 'Decision and grounds (PDF)',
  },
  doneHelp: {
    fi: 'Päätös tehtiin automaattisesti. Lue päätöksestä perustelut ja ohje oikaisuvaatimuksen tekemiseen.',
    sv: 'Beslutet fattades automatiskt. Läs grunderna och hur du begär omprövning i beslutet.',
    en: 'The decision was made automatically. The decision gives its grounds and says how to request a review.',
  },
  validTo: {
    fi: 'Uusi kortti on voimassa asti',
    sv: 'Det nya kortet gäller till',
    en: 'The new card is valid until',
  },
  delivery: { fi: 'Kortti', sv: 'Kortet', en: 'The card' },
  letter: { fi: 'Aktivointikirje', sv: 'Aktiveringsbrevet', en: 'The activation letter' },
  toHome: {
    fi: 'postissa osoitteeseen, joka sinulla on väestötietojärjestelmässä',
    sv: 'med posten till din adress i befolkningsdatasystemet',
    en: 'by post to your address in the population register',
  },
  toPoint: {
    fi: 'noudettavaksi: {{point}}',
    sv: 'hämtas: {{point}}',
    en: 'to be collected: {{point}}',
  },
  letterAfter: {
    fi: '{{where}}, muutama arkipäivä (ma–pe) kortin jälkeen',
    sv: '{{where}}, några vardagar (mån–fre) efter kortet',
    en: '{{where}}, a few working days (Monday to Friday) after the card',
  },
  oldCard: { fi: 'Nykyinen kortti', sv: 'Nuvarande kort', en: 'The present card' },
  oldCardWorks: {
    fi: 'toimii, kunnes uusi on käytössä',
    sv: 'fungerar tills det nya är i bruk',
    en: 'works until the new one is in use',
  },
  closeBrowser: {
    fi: 'Kun lopetat, kirjaudu ulos ja sulje kaikki selaimen ikkunat.',
    sv: 'När du slutar, logga ut och stäng alla webbläsarens fönster.',
    en: 'When you have finished, sign out and close all browser windows.',
  },
  findPoint: {
    fi: 'Etsi rekisteröintipiste',
    sv: 'Sök registreringsställe',
    en: 'Find a registration point',
  },
  rightHeading: { fi: 'Ammattioikeus', sv: 'Yrkesrättighet', en: 'Right to practise' },
  rightLabel: {
    fi: 'Kortille painettava oikeus',
    sv: 'Rättighet som trycks på kortet',
    en: 'The right that is printed on the card',
  },
  rightOnCard: {
    fi: 'nykyisellä kortilla',
    sv: 'på det nuvarande kortet',
    en: 'on the present card',
  },
  cardValidTo: {
    fi: 'kortti on voimassa {{day}} asti',
    sv: 'kortet gäller till {{day}}',
    en: 'the card is valid until {{day}}',
  },
  photo: { fi: 'Valokuva', sv: 'Foto', en: 'Photo' },
  samePhoto: {
    fi: 'Sama kuin nykyisessä kortissa. Uutta kuvaa varten käy rekisteröintipisteessä.',
    sv: 'Samma som på det nuvarande kortet. För ett nytt foto behöver du besöka ett registreringsställe.',
    en: 'The same as on the present card. For a new photo, visit a registration point.',
  },
  noPhoto: {
    fi: 'Ei valokuvaa, kuten nykyisessä kortissa. Kuvan saa korttiin rekisteröintipisteessä.',
    sv: 'Inget foto, som på det nuvarande kortet. Ett foto får du på kortet på ett registreringsställe.',
    en: 'No photo, as on the present card. You can get a card with a photo at a registration point.',
  },
  language: {
    fi: 'Kortin ja kirjeen kieli',
    sv: 'Kortets och brevets språk',
    en: 'Language of the card and the letter',
  },
  deliveryHeading: { fi: 'Toimitus', sv: 'Leverans', en: 'Delivery' },
  deliveryLabel: {
    fi: 'Minne kortti toimitetaan?',
    sv: 'Vart levereras kortet?',
    en: 'Where does the card go?',
  },
  home: { fi: 'Kotiin', sv: 'Hem', en: 'Home' },
  homeHint: {
    fi: 'Kortti ja aktivointikirje tulevat eri kirjeissä.',
    sv: 'Kortet och aktiveringsbrevet kommer i separata brev.',
    en: 'The card and the activation letter come in separate envelopes.',
  },
  point: {
    fi: 'Rekisteröintipisteeseen',
    sv: 'Till ett registreringsställe',
    en: 'To a registration point',
  },
  pointHint: {
    fi: 'Noudat kortin ja todistat henkilöllisyytesi.',
    sv: 'Du hämtar kortet och styrker din identitet.',
    en: 'You collect the card and prove your identity.',
  },
  noAddress: {
    fi: 'Osoitettasi ei voi käyttää, joten kortti ja aktivointikirje toimitetaan rekisteröintipisteeseen.',
    sv: 'Din adress kan inte användas, så kortet och aktiveringsbrevet levereras till ett registreringsställe.',
    en: 'Your address cannot be used, so the card and the activation letter go to a registration point.',
  },
  place: {
    fi: 'Etsi piste nimellä, kadulla tai paikkakunnalla',
    sv: 'Sök ställe med namn, gata eller ort',
    en: 'Find a point by name, street or place',
  },
  whichPoint: { fi: 'Rekisteröintipiste', sv: 'Registreringsställe', en: 'Registration point' },
  noPoints: {
    fi: 'Haulla ei löytynyt pistettä, joka luovuttaa kortteja.',
    sv: 'Inget ställe som överlämnar kort hittades.',
    en: 'No point that hands cards over was found.',
  },
  addressConfirm: {
    fi: 'Osoitteeni on oikein: {{address}}',
    sv: 'Min adress är rätt: {{address}}',
    en: 'My address is right: {{address}}',
  },
  addressWrong: {
    fi: 'Jos osoite on väärä, korjaa se ensin Digi- ja väestötietovirastossa, tai valitse rekisteröintipiste.',
    sv: 'Om adressen är fel, rätta den först hos Myndigheten för digitalisering och befolkningsdata eller välj ett registreringsställe.',
    en: 'If the address is wrong, correct it first at the Digital and Population Data Services Agency, or choose a registration point.',
  },
  termsHeading: { fi: 'Käyttöehdot', sv: 'Användarvillkor', en: 'Terms of use' },
  checkHeading: {
    fi: 'Tarkista tiedot ja vahvista',
    sv: 'Kontrollera uppgifterna och bekräfta',
    en: 'Check the details and confirm',
  },
  checkLead: {
    fi: 'Mitään ei ole vielä tilattu. Tilaa uusi kortti vahvistamalla tiedot tunnin kuluessa.',
    sv: 'Inget har beställts ännu. Beställ det nya kortet genom att bekräfta uppgifterna inom en timme.',
    en: 'Nothing has been ordered yet. To order the new card, confirm the details within an hour.',
  },
  newCard: { fi: 'Uusi kortti', sv: 'Det nya kortet', en: 'The new card' },
  samePhotoShort: {
    fi: 'sama kuin nykyisessä kortissa',
    sv: 'samma som på det nuvarande kortet',
    en: 'the same as on the present card',
  },
  ground: { fi: 'Syy', sv: 'Orsak', en: 'Reason' },
  'ground.expiring': {
    fi: 'nykyisen kortin voimassaolo päättyy',
    sv: 'det nuvarande kortets giltighet upphör',
    en: 'the present card is about to expire',
  },
  'ground.data-changed': {
    fi: 'tietosi ovat muuttuneet',
    sv: 'dina uppgifter har ändrats',
    en: 'your details have changed',
  },
  'ground.lost': {
    fi: 'entinen kortti on kadonnut',
    sv: 'det tidigare kortet har försvunnit',
    en: 'the former card is lost',
  },
  'ground.stolen': {
    fi: 'entinen kortti on varastettu',
    sv: 'det tidigare kortet har stulits',
    en: 'the former card was stolen',
  },
  'ground.broken': {
    fi: 'nykyinen kortti on rikki',
    sv: 'det nuvarande kortet är trasigt',
    en: 'the present card is broken',
  },
  confirmHeading: { fi: 'Vahvista tilaus', sv: 'Bekräfta beställningen', en: 'Confirm the order' },
  confirmLead: {
    fi: 'Vahvistuksella varmistamme, että juuri sinä tilaat kortin.',
    sv: 'Med bekräftelsen säkerställer vi att det är du som beställer kortet.',
    en: 'The confirmation shows that it is you who is ordering the card.',
  },
  byCard: { fi: 'Vahvista kortilla', sv: 'Bekräfta med kort', en: 'Confirm with your card' },
  byCardHelp: {
    fi: 'Laita ammattikorttisi tai sen varakortti lukijaan. Kortinlukijaohjelmisto pyytää allekirjoitustunnuslukua (PIN2).',
    sv: 'Sätt ditt yrkeskort eller dess tillfälliga kort i läsaren. Kortläsarprogrammet ber om signaturkoden (PIN2).',
    en: 'Put your professional card, or its spare card, into the reader. The card reader software asks for the signature PIN (PIN2).',
  },
  byOtherCardHelp: {
    fi: 'Jos sinulla on varakortti, laita se lukijaan. Kortinlukijaohjelmisto pyytää allekirjoitustunnuslukua (PIN2).',
    sv: 'Om du har ett tillfälligt kort, sätt det i läsaren. Kortläsarprogrammet ber om signaturkoden (PIN2).',
    en: 'If you have a spare card, put it into the reader. The card reader software asks for the signature PIN (PIN2).',
  },
  signWithCard: {
    fi: 'Allekirjoita PIN2-tunnusluvulla',
    sv: 'Underteckna med PIN2-koden',
    en: 'Sign with PIN2',
  },
  pin2Locked: {
    fi: 'Jos PIN2-tunnusluku on lukkiutunut tai unohtunut, avaa lukitus omilla sivuillasi.',
    sv: 'Om PIN2-koden är låst eller glömd kan du låsa upp den på dina egna sidor.',
    en: 'If PIN2 is locked or forgotten, unlock the card on your own pages.',
  },
  pin2LockedOrSuomiFi: {
    fi: 'Jos PIN2-tunnusluku on lukkiutunut tai unohtunut, avaa lukitus omilla sivuillasi tai vahvista Suomi.fi-tunnistuksella.',
    sv: 'Om PIN2-koden är låst eller glömd kan du låsa upp den på dina egna sidor eller bekräfta med Suomi.fi-identifikation.',
    en: 'If PIN2 is locked or forgotten, unlock the card on your own pages, or confirm with Suomi.fi e-Identification.',
  },
  toUnlock: {
    fi: 'Avaa kortin lukitus',
    sv: 'Lås upp kortet',
    en: 'Unlock the card',
  },
  bySuomiFi: {
    fi: 'Vahvista Suomi.fi-tunnistuksella',
    sv: 'Bekräfta med Suomi.fi-identifikation',
    en: 'Confirm with Suomi.fi e-Identification',
  },
  bySuomiFiHelp: {
    fi: 'Tunnistaudut vielä kerran pankkitunnuksilla, mobiilivarmenteella tai henkilökortilla. Palaat sen jälkeen tähän palveluun.',
    sv: 'Du identifierar dig en gång till med bankkoder, mobilcertifikat eller identitetskort. Sedan kommer du tillbaka hit.',
    en: 'You identify yourself once more with online banking, a mobile certificate or an identity card. Then you come back here.',
  },
  changeForm: { fi: 'Muuta tietoja', sv: 'Ändra uppgifterna', en: 'Change the details' },
  termsAccepted: {
    fi: 'Hyväksyn kortin käyttöehdot',
    sv: 'Jag godkänner kortets användarvillkor',
    en: 'I accept the terms of use of the card',
  },
  toCheck: {
    fi: 'Tarkista tiedot',
    sv: 'Kontrollera uppgifterna',
    en: 'Check the details',
  },
  oldReader: {
    fi: 'Kortinlukijaohjelmistosi versio on {{version}}. Uusi kortti tarvitsee version {{needed}} tai uudemman.',
    sv: 'Ditt kortläsarprogram har version {{version}}. Det nya kortet behöver version {{needed}} eller nyare.',
    en: 'Your reader software is version {{version}}. The new card needs version {{needed}} or newer.',
  },
  oldReaderHelp: {
    fi: 'Päivitä ohjelmisto tai pyydä työnantajasi tietohallintoa päivittämään se. Muuten et voi käyttää uutta korttia.',
    sv: 'Uppdatera programmet eller be din arbetsgivares it-stöd göra det. Annars kan du inte använda det nya kortet.',
    en: 'Update it, or ask your employer’s IT support to do it. Otherwise you cannot use the new card.',
  },
} satisfies Texts
