import type { TextPage } from './text-page.ts'

export const spareCards: TextPage = {
  path: 'spare-cards',
  title: { fi: 'Varakortit', sv: 'Tillfälliga kort', en: 'Spare cards' },
  description: {
    fi: 'Varakortin saa heti mukaan, kun oma kortti on kadonnut, unohtunut tai rikki.',
    sv: 'Du får ett tillfälligt kort genast, när det egna kortet är försvunnet, glömt eller sönder.',
    en: 'You get a spare card at once when your own card is lost, forgotten or broken.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Varakortissa on samat tiedot kuin omassa kortissasi. Se tehdään rekisteröintipisteessä odottaessasi.',
          sv: 'Det tillfälliga kortet (reservkort) har samma uppgifter som ditt eget kort. Det görs på registreringsstället medan du väntar.',
          en: 'A spare card (replacement card) has the same details as your own card. It is made at the registration point while you wait.',
        },
        {
          steps: [
            {
              fi: 'Etsi [rekisteröintipiste](points), joka tekee varakortteja. Henkilöstö- ja toimijakortin tilalle varakortin tekee piste, joka palvelee työnantajaasi.',
              sv: 'Sök ett [registreringsställe](points) som gör tillfälliga kort. I stället för ett personal- eller aktörskort görs ett sådant på ett ställe som betjänar din arbetsgivare.',
              en: 'Find a [registration point](points) that makes spare cards. In place of a staff or actor card it is made at a point that serves your employer.',
            },
            {
              fi: 'Ota mukaan passi tai henkilökortti.',
              sv: 'Ta med pass eller identitetskort.',
              en: 'Bring a passport or identity card.',
            },
            {
              fi: 'Valitse tunnusluvut (PIN-koodit) itse: perustunnusluku 4–8 numeroa, allekirjoitustunnusluku vähintään {{live:setting-spare-card-pin2-min-length}} ja enintään 8.',
              sv: 'Välj koderna (PIN-koderna) själv: baskoden 4–8 siffror, signaturkoden minst {{live:setting-spare-card-pin2-min-length}} och högst 8.',
              en: 'Choose the PINs yourself: a basic PIN of 4 to 8 digits and a signature PIN of at least {{live:setting-spare-card-pin2-min-length}} and at most 8.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Hyvä tietää', sv: 'Bra att veta', en: 'Good to know' },
      blocks: [
        {
          list: [
            {
              fi: 'Tilapäisvarmenteet ovat voimassa enintään {{live:setting-spare-card-validity}}, eikä koskaan pidempään kuin oma kortti.',
              sv: 'De tillfälliga certifikaten gäller i högst {{live:setting-spare-card-validity}} och aldrig längre än det egna kortet.',
              en: 'The temporary certificates are valid for {{live:setting-spare-card-validity}} at most, and never longer than your own card.',
            },
            {
              fi: 'Varakortti ei käy Suomi.fi-tunnistukseen.',
              sv: 'Det tillfälliga kortet fungerar inte i Suomi.fi-identifikation.',
              en: 'A spare card does not work in Suomi.fi e-Identification.',
            },
            {
              fi: 'Palauta varakortti pisteeseen sovittuun päivään mennessä. Se suljetaan ja tyhjennetään.',
              sv: 'Lämna tillbaka det tillfälliga kortet till stället senast den avtalade dagen. Det spärras och töms.',
              en: 'Return the spare card to the point by the agreed day. It is cancelled and emptied.',
            },
            {
              fi: 'Sinulla voi olla yksi varakortti kerrallaan omaa korttiasi kohti.',
              sv: 'Du kan ha ett tillfälligt kort åt gången för ditt eget kort.',
              en: 'You can have one spare card at a time for your own card.',
            },
            {
              fi: 'Varakortti on maksuton, jos oma kortti on. Muuten katso [hinnasto](prices).',
              sv: 'Det tillfälliga kortet är avgiftsfritt om det egna kortet är det. Annars, se [prislistan](prices).',
              en: 'A spare card is free if your own card is. Otherwise see the [prices](prices).',
            },
          ],
        },
        {
          fi: 'Jos oma kortti on kadonnut, [sulje se ensin](lost-card).',
          sv: 'Om det egna kortet är försvunnet, [spärra det först](lost-card).',
          en: 'If your own card is lost, [cancel it first](lost-card).',
        },
      ],
    },
  ],
}
