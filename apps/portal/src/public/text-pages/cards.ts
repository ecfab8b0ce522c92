import type { TextPage } from './text-page.ts'

export const cards: TextPage = {
  path: 'cards',
  title: {
    fi: 'Kortit ja kuka ne saa',
    sv: 'Korten och vem som får dem',
    en: 'The cards and who gets them',
  },
  description: {
    fi: 'Ammattikortti, henkilöstökortti ja toimijakortti: mitä niillä tehdään ja kuka saa minkäkin.',
    sv: 'Yrkeskort, personalkort och aktörskort: vad de används till och vem som får vilket.',
    en: 'Professional card, staff card and actor card: what they are for and who gets them.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Kortin sirulla on kaksi varmennetta. Yhdellä kirjaudut potilas- ja asiakastietojärjestelmiin, toisella allekirjoitat. Kortti on henkilökohtainen: sitä ei saa lainata kenellekään.',
          sv: 'På kortets chip finns två certifikat. Med det ena loggar du in i patient- och klientdatasystem, med det andra undertecknar du. Kortet är personligt och får inte lånas ut.',
          en: 'The chip of the card has two certificates. With one you log in to patient and client information systems, with the other you sign. The card is personal and must not be lent to anybody.',
        },
      ],
    },
    {
      heading: { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
      id: 'professional-card',
      blocks: [
        {
          fi: 'Saat ammattikortin, kun ammattioikeutesi on voimassa Terhikissä tai Suosikissa ja sinulla on suomalainen henkilötunnus.',
          sv: 'Du får ett yrkeskort när din yrkesrättighet gäller i Terhikki eller Suosikki och du har en finländsk personbeteckning.',
          en: 'You get a professional card when your right to practise is in force in Terhikki or Suosikki and you have a Finnish personal identity code.',
        },
        {
          list: [
            {
              fi: 'Kortti kuuluu oikeuteen, ei työnantajaan. Sama kortti käy kaikissa työpaikoissa.',
              sv: 'Kortet hör till rättigheten, inte till arbetsgivaren. Samma kort fungerar på alla arbetsplatser.',
              en: 'The card belongs to the right, not to an employer. The same card works at every workplace.',
            },
            {
              fi: 'Sinulla on yksi ammattikortti, vaikka oikeuksia olisi monta. Valitset itse, mikä oikeus korttiin painetaan.',
              sv: 'Du har ett yrkeskort även om du har flera rättigheter. Du väljer själv vilken som trycks på kortet.',
              en: 'You have one professional card, however many rights you have. You choose which right is printed.',
            },
            {
              fi: 'Kortti on voimassa viisi vuotta, tai siihen asti, kun korttiin painettu oikeus päättyy.',
              sv: 'Kortet gäller i fem år, eller tills rättigheten på kortet upphör.',
              en: 'The card is valid for five years, or until the right printed on it ends.',
            },
            { fi: 'Kortti on maksuton.', sv: 'Kortet är avgiftsfritt.', en: 'The card is free.' },
          ],
        },
        {
          fi: '[Näin tilaat ammattikortin](order-a-card)',
          sv: '[Så beställer du ett yrkeskort](order-a-card)',
          en: '[How to order a professional card](order-a-card)',
        },
      ],
    },
    {
      heading: { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
      id: 'staff-card',
      blocks: [
        {
          fi: 'Henkilöstökortti on sosiaali- ja terveydenhuollon palvelunantajan tai apteekin muulle henkilöstölle, esimerkiksi osastonsihteerille. Jos henkilöllä on voimassa oleva ammattioikeus, hän saa ammattikortin.',
          sv: 'Personalkortet är för den övriga personalen hos en tjänstetillhandahållare inom social- och hälsovården eller ett apotek, till exempel en avdelningssekreterare. Den som har en gällande yrkesrättighet får ett yrkeskort.',
          en: 'The staff card is for other staff of care providers and pharmacies, such as a ward secretary. A person with a valid right to practise gets a professional card.',
        },
        {
          fi: 'Kortin tilaa työnantajan rekisteröijä, ja työnantajalla on kortteja varten sopimus. Kortissa lukee työnantajan antama nimike. Kortti on voimassa viisi vuotta tai työsuhteen loppuun.',
          sv: 'Kortet beställs av arbetsgivarens registrerare, och arbetsgivaren har ett avtal om korten. På kortet står den titel som arbetsgivaren ger. Kortet gäller i fem år eller till anställningens slut.',
          en: 'The employer’s registrar orders the card, and the employer has an agreement about the cards. The card shows the title that the employer gives. It is valid for five years or to the end of the employment.',
        },
      ],
    },
    {
      heading: { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
      id: 'actor-card',
      blocks: [
        {
          fi: 'Toimijakortti on niille, jotka työskentelevät muun kuin palvelunantajan palveluksessa, esimerkiksi tietohallinnon konsultille. Se tilataan samoin kuin henkilöstökortti.',
          sv: 'Aktörskortet är för dem som arbetar hos någon annan än en tjänstetillhandahållare, till exempel en it-konsult. Det beställs på samma sätt som personalkortet.',
          en: 'The actor card is for those who work for an organisation other than a care provider, such as an IT consultant. It is ordered like the staff card.',
        },
        {
          fi: 'Jos työskentelet monelle työnantajalle, sinulla voi olla kortti jokaiselta.',
          sv: 'Om du arbetar för flera arbetsgivare kan du ha ett kort av var och en.',
          en: 'If you work for several employers, you may have a card from each.',
        },
      ],
    },
    {
      heading: { fi: 'Muut', sv: 'Övriga', en: 'Others' },
      blocks: [
        {
          list: [
            {
              fi: '[Varakortti](spare-cards) auttaa, kun oma kortti on kadonnut, unohtunut tai rikki.',
              sv: 'Det [tillfälliga kortet](spare-cards) hjälper när det egna kortet är försvunnet, glömt eller sönder.',
              en: 'A [spare card](spare-cards) helps when your own card is lost, forgotten or broken.',
            },
            {
              fi: '[Palveluvarmenne](service-certificates) on palvelimelle tai järjestelmälle.',
              sv: '[Servicecertifikatet](service-certificates) är för en server eller ett system.',
              en: 'A [service certificate](service-certificates) is for a server or a system.',
            },
            {
              fi: 'Mitä mikin maksaa, kerrotaan [hinnastossa](prices).',
              sv: 'Vad var och en kostar står i [prislistan](prices).',
              en: 'What each costs is in the [price list](prices).',
            },
          ],
        },
      ],
    },
  ],
}
