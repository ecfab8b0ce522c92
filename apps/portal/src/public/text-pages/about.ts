import type { TextPage } from './text-page.ts'

export const contact: TextPage = {
  path: 'contact',
  title: { fi: 'Yhteystiedot', sv: 'Kontakt', en: 'Contact' },
  description: {
    fi: 'Sulkupalvelu, asiakaspalvelu ja muut yhteystiedot.',
    sv: 'Spärrtjänsten, kundtjänsten och andra kontaktuppgifter.',
    en: 'The revocation service, customer service and other contact details.',
  },
  content: [
    {
      blocks: [
        { live: 'contacts' },
        {
          fi: 'Älä lähetä sähköpostissa henkilötunnusta, aktivointitunnuslukua tai tunnuslukuja. Emme koskaan kysy tunnuslukuja, emme sähköpostilla emmekä puhelimessa.',
          sv: 'Sänd aldrig personbeteckning, aktiveringskod eller koder per e-post. Vi frågar aldrig efter koder, varken per e-post eller per telefon.',
          en: 'Do not send a personal identity code, activation code or PIN by e-mail. We never ask for PINs, neither by e-mail nor by telephone.',
        },
        {
          list: [
            {
              fi: 'Kysymys ilman korttia ja kirjautumista: [kirjoita asiakaspalvelulle](contact-form)',
              sv: 'En fråga utan kort och inloggning: [skriv till kundtjänsten](contact-form)',
              en: 'A question without a card or sign-in: [write to customer service](contact-form)',
            },
            {
              fi: 'Kysymys, valitus, oikaisuvaatimus tai tietojen oikaisu omasta kortista: [viestit asiakaspalvelulle](own/cases)',
              sv: 'En fråga, ett klagomål, en begäran om omprövning eller rättelse om det egna kortet: [meddelanden till kundtjänsten](own/cases)',
              en: 'A question, a complaint, or a request for a review or correction about your own card: [your messages](own/cases)',
            },
            {
              fi: 'Kadonnut kortti: [sulje se heti](lost-card)',
              sv: 'Kortet är försvunnet: [spärra det genast](lost-card)',
              en: 'A lost card: [cancel it at once](lost-card)',
            },
            {
              fi: 'Kortin tilaus, nouto ja varakortti: [rekisteröintipisteet](points)',
              sv: 'Beställning, hämtning och tillfälliga kort: [registreringsställen](points)',
              en: 'To order, collect or borrow a card: [registration points](points)',
            },
            {
              fi: 'Häiriöt: [palvelun tila](service-status)',
              sv: 'Störningar: [tjänstens status](service-status)',
              en: 'Incidents: [service status](service-status)',
            },
          ],
        },
      ],
    },
  ],
}

export const search: TextPage = {
  path: 'search',
  title: { fi: 'Haku', sv: 'Sök', en: 'Search' },
  description: {
    fi: 'Hae palvelun ohjeista ja tietosivuilta.',
    sv: 'Sök bland tjänstens anvisningar och informationssidor.',
    en: 'Search the help and the information pages of the service.',
  },
  content: [{ blocks: [{ live: 'search' }] }],
}

