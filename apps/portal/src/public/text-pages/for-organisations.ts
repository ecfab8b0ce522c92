import type { TextPage } from './text-page.ts'

export const forOrganisations: TextPage = {
  path: 'for-organisations',
  title: { fi: 'Organisaatiolle', sv: 'För organisationer', en: 'For organisations' },
  description: {
    fi: 'Näin organisaatio saa kortit henkilöstölleen: mitä tarvitaan, missä järjestyksessä, mitä se maksaa ja kauanko se kestää.',
    sv: 'Så får en organisation kort för sin personal: vad som behövs, i vilken ordning, vad det kostar och hur länge det tar.',
    en: 'How an organisation gets cards for its people: what it needs, in which order, what it costs and how long it takes.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Sosiaali- ja terveydenhuollon palvelunantajat, apteekit ja niiden kumppanit hoitavat kortit ja varmenteet verkkoasioinnissa organisaation tilillä: [siirry organisaation tilille](organisation).',
          sv: 'Tjänstetillhandahållare inom social- och hälsovården, apotek och deras partner sköter kort och certifikat i e-tjänsten, i organisationens konto: [gå till organisationens konto](organisation).',
          en: 'Providers of social and health care, pharmacies and their partners manage cards and certificates in the e-service, in the organisation’s account: [go to the organisation’s account](organisation).',
        },
        {
          list: [
            {
              fi: 'Ammattikorttia varten organisaatio ei tarvitse tiliä: ammattihenkilö [tilaa sen itse](order-a-card).',
              sv: 'För yrkeskort behöver organisationen inget konto: en yrkesutbildad person [beställer det själv](order-a-card).',
              en: 'For professional cards the organisation needs no account: professionals [order them themselves](order-a-card).',
            },
            {
              fi: '[Apteekille](for-pharmacies)',
              sv: '[För apotek](for-pharmacies)',
              en: '[For pharmacies](for-pharmacies)',
            },
            {
              fi: '[Järjestelmätoimittajalle](for-system-vendors)',
              sv: '[För systemleverantörer](for-system-vendors)',
              en: '[For system vendors](for-system-vendors)',
            },
            {
              fi: '[Rekisteröintipisteeksi](become-a-registration-point)',
              sv: '[Bli ett registreringsställe](become-a-registration-point)',
              en: '[Become a registration point](become-a-registration-point)',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Näin organisaatio saa henkilöstökortit',
        sv: 'Så får organisationen personalkort',
        en: 'How to get staff cards',
      },
      id: 'steps',
      blocks: [
        {
          steps: [
            {
              fi: 'Kirjaudu kortilla tai [Suomi.fi-tunnistuksella](help) ja hae organisaatio Y-tunnuksella. Jos saat yritys- ja yhteisötietojärjestelmän mukaan edustaa sitä yksin, tili aukeaa heti. Muuten liitä valtakirja ([mallit](#power-of-attorney)), ja käsittelijä päättää tilistä.',
              sv: 'Logga in med kort eller [Suomi.fi-identifikation](help) och sök organisationen med FO-nummer. Om du enligt företags- och organisationsdatasystemet ensam får teckna den öppnas kontot genast. Bifoga annars en fullmakt ([mallar](#power-of-attorney)), så beslutar en handläggare om kontot.',
              en: 'Sign in with a card or [Suomi.fi e-Identification](help) and look up the organisation by its business ID. If the Business Information System says that you may sign for it alone, the account opens at once. Otherwise attach a power of attorney ([models](#power-of-attorney)), and a case officer decides on the account.',
            },
            {
              fi: 'Kutsu tilille muut, jotka hoitavat organisaation asioita.',
              sv: 'Bjud in de andra som sköter organisationens ärenden till kontot.',
              en: 'Invite the others who manage the organisation’s matters to the account.',
            },
            {
              fi: 'Tee toimikorttisopimus ja allekirjoita se kortilla. Poliisin henkilökortti käy. Sopimus on voimassa, kun käsittelijä on hyväksynyt sen.',
              sv: 'Upprätta ett kortavtal och underteckna det med kort. Du kan också använda polisens identitetskort. Avtalet gäller när en handläggare har godkänt det.',
              en: 'Make a card agreement and sign it with a card. The police’s identity card will do. The agreement takes effect when a case officer has approved it.',
            },
            {
              fi: 'Valtuuta toisen organisaation rekisteröintipiste tilaamaan kortit, tai [pyydä omaa pistettä](become-a-registration-point).',
              sv: 'Befullmäktiga en annan organisations registreringsställe att beställa korten, eller [be om ett eget](become-a-registration-point).',
              en: 'Authorise another organisation’s registration point to order the cards, or [request one of your own](become-a-registration-point).',
            },
            {
              fi: 'Valmistele tilaukset: yksi kerrallaan tai monta tiedostosta (CSV). Kun tilaaja on toisen organisaation piste, liitä palvelussuhdetodistus.',
              sv: 'Förbered beställningarna: en i taget eller många från en fil (CSV). När en annan organisations ställe beställer, bifoga ett anställningsintyg.',
              en: 'Prepare the orders: one at a time, or many from a file (CSV). If another organisation’s point orders the cards, attach an employment certificate.',
            },
            {
              fi: 'Pyydä henkilöä varaamaan aika [rekisteröintipisteestä](points) ja ottamaan mukaan passi tai henkilökortti.',
              sv: 'Be personen boka tid på [registreringsstället](points) och ta med pass eller identitetskort.',
              en: 'Ask the person to book an appointment at the [registration point](points) and to bring a passport or an identity card.',
            },
            {
              fi: 'Henkilö noutaa kortin pisteestä. Aktivointikirje lähtee {{live:setting-letter-delay}} kortin jälkeen. Siihen mennessä tietokoneella on oltava [kortinlukijaohjelmisto](reader-software).',
              sv: 'Personen hämtar kortet på stället. Aktiveringsbrevet sänds {{live:setting-letter-delay}} efter kortet. Då ska [kortläsarprogrammet](reader-software) finnas på datorn.',
              en: 'The person collects the card at the point. The activation letter leaves {{live:setting-letter-delay}} after the card. By then the computer needs the [reader software](reader-software).',
            },
            {
              fi: 'Kun työsuhde päättyy, ilmoita viimeinen päivä: yksi henkilö kerrallaan tai monta tiedostosta (CSV). Kortti suljetaan sen jälkeen.',
              sv: 'När en anställning upphör, anmäl sista dagen: en person i taget eller många från en fil (CSV). Kortet spärras efter den.',
              en: 'When an employment ends, report the last day: one person at a time, or many from a file (CSV). The card is cancelled after it.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Kauanko se kestää', sv: 'Hur länge det tar', en: 'How long it takes' },
      blocks: [
        {
          list: [
            {
              fi: 'Tili aukeaa heti, jos edustat organisaatiota yksin. Valtakirjalla haetusta tilistä käsittelijä päättää tavallisesti viikossa.',
              sv: 'Kontot öppnas genast om du ensam tecknar organisationen. Om ett konto som söks med fullmakt beslutar en handläggare vanligen inom en vecka.',
              en: 'The account opens at once if you may sign for the organisation alone. On an account that needs a power of attorney, a case officer usually decides within a week.',
            },
            {
              fi: 'Sopimuksen, valtuutuksen ja rekisteröijän hyväksyy käsittelijä, tavallisesti viikossa. Valtuutuksen hyväksyy ensin toinen organisaatio.',
              sv: 'En handläggare godkänner avtal, fullmakter och registrerare, vanligen inom en vecka. En fullmakt godkänns först av den andra organisationen.',
              en: 'A case officer approves agreements, authorisations and registrars, usually within a week. The other organisation accepts an authorisation first.',
            },
            {
              fi: 'Valmisteltu tilaus näkyy rekisteröintipisteessä heti ja odottaa käyntiä {{live:setting-prepared-order-validity}}.',
              sv: 'En förberedd beställning syns genast på registreringsstället och väntar på besöket i {{live:setting-prepared-order-validity}}.',
              en: 'A prepared order is visible at the registration point at once and waits {{live:setting-prepared-order-validity}} for the visit.',
            },
            {
              fi: 'Vapaat ajat näet [pisteen sivulla](points). Aktivointikirje lähtee {{live:setting-letter-delay}} kortin jälkeen, ja sen jälkeen korttia voi käyttää.',
              sv: 'Lediga tider ser du på [ställets sida](points). Aktiveringsbrevet sänds {{live:setting-letter-delay}} efter kortet, och efter det kan kortet användas.',
              en: 'You see free times on [the page of the point](points). The activation letter leaves {{live:setting-letter-delay}} after the card, and after that the card can be used.',
            },
            {
              fi: 'Kortin sulkeminen työsuhteen päättyessä tapahtuu viimeisen päivän jälkeen, ja kadonneen kortin sulkeminen heti.',
              sv: 'När anställningen upphör spärras kortet efter den sista dagen, och ett borttappat kort spärras genast.',
              en: 'When an employment ends, the card is cancelled after the last day; a lost card is cancelled at once.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Mitä se maksaa', sv: 'Vad det kostar', en: 'What it costs' },
      blocks: [
        {
          list: [
            {
              fi: 'Tili, sopimus ja valtuutus ovat maksuttomia.',
              sv: 'Kontot, avtalet och fullmakten är avgiftsfria.',
              en: 'The account, the agreement and the authorisation are free.',
            },
            {
              fi: 'Henkilöstökortti on maksuton, kun sen haltija kirjautuu työssään asiakas- tai potilastietojärjestelmiin. Muuten se maksaa {{live:price-staff-card}}.',
              sv: 'Personalkortet är avgiftsfritt när innehavaren i sitt arbete loggar in i klient- eller patientdatasystem. Annars kostar det {{live:price-staff-card}}.',
              en: 'A staff card is free if its holder logs in to client or patient systems in their work. Otherwise it costs {{live:price-staff-card}}.',
            },
            {
              fi: 'Toimijakortti, joka on muiden kuin palvelunantajien henkilöille, maksaa {{live:price-actor-card}}.',
              sv: 'Aktörskortet, som är för personer hos andra än tjänstetillhandahållare, kostar {{live:price-actor-card}}.',
              en: 'An actor card, for people of organisations that are not care providers, costs {{live:price-actor-card}}.',
            },
            {
              fi: 'Rekisteröintipiste voi periä käynnistä oman maksunsa, jonka näet [pisteen sivulla](points).',
              sv: 'Registreringsstället kan ta ut en egen avgift för besöket; du ser den på [ställets sida](points).',
              en: 'The registration point may charge its own fee for a visit, which you see on [its page](points).',
            },
            {
              fi: 'Lasku tulee kerran kuussa, myös verkkolaskuna. Maksuaika on {{live:setting-payment-term}}.',
              sv: 'Fakturan kommer en gång i månaden, också som e-faktura. Betalningstiden är {{live:setting-payment-term}}.',
              en: 'The invoice comes once a month, also as an e-invoice. The payment term is {{live:setting-payment-term}}.',
            },
          ],
        },
        {
          fi: 'Kaikki hinnat: [hinnasto](prices).',
          sv: 'Alla priser: [prislista](prices).',
          en: 'All prices: [price list](prices).',
        },
      ],
    },
    {
      heading: {
        fi: 'Valtakirjan malli',
        sv: 'Modell för fullmakt',
        en: 'Model power of attorney',
      },
      id: 'power-of-attorney',
      blocks: [
        {
          fi: 'Täytä malli, pyydä siihen allekirjoitukset ja liitä se tilipyyntöön PDF-tiedostona. Valtakirja on voimassa enintään kaksi vuotta.',
          sv: 'Fyll i modellen, underteckna den och bifoga den till kontoansökan som PDF. Fullmakten gäller i högst två år.',
          en: 'Fill in the model, sign it and attach it to the account request as a PDF. A power of attorney is valid for two years at most.',
        },
        {
          list: [
            {
              fi: '[Valtakirja suomeksi (PDF)](/fi/power-of-attorney.pdf)',
              sv: '[Fullmakt på finska (PDF)](/fi/power-of-attorney.pdf)',
              en: '[Power of attorney in Finnish (PDF)](/fi/power-of-attorney.pdf)',
            },
            {
              fi: '[Valtakirja ruotsiksi (PDF)](/sv/power-of-attorney.pdf)',
              sv: '[Fullmakt på svenska (PDF)](/sv/power-of-attorney.pdf)',
              en: '[Power of attorney in Swedish (PDF)](/sv/power-of-attorney.pdf)',
            },
            {
              fi: '[Valtakirja englanniksi (PDF)](/en/power-of-attorney.pdf)',
              sv: '[Fullmakt på engelska (PDF)](/en/power-of-attorney.pdf)',
              en: '[Power of attorney in English (PDF)](/en/power-of-attorney.pdf)',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Keneltä voi kysyä', sv: 'Vem man kan fråga', en: 'Whom to ask' },
      blocks: [
        {
          fi: 'Kun tili on auki, kirjoita sen viesteissä: käsittelijä näkee, mistä organisaatiosta on kyse. Muuten [kirjoita asiakaspalvelulle](contact-form) tai soita: [yhteystiedot](contact). Vastaamme kahdessa viikossa.',
          sv: 'När kontot är öppet, skriv i dess meddelanden: handläggaren ser vilken organisation det gäller. Annars kan du [skriva till kundtjänsten](contact-form) eller ringa: [kontakt](contact). Vi svarar inom två veckor.',
          en: 'Once the account is open, write in its messages: the case officer sees which organisation it is about. Otherwise [write to customer service](contact-form) or call: [contact](contact). We answer within two weeks.',
        },
      ],
    },
  ],
}
