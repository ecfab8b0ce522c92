import type { TextPage } from './text-page.ts'

export const becomeARegistrationPoint: TextPage = {
  path: 'become-a-registration-point',
  title: {
    fi: 'Rekisteröintipisteeksi',
    sv: 'Bli ett registreringsställe',
    en: 'Become a registration point',
  },
  description: {
    fi: 'Mitä oma rekisteröintipiste vaatii, miten sitä pyydetään, missä rekisteröijät koulutetaan ja mitä käynnistä saa periä.',
    sv: 'Vad ett eget registreringsställe kräver, hur man ber om ett, var registrerarna utbildas och vad som får tas ut för ett besök.',
    en: 'What a registration point needs, how to request one, where registrars are trained and what it may charge for a visit.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Rekisteröintipisteessä rekisteröijä tunnistaa henkilön, tilaa kortin ja luovuttaa sen. Pienen organisaation kannattaa yleensä valtuuttaa toisen organisaation piste: [Organisaatiolle](for-organisations).',
          sv: 'På ett registreringsställe identifierar registreraren personen, beställer kortet och lämnar ut det. För en liten organisation är det oftast bäst att befullmäktiga en annan organisations ställe: [För organisationer](for-organisations).',
          en: 'At a registration point a registrar identifies the person, orders the card and hands it over. For a small organisation it is usually better to authorise another organisation’s point: [For organisations](for-organisations).',
        },
      ],
    },
    {
      heading: { fi: 'Mitä piste tarvitsee', sv: 'Vad stället behöver', en: 'What a point needs' },
      blocks: [
        {
          list: [
            {
              fi: 'vähintään kaksi koulutettua rekisteröijää, joilla on oma kortti',
              sv: 'minst två utbildade registrerare med egna kort',
              en: 'at least two trained registrars with cards of their own',
            },
            {
              fi: 'huoneen, jonne asiakkaat eivät pääse vapaasti, kulunvalvonnan ja lukittavan kaapin korteille ja lomakkeille',
              sv: 'ett rum dit kunderna inte har fritt tillträde, passerkontroll och ett låsbart skåp för kort och blanketter',
              en: 'a room that visitors cannot enter freely, access control, and a locked cupboard for cards and forms',
            },
            {
              fi: 'työaseman, jossa on kaksi kortinlukijaa (rekisteröijän oma kortti ja käsiteltävä kortti) ja [kortinlukijaohjelmisto](reader-software)',
              sv: 'en arbetsstation med två kortläsare (registrerarens eget kort och det kort som hanteras) och [kortläsarprogrammet](reader-software)',
              en: 'a workstation with two card readers (the registrar’s own card and the card in work) and the [reader software](reader-software)',
            },
            {
              fi: 'toimikorttisopimuksen. Julkisen terveydenhuollon piste palvelee kaikkia ammattihenkilöitä, työnantajasta riippumatta.',
              sv: 'ett kortavtal. Ett ställe inom den offentliga vården betjänar alla yrkesutbildade personer, oavsett arbetsgivare.',
              en: 'a card agreement. A point of public health care serves every professional, regardless of employer.',
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
              fi: 'Avaa organisaation tili ja tee toimikorttisopimus: [Organisaatiolle](for-organisations).',
              sv: 'Öppna organisationens konto och upprätta ett kortavtal: [För organisationer](for-organisations).',
              en: 'Open the organisation’s account and make a card agreement: [For organisations](for-organisations).',
            },
            {
              fi: '[Pyydä rekisteröintipistettä](contact-form?topic=registration-point). Kerro organisaatio, Y-tunnus, pisteen osoite ja aukioloajat. Käsittelijä sopii kanssasi, milloin piste avataan.',
              sv: '[Be om ett registreringsställe](contact-form?topic=registration-point). Uppge organisationen, FO-numret, ställets adress och öppettider. Handläggaren kommer överens med dig om när stället öppnas.',
              en: '[Request a registration point](contact-form?topic=registration-point). Give the organisation, its business ID, the address and the opening hours of the point. The case officer agrees with you when it opens.',
            },
            {
              fi: 'Kouluta rekisteröijät ([rekisteröijäkoulutus](#training)) ja hae heille tehtävää tilin sivulla Rekisteröijät. Liitä koulutustodistus.',
              sv: 'Utbilda registrerarna ([utbildning](#training)) och ansök om uppdraget för dem på kontots sida Registrerare. Bifoga utbildningsintyget.',
              en: 'Have the registrars trained ([training](#training)) and apply for their appointment on the page Registrars of the account. Attach the proof of training.',
            },
            {
              fi: 'Aseta aukioloajat ja hinnat. Piste näkyy [rekisteröintipisteiden luettelossa](points), ja sinne voi varata ajan.',
              sv: 'Ange öppettider och priser. Stället syns i [listan över registreringsställen](points), och man kan boka tid dit.',
              en: 'Set the opening hours and prices. The point appears in the [list of registration points](points), and people can book there.',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Rekisteröijäkoulutus',
        sv: 'Utbildning för registrerare',
        en: 'Training of registrars',
      },
      id: 'training',
      blocks: [
        {
          fi: 'Rekisteröijä käy ensin verkkokurssin. Koulutus on voimassa {{live:setting-training-validity}}, ja sen jälkeen käydään kertauskoulutus.',
          sv: 'Registreraren går först en nätkurs. Utbildningen gäller i {{live:setting-training-validity}}, och sedan går man en repetitionsutbildning.',
          en: 'A registrar first takes an online course. The training is valid for {{live:setting-training-validity}}; then a refresher is taken.',
        },
        { live: 'registrar-training' },
      ],
    },
    {
      heading: { fi: 'Mitä se maksaa', sv: 'Vad det kostar', en: 'What it costs' },
      blocks: [
        {
          fi: 'Pisteen avaaminen ei maksa mitään. Piste voi periä käynnistä oman maksunsa muiden organisaatioiden henkilöiltä, enintään todennetut kustannuksensa. Oma henkilöstö ei maksa.',
          sv: 'Det kostar ingenting att öppna ett ställe. Stället kan ta ut en egen avgift för besök av andra organisationers personer, högst sina verifierade kostnader. Den egna personalen betalar ingenting.',
          en: 'Opening a point costs nothing. The point may charge people of other organisations its own fee for a visit, at most its verified costs. Its own staff pay nothing.',
        },
      ],
    },
  ],
}