export const accessibility: TextPage = {
  path: 'accessibility',
  title: {
    fi: 'Saavutettavuusseloste',
    sv: 'Tillgänglighetsutlåtande',
    en: 'Accessibility statement',
  },
  description: {
    fi: 'Miten saavutettava palvelu on, mitä puutteita siinä on ja miten annat palautetta.',
    sv: 'Hur tillgänglig tjänsten är, vad som ännu brister och hur du ger respons.',
    en: 'How accessible the service is, what its shortcomings are, and how to give feedback.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Seloste koskee tämän osoitteen sivuja ja palvelun lähettämiä PDF-tiedostoja. Se on laadittu 26.11.2026, ja se tarkistetaan aina, kun palvelu muuttuu.',
          sv: 'Utlåtandet gäller sidorna på den här adressen och de PDF-filer som tjänsten skickar. Det har upprättats 26.11.2026 och ses över varje gång tjänsten ändras.',
          en: 'The statement is about the pages at this address and the PDF files that the service sends. It was drawn up on 26 November 2026, and is reviewed whenever the service changes.',
        },
      ],
    },
    {
      heading: {
        fi: 'Vaatimusten täyttyminen',
        sv: 'Hur kraven uppfylls',
        en: 'Compliance status',
      },
      blocks: [
        {
          fi: 'Palvelu täyttää lain (306/2019) vaatimat A- ja AA-tason kriteerit (WCAG 2.1) osittain. Puutteet ja niiden syyt ovat alla. Tavoite on WCAG 2.2:n taso AA.',
          sv: 'Tjänsten uppfyller delvis de kriterier på nivåerna A och AA (WCAG 2.1) som lagen (306/2019) kräver. Bristerna och deras orsaker finns nedan. Målet är nivå AA i WCAG 2.2.',
          en: 'The service complies partially with the criteria at levels A and AA (WCAG 2.1) that the law (306/2019) requires. The shortcomings and their reasons are below. The aim is level AA of WCAG 2.2.',
        },
      ],
    },
    {
      heading: {
        fi: 'Mikä ei ole saavutettavaa',
        sv: 'Vad som inte är tillgängligt',
        en: 'What is not accessible',
      },
      blocks: [
        {
          list: [
            {
              fi: 'Rekisteröijän kameralla ottaman kuvan rajaus vaatii näön (WCAG 1.1.1): kuvasta ei kerrota tekstinä, missä kasvot ovat. Kuvan voi sen sijaan tuoda tiedostosta. Puute korjataan, kun kasvojen paikka osataan kertoa luotettavasti.',
              sv: 'Att beskära ett foto som registreraren tar med kameran kräver syn (WCAG 1.1.1): var ansiktet finns berättas inte som text. Fotot kan i stället hämtas från en fil. Det rättas när ansiktets plats kan berättas pålitligt.',
              en: 'Framing a photo that the registrar takes with the camera requires sight (WCAG 1.1.1): no text says where the face is. The photo can be taken from a file instead. This will be corrected when the position of the face can be reported reliably.',
            },
            {
              fi: 'Kortinlukijan ja selaimen omat ikkunat, joissa tunnusluku kysytään, eivät ole osa tätä palvelua. Jos et voi käyttää niitä, hoidat omat asiasi Suomi.fi-tunnistuksella.',
              sv: 'De egna fönster i kortläsare och webbläsare där koden frågas är inte en del av tjänsten. Den som inte kan använda dem sköter sina egna ärenden med Suomi.fi-identifikation.',
              en: 'The dialogues of card readers and browsers that ask for a PIN are not part of this service. If you cannot use them, you can look after your own matters with Suomi.fi e-Identification.',
            },
          ],
        },
        {
          fi: 'Lisäksi ajan varaaminen verkossa vaatii JavaScriptin. Ilman sitä varaat ajan puhelimitse; pisteiden tiedot näkyvät silti.',
          sv: 'Dessutom kräver tidsbokning på nätet JavaScript. Utan det bokar du per telefon; ställenas uppgifter syns ändå.',
          en: 'In addition, booking an appointment online needs JavaScript. Without it you can book by telephone; the details of the points are shown all the same.',
        },
      ],
    },
    {
      heading: { fi: 'Miten arvioitiin', sv: 'Hur det bedömdes', en: 'How it was checked' },
      blocks: [
        {
          fi: 'Arvioimme palvelun itse 26.11.2026. Jokainen sivu tarkistetaan koneellisesti suomeksi, ruotsiksi ja englanniksi, puhelimen ja pöytäkoneen levyisenä ja suurennettuna 400 prosenttiin. Näppäimistön käyttö, suuri kontrasti ja vähennetty liike tarkistetaan koneellisesti. Avustavan tekniikan käyttäjät eivät ole vielä arvioineet palvelua.',
          sv: 'Vi bedömde tjänsten själva 26.11.2026. Varje sida kontrolleras maskinellt på finska, svenska och engelska, i en telefons och en skärms bredd och förstorad till 400 procent. Tangentbord, hög kontrast och minskad rörelse kontrolleras maskinellt. Användare av hjälpmedel har ännu inte bedömt tjänsten.',
          en: 'We checked the service ourselves on 26 November 2026. Every page is checked by machine in Finnish, Swedish and English, at the width of a phone and of a desktop, and enlarged to 400 per cent. Keyboard, high contrast and reduced motion are checked by machine. Users of assistive technology have not checked it yet.',
        },
      ],
    },
    {
      heading: { fi: 'Anna palautetta', sv: 'Ge respons', en: 'Give feedback' },
      id: 'feedback',
      blocks: [
        {
          fi: 'Kerro meille, jos jokin ei ole saavutettavaa, tai pyydä tieto muodossa, jota voit käyttää. Vastaamme kahdessa viikossa.',
          sv: 'Berätta för oss om något inte är tillgängligt, eller be om uppgifterna i en form som du kan använda. Vi svarar inom två veckor.',
          en: 'Tell us if something is not accessible, or ask for the information in a form that you can use. We answer within two weeks.',
        },
        { live: 'accessibility-feedback' },
      ],
    },
    {
      heading: {
        fi: 'Valvontaviranomainen',
        sv: 'Tillsynsmyndighet',
        en: 'Enforcement authority',
      },
      blocks: [
        {
          fi: 'Jos et ole tyytyväinen vastaukseen tai et saa sitä kahdessa viikossa, voit tehdä ilmoituksen Liikenne- ja viestintävirasto Traficomille. Sen sivuilla kerrotaan, miten ilmoitus tehdään ja käsitellään.',
          sv: 'Om du inte är nöjd med svaret eller inte får något inom två veckor, kan du göra en anmälan till Transport- och kommunikationsverket Traficom. Dess webbplats berättar hur en anmälan görs och behandlas.',
          en: 'If you are not satisfied with the answer, or get none within two weeks, you can complain to the Finnish Transport and Communications Agency Traficom. Its website explains how to complain and how complaints are handled.',
        },
        {
          list: [
            {
              fi: 'Liikenne- ja viestintävirasto Traficom, Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö',
              sv: 'Transport- och kommunikationsverket Traficom, Enheten för tillsyn över digital tillgänglighet',
              en: 'Finnish Transport and Communications Agency Traficom, Digital Accessibility Supervision Unit',
            },
            {
              fi: '[www.saavutettavuusvaatimukset.fi](https://www.saavutettavuusvaatimukset.fi/)',
              sv: '[www.tillganglighetskrav.fi](https://www.tillganglighetskrav.fi/)',
              en: '[www.webaccessibility.fi](https://www.webaccessibility.fi/)',
            },
            {
              fi: '[saavutettavuus@traficom.fi](mailto:saavutettavuus@traficom.fi)',
              sv: '[saavutettavuus@traficom.fi](mailto:saavutettavuus@traficom.fi)',
              en: '[saavutettavuus@traficom.fi](mailto:saavutettavuus@traficom.fi)',
            },
            {
              fi: 'vaihde [029 534 5000](tel:+358295345000)',
              sv: 'växel [029 534 5000](tel:+358295345000)',
              en: 'switchboard [+358 29 534 5000](tel:+358295345000)',
            },
          ],
        },
      ],
    },
  ],
}

