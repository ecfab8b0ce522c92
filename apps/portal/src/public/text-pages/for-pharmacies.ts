import type { TextPage } from './text-page.ts'

export const forPharmacies: TextPage = {
  path: 'for-pharmacies',
  title: { fi: 'Apteekille', sv: 'För apotek', en: 'For pharmacies' },
  description: {
    fi: 'Mitkä kortit ja varmenteet apteekki tarvitsee reseptien käsittelyyn ja Kantaan liittymiseen, ja miten ne saa.',
    sv: 'Vilka kort och certifikat ett apotek behöver för att hantera recept och ansluta sig till Kanta, och hur man får dem.',
    en: 'Which cards and certificates a pharmacy needs to handle prescriptions and to join Kanta, and how to get them.',
  },
  content: [
    {
      heading: { fi: 'Mitä apteekki tarvitsee', sv: 'Vad apoteket behöver', en: 'What you need' },
      blocks: [
        {
          list: [
            {
              fi: 'Proviisori ja farmaseutti: oma maksuton ammattikortti, jonka kukin [tilaa itse](order-a-card). Kortti kelpaa jokaisessa työpaikassa.',
              sv: 'Provisorer och farmaceuter: ett eget avgiftsfritt yrkeskort, som var och en [beställer själv](order-a-card). Kortet godkänns på varje arbetsplats.',
              en: 'Pharmacists: each has their own free professional card, which they [order themselves](order-a-card). It works at every workplace.',
            },
            {
              fi: 'Muu henkilöstö: henkilöstökortti. Se on maksuton, jos haltija kirjautuu työssään asiakas- tai potilastietojärjestelmiin, ja maksaa muuten {{live:price-staff-card}}.',
              sv: 'Övrig personal: personalkort. Det är avgiftsfritt om innehavaren i sitt arbete loggar in i klient- eller patientdatasystem och kostar annars {{live:price-staff-card}}.',
              en: 'Other staff: staff cards. They are free if the holder logs in to client or patient systems in their work, and otherwise cost {{live:price-staff-card}}.',
            },
            {
              fi: 'Apteekkijärjestelmän palvelin: palvelinvarmenne Kantaan liittymistä varten. Sen hakee apteekki tai järjestelmätoimittaja apteekin valtuutuksella.',
              sv: 'Apotekssystemets server: ett servercertifikat för anslutningen till Kanta. Det söks av apoteket, eller av systemleverantören med apotekets fullmakt.',
              en: 'The server of the pharmacy system: a server certificate to join Kanta. The pharmacy applies for it, or the system vendor under the pharmacy’s authorisation.',
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
              fi: 'Avaa apteekin tili ja tee toimikorttisopimus: [näin organisaatio aloittaa](for-organisations). Apteekkari allekirjoittaa kortillaan.',
              sv: 'Öppna apotekets konto och upprätta ett kortavtal: [så börjar en organisation](for-organisations). Apotekaren undertecknar med sitt kort.',
              en: 'Open the pharmacy’s account and make a card agreement: [how an organisation starts](for-organisations). The proprietor signs with their card.',
            },
            {
              fi: 'Valtuuta lähellä oleva rekisteröintipiste tilaamaan henkilöstön kortit.',
              sv: 'Befullmäktiga ett registreringsställe i närheten att beställa personalens kort.',
              en: 'Authorise a nearby registration point to order the cards of the staff.',
            },
            {
              fi: 'Tarkista, että apteekin OID-tunnus ja pitkä nimi ovat oikein kansallisessa koodistossa: varmenteen tiedot tulevat sieltä.',
              sv: 'Kontrollera att apotekets OID och långa namn är rätt på den nationella kodservern: uppgifterna i certifikatet kommer därifrån.',
              en: 'Check that the OID and the long name of the pharmacy are right in the national code service: the certificate takes them from there.',
            },
            {
              fi: 'Hae [palvelinvarmenne](service-certificates) tai anna valtuutus järjestelmätoimittajalle tilin sivulla Palveluvarmenteet.',
              sv: 'Ansök om ett [servercertifikat](service-certificates), eller ge systemleverantören fullmakt på kontots sida Servicecertifikat.',
              en: 'Apply for a [server certificate](service-certificates), or authorise the system vendor on the page Service certificates of the account.',
            },
          ],
        },
        {
          fi: 'Palveluvarmenne maksaa {{live:price-service-certificate}}; testiversio on maksuton. Käsittely kestää noin viikon. Kaikki hinnat: [hinnasto](prices).',
          sv: 'Ett servicecertifikat kostar {{live:price-service-certificate}}; testversionen är avgiftsfri. Handläggningen tar ungefär en vecka. Alla priser: [prislista](prices).',
          en: 'A service certificate costs {{live:price-service-certificate}}; the test version is free. Processing takes about a week. All prices: [price list](prices).',
        },
        {
          fi: 'Kysyttävää? [Kirjoita asiakaspalvelulle](contact-form).',
          sv: 'Har du frågor? [Skriv till kundtjänsten](contact-form).',
          en: 'Questions? [Write to customer service](contact-form).',
        },
      ],
    },
  ],
}
