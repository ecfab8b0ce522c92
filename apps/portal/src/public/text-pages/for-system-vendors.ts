import type { TextPage } from './text-page.ts'

export const forSystemVendors: TextPage = {
  path: 'for-system-vendors',
  title: {
    fi: 'Järjestelmätoimittajalle',
    sv: 'För systemleverantörer',
    en: 'For system vendors',
  },
  description: {
    fi: 'Testikortti heti, varmenteet asiakkaan valtuutuksella, ACME, rajapinnat (API) ja kehittäjän ohjeet.',
    sv: 'Ett testkort genast, certifikat med kundens fullmakt, ACME, gränssnitt (API) och anvisningar för utvecklare.',
    en: 'A test card at once, certificates under your customer’s authorisation, ACME, the API and the developer guides.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Kokeilla voit heti: [kehittäjän pika-aloitus](developers/quick-start) vie testikortista ensimmäiseen kirjautumiseen.',
          sv: 'Du kan pröva genast: [snabbstarten för utvecklare](developers/quick-start) tar dig från testkortet till den första inloggningen.',
          en: 'You can try it now: the [quick start for developers](developers/quick-start) takes you from a test card to the first log-in.',
        },
        {
          list: [
            {
              fi: '[Kehittäjille](developers): ohjeet, esimerkit, rajapinnan kuvaus ja virheet (englanniksi)',
              sv: '[För utvecklare](developers): anvisningar, exempel, gränssnittets beskrivning och felen (på engelska)',
              en: '[For developers](developers): guides, samples, API reference and errors',
            },
            {
              fi: '[Varmentajat, sulkulistat ja varmennepolitiikka](relying-parties)',
              sv: '[Utfärdare, spärrlistor och certifikatpolicy](relying-parties)',
              en: '[CAs, revocation lists and certificate policy](relying-parties)',
            },
            {
              fi: '[Kortinlukijaohjelmisto](reader-software) ja sen lataaminen',
              sv: '[Kortläsarprogrammet](reader-software) och hur det laddas ner',
              en: 'The [reader software](reader-software) and its download',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Missä järjestyksessä', sv: 'I vilken ordning', en: 'In which order' },
      blocks: [
        {
          steps: [
            {
              fi: 'Avaa yrityksen tili: [näin organisaatio aloittaa](for-organisations). Toimikorttisopimusta et tarvitse testikortteihin etkä palveluvarmenteisiin.',
              sv: 'Öppna företagets konto: [så börjar en organisation](for-organisations). För testkort och servicecertifikat behövs inget kortavtal.',
              en: 'Open the company’s account: [how an organisation starts](for-organisations). You need no card agreement for test cards or service certificates.',
            },
            {
              fi: 'Tee virtuaalinen testikortti tilin sivulla Testikortit; saat sen heti tiedostona. Muovisia testikortteja voit tilata enintään 20 kerrallaan.',
              sv: 'Gör ett virtuellt testkort på kontots sida Testkort; du får det genast som en fil. Testkort av plast kan du beställa högst 20 åt gången.',
              en: 'Make a virtual test card on the page Test cards of the account; you get it at once as a file. You can order up to 20 plastic test cards at a time.',
            },
            {
              fi: 'Pyydä asiakkaaltasi valtuutus palveluvarmenteisiin. Asiakas antaa sen omalla tilillään, ja se koskee asiakkaan valitsemia OID-tunnuksia.',
              sv: 'Be din kund om fullmakt för servicecertifikat. Kunden ger den i sitt eget konto, och den gäller de OID som kunden väljer.',
              en: 'Ask your customer to authorise you for service certificates. The customer does so in its own account, for the OIDs that it chooses.',
            },
            {
              fi: 'Hae [palveluvarmenne](service-certificates), tai pyydä ACME-lupa, jolla palvelimesi hakee ja uusii varmenteet itse: [ACME-ohje](developers/acme).',
              sv: 'Ansök om ett [servicecertifikat](service-certificates), eller begär ett ACME-godkännande, med vilket din server själv hämtar och förnyar certifikaten: [ACME-anvisning](developers/acme).',
              en: 'Apply for a [service certificate](service-certificates), or request an ACME approval, with which your server gets and renews certificates by itself: [ACME guide](developers/acme).',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Mitä se maksaa ja kauanko se kestää',
        sv: 'Vad det kostar och hur länge det tar',
        en: 'What it costs and how long it takes',
      },
      blocks: [
        {
          list: [
            {
              fi: 'Virtuaalinen testikortti on maksuton, ja saat sen heti. Muovinen maksaa {{live:price-test-card}} ja tulee postissa.',
              sv: 'Ett virtuellt testkort är avgiftsfritt, och du får det genast. Ett av plast kostar {{live:price-test-card}} och kommer per post.',
              en: 'A virtual test card is free, and you get it at once. A plastic one costs {{live:price-test-card}} and comes by post.',
            },
            {
              fi: 'Palveluvarmenne maksaa {{live:price-service-certificate}}, testiversio on maksuton. Kaksi käsittelijää päättää hakemuksesta, tavallisesti viikossa.',
              sv: 'Ett servicecertifikat kostar {{live:price-service-certificate}}, testversionen är avgiftsfri. Två handläggare beslutar om ansökan, vanligen inom en vecka.',
              en: 'A service certificate costs {{live:price-service-certificate}}; the test version is free. Two case officers decide on an application, usually within a week.',
            },
            {
              fi: 'Kortinlukijaohjelmisto, OCSP, sulkulistat ja rajapinnat ovat maksuttomia.',
              sv: 'Kortläsarprogrammet, OCSP, spärrlistorna och gränssnitten är avgiftsfria.',
              en: 'The reader software, OCSP, revocation lists and the APIs are free.',
            },
          ],
        },
        {
          fi: 'Tekniset kysymykset: [kirjoita asiakaspalvelulle](contact-form?topic=development).',
          sv: 'Tekniska frågor: [skriv till kundtjänsten](contact-form?topic=development).',
          en: 'Technical questions: [write to customer service](contact-form?topic=development).',
        },
      ],
    },
  ],
}