export const privacy: TextPage = {
  path: 'privacy',
  title: { fi: 'Tietosuojaseloste', sv: 'Dataskyddsbeskrivning', en: 'Privacy notice' },
  description: {
    fi: 'Mitä tietoja palvelu käsittelee, mistä ne tulevat, kuinka kauan ne säilyvät ja mitkä ovat oikeutesi.',
    sv: 'Vilka uppgifter tjänsten behandlar, varifrån de kommer, hur länge de sparas och vilka rättigheter du har.',
    en: 'What data the service handles, where they come from, how long they are stored, and what your rights are.',
  },
  content: [
    {
      heading: { fi: 'Rekisterinpitäjä', sv: 'Personuppgiftsansvarig', en: 'Controller' },
      blocks: [{ live: 'controller' }],
    },
    {
      heading: {
        fi: 'Miksi ja millä perusteella',
        sv: 'Varför och på vilken grund',
        en: 'Why and on what ground',
      },
      blocks: [
        {
          fi: 'Käsittelemme tietoja, jotta kortti ja sen varmenteet tulevat oikealle ihmiselle, pysyvät oikeina ja voidaan sulkea. Perusteena on lakisääteinen tehtävä.',
          sv: 'Vi behandlar uppgifter för att kortet och dess certifikat ska komma till rätt person, förbli riktiga och kunna spärras. Grunden är en lagstadgad uppgift.',
          en: 'We handle data so that the card and its certificates come to the right person, stay correct and can be revoked. The basis is a task laid down by law.',
        },
      ],
    },
    {
      heading: {
        fi: 'Mitä tietoja ja mistä',
        sv: 'Vilka uppgifter och varifrån',
        en: 'Which data and from where',
      },
      blocks: [
        {
          list: [
            {
              fi: 'Nimi, henkilötunnus, osoite ja turvakielto väestötietojärjestelmästä. Henkilötunnus säilytetään salattuna eikä ole varmenteessa.',
              sv: 'Namn, personbeteckning, adress och spärrmarkering från befolkningsdatasystemet. Personbeteckningen sparas krypterad och finns inte i certifikatet.',
              en: 'Name, personal identity code, address and non-disclosure from the population register. The code is stored encrypted and is not in any certificate.',
            },
            {
              fi: 'Ammattioikeudet Terhikistä ja Suosikista; työnantaja ja nimike työnantajalta.',
              sv: 'Yrkesrättigheter från Terhikki och Suosikki; arbetsgivare och titel från arbetsgivaren.',
              en: 'Rights to practise from Terhikki and Suosikki; employer and title from the employer.',
            },
            {
              fi: 'Kuva, jos haluat sen korttiin; henkilöllisyysasiakirjan tiedot, ei kopiota; sähköpostiosoite, jos annat sen.',
              sv: 'Foto, om du vill ha det på kortet; uppgifter om identitetshandlingen, ingen kopia; e-postadress, om du ger den.',
              en: 'A photo, if you want one on the card; the details of your identity document, but no copy; an e-mail address, if you give one.',
            },
            {
              fi: 'Loki siitä, mitä kortillasi ja tiedoillasi on tehty ja kuka niitä on katsonut. Näet sen itse: [omat kortit](own).',
              sv: 'En logg över vad som har gjorts med ditt kort och dina uppgifter och vem som har sett dem. Du ser den själv: [egna kort](own).',
              en: 'A log of what was done with your card and data, and who viewed them. You can see it yourself: [own cards](own).',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Kenelle tietoja menee', sv: 'Till vem uppgifterna går', en: 'Who gets data' },
      blocks: [
        {
          list: [
            {
              fi: 'Varmenteessa on nimesi, rekisteröintinumerosi ja ammattinimikkeesi. Sen näkee jokainen järjestelmä, johon kirjaudut tai jossa allekirjoitat.',
              sv: 'I certifikatet finns ditt namn, registreringsnummer och din yrkestitel. Det ses av varje system där du loggar in eller undertecknar.',
              en: 'The certificate has your name, registration number and title. Every system to which you log in or where you sign sees it.',
            },
            {
              fi: 'Kirjepaino saa nimen ja osoitteen aktivointikirjettä varten.',
              sv: 'Tryckeriet får namn och adress för aktiveringsbrevet.',
              en: 'The card and letter bureau gets name and address for the activation letter.',
            },
            {
              fi: 'Jos sähköpostimme ei tavoita sinua, turvallisuutta koskeva viesti voidaan lähettää Suomi.fi-viesteillä. Silloin Digi- ja väestötietovirasto saa henkilötunnuksesi ja viestin. Jos et käytä Suomi.fi-viestejä, tulostus- ja postipalvelu saa nimesi ja osoitteesi kirjettä varten, mutta ei, jos sinulla on turvakielto.',
              sv: 'Om vår e-post inte når dig kan ett meddelande om säkerhet skickas med Suomi.fi-meddelanden. Då får Myndigheten för digitalisering och befolkningsdata din personbeteckning och meddelandet. Om du inte använder Suomi.fi-meddelanden får utskrifts- och posttjänsten ditt namn och din adress för ett brev, men inte om du har spärrmarkering.',
              en: 'If our e-mail does not reach you, a message about security may go by Suomi.fi Messages. The Digital and Population Data Services Agency then gets your personal identity code and the message. If you do not use Suomi.fi Messages, the printing and postal service gets your name and address for a letter, but not under non-disclosure.',
            },
            {
              fi: 'Tunnistuspalvelu, kuten Suomi.fi-tunnistus, saa kysyä kortin perusteella henkilötunnuksesi, kun tunnistaudut siinä. Jokainen kysymys näkyy lokissasi.',
              sv: 'En identifieringstjänst, som Suomi.fi-identifikation, får utifrån kortet fråga efter din personbeteckning när du identifierar dig där. Varje fråga syns i din logg.',
              en: 'An identification service such as Suomi.fi e-Identification may ask for your identity code by your card when you identify yourself there. You see each question in your log.',
            },
            {
              fi: 'Työnantaja saa tiedon, kun henkilöstö- tai toimijakortti suljetaan rekisterin vuoksi: kortin numeron, ei syytä.',
              sv: 'Arbetsgivaren får veta när ett personal- eller aktörskort spärras på grund av ett register: kortets nummer, inte orsaken.',
              en: 'The employer is told when a staff or actor card is cancelled because of a register: the number of the card, not the reason.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Kuinka kauan', sv: 'Hur länge', en: 'How long' },
      blocks: [
        {
          list: [
            {
              fi: 'Tilauksen, henkilöllisyysasiakirjan ja kirjeen tiedot: {{live:setting-order-retention}} kortin viimeisestä päivästä.',
              sv: 'Uppgifter om beställningen, identitetshandlingen och brevet: {{live:setting-order-retention}} från kortets sista dag.',
              en: 'Data of the order, the identity document and the letter: {{live:setting-order-retention}} after the card’s last day.',
            },
            {
              fi: 'Kuva: {{live:setting-photo-retention}} kortin viimeisestä päivästä. Kuva, joka ei tullut korttiin: yksi päivä.',
              sv: 'Foto: {{live:setting-photo-retention}} från kortets sista dag. Ett foto som inte kom på något kort: en dag.',
              en: 'Photo: {{live:setting-photo-retention}} after the card’s last day. A photo that was not used on a card: one day.',
            },
            {
              fi: 'Tilaus, jota ei allekirjoitettu: 24 tuntia. Peruttu tilaus: {{live:setting-cancelled-order-retention}}.',
              sv: 'En beställning som inte undertecknades: 24 timmar. En återkallad beställning: {{live:setting-cancelled-order-retention}}.',
              en: 'An order that was not signed: 24 hours. A cancelled order: {{live:setting-cancelled-order-retention}}.',
            },
            {
              fi: 'Tilauksen ja kuvan tietoja säilytetään sen ajan, joka oli voimassa, kun kortti valmistettiin tai tilaus peruttiin.',
              sv: 'Uppgifterna om beställningen och fotot bevaras den tid som gällde när kortet tillverkades eller beställningen återkallades.',
              en: 'The data of the order and the photo are stored for the time that was in force when the card was made or the order was cancelled.',
            },
            {
              fi: 'Mitä sulkupalvelun puhelussa kerrottiin: {{live:setting-caller-retention}}. Tunnistamisen selvitys: {{live:setting-inquiry-retention}} sen päättymisestä.',
              sv: 'Vad som berättades i ett samtal till spärrtjänsten: {{live:setting-caller-retention}}. En utredning av identitet: {{live:setting-inquiry-retention}} efter att den avslutats.',
              en: 'What was said in a call to the revocation service: {{live:setting-caller-retention}}. An inquiry about identity: {{live:setting-inquiry-retention}} after its end.',
            },
            {
              fi: 'Suomi.fi-viestin toimitustiedot: {{live:setting-suomi-fi-message-retention}} viimeisestä tiedosta.',
              sv: 'Leveransuppgifter om ett Suomi.fi-meddelande: {{live:setting-suomi-fi-message-retention}} från den sista uppgiften.',
              en: 'Delivery details of a Suomi.fi message: {{live:setting-suomi-fi-message-retention}} after the last one.',
            },
            {
              fi: 'Viesti ilman kirjautumista, jota ei vahvistettu: 24 tuntia. Muut viestit: {{live:setting-case-retention}} asian päättymisestä. Laskun riitautuksen tekstit: {{live:setting-dispute-retention}} sen päättymisestä.',
              sv: 'Ett meddelande utan inloggning som inte bekräftades: 24 timmar. Andra meddelanden: {{live:setting-case-retention}} efter att ärendet avslutats. Texter om en bestridd faktura: {{live:setting-dispute-retention}} efter att bestridandet avslutats.',
              en: 'A message without sign-in that was not confirmed: 24 hours. Other messages: {{live:setting-case-retention}} after the matter has ended. What was written about a disputed invoice: {{live:setting-dispute-retention}} after the dispute ended.',
            },
            {
              fi: 'Ajanvarauksen nimi ja yhteystiedot: {{live:setting-appointment-retention}} käynnistä.',
              sv: 'Namn och kontaktuppgifter i en tidsbokning: {{live:setting-appointment-retention}} efter besöket.',
              en: 'Name and contact details of an appointment: {{live:setting-appointment-retention}} after the visit.',
            },
            {
              fi: 'Maksajan nimi pankin aineistosta: {{live:setting-payment-retention}} sen vuoden lopusta, jona maksu viimeksi käsiteltiin.',
              sv: 'Betalarens namn ur bankens fil: {{live:setting-payment-retention}} efter utgången av det år då betalningen senast behandlades.',
              en: 'The name of a payer from the bank’s file: {{live:setting-payment-retention}} after the end of the year in which the payment was last handled.',
            },
            {
              fi: 'Loki: kortin voimassaoloajan ja kymmenen vuotta sen jälkeen.',
              sv: 'Loggen: så länge kortet gäller och tio år därefter.',
              en: 'The audit log: as long as the card is valid, and ten years after that.',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Automaattiset päätökset',
        sv: 'Automatiska beslut',
        en: 'Automatic decisions',
      },
      blocks: [
        {
          fi: 'Kortin uusimisesta verkossa päättävät säännöt ilman ihmistä. Päätöksessä kerrotaan, että se on tehty automaattisesti, mihin se perustuu ja miten teet oikaisuvaatimuksen. Myös muutos rekisterissä, kuten ammattioikeuden loppuminen, sulkee kortin automaattisesti.',
          sv: 'När kortet förnyas på nätet beslutar regler utan någon människa. Av beslutet framgår att det är automatiskt, vad det grundar sig på och hur du begär omprövning. Också en ändring i ett register, som att en yrkesrättighet upphör, spärrar kortet automatiskt.',
          en: 'Online renewals are decided by rules, without a person. The decision says so, gives its grounds, and explains how to request a review. A change in a register, such as the end of a right to practise, cancels a card automatically too.',
        },
      ],
    },
    {
      heading: { fi: 'Oikeutesi', sv: 'Dina rättigheter', en: 'Your rights' },
      blocks: [
        {
          fi: 'Saat nähdä tietosi, pyytää niiden oikaisua ja rajoittamista sekä vastustaa käsittelyä. Tietoja, jotka laki vaatii säilyttämään, ei voi poistaa ennen aikaa. Jos olet tyytymätön, voit valittaa tietosuojavaltuutetulle.',
          sv: 'Du får se dina uppgifter, begära att de rättas eller begränsas, och invända mot behandlingen. Uppgifter som lagen kräver att sparas kan inte raderas i förtid. Om du är missnöjd kan du klaga hos dataombudsmannen.',
          en: 'You may see your data, ask for their correction or restriction, and object. Data that the law requires to be stored cannot be deleted early. If you are dissatisfied, you can complain to the Data Protection Ombudsman.',
        },
      ],
    },
    {
      heading: { fi: 'Evästeet', sv: 'Kakor', en: 'Cookies' },
      blocks: [
        {
          fi: 'Sivut käyttävät vain evästeitä, joita kirjautuminen tarvitsee. Kävijöitä ei seurata, eikä sivuille haeta mitään muualta.',
          sv: 'Sidorna använder bara kakor som inloggningen behöver. Besökare följs inte, och ingenting på sidorna hämtas från annat håll.',
          en: 'The pages use only the cookies that signing in needs. Visitors are not tracked, and nothing on the pages is fetched from elsewhere.',
        },
      ],
    },
  ],
}

export const serviceStatus: TextPage = {
  path: 'service-status',
  title: { fi: 'Palvelun tila', sv: 'Tjänstens status', en: 'Service status' },
  description: {
    fi: 'Toimiiko palvelu juuri nyt: tilatiedon tuoreus, jonot ja häiriöt.',
    sv: 'Fungerar tjänsten just nu: statusuppgifternas färskhet, köer och störningar.',
    en: 'Does the service work right now: how fresh the status data are, queues and incidents.',
  },
  content: [{ blocks: [{ live: 'service-status' }, { live: 'incidents' }] }],
}
