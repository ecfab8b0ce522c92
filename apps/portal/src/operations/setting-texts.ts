import type { SettingGroup, SettingKey } from '@sotevarmenne/api/settings'
import type { Text, Texts } from '../texts/text.ts'

const names = {
  'name.renewal-window': {
    fi: 'Ammattikortin uusiminen',
    sv: 'Förnyelse av yrkeskort',
    en: 'Renewal of a professional card',
  },
  'about.renewal-window': {
    fi: 'Kuinka monta päivää ennen kortin viimeistä päivää haltija voi uusia korttinsa itse verkossa.',
    sv: 'Hur många dagar före kortets sista dag innehavaren själv kan förnya kortet på nätet.',
    en: 'How many days before the last day of the card its holder can renew it online.',
  },
  'name.card-end-reminders': {
    fi: 'Muistutukset kortin voimassaolon päättymisestä',
    sv: 'Påminnelser om att kortet upphör att gälla',
    en: 'Reminders that a card expires',
  },
  'about.card-end-reminders': {
    fi: 'Kuinka monta päivää ennen kortin viimeistä päivää haltijaa muistutetaan sähköpostilla. Päiviä voi olla enintään kymmenen.',
    sv: 'Hur många dagar före kortets sista dag innehavaren får en påminnelse per e-post. Högst tio påminnelser.',
    en: 'How many days before the last day of the card its holder is reminded by e-mail. Ten reminders at most.',
  },
  'name.spare-card-validity': {
    fi: 'Varakortin voimassaolo',
    sv: 'Det tillfälliga kortets giltighetstid',
    en: 'Validity of a spare card',
  },
  'about.spare-card-validity': {
    fi: 'Kuinka kauan varakortin tilapäisvarmenteet ovat enintään voimassa. Muutos koskee kortteja, jotka tehdään sen jälkeen.',
    sv: 'Hur länge certifikaten på ett tillfälligt kort gäller som längst. Ändringen gäller kort som görs därefter.',
    en: 'How long the temporary certificates of a spare card are valid at most. A change applies to cards made after it.',
  },
  'name.photo-min-width': {
    fi: 'Valokuvan vähimmäiskoko',
    sv: 'Fotots minsta storlek',
    en: 'Smallest photo',
  },
  'about.photo-min-width': {
    fi: 'Kuinka monta kuvapistettä leveä on kortille painettava kuva vähintään. Korkeus on 45/35 leveydestä.',
    sv: 'Hur många bildpunkter bred bilden som trycks på kortet minst ska vara. Höjden är 45/35 av bredden.',
    en: 'How many pixels wide the picture printed on the card is at least. Its height is 45/35 of the width.',
  },
  'name.pin-min-length': {
    fi: 'Tunnusluvun vähimmäispituus',
    sv: 'Kodens minsta längd',
    en: 'Shortest PIN',
  },
  'about.pin-min-length': {
    fi: 'Kuinka monta numeroa tunnusluvussa (PIN1 ja PIN2) on vähintään. Muutos koskee kortteja, jotka valmistetaan sen jälkeen. Ei koske vara- eikä testikortteja.',
    sv: 'Hur många siffror koderna (PIN1 och PIN2) minst ska ha. Ändringen gäller kort som tillverkas därefter. Gäller inte tillfälliga kort eller testkort.',
    en: 'How many digits a PIN (PIN1 and PIN2) has at least. A change applies to cards made after it. It does not apply to spare cards or test cards.',
  },
  'name.spare-card-pin2-min-length': {
    fi: 'Varakortin allekirjoitustunnusluvun vähimmäispituus',
    sv: 'Minsta längd på det tillfälliga kortets signaturkod',
    en: 'Shortest signature PIN of a spare card',
  },
  'about.spare-card-pin2-min-length': {
    fi: 'Kuinka monta numeroa varakortin allekirjoitustunnusluvussa (PIN2) on vähintään. Muutos koskee varakortteja, jotka valmistetaan sen jälkeen. Ei koske testikortteja.',
    sv: 'Hur många siffror signaturkoden (PIN2) på ett tillfälligt kort minst ska ha. Ändringen gäller tillfälliga kort som tillverkas därefter. Gäller inte testkort.',
    en: 'How many digits the signature PIN (PIN2) of a spare card has at least. A change applies to spare cards made after it. It does not apply to test cards.',
  },
  'name.pin-tries': {
    fi: 'Väärät tunnusluvut ennen lukkiutumista',
    sv: 'Felaktiga försök innan koden låses',
    en: 'Wrong PINs before the card locks',
  },
  'about.pin-tries': {
    fi: 'Kuinka monta kertaa peräkkäin tunnusluvun voi antaa väärin, ennen kuin kortti lukkiutuu. Muutos koskee kortteja, jotka valmistetaan sen jälkeen. Ei koske testikortteja.',
    sv: 'Hur många gånger i rad koden kan anges fel innan kortet låses. Ändringen gäller kort som tillverkas därefter. Gäller inte testkort.',
    en: 'How many times in a row a PIN may be entered wrong before the card locks. A change applies to cards made after it. It does not apply to test cards.',
  },
  'name.staff-card-email': {
    fi: 'Sähköposti henkilöstökortilla',
    sv: 'E-post med personalkort',
    en: 'E-mail with a staff card',
  },
  'about.staff-card-email': {
    fi: 'Voiko uuden henkilöstökortin varmenteessa olla työsähköpostin osoite. Kortilla voi silloin myös allekirjoittaa ja avata salattua sähköpostia.',
    sv: 'Om certifikatet på ett nytt personalkort kan innehålla arbetets e-postadress. Med kortet kan man då också underteckna e-post och öppna krypterad e-post.',
    en: 'Whether the certificate of a new staff card can contain the work e-mail address. The card can then also sign e-mail and open encrypted e-mail.',
  },
  'name.actor-card-email': {
    fi: 'Sähköposti toimijakortilla',
    sv: 'E-post med aktörskort',
    en: 'E-mail with an actor card',
  },
  'about.actor-card-email': {
    fi: 'Voiko uuden toimijakortin varmenteessa olla työsähköpostin osoite. Kortilla voi silloin myös allekirjoittaa ja avata salattua sähköpostia.',
    sv: 'Om certifikatet på ett nytt aktörskort kan innehålla arbetets e-postadress. Med kortet kan man då också underteckna e-post och öppna krypterad e-post.',
    en: 'Whether the certificate of a new actor card can contain the work e-mail address. The card can then also sign e-mail and open encrypted e-mail.',
  },
  'name.letter-delay': {
    fi: 'Aktivointikirjeen lähtöpäivä',
    sv: 'Avsändning av aktiveringsbrevet',
    en: 'Day on which the activation letter leaves',
  },
  'about.letter-delay': {
    fi: 'Kuinka monta arkipäivää (ma–pe) kortin valmistumisen jälkeen aktivointikirje lähtee. Jo suunniteltujen kirjeiden päivä ei muutu.',
    sv: 'Hur många vardagar (mån–fre) efter att kortet blev klart aktiveringsbrevet skickas. Dagen för brev som redan är planerade ändras inte.',
    en: 'How many working days (Monday to Friday) after the card was made the activation letter leaves. Letters that are already planned keep their day.',
  },
  'name.power-of-attorney-reminders': {
    fi: 'Muistutukset valtakirjan päättymisestä',
    sv: 'Påminnelser om att en fullmakt upphör',
    en: 'Reminders before a power of attorney ends',
  },
  'about.power-of-attorney-reminders': {
    fi: 'Kuinka monta päivää ennen valtakirjan viimeistä päivää valtuutettua ja organisaation yhteyshenkilöitä muistutetaan.',
    sv: 'Hur många dagar före fullmaktens sista dag ombudet och organisationens kontaktpersoner får en påminnelse.',
    en: 'How many days before the last day of a power of attorney its holder and the contacts of the organisation are reminded.',
  },
  'name.payment-term': { fi: 'Laskun maksuaika', sv: 'Betalningstid', en: 'Payment term' },
  'about.payment-term': {
    fi: 'Kuinka monta päivää laskun päiväyksestä on eräpäivään. Jo tehtyjen laskujen eräpäivä ei muutu.',
    sv: 'Hur många dagar det är från fakturans datum till förfallodagen. Förfallodagen för fakturor som redan har gjorts ändras inte.',
    en: 'How many days there are from the date of an invoice to its due date. Invoices that exist keep theirs.',
  },
  'name.training-validity': {
    fi: 'Rekisteröijän koulutuksen voimassaolo',
    sv: 'Giltighetstid för registrerarens utbildning',
    en: 'Validity of the registrar’s training',
  },
  'about.training-validity': {
    fi: 'Kuinka monta vuotta koulutus on voimassa sen suorittamisesta. Jo hyväksyttyjen rekisteröijien viimeinen päivä ei muutu.',
    sv: 'Hur många år utbildningen gäller från att den slutfördes. Sista dagen för registrerare som redan är godkända ändras inte.',
    en: 'How many years the training is valid from its completion. The last day of registrars who are already approved does not change.',
  },
  'name.order-retention': {
    fi: 'Tilauksen tietojen säilytys',
    sv: 'Bevarande av beställningens uppgifter',
    en: 'Retention of an order’s data',
  },
  'about.order-retention': {
    fi: 'Kuinka monta vuotta kortin viimeisen päivän jälkeen tilauksen, henkilöllisyysasiakirjan ja kirjeen tiedot säilytetään. Muutos koskee kortteja, jotka tilataan tai valmistetaan sen jälkeen.',
    sv: 'Hur många år efter kortets sista dag uppgifterna om beställningen, identitetshandlingen och brevet bevaras. Ändringen gäller kort som beställs eller tillverkas därefter.',
    en: 'How many years after the last day of the card the data of the order, the identity document and the letter are retained. A change applies to cards ordered or made after it.',
  },
  'name.cancelled-order-retention': {
    fi: 'Perutun tilauksen säilytys',
    sv: 'Bevarande av en återkallad beställning',
    en: 'Retention of a cancelled order',
  },
  'about.cancelled-order-retention': {
    fi: 'Kuinka monta vuotta peruutuksesta allekirjoitetun tilauksen tiedot säilytetään.',
    sv: 'Hur många år efter återkallelsen uppgifterna om en undertecknad beställning bevaras.',
    en: 'How many years after its cancellation the data of a signed order are retained.',
  },
  'name.photo-retention': {
    fi: 'Valokuvan säilytys',
    sv: 'Bevarande av fotot',
    en: 'Retention of the photo',
  },
  'about.photo-retention': {
    fi: 'Kuinka monta päivää kortin viimeisen päivän jälkeen valokuva säilytetään. Muutos koskee kortteja, jotka tilataan tai valmistetaan sen jälkeen.',
    sv: 'Hur många dagar efter kortets sista dag fotot bevaras. Ändringen gäller kort som beställs eller tillverkas därefter.',
    en: 'How many days after the last day of the card the photo is retained. A change applies to cards ordered or made after it.',
  },
  'name.session-idle-time': {
    fi: 'Istunnon katkaisu, kun palvelua ei käytetä',
    sv: 'Tid utan aktivitet innan sessionen avslutas',
    en: 'Time without activity until a session ends',
  },
  'about.session-idle-time': {
    fi: 'Kuinka monen minuutin kuluttua kirjautuminen päättyy, kun palvelua ei käytetä. Muutos koskee uusia kirjautumisia.',
    sv: 'Efter hur många minuter utan aktivitet inloggningen upphör. Ändringen gäller nya inloggningar.',
    en: 'After how many minutes without activity a sign-in ends. A change applies to new sign-ins.',
  },
  'name.session-length': {
    fi: 'Istunnon enimmäispituus',
    sv: 'Sessionens längsta tid',
    en: 'Longest session',
  },
  'about.session-length': {
    fi: 'Kuinka monen tunnin kuluttua kirjautuminen päättyy, vaikka palvelua käytetään. Muutos koskee uusia kirjautumisia.',
    sv: 'Efter hur många timmar inloggningen upphör även om tjänsten används. Ändringen gäller nya inloggningar.',
    en: 'After how many hours a sign-in ends even though the service is used. A change applies to new sign-ins.',
  },
  'name.crl-interval': {
    fi: 'Sulkulistan julkaisuväli',
    sv: 'Hur ofta spärrlistan publiceras',
    en: 'How often a CRL is published',
  },
  'about.crl-interval': {
    fi: 'Kuinka monen minuutin välein sulkulista julkaistaan, vaikka mitään ei ole suljettu. Uusi sulku julkaistaan minuutin sisällä, paitsi kun poikkeuksellisen suuri määrä odottaa kahden henkilön päätöstä.',
    sv: 'Med hur många minuters mellanrum spärrlistan publiceras fast inget har spärrats. En ny spärr publiceras inom en minut, utom när ovanligt många väntar på två personers beslut.',
    en: 'How many minutes pass between two CRLs when nothing was revoked. A new revocation is published within a minute, except when unusually many wait for the decision of two people.',
  },
  'name.crl-validity': {
    fi: 'Sulkulistan voimassaolo',
    sv: 'Spärrlistans giltighetstid',
    en: 'Validity of a CRL',
  },
  'about.crl-validity': {
    fi: 'Kuinka monta tuntia sulkulista on voimassa. Seuraavat listat noudattavat muutosta.',
    sv: 'Hur många timmar en spärrlista gäller. De följande listorna följer ändringen.',
    en: 'How many hours a CRL is valid. The next CRLs follow the change.',
  },
  'name.registrar-reminders': {
    fi: 'Muistutukset rekisteröijän tehtävän päättymisestä',
    sv: 'Påminnelser om att uppdraget som registrerare upphör',
    en: 'Reminders that the work of a registrar ends',
  },
  'about.registrar-reminders': {
    fi: 'Kuinka monta päivää ennen viimeistä päivää rekisteröijää ja organisaatiota muistutetaan. Päiviä voi olla enintään kymmenen. Muutos koskee rekisteröijiä, jotka nimetään sen jälkeen.',
    sv: 'Hur många dagar före den sista dagen registreraren och organisationen får en påminnelse. Högst tio påminnelser. Ändringen gäller registrerare som utses därefter.',
    en: 'How many days before the last day the registrar and the organisation are reminded. Ten reminders at most. A change applies to registrars appointed after it.',
  },
  'name.service-certificate-reminders': {
    fi: 'Muistutukset palveluvarmenteen päättymisestä',
    sv: 'Påminnelser om att ett tjänstecertifikat upphör',
    en: 'Reminders that a service certificate expires',
  },
  'about.service-certificate-reminders': {
    fi: 'Kuinka monta päivää ennen varmenteen loppua yhteistä sähköpostilaatikkoa muistutetaan. Päiviä voi olla enintään kymmenen. Muutos koskee varmenteita, jotka myönnetään sen jälkeen.',
    sv: 'Hur många dagar innan certifikatet upphör den gemensamma e-postlådan får en påminnelse. Högst tio påminnelser. Ändringen gäller certifikat som utfärdas därefter.',
    en: 'How many days before the end of the certificate the shared mailbox is reminded. Ten reminders at most. A change applies to certificates issued after it.',
  },
  'name.program-certificate-reminders': {
    fi: 'Muistutukset ohjelman tilaaman varmenteen päättymisestä',
    sv: 'Påminnelser om ett certifikat som ett program har beställt',
    en: 'Reminders about a certificate that a program ordered',
  },
  'about.program-certificate-reminders': {
    fi: 'Kuinka monta päivää ennen varmenteen loppua yhteistä sähköpostilaatikkoa muistutetaan, jos ohjelma (ACME) ei ole uusinut sitä. Päiviä voi olla enintään kymmenen. Muutos koskee varmenteita, jotka myönnetään sen jälkeen.',
    sv: 'Hur många dagar innan certifikatet upphör den gemensamma e-postlådan får en påminnelse, om programmet (ACME) inte har förnyat det. Högst tio påminnelser. Ändringen gäller certifikat som utfärdas därefter.',
    en: 'How many days before the end of the certificate the shared mailbox is reminded if the program (ACME) has not renewed it. Ten reminders at most. A change applies to certificates issued after it.',
  },
  'name.directory-cooling-off': {
    fi: 'Odotusaika, kun hakemisto poistaa käyttäjän käytöstä',
    sv: 'Betänketid när en katalog inaktiverar en användare',
    en: 'Cooling-off when a directory deactivates a user',
  },
  'about.directory-cooling-off': {
    fi: 'Kuinka monta päivää kortti toimii sen päivän jälkeen, jona työnantajan hakemisto on poistanut käyttäjän käytöstä (SCIM). Sitä ennen käyttäjän palauttaminen peruu päättymisen. Muutos koskee käyttäjiä, jotka poistetaan käytöstä sen jälkeen.',
    sv: 'Hur många dagar kortet fungerar efter den dag då arbetsgivarens katalog har inaktiverat användaren (SCIM). Innan dess återkallas slutet om användaren aktiveras igen. Ändringen gäller användare som inaktiveras därefter.',
    en: 'How many days the card works after the day on which the employer’s directory deactivated the user (SCIM). Until then, activating the user again withdraws the end. A change applies to users who are deactivated after it.',
  },
  'name.registrar-application-retention': {
    fi: 'Rekisteröijähakemusten säilytys',
    sv: 'Bevaring av registrerarnas ansökningar',
    en: 'Storage of registrar applications',
  },
  'about.registrar-application-retention': {
    fi: 'Kuinka monta päivää koulutustodistus säilytetään hakemuksen hyväksymisen jälkeen, ja hakemus, josta ei tullut mitään. Sen jälkeen tiedot poistetaan.',
    sv: 'Hur många dagar intyget över utbildningen bevaras efter att ansökan godkänts, och en ansökan som inte ledde till något. Därefter raderas uppgifterna.',
    en: 'How many days the proof of training is stored after the application was approved, and an application that came to nothing. The data are erased after that.',
  },
  'name.prepared-order-retention': {
    fi: 'Valmisteltujen tilausten säilytys',
    sv: 'Bevaring av förberedda beställningar',
    en: 'Storage of prepared orders',
  },
  'about.prepared-order-retention': {
    fi: 'Kuinka monta päivää työnantajan valmistelema tilaus säilytetään, kun se on käytetty, peruttu tai rauennut. Sen jälkeen se poistetaan.',
    sv: 'Hur många dagar en beställning som arbetsgivaren har förberett bevaras efter att den har använts, dragits tillbaka eller förfallit. Därefter raderas den.',
    en: 'How many days an order that an employer prepared is stored after it was used, withdrawn or lapsed. It is erased after that.',
  },
  'name.invitation-retention': {
    fi: 'Vanhentuneiden kutsujen säilytys',
    sv: 'Bevaring av inbjudningar som gått ut',
    en: 'Storage of expired invitations',
  },
  'about.invitation-retention': {
    fi: 'Kuinka monta päivää organisaation tilin kutsu säilytetään sähköpostiosoitteineen, kun se on vanhentunut. Sen jälkeen osoite poistetaan.',
    sv: 'Hur många dagar en inbjudan till organisationens konto bevaras med sin e-postadress efter att den har gått ut. Därefter raderas adressen.',
    en: 'How many days an invitation to the account of an organisation is stored with its e-mail address after it expired. The address is erased after that.',
  },
  'name.suomi-fi-message-retention': {
    fi: 'Suomi.fi-viestien säilytys',
    sv: 'Bevaring av Suomi.fi-meddelanden',
    en: 'Storage of Suomi.fi messages',
  },
  'about.suomi-fi-message-retention': {
    fi: 'Kuinka monta päivää Suomi.fi-viesti säilytetään sen jälkeen, kun sen tila on viimeksi muuttunut. Sen jälkeen se poistetaan.',
    sv: 'Hur många dagar ett Suomi.fi-meddelande bevaras efter att dess status senast ändrades. Därefter raderas det.',
    en: 'How many days a Suomi.fi message is stored after its state last changed. It is erased after that.',
  },
  'name.case-closing': {
    fi: 'Vastatun viestiketjun sulkeminen',
    sv: 'Avslutande av ett besvarat ärende',
    en: 'Closing of an answered conversation',
  },
  'about.case-closing': {
    fi: 'Kuinka monen päivän kuluttua toimiston vastauksesta viestiketju suljetaan, jos siihen ei kirjoiteta lisää.',
    sv: 'Hur många dagar efter kontorets svar ett ärende avslutas, om ingen skriver mer i det.',
    en: 'How many days after the office’s reply a conversation is closed if nobody writes more.',
  },
  'name.case-retention': {
    fi: 'Viestien säilytys',
    sv: 'Bevaring av meddelanden',
    en: 'Storage of messages',
  },
  'about.case-retention': {
    fi: 'Kuinka monta vuotta viestiketjun teksti säilytetään sulkemisen jälkeen. Sen jälkeen se poistetaan. Muutos koskee viestiketjuja, jotka suljetaan sen jälkeen.',
    sv: 'Hur många år texten i ett ärende bevaras efter att ärendet avslutats. Därefter raderas den. Ändringen gäller ärenden som avslutas därefter.',
    en: 'How many years the text of a conversation is stored after it was closed. It is erased after that. A change applies to conversations closed after it.',
  },
  'name.dispute-retention': {
    fi: 'Laskun riitautuksen tekstien säilytys',
    sv: 'Bevaring av texter om bestridda fakturor',
    en: 'Storage of what was written about a disputed invoice',
  },
  'about.dispute-retention': {
    fi: 'Kuinka monta vuotta perustelut ja vastaus säilytetään, kun riitautus on päättynyt. Sen jälkeen ne poistetaan. Lasku ja riitautuksen tulos jäävät.',
    sv: 'Hur många år skälen och svaret bevaras efter att bestridandet avslutats. Därefter raderas de. Fakturan och utgången blir kvar.',
    en: 'How many years reasons and answer are stored after a dispute ended. They are erased after that. The invoice and the outcome stay.',
  },
  'name.caller-retention': {
    fi: 'Sulkupalveluun soittaneen tietojen säilytys',
    sv: 'Bevaring av uppgifter om den som ringt spärrtjänsten',
    en: 'Storage of data about a caller of the revocation service',
  },
  'about.caller-retention': {
    fi: 'Kuinka monta päivää soittajan tiedot ja hänen kertomansa säilytetään puhelun jälkeen. Sen jälkeen ne poistetaan. Muutos koskee puheluita, jotka otetaan sen jälkeen.',
    sv: 'Hur många dagar uppgifterna om den som ringt och det som berättats bevaras efter samtalet. Därefter raderas de. Ändringen gäller samtal som tas emot därefter.',
    en: 'How many days data about the caller, and what the caller said, are stored after the call. They are erased after that. A change applies to calls taken after it.',
  },
  'name.inquiry-lapse': {
    fi: 'Tunnistamisen selvityksen raukeaminen',
    sv: 'När en utredning av identitet förfaller',
    en: 'Lapse of an identity inquiry',
  },
  'about.inquiry-lapse': {
    fi: 'Kuinka monen päivän kuluttua selvitys raukeaa, jos sitä ei ole ratkaistu. Muutos koskee selvityksiä, jotka aloitetaan sen jälkeen.',
    sv: 'Efter hur många dagar en utredning förfaller om den inte har avgjorts. Ändringen gäller utredningar som inleds därefter.',
    en: 'After how many days an inquiry that is not decided lapses. A change applies to inquiries raised after it.',
  },
  'name.inquiry-retention': {
    fi: 'Tunnistamisen selvityksen säilytys',
    sv: 'Bevaring av en utredning av identitet',
    en: 'Storage of an identity inquiry',
  },
  'about.inquiry-retention': {
    fi: 'Kuinka monta vuotta selvityksen sisältö säilytetään sen päätyttyä. Sen jälkeen se poistetaan. Muutos koskee selvityksiä, jotka päättyvät sen jälkeen.',
    sv: 'Hur många år innehållet i en utredning bevaras efter att den avslutats. Därefter raderas det. Ändringen gäller utredningar som avslutas därefter.',
    en: 'How many years the content of an inquiry is stored after its end. It is erased after that. A change applies to inquiries that end after it.',
  },
  'name.payment-retention': {
    fi: 'Maksajien nimien säilytys',
    sv: 'Bevaring av betalarnas namn',
    en: 'Storage of the names of payers',
  },
  'about.payment-retention': {
    fi: 'Kuinka monta vuotta pankin aineistosta tuodun maksun maksaja ja päätösten perustelut säilytetään sen vuoden lopusta, jona maksu viimeksi käsiteltiin. Sen jälkeen ne poistetaan. Summa, päivä ja viite jäävät.',
    sv: 'Hur många år betalaren och skälen till besluten om en betalning ur bankens fil bevaras efter utgången av det år då betalningen senast behandlades. Därefter raderas de. Summan, dagen och referensen blir kvar.',
    en: 'How many years the payer of a payment from a bank’s file and the reasons of decisions are stored after the end of the year in which the payment was last handled. They are erased after that. Sum, day and reference stay.',
  },
  'name.uncollected-reminder-interval': {
    fi: 'Muistutukset noutamattomasta kortista',
    sv: 'Påminnelser om ett kort som inte har hämtats',
    en: 'Reminders about an uncollected card',
  },
  'about.uncollected-reminder-interval': {
    fi: 'Kuinka monen päivän kuluttua kortin valmistumisesta tai edellisestä muistutuksesta haltijaa muistutetaan.',
    sv: 'Hur många dagar efter att kortet blev färdigt eller efter den förra påminnelsen innehavaren påminns.',
    en: 'How many days after the card was made, or after the last reminder, its holder is reminded.',
  },
  'name.uncollected-card-wait': {
    fi: 'Kortin noutoaika',
    sv: 'Kortets hämtningstid',
    en: 'Collection time of a card',
  },
  'about.uncollected-card-wait': {
    fi: 'Kuinka monta päivää kortti odottaa rekisteröintipisteessä valmistumisestaan, ennen kuin se suljetaan noutamattomana.',
    sv: 'Hur många dagar kortet väntar på registreringsstället efter att det blev färdigt innan det spärras som ej hämtat.',
    en: 'How many days a card waits at the registration point after it was made before it is cancelled as uncollected.',
  },
  'name.appointment-window': {
    fi: 'Ajanvaraus etukäteen',
    sv: 'Tidsbokning på förhand',
    en: 'Booking ahead',
  },
  'about.appointment-window': {
    fi: 'Kuinka monen päivän päähän ajan voi varata rekisteröintipisteestä.',
    sv: 'Hur många dagar framåt man kan boka tid på ett registreringsställe.',
    en: 'How many days ahead an appointment at a registration point can be booked.',
  },
  'name.look-ups-an-hour': {
    fi: 'Rekisteröijän haut tunnissa',
    sv: 'En registrerares sökningar i timmen',
    en: 'Look-ups of a registrar in an hour',
  },
  'about.look-ups-an-hour': {
    fi: 'Kuinka monen eri henkilön tiedot rekisteröijä voi hakea tunnissa. Käsittelijä voi sallia lisää.',
    sv: 'Uppgifter om hur många olika personer en registrerare kan söka på en timme. En handläggare kan tillåta fler.',
    en: 'How many different people a registrar can look up in an hour. A case officer can allow more.',
  },
  'name.invoice-reminder-interval': {
    fi: 'Maksumuistutusten väli',
    sv: 'Tiden mellan betalningspåminnelser',
    en: 'Time between reminders of an unpaid invoice',
  },
  'about.invoice-reminder-interval': {
    fi: 'Kuinka monta päivää kuluu, ennen kuin rekisteröintipisteen ylläpitäjä voi muistuttaa samasta laskusta uudelleen.',
    sv: 'Hur många dagar som ska gå innan den som driver ett registreringsställe kan påminna om samma faktura på nytt.',
    en: 'How many days pass before the operator of a registration point can send a reminder of the same invoice again.',
  },
  'name.appointment-retention': {
    fi: 'Ajanvaraustietojen säilytys',
    sv: 'Bevaring av uppgifter om tidsbokningar',
    en: 'Storage of data of appointments',
  },
  'about.appointment-retention': {
    fi: 'Kuinka monta päivää asiakkaan nimi ja yhteystiedot säilytetään käynnin jälkeen. Sen jälkeen ne poistetaan. Muutos koskee aikoja, jotka varataan tai siirretään sen jälkeen.',
    sv: 'Hur många dagar kundens namn och kontaktuppgifter bevaras efter besöket. Därefter raderas de. Ändringen gäller tider som bokas eller flyttas därefter.',
    en: 'How many days the visitor’s name and contact are stored after the visit. They are erased after that. A change applies to times booked or moved after it.',
  },
  'name.invitation-validity': {
    fi: 'Kutsun voimassaolo',
    sv: 'Inbjudans giltighetstid',
    en: 'Validity of an invitation',
  },
  'about.invitation-validity': {
    fi: 'Kuinka monta päivää organisaation tilille kutsuttu voi hyväksyä kutsun. Muutos koskee kutsuja, jotka lähetetään sen jälkeen.',
    sv: 'Hur många dagar den som bjudits in till en organisations konto kan godkänna inbjudan. Ändringen gäller inbjudningar som skickas därefter.',
    en: 'How many days a person who was invited to an organisation’s account can accept the invitation. A change applies to invitations sent after it.',
  },
  'name.prepared-order-validity': {
    fi: 'Valmistellun tilauksen voimassaolo',
    sv: 'En förberedd beställnings giltighetstid',
    en: 'Validity of a prepared order',
  },
  'about.prepared-order-validity': {
    fi: 'Kuinka monta päivää organisaation valmistelema tilaus odottaa henkilön käyntiä rekisteröintipisteessä. Muutos koskee tilauksia, jotka valmistellaan sen jälkeen.',
    sv: 'Hur många dagar en beställning som en organisation har förberett väntar på personens besök på ett registreringsställe. Ändringen gäller beställningar som förbereds därefter.',
    en: 'How many days an order that an organisation prepared waits for the person’s visit to a registration point. A change applies to orders prepared after it.',
  },
  'name.police-identification-validity': {
    fi: 'Poliisin tunnistuksen voimassaolo',
    sv: 'Giltighetstiden för polisens identifiering',
    en: 'Validity of an identification by the police',
  },
  'about.police-identification-validity': {
    fi: 'Kuinka monta päivää poliisin tekemä tunnistus kelpaa rekisteröintipisteessä. Muutos koskee tunnistuksia, jotka kirjataan sen jälkeen.',
    sv: 'Hur många dagar polisens identifiering godkänns på registreringsställen. Ändringen gäller identifieringar som förs in därefter.',
    en: 'How many days an identification by the police is accepted at registration points. A change applies to identifications entered after it.',
  },
  'name.look-up-retention': {
    fi: 'Asiakashakujen säilytys',
    sv: 'Bevaring av kundsökningar',
    en: 'Storage of look-ups of visitors',
  },
  'about.look-up-retention': {
    fi: 'Kuinka monta päivää asiakashakujen seuranta näyttää, kenen tietoja rekisteröijät ovat hakeneet. Loki säilyttää jokaisen haun kauemmin.',
    sv: 'Hur många dagar uppföljningen av kundsökningar visar vems uppgifter registrerarna har sökt. Loggen bevarar varje sökning längre.',
    en: 'For how many days the watch of look-ups shows whom registrars looked up. The audit log has each look-up for longer.',
  },
  'name.webhook-delivery-retention': {
    fi: 'Webhook-viestien säilytys',
    sv: 'Bevaring av webhook-meddelanden',
    en: 'Storage of webhook messages',
  },
  'about.webhook-delivery-retention': {
    fi: 'Kuinka monta päivää organisaatio näkee lähetetyt webhook-viestit ja voi lähettää niitä uudelleen.',
    sv: 'Hur många dagar organisationen ser sända webhook-meddelanden och kan sända dem på nytt.',
    en: 'For how many days an organisation sees the webhook messages that were sent, and can send them again.',
  },
  'name.done-job-retention': {
    fi: 'Tehtyjen taustatöiden säilytys',
    sv: 'Bevaring av utförda bakgrundsjobb',
    en: 'Storage of background jobs that are done',
  },
  'about.done-job-retention': {
    fi: 'Kuinka monta päivää säilytetään tieto siitä, että palvelun taustatyö on tehty. Työn sisältö poistetaan heti, kun työ on tehty.',
    sv: 'Hur många dagar uppgiften om att ett bakgrundsjobb är utfört bevaras. Jobbets innehåll raderas genast när det är utfört.',
    en: 'For how many days it is stored that a background job was done. The content of the job is erased as soon as it is done.',
  },
  'name.reply-time': {
    fi: 'Vastausaika viesteihin',
    sv: 'Svarstid för meddelanden',
    en: 'Time to reply to messages',
  },
  'about.reply-time': {
    fi: 'Kuinka monessa päivässä toimisto vastaa tiedusteluun, palautteeseen tai laskun riitautukseen. Tietojen oikaisun määräaika on laissa. Muutos koskee viestejä, jotka tulevat sen jälkeen.',
    sv: 'Inom hur många dagar kontoret svarar på en förfrågan, ett klagomål eller ett bestridande av en faktura. Tidsfristen för rättelse av uppgifter står i lagen. Ändringen gäller meddelanden som kommer därefter.',
    en: 'Within how many days the office replies to a question, a complaint or a disputed invoice. The time for a request to correct data is in the law. A change applies to messages that come after it.',
  },
  'name.payment-term-after-dispute': {
    fi: 'Maksuaika hylätyn riitautuksen jälkeen',
    sv: 'Betalningstid efter ett avslaget bestridande',
    en: 'Time to pay after a refused dispute',
  },
  'about.payment-term-after-dispute': {
    fi: 'Kuinka monta päivää laskun maksamiseen jää vähintään, kun sen riitautus on hylätty. Muutos koskee riitautuksia, jotka hylätään sen jälkeen.',
    sv: 'Hur många dagar det minst finns kvar att betala en faktura när bestridandet av den har avslagits. Ändringen gäller bestridanden som avslås därefter.',
    en: 'How many days are left at least to pay an invoice once its dispute was refused. A change applies to disputes refused after it.',
  },
} as const satisfies { readonly [Key in `${'name' | 'about'}.${SettingKey}`]: Text }

