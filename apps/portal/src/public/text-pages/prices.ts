import type { TextPage } from './text-page.ts'

export const prices: TextPage = {
  path: 'prices',
  title: { fi: 'Hinnasto', sv: 'Prislista', en: 'Prices' },
  description: {
    fi: 'Mikä on maksutonta, mitä kortit ja varmenteet maksavat ja mitä rekisteröintipiste voi periä.',
    sv: 'Vad som är avgiftsfritt, vad kort och certifikat kostar, och vad ett registreringsställe får ta ut.',
    en: 'What is free, what cards and certificates cost, and what a registration point may charge.',
  },
  content: [
    {
      heading: { fi: 'Maksutonta', sv: 'Avgiftsfritt', en: 'Free' },
      blocks: [
        {
          list: [
            { fi: 'Ammattikortti.', sv: 'Yrkeskortet.', en: 'The professional card.' },
            {
              fi: 'Henkilöstökortti, kun sen haltija kirjautuu työssään asiakas- tai potilastietojärjestelmiin. Työnantaja antaa siitä vakuutuksen.',
              sv: 'Personalkortet, när innehavaren i sitt arbete loggar in i klient- eller patientdatasystem. Arbetsgivaren försäkrar det.',
              en: 'The staff card, when its holder logs in to client or patient systems in their work. The employer declares this.',
            },
            {
              fi: 'Varakortti sille, jonka oma kortti on maksuton.',
              sv: 'Det tillfälliga kortet för den vars eget kort är avgiftsfritt.',
              en: 'The spare card for holders of a free card.',
            },
            {
              fi: 'Uusi kortti viallisen tilalle, kun vika oli kortissa.',
              sv: 'Ett nytt kort i stället för ett felaktigt, när felet låg i kortet.',
              en: 'A new card in place of a faulty one, when the fault was in the card.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Maksullista', sv: 'Avgiftsbelagt', en: 'Chargeable' },
      blocks: [
        { live: 'prices' },
        {
          fi: 'Hinta on tilauspäivän hinta. Lasku tulee organisaatiolle kerran kuussa.',
          sv: 'Priset är det som gäller beställningsdagen. Fakturan kommer till organisationen en gång i månaden.',
          en: 'The price is that of the day of the order. The organisation gets an invoice once a month.',
        },
      ],
    },
    {
      heading: {
        fi: 'Rekisteröintipisteen maksu',
        sv: 'Registreringsställets avgift',
        en: 'The registration point’s fee',
      },
      blocks: [
        {
          fi: 'Rekisteröintipiste voi periä käynnistä oman maksunsa, enintään omat kustannuksensa. Maksun näet pisteen sivulla ennen kuin varaat ajan: [rekisteröintipisteet](points).',
          sv: 'Ett registreringsställe kan ta ut en egen avgift för besöket, högst sina egna kostnader. Du ser avgiften på ställets sida innan du bokar tid: [registreringsställen](points).',
          en: 'A registration point may charge its own fee for a visit, at most its own costs. You see the fee on the page of the point before you book: [registration points](points).',
        },
      ],
    },
  ],
}
