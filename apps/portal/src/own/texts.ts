import type { Texts } from '../texts/text.ts'

/** The holder's page. */
export const ownTexts = {
  dataHeading: {
    fi: 'Lataa omat tietosi',
    sv: 'Ladda ner dina uppgifter',
    en: 'Download your data',
  },
  dataLead: {
    fi: 'Saat kaiken, mitä palvelu säilyttää sinusta: henkilötiedot, kortit, tilaukset, kuvat, ilmoitukset, viestit ja kaiken, mitä niille on tehty, myös sen, kuka on katsonut. Lataus kirjataan lokiin.',
    sv: 'Du får allt som tjänsten bevarar om dig: personuppgifter, kort, beställningar, foton, aviseringar, meddelanden och allt som har gjorts med dem, även vem som har tittat. Hämtningen antecknas i loggen.',
    en: 'You get everything that the service stores about you: personal data, cards, orders, photos, notices, messages, and everything done with them, including who viewed them. The download is recorded in the audit log.',
  },
  dataNot: {
    fi: 'Mitä joku muu on kertonut sinusta henkilöllisyyden selvityksessä tai sulkupalvelun puhelussa, ei ole mukana, koska se voi koskea muita. Voit pyytää sitä asiakaspalvelusta.',
    sv: 'Vad någon annan har berättat om dig i en utredning av identiteten eller i ett samtal till spärrtjänsten ingår inte, eftersom det kan gälla andra. Du kan begära det av kundtjänsten.',
    en: 'What somebody else said about you in an inquiry about your identity or in a call to the revocation service is not included, since it may be about others. You can ask customer service for it.',
  },
  dataRequest: {
    fi: 'Lähetä viesti asiakaspalveluun',
    sv: 'Skicka ett meddelande till kundtjänsten',
    en: 'Send a message to customer service',
  },
  dataPhoto: {
    fi: 'Kuva',
    sv: 'Foto',
    en: 'Photo',
  },
  dataFetch: {
    fi: 'Hae tiedot',
    sv: 'Hämta uppgifterna',
    en: 'Fetch the data',
  },
  dataFetching: {
    fi: 'Haetaan tietoja',
    sv: 'Hämtar uppgifter',
    en: 'Fetching the data',
  },
  dataFetched: {
    fi: 'Tiedot on haettu',
    sv: 'Uppgifterna har hämtats',
    en: 'Your data is ready',
  },
  dataFetchedHelp: {
    fi: 'Ne ovat nyt vain tässä selaimessa. Tallenna tiedosto tai tulosta sivu omalla laitteellasi.',
    sv: 'De finns nu bara i denna webbläsare. Spara filen eller skriv ut sidan på din egen enhet.',
    en: 'They are now only in this browser. Save the file or print the page on your own device.',
  },
  dataSave: {
    fi: 'Tallenna koneluettavana (JSON-rivit)',
    sv: 'Spara maskinläsbart (JSON-rader)',
    en: 'Download as JSON',
  },
  dataPrint: {
    fi: 'Tulosta tai tallenna PDF:nä',
    sv: 'Skriv ut eller spara som PDF',
    en: 'Print, or save as PDF',
  },
  dataBroken: {
    fi: 'Kaikkea ei saatu',
    sv: 'Allt kunde inte hämtas',
    en: 'Some data is missing',
  },
  dataBrokenHelp: {
    fi: 'Puuttuu: {{paths}}. Hae tiedot uudelleen.',
    sv: 'Saknas: {{paths}}. Hämta uppgifterna på nytt.',
    en: 'Missing: {{paths}}. Fetch the data again.',
  },
  dataEnd: {
    fi: 'loppu',
    sv: 'slutet',
    en: 'the end',
  },
  dataPerson: {
    fi: 'Henkilötiedot',
    sv: 'Personuppgifter',
    en: 'Personal data',
  },
  dataName: {
    fi: 'Nimi',
    sv: 'Namn',
    en: 'Name',
  },
  dataIdentityCode: {
    fi: 'Henkilötunnus',
    sv: 'Personbeteckning',
    en: 'Personal identity code',
  },
  dataLanguage: {
    fi: 'Kieli',
    sv: 'Språk',
    en: 'Language',
  },
  dataAddress: {
    fi: 'Osoite',
    sv: 'Adress',
    en: 'Address',
  },
  dataNonDisclosure: {
    fi: 'Turvakielto: osoitetta ei säilytetä',
    sv: 'Spärrmarkering: adressen bevaras inte',
    en: 'Non-disclosure: no address is stored',
  },
  dataConfirmed: {
    fi: 'Väestötietojärjestelmästä',
    sv: 'Ur befolkningsdatasystemet',
    en: 'From the population register',
  },
  dataOrders: {
    fi: 'Tilaukset',
    sv: 'Beställningar',
    en: 'Orders',
  },
  dataDocument: {
    fi: 'Henkilöllisyysasiakirja',
    sv: 'Identitetshandling',
    en: 'Identity document',
  },
  dataLetter: {
    fi: 'Aktivointikirje',
    sv: 'Aktiveringsbrev',
    en: 'Activation letter',
  },
  dataLetterToPoint: {
    fi: 'rekisteröintipisteeseen',
    sv: 'till registreringsstället',
    en: 'to the registration point',
  },
  heading: { fi: 'Omat kortit', sv: 'Egna kort', en: 'Own cards' },
  none: {
    fi: 'Sinulla ei ole kortteja. Ammattikortin saat rekisteröintipisteestä.',
    sv: 'Du har inga kort. Yrkeskortet får du på ett registreringsställe.',
    en: 'You have no cards. You get a professional card at a registration point.',
  },
  works: {
    fi: 'Kortti on käytössä. Se on voimassa {{day}} asti.',
    sv: 'Kortet är i bruk. Det gäller till {{day}}.',
    en: 'The card is in use. It is valid until {{day}}.',
  },
  activate: {
    fi: 'Aktivoi kortti ennen käyttöä',
    sv: 'Aktivera kortet före användning',
    en: 'Activate the card before use',
  },
  activateHelp: {
    fi: 'Aktivointikirje tulee postissa. Avaa kortinlukijaohjelmisto, aseta kortti lukijaan ja anna kirjeen aktivointitunnusluku. Samalla valitset perustunnusluvun ja allekirjoitustunnusluvun.',
    sv: 'Aktiveringsbrevet kommer med posten. Öppna kortläsarprogrammet, sätt in kortet i läsaren och ange aktiveringskoden i brevet. Samtidigt väljer du baskoden och signaturkoden.',
    en: 'The activation letter comes by post. Open the reader software, put the card into the reader and give the activation code of the letter. At the same time you choose the basic PIN and the signature PIN.',
  },
  activateMore: {
    fi: 'Aktivoinnin ohjeet',
    sv: 'Anvisningar för aktivering',
    en: 'Help with activation',
  },
  coming: { fi: 'Kortti on tulossa', sv: 'Kortet är på väg', en: 'The card is on its way' },
  comingHelp: {
    fi: 'Nouda kortti rekisteröintipisteestä, johon se tilattiin. Ota passi tai henkilökortti mukaan.',
    sv: 'Hämta kortet på det registreringsställe dit det beställdes. Ta med pass eller identitetskort.',
    en: 'Collect the card from the registration point to which it was ordered. Bring your passport or identity card.',
  },
  comingHomeHelp: {
    fi: 'Kortti lähetetään sinulle postissa, kun se on valmis. Aktivointikirje lähtee muutama arkipäivä (ma–pe) kortin jälkeen.',
    sv: 'Kortet skickas till dig med posten när det är klart. Aktiveringsbrevet skickas några vardagar (mån–fre) efter kortet.',
    en: 'The card is sent to you by post when it is ready. The activation letter leaves a few working days (Monday to Friday) after the card.',
  },
  posted: {
    fi: 'Kortti on lähetetty sinulle',
    sv: 'Kortet har skickats till dig',
    en: 'The card was sent to you',
  },
  postedHelp: {
    fi: 'Kun kortti ja aktivointikirje ovat tulleet, avaa kortinlukijaohjelmisto, aseta kortti lukijaan ja anna kirjeen aktivointitunnusluku. Jos kortti ei ole tullut kahdessa viikossa, ilmoita se kadonneeksi ja tilaa uusi.',
    sv: 'När kortet och aktiveringsbrevet har kommit öppnar du kortläsarprogrammet, sätter in kortet i läsaren och anger brevets aktiveringskod. Om kortet inte har kommit inom två veckor, anmäl det försvunnet och beställ ett nytt.',
    en: 'When the card and the activation letter have come, open the reader software, put the card into the reader and give the activation code of the letter. If the card has not arrived in two weeks, report it lost and order a new one.',
  },
  replacedHelp: {
    fi: 'Uusi kortti on otettu käyttöön tämän tilalle. Hävitä tämä kortti leikkaamalla sen siru rikki.',
    sv: 'Ett nytt kort har tagits i bruk i stället för det här. Förstör det här kortet genom att klippa sönder chipet.',
    en: 'A new card was taken into use in place of this one. Destroy this card by cutting through its chip.',
  },
  failed: {
    fi: 'Kortin valmistus epäonnistui',
    sv: 'Tillverkningen av kortet misslyckades',
    en: 'Production of the card failed',
  },
  failedHelp: {
    fi: 'Rekisteröintipiste tekee uuden tilauksen. Ota yhteyttä rekisteröintipisteeseen.',
    sv: 'Registreringsstället gör en ny beställning. Kontakta registreringsstället.',
    en: 'The registration point makes a new order. Contact the registration point.',
  },
  cancelled: { fi: 'Kortti on suljettu', sv: 'Kortet är spärrat', en: 'The card is cancelled' },
  cancelledForGood: {
    fi: 'Korttia ei voi käyttää eikä avata uudelleen.',
    sv: 'Kortet kan inte användas eller tas i bruk igen.',
    en: 'The card cannot be used again.',
  },
  newCardAtPoint: {
    fi: 'Uuden ammattikortin saat rekisteröintipisteestä.',
    sv: 'Ett nytt yrkeskort får du på ett registreringsställe.',
    en: 'You get a new professional card at a registration point.',
  },
  rightEndedHelp: {
    fi: 'Korttia ei voi käyttää, koska ammattioikeus on päättynyt. Jos tieto on väärä, ota yhteyttä Lupa- ja valvontavirastoon.',
    sv: 'Kortet kan inte användas, eftersom yrkesrättigheten har upphört. Om uppgiften är fel, kontakta Tillstånds- och tillsynsverket.',
    en: 'The card cannot be used, because the right to practise has ended. If this is wrong, contact the Finnish Supervisory Agency.',
  },
  letterLeavesOn: {
    fi: 'Aktivointikirje lähtee {{day}}.',
    sv: 'Aktiveringsbrevet skickas {{day}}.',
    en: 'The activation letter leaves on {{day}}.',
  },
  letterLeftOn: {
    fi: 'Aktivointikirje lähetettiin {{day}}.',
    sv: 'Aktiveringsbrevet skickades {{day}}.',
    en: 'The activation letter was sent on {{day}}.',
  },
  linksHeading: { fi: 'Muut omat asiat', sv: 'Andra egna ärenden', en: 'Other things you can do' },
  noticesLinkHelp: {
    fi: 'Mitä olemme sinulle lähettäneet, ja mihin osoitteeseen.',
    sv: 'Vad vi har skickat till dig och till vilken adress.',
    en: 'What we have sent you, and to which address.',
  },
  casesLinkHelp: {
    fi: 'Kysy, valita tai pyydä tietojen oikaisua, ja lue vastaukset.',
    sv: 'Fråga, klaga eller begär rättelse av uppgifter och läs svaren.',
    en: 'Ask a question, complain or request a correction of your data, and read the answers.',
  },
  signDocumentLinkHelp: {
    fi: 'Allekirjoita PDF-tiedosto kortillasi.',
    sv: 'Underteckna en PDF-fil med ditt kort.',
    en: 'Sign a PDF file with your card.',
  },
  auditLogLinkHelp: {
    fi: 'Kuka on katsonut tai muuttanut tietojasi.',
    sv: 'Vem som har sett eller ändrat dina uppgifter.',
    en: 'Who has viewed or changed your data.',
  },
  sessionsLinkHelp: {
    fi: 'Missä olet kirjautuneena juuri nyt.',
    sv: 'Var du är inloggad just nu.',
    en: 'Where you are signed in right now.',
  },
  dataLinkHelp: {
    fi: 'Kaikki tiedot, jotka palvelu säilyttää sinusta.',
    sv: 'Alla uppgifter som tjänsten bevarar om dig.',
    en: 'All the data that the service stores about you.',
  },
  nextNewCard: {
    fi: 'Tilaa uusi kortti',
    sv: 'Beställ ett nytt kort',
    en: 'Order a new card',
  },
  nextByEmployer: {
    fi: 'Uuden kortin tilaa työnantajasi rekisteröijä.',
    sv: 'Din arbetsgivares registrerare beställer det nya kortet.',
    en: 'Your employer’s registrar orders the new card.',
  },
  nextAppointment: {
    fi: 'Varaa aika rekisteröintipisteeseen',
    sv: 'Boka tid på ett registreringsställe',
    en: 'Book an appointment at a registration point',
  },
  lostHeading: {
    fi: 'Onko kortti kadonnut tai varastettu?',
    sv: 'Är kortet försvunnet eller stulet?',
    en: 'Is the card lost or stolen?',
  },
  lostHelp: {
    fi: 'Ilmoita heti. Kortti suljetaan, eikä kukaan voi enää kirjautua tai allekirjoittaa sillä.',
    sv: 'Anmäl det genast. Kortet spärras och ingen kan längre logga in eller underteckna med det.',
    en: 'Report it at once. The card is cancelled, and nobody can log in or sign with it any more.',
  },
  reportLost: {
    fi: 'Ilmoita kortti kadonneeksi',
    sv: 'Anmäl kortet försvunnet',
    en: 'Report the card lost',
  },
  lostConfirmHeading: {
    fi: 'Suljetaanko kortti?',
    sv: 'Vill du spärra kortet?',
    en: 'Cancel the card?',
  },
  lostConfirm: {
    fi: 'Kortti ja sen molemmat varmenteet suljetaan heti. Suljettua korttia ei voi avata uudelleen, vaikka kortti löytyisi.',
    sv: 'Kortet och dess båda certifikat spärras genast. Ett spärrat kort kan inte tas i bruk igen, även om det hittas.',
    en: 'The card is cancelled and both its certificates are revoked at once. A cancelled card cannot be taken back into use, even if it is found.',
  },
  whatHappened: { fi: 'Mitä tapahtui?', sv: 'Vad hände?', en: 'What happened?' },
  cancelForGood: { fi: 'Sulje lopullisesti', sv: 'Spärra slutgiltigt', en: 'Cancel for good' },
  pinsHeading: {
    fi: 'Onko tunnusluku (PIN-koodi) lukkiutunut tai unohtunut?',
    sv: 'Är en kod (PIN-kod) låst eller glömd?',
    en: 'Is a PIN locked or forgotten?',
  },
  unlockHelp: {
    fi: 'Jos kortti on nyt lukijassasi, voit valita molemmat tunnusluvut uudelleen ilman kirjettä. Tunnistaudu ensin muulla tavalla kuin tällä kortilla.',
    sv: 'Om kortet nu är i din läsare kan du välja båda koderna på nytt utan brev. Identifiera dig först på annat sätt än med det här kortet.',
    en: 'If the card is in your reader now, you can choose new PINs without a letter. First identify yourself in another way than with this card.',
  },
  unlock: {
    fi: 'Avaa lukitus ja vaihda tunnusluvut',
    sv: 'Lås upp och byt koderna',
    en: 'Unlock and choose new PINs',
  },
  unlocked: {
    fi: 'Kortin lukitus on avattu',
    sv: 'Kortet är upplåst',
    en: 'The card is unlocked',
  },
  unlockedHelp: {
    fi: 'Uudet tunnusluvut ovat voimassa heti. Entiset eivät enää toimi.',
    sv: 'De nya koderna gäller genast. De tidigare fungerar inte längre.',
    en: 'The new PINs work at once. The former ones do not work any more.',
  },
  newCodeHelp: {
    fi: 'Jos aktivointikirje on kadonnut, voit tilata uuden. Palvelu ei silloin enää hyväksy entistä, ja kortilla se lakkaa toimimasta viimeistään, kun kortti on seuraavan kerran yhteydessä palveluun.',
    sv: 'Om aktiveringsbrevet är försvunnet kan du beställa ett nytt. Tjänsten godkänner då inte längre den tidigare koden, och på kortet upphör den att gälla senast nästa gång kortet är i kontakt med tjänsten.',
    en: 'If you have lost the activation letter, you can order a new one. The service then no longer accepts the former code, and on the card it stops working at the latest when the card is next in contact with the service.',
  },
  newCode: {
    fi: 'Tilaa uusi aktivointitunnusluku',
    sv: 'Beställ en ny aktiveringskod',
    en: 'Order a new activation code',
  },
  newCodeConfirmHeading: {
    fi: 'Tilataanko uusi aktivointitunnusluku?',
    sv: 'Vill du beställa en ny aktiveringskod?',
    en: 'Order a new activation code?',
  },
  newCodeConfirm: {
    fi: 'Palvelu ei enää hyväksy entistä aktivointitunnuslukua, eikä sitä saa takaisin. Kortilla se lakkaa toimimasta viimeistään, kun kortti on seuraavan kerran yhteydessä palveluun. Kortin tunnusluvut pysyvät ennallaan. Uusi aktivointikirje lähtee {{day}}.',
    sv: 'Tjänsten godkänner inte längre den tidigare aktiveringskoden, och den kan inte fås tillbaka. På kortet upphör den att gälla senast nästa gång kortet är i kontakt med tjänsten. Kortets koder ändras inte. Ett nytt aktiveringsbrev skickas {{day}}.',
    en: 'The service no longer accepts the former activation code, and it cannot be restored. On the card it stops working at the latest when the card is next in contact with the service. The PINs of the card stay as they are. A new activation letter leaves on {{day}}.',
  },
  letterGoesTo: {
    fi: 'Kirje lähetetään osoitteeseen, joka sinulla on väestötietojärjestelmässä:',
    sv: 'Brevet skickas till den adress som du har i befolkningsdatasystemet:',
    en: 'The letter is sent to your address in the population register:',
  },
  letterAddressWrong: {
    fi: 'Jos osoite on väärä, älä tilaa tästä: saat uuden kirjeen rekisteröintipisteestä.',
    sv: 'Om adressen är fel ska du inte beställa här: du får ett nytt brev på ett registreringsställe.',
    en: 'If the address is wrong, do not order here: a registration point orders the letter for you.',
  },
  letterToPoint: {
    fi: 'Osoitettasi ei voi käyttää, joten kirje lähetetään rekisteröintipisteeseen, josta kortti tilattiin. Nouda se sieltä.',
    sv: 'Din adress kan inte användas, så brevet skickas till det registreringsställe där kortet beställdes. Hämta det där.',
    en: 'Your address cannot be used, so the letter goes to the registration point where the card was ordered. Collect it there.',
  },
  newCodeYes: { fi: 'Tilaa', sv: 'Beställ', en: 'Order' },
  newCodeOrdered: {
    fi: 'Uusi aktivointitunnusluku on tilattu',
    sv: 'En ny aktiveringskod är beställd',
    en: 'A new activation code is ordered',
  },
  newCodeOrderedHelp: {
    fi: 'Aktivointikirje lähtee {{day}}. Kun se tulee, avaa kortinlukijaohjelmisto ja anna kirjeen aktivointitunnusluku.',
    sv: 'Aktiveringsbrevet skickas {{day}}. När det kommer öppnar du kortläsarprogrammet och anger brevets aktiveringskod.',
    en: 'The activation letter leaves on {{day}}. When it comes, open the reader software and give the activation code of the letter.',
  },
  sessionsHeading: {
    fi: 'Avoimet istunnot',
    sv: 'Öppna sessioner',
    en: 'Open sessions',
  },
  sessionsHelp: {
    fi: 'Avoimet istuntosi. Jos et tunnista jotakin niistä, päätä se heti. Jos epäilet, että joku käyttää korttiasi, ilmoita kortti varastetuksi.',
    sv: 'Dina öppna sessioner. Om du inte känner igen någon av dem, avsluta den genast. Om du misstänker att någon använder ditt kort, anmäl kortet stulet.',
    en: 'Your open sessions. If you do not recognise one of them, end it at once. If you think that somebody uses your card, report the card stolen.',
  },
  'session.card': {
    fi: 'Kirjauduttu kortilla',
    sv: 'Inloggad med kort',
    en: 'Signed in with a card',
  },
  'session.identityCard': {
    fi: 'Kirjauduttu henkilökortilla',
    sv: 'Inloggad med identitetskort',
    en: 'Signed in with an identity card',
  },
  'session.organisationCard': {
    fi: 'Kirjauduttu organisaatiokortilla',
    sv: 'Inloggad med organisationskort',
    en: 'Signed in with an organisation card',
  },
  'session.password': {
    fi: 'Kirjauduttu käyttäjätunnuksella ja salasanalla',
    sv: 'Inloggad med användarnamn och lösenord',
    en: 'Signed in with a user name and password',
  },
  'session.suomiFi': {
    fi: 'Kirjauduttu Suomi.fi-tunnistuksella',
    sv: 'Inloggad med Suomi.fi-identifikation',
    en: 'Signed in with Suomi.fi e-Identification',
  },
  sessionTimes: {
    fi: 'Alkoi {{opened}}, käytetty viimeksi {{used}}',
    sv: 'Började {{opened}}, senast använd {{used}}',
    en: 'Began {{opened}}, last used {{used}}',
  },
  thisSession: { fi: 'Tämä istunto', sv: 'Den här sessionen', en: 'This session' },
  endSession: { fi: 'Päätä istunto', sv: 'Avsluta sessionen', en: 'End the session' },
  sessionEnded: {
    fi: 'Istunto on päätetty',
    sv: 'Sessionen har avslutats',
    en: 'The session has ended',
  },
  sessionEndedHelp: {
    fi: 'Siinä selaimessa ei voi enää tehdä mitään ilman uutta kirjautumista.',
    sv: 'I den webbläsaren kan ingenting längre göras utan ny inloggning.',
    en: 'Nothing more can be done in that browser without signing in again.',
  },
  auditLogHeading: {
    fi: 'Korttien tapahtumat (loki)',
    sv: 'Kortens händelser (logg)',
    en: 'Card activity (log)',
  },
  auditLogHelp: {
    fi: 'Kaikki, mitä korteillesi ja tiedoillesi on tehty tässä palvelussa, uusin ensin: myös katselut.',
    sv: 'Allt som har gjorts med dina kort och uppgifter i den här tjänsten, det senaste först: även visningar.',
    en: 'Everything done with your cards and data in this service, newest first, including who viewed them.',
  },
  noAuditLog: {
    fi: 'Merkintöjä ei ole vielä. Uusi merkintä näkyy täällä sekunnin kuluttua.',
    sv: 'Det finns inga anteckningar ännu. En ny anteckning syns här inom en sekund.',
    en: 'There are no entries yet. A new one shows here within a second.',
  },
  noAuditLogOfThese: {
    fi: 'Ei merkintöjä näillä ehdoilla.',
    sv: 'Inga anteckningar med de här villkoren.',
    en: 'No entries match.',
  },
  withoutOwnViews: {
    fi: 'Jätä pois omat katseluni',
    sv: 'Utelämna det jag själv har tittat på',
    en: 'Leave out what I viewed myself',
  },
  entryDetails: { fi: 'Tarkemmat tiedot', sv: 'Detaljer', en: 'Details' },
  entryEvent: { fi: 'Tapahtuma', sv: 'Händelse', en: 'Event' },
  entryId: { fi: 'Merkinnän tunnus', sv: 'Anteckningens id', en: 'Entry ID' },
  entryCard: { fi: 'Kortin tunnus', sv: 'Kortets id', en: 'Card ID' },
  entryOrder: { fi: 'Tilauksen tunnus', sv: 'Beställningens id', en: 'Order ID' },
  auditPosition: { fi: 'Nro {{position}}', sv: 'Nr {{position}}', en: 'No. {{position}}' },
  saveAuditLog: {
    fi: 'Lataa loki ja sen aitoustodisteet',
    sv: 'Ladda ner loggen med äkthetsbevis',
    en: 'Download the log with proof of authenticity',
  },
  toOwnCards: { fi: 'Omat kortit', sv: 'Egna kort', en: 'Own cards' },
} satisfies Texts