const groups = {
  'group.cards': { fi: 'Kortit', sv: 'Kort', en: 'Cards' },
  'group.letters': { fi: 'Kirjeet', sv: 'Brev', en: 'Letters' },
  'group.registration': { fi: 'Rekisteröinti', sv: 'Registrering', en: 'Registration' },
  'group.service-certificates': {
    fi: 'Palveluvarmenteet',
    sv: 'Tjänstecertifikat',
    en: 'Service certificates',
  },
  'group.organisations': { fi: 'Organisaatiot', sv: 'Organisationer', en: 'Organisations' },
  'group.messages': { fi: 'Viestit', sv: 'Meddelanden', en: 'Messages' },
  'group.billing': { fi: 'Laskutus', sv: 'Fakturering', en: 'Billing' },
  'group.retention': { fi: 'Säilytysajat', sv: 'Bevaringstider', en: 'Retention' },
  'group.sign-in': { fi: 'Kirjautuminen', sv: 'Inloggning', en: 'Sign-in' },
  'group.revocation': { fi: 'Sulkeminen', sv: 'Spärrning', en: 'Revocation' },
} as const satisfies { readonly [Key in `group.${SettingGroup}`]: Text }

/** Settings of the service at the office: values today, history, proposals, decisions. */
export const settingTexts = {
  ...names,
  ...groups,
  heading: { fi: 'Palvelun asetukset', sv: 'Tjänstens inställningar', en: 'Service settings' },
  lead: {
    fi: 'Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Muutos tulee voimaan aikaisintaan huomenna. Jokaisella asetuksella on rajat, joita ei voi ylittää.',
    sv: 'En handläggare föreslår ändringen och en annan godkänner den. Den gäller tidigast från i morgon. Varje inställning har gränser som inte kan överskridas.',
    en: 'One case officer proposes a change and another approves it. It begins tomorrow at the earliest. Every setting has limits that can’t be exceeded.',
  },
  changeTitle: {
    fi: '{{name}}: {{value}}, {{day}} alkaen',
    sv: '{{name}}: {{value}}, från {{day}}',
    en: '{{name}}: {{value}}, from {{day}}',
  },
  onThisPage: { fi: 'Tällä sivulla', sv: 'På den här sidan', en: 'On this page' },
  nowShipped: {
    fi: '{{value}} (oletusarvo)',
    sv: '{{value}} (standardvärde)',
    en: '{{value}} (default)',
  },
  now: { fi: 'Voimassa nyt', sv: 'Gäller nu', en: 'In force now' },
  shippedValue: { fi: 'Oletusarvo', sv: 'Standardvärde', en: 'Default' },
  limits: { fi: 'Rajat', sv: 'Gränser', en: 'Limits' },
  proposeSetting: { fi: 'Ehdota muutosta', sv: 'Föreslå en ändring', en: 'Propose a change' },
  setting: { fi: 'Asetus', sv: 'Inställning', en: 'Setting' },
  value: { fi: 'Uusi arvo', sv: 'Nytt värde', en: 'New value' },
  valueHint: {
    fi: 'Sallittu: {{limits}}. Nyt: {{now}}.',
    sv: 'Tillåtet: {{limits}}. Nu: {{now}}.',
    en: 'Allowed: {{limits}}. Now: {{now}}.',
  },
  listHint: {
    fi: 'Luvut pilkulla erotettuina, kukin väliltä {{limits}}. Nyt: {{now}}.',
    sv: 'Talen åtskilda med komma, vart och ett inom {{limits}}. Nu: {{now}}.',
    en: 'Numbers separated by commas, each within {{limits}}. Now: {{now}}.',
  },
} as const satisfies Texts
