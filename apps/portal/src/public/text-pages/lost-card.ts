import type { TextPage } from './text-page.ts'

export const lostCard: TextPage = {
  path: 'lost-card',
  title: {
    fi: 'Kadonnut, varastettu tai rikkinäinen kortti',
    sv: 'Försvunnet, stulet eller trasigt kort',
    en: 'Lost, stolen or broken card',
  },
  description: {
    fi: 'Sulkupalvelu vastaa vuorokauden ympäri. Näin suljet kortin puhelimitse tai verkossa.',
    sv: 'Spärrtjänsten svarar dygnet runt. Så spärrar du kortet per telefon eller på nätet.',
    en: 'The revocation service answers day and night. How to cancel a card by telephone or online.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Ilmoita kadonneesta kortista heti. Kortti suljetaan saman tien ja lopullisesti: sitä ei voi avata uudelleen, vaikka se löytyisi.',
          sv: 'Anmäl ett försvunnet kort genast. Kortet spärras omedelbart och för gott: det kan inte tas i bruk igen, även om det hittas.',
          en: 'Report a lost card at once. It is cancelled immediately and for good: it cannot be reactivated, even if it is found.',
        },
        { live: 'hotline' },
        {
          fi: 'Kuka tahansa voi soittaa, myös työkaveri. Saat puhelusta viitenumeron.',
          sv: 'Vem som helst kan ringa, också en kollega. Du får ett referensnummer för samtalet.',
          en: 'Anybody can call, also a colleague. You get a reference number for the call.',
        },
        { live: 'found-card' },
      ],
    },
    {
      heading: { fi: 'Verkossa', sv: 'På nätet', en: 'Online' },
      blocks: [
        {
          fi: 'Kirjaudu toisella kortilla tai Suomi.fi-tunnistuksella, ja sulje kortti sivulla [Omat kortit](own). Kortti lakkaa toimimasta viidessä sekunnissa.',
          sv: 'Logga in med ett annat kort eller med Suomi.fi-identifikation och spärra kortet på sidan [Egna kort](own). Spärren gäller inom fem sekunder.',
          en: 'Sign in with another card or with Suomi.fi e-Identification, and cancel the card on the page [Own cards](own). The card stops working within five seconds.',
        },
        {
          fi: 'Voit sulkea kortin myös missä tahansa [rekisteröintipisteessä](points).',
          sv: 'Du kan också spärra kortet på alla [registreringsställen](points).',
          en: 'You can also cancel the card at any [registration point](points).',
        },
      ],
    },
    {
      heading: { fi: 'Sen jälkeen', sv: 'Sedan', en: 'After that' },
      blocks: [
        {
          list: [
            {
              fi: '[Varakortilla](spare-cards) pääset töihin heti.',
              sv: 'Med ett [tillfälligt kort](spare-cards) kan du arbeta genast.',
              en: 'You can use a [spare card](spare-cards) straight away.',
            },
            {
              fi: 'Uuden ammattikortin tilaat sivulla [Omat kortit](own) tai rekisteröintipisteessä.',
              sv: 'Ett nytt yrkeskort beställer du på sidan [Egna kort](own) eller på ett registreringsställe.',
              en: 'You order a new professional card on the page [Own cards](own) or at a registration point.',
            },
            {
              fi: 'Henkilöstö- tai toimijakortin tilaa työnantajasi rekisteröijä.',
              sv: 'Ett personal- eller aktörskort beställs av din arbetsgivares registrerare.',
              en: 'Your employer’s registrar orders a staff or actor card.',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Kortti on rikki tai väärin tehty',
        sv: 'Kortet är sönder eller felaktigt',
        en: 'The card is broken or was made wrongly',
      },
      blocks: [
        {
          fi: 'Vie kortti rekisteröintipisteeseen ja tee reklamaatio. Kortti suljetaan. Uusi kortti on maksuton, jos vika oli kortissa eikä sen käytössä.',
          sv: 'Ta kortet till ett registreringsställe och reklamera det. Kortet spärras. Det nya kortet är avgiftsfritt om felet låg i kortet och inte i hur det hade använts.',
          en: 'Bring the card to a registration point and make a complaint. The card is cancelled. The new card is free if the fault was in the card and not in how it was used.',
        },
        {
          fi: 'Jos tunnusluku (PIN-koodi) on lukossa, korttia ei tarvitse vaihtaa: katso [ohjeet](help#locked).',
          sv: 'Om koden (PIN-koden) är låst behöver kortet inte bytas: se [anvisningarna](help#locked).',
          en: 'If only the PIN is locked, no new card is needed: see [help](help#locked).',
        },
      ],
    },
  ],
}
