import type { TextPage } from './text-page.ts'

export const orderACard: TextPage = {
  path: 'order-a-card',
  title: { fi: 'Kortin tilaaminen', sv: 'Att beställa ett kort', en: 'Ordering a card' },
  description: {
    fi: 'Näin tilaat ammattikortin rekisteröintipisteessä, ja näin organisaatio tilaa kortit henkilöstölleen.',
    sv: 'Så beställer du ett yrkeskort på ett registreringsställe, och så beställer en organisation kort för sin personal.',
    en: 'How to order a professional card at a registration point, and how an organisation orders cards for its people.',
  },
  content: [
    {
      heading: { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
      blocks: [
        {
          steps: [
            {
              fi: 'Etsi [rekisteröintipiste](points) ja varaa aika. Julkisen terveydenhuollon piste palvelee kaikkia ammattihenkilöitä.',
              sv: 'Sök ett [registreringsställe](points) och boka tid. Ställen inom den offentliga vården betjänar alla yrkesutbildade personer.',
              en: 'Find a [registration point](points) and book an appointment. Points of public health care serve every professional.',
            },
            {
              fi: 'Ota mukaan voimassa oleva passi tai henkilökortti. Rekisteröijä kirjaa asiakirjan tiedot, mutta ei kopioi sitä. Jos sinulla ei ole kumpaakaan, piste kertoo, miten poliisi voi tunnistaa sinut.',
              sv: 'Ta med ett giltigt pass eller identitetskort. Registreraren antecknar uppgifterna men kopierar inte handlingen. Om du inte har någotdera berättar stället hur polisen kan identifiera dig.',
              en: 'Bring a valid passport or identity card. Its details are recorded, but no copy is taken. If you have neither, the point tells you how the police can identify you.',
            },
            {
              fi: 'Valitse, mikä ammattioikeus painetaan, tuleeko korttiin kuva, ja minne aktivointikirje lähetetään.',
              sv: 'Välj vilken yrkesrättighet som trycks, om kortet ska ha foto och vart aktiveringsbrevet sänds.',
              en: 'Choose which right is printed, whether the card has a photo, and where the activation letter goes.',
            },
            {
              fi: 'Hyväksy käyttöehdot. Rekisteröijä allekirjoittaa tilauksen omalla kortillaan.',
              sv: 'Godkänn villkoren. Registreraren undertecknar beställningen med sitt eget kort.',
              en: 'Accept the terms. The registrar signs the order with their own card.',
            },
            {
              fi: 'Nouda kortti pisteestä. Sinut tunnistetaan uudelleen.',
              sv: 'Hämta kortet på stället. Du identifieras på nytt.',
              en: 'Collect the card at the point. You are identified again.',
            },
            {
              fi: 'Aktivointikirje lähtee {{live:setting-letter-delay}} (ma–pe) kortin jälkeen. [Aktivoi kortti](activate-a-card) sen avulla.',
              sv: 'Aktiveringsbrevet sänds {{live:setting-letter-delay}} (mån–fre) efter kortet. [Aktivera kortet](activate-a-card) med det.',
              en: 'The activation letter leaves {{live:setting-letter-delay}} (Monday to Friday) after the card. [Activate the card](activate-a-card) with it.',
            },
          ],
        },
      ],
    },
    {
      heading: {
        fi: 'Henkilöstökortti ja toimijakortti',
        sv: 'Personalkort och aktörskort',
        en: 'Staff card and actor card',
      },
      blocks: [
        {
          fi: 'Organisaatiolla on oltava korttisopimus. Organisaation edustaja tekee sen sivulla [Organisaatiolle](for-organisations).',
          sv: 'Organisationen ska ha ett kortavtal. Organisationens företrädare gör det på sidan [För organisationer](for-organisations).',
          en: 'The organisation needs a card agreement. A representative of the organisation makes it on the page [For organisations](for-organisations).',
        },
        {
          fi: 'Kortin tilaa organisaation oma rekisteröijä, tai toisen organisaation rekisteröijä, jonka organisaatio on valtuuttanut. Jälkimmäinen tarvitsee palvelussuhdetodistuksen.',
          sv: 'Kortet beställs av organisationens egen registrerare, eller av en annan organisations registrerare som organisationen har befullmäktigat. Den senare behöver ett anställningsintyg.',
          en: 'The organisation’s own registrar orders the card, or a registrar of another organisation that it has authorised. The latter needs an employment certificate.',
        },
      ],
    },
    {
      heading: { fi: 'Turvakielto', sv: 'Spärrmarkering', en: 'Non-disclosure for safety' },
      blocks: [
        {
          fi: 'Jos sinulla on turvakielto, kirje tulee rekisteröintipisteeseen eikä osoitettasi paineta eikä säilytetä.',
          sv: 'Om du har spärrmarkering kommer brevet till registreringsstället, och din adress varken trycks eller sparas.',
          en: 'If you have a non-disclosure order, the letter comes to the registration point, and your address is neither printed nor stored.',
        },
      ],
    },
  ],
}

export const renewACard: TextPage = {
  path: 'renew-a-card',
  title: { fi: 'Kortin uusiminen', sv: 'Att förnya kortet', en: 'Renewing a card' },
  description: {
    fi: 'Ammattikortin uusit itse verkossa ennen kuin sen voimassaolo päättyy, tai kun tietosi ovat muuttuneet.',
    sv: 'Du förnyar yrkeskortet själv på nätet innan det upphör att gälla, eller när dina uppgifter har ändrats.',
    en: 'You renew a professional card yourself online before it expires, or when your details have changed.',
  },
  content: [
    {
      blocks: [
        {
          fi: 'Uutta korttia ei lähetetä automaattisesti. Muistutamme sähköpostitse {{live:setting-card-end-reminders}} ennen kortin viimeistä päivää, jos olet vahvistanut sähköpostiosoitteesi.',
          sv: 'Ett nytt kort skickas inte automatiskt. Vi påminner per e-post {{live:setting-card-end-reminders}} före kortets sista dag, om du har bekräftat din e-postadress.',
          en: 'A new card is not sent automatically. We remind you by e-mail {{live:setting-card-end-reminders}} before the last day of the card, if you have confirmed an e-mail address.',
        },
      ],
    },
    {
      heading: { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
      blocks: [
        {
          steps: [
            {
              fi: 'Kirjaudu voimassa olevalla kortillasi sivulle [Omat kortit](own). Voit uusia kortin, kun sen viimeiseen päivään on enintään {{live:setting-renewal-window}}. Jos kortti on kadonnut tai rikki, kirjaudu Suomi.fi-tunnistuksella.',
              sv: 'Logga in med ditt giltiga kort på sidan [Egna kort](own). Du kan förnya kortet när det är högst {{live:setting-renewal-window}} kvar till dess sista dag. Om kortet är försvunnet eller sönder, logga in med Suomi.fi-identifikation.',
              en: 'Sign in with your valid card to the page [Own cards](own). You can renew the card when its last day is at most {{live:setting-renewal-window}} away. If the card is lost or broken, sign in with Suomi.fi e-Identification.',
            },
            {
              fi: 'Valitse painettava oikeus ja se, tuleeko kortti kotiosoitteeseen vai rekisteröintipisteeseen. Kotiosoite on väestötietojärjestelmän osoite.',
              sv: 'Välj rättighet och om kortet ska skickas hem eller till ett registreringsställe. Hemadressen är den i befolkningsdatasystemet.',
              en: 'Choose the right to be printed, and where the card is sent: your home address or a registration point. The home address is the one in the population register.',
            },
            {
              fi: 'Tarkista tiedot ja vahvista tilaus: allekirjoita kortillasi (PIN2) tai tunnistaudu uudelleen Suomi.fi-tunnistuksella.',
              sv: 'Kontrollera uppgifterna och bekräfta beställningen: underteckna med ditt kort (PIN2) eller identifiera dig på nytt med Suomi.fi-identifikation.',
              en: 'Check the details and confirm the order: sign with your card (PIN2), or identify yourself once more with Suomi.fi e-Identification.',
            },
            {
              fi: 'Päätös tulee heti. Se tehdään automaattisesti sääntöjen mukaan. Saat perustelut ja ohjeen oikaisuvaatimuksen tekemiseen.',
              sv: 'Beslutet kommer genast. Det fattas automatiskt enligt regler. Du får grunderna och en anvisning om hur du begär omprövning.',
              en: 'The decision comes at once. It is made automatically, by rules. You get the grounds and instructions for requesting a review.',
            },
            {
              fi: 'Aktivoi uusi kortti, kun kirje on tullut. Vanha kortti toimii siihen asti ja suljetaan sitten.',
              sv: 'Aktivera det nya kortet när brevet har kommit. Det gamla kortet fungerar tills dess och spärras sedan.',
              en: 'Activate the new card when the letter has arrived. The old card works until then and is cancelled after that.',
            },
          ],
        },
        {
          fi: 'Kuva pysyy samana. Jos haluat uuden kuvan, käy [rekisteröintipisteessä](points).',
          sv: 'Fotot förblir detsamma. Om du vill ha ett nytt foto, besök ett [registreringsställe](points).',
          en: 'The photo stays the same. For a new photo, visit a [registration point](points).',
        },
      ],
    },
    {
      heading: {
        fi: 'Henkilöstökortti ja toimijakortti',
        sv: 'Personalkort och aktörskort',
        en: 'Staff card and actor card',
      },
      blocks: [
        {
          fi: 'Työnantajan rekisteröijä uusii kortin.',
          sv: 'Arbetsgivarens registrerare förnyar kortet.',
          en: 'The employer’s registrar renews the card.',
        },
      ],
    },
  ],
}

export const activateACard: TextPage = {
  path: 'activate-a-card',
  title: { fi: 'Kortin aktivointi', sv: 'Att aktivera kortet', en: 'Activating a card' },
  description: {
    fi: 'Aktivoi uusi kortti kortinlukijaohjelmistolla ja valitse kaksi tunnuslukua (PIN-koodia).',
    sv: 'Aktivera ett nytt kort med kortläsarprogrammet och välj två koder (PIN-koder).',
    en: 'Activate a new card with the reader software and choose two PINs.',
  },
  content: [
    {
      heading: { fi: 'Tarvitset', sv: 'Du behöver', en: 'You need' },
      blocks: [
        {
          list: [
            {
              fi: 'kortin ja kortinlukijan',
              sv: 'kortet och en kortläsare',
              en: 'the card and a card reader',
            },
            {
              fi: '[kortinlukijaohjelmiston](reader-software) tietokoneella',
              sv: '[kortläsarprogrammet](reader-software) på datorn',
              en: 'the [reader software](reader-software) on the computer',
            },
            {
              fi: 'aktivointikirjeen. Se lähtee {{live:setting-letter-delay}} kortin jälkeen. Kortti ja tunnusluku lähetetään erikseen.',
              sv: 'aktiveringsbrevet. Det sänds {{live:setting-letter-delay}} efter kortet. Kortet och koden skickas separat.',
              en: 'the activation letter. It leaves {{live:setting-letter-delay}} after the card: the card and the code are sent separately.',
            },
          ],
        },
      ],
    },
    {
      heading: { fi: 'Näin aktivoit', sv: 'Så aktiverar du', en: 'How to activate' },
      blocks: [
        {
          steps: [
            {
              fi: 'Käynnistä kortinlukijaohjelmisto ja aseta kortti lukijaan siru edellä.',
              sv: 'Starta kortläsarprogrammet och sätt in kortet i läsaren med chipet först.',
              en: 'Start the reader software and put the card into the reader, chip first.',
            },
            {
              fi: 'Valitse Aktivoi kortti. Anna kirjeen numero ja aktivointitunnusluku.',
              sv: 'Välj Aktivera kortet. Ange brevets nummer och aktiveringskoden.',
              en: 'Choose Activate the card. Give the number of the letter and the activation code.',
            },
            {
              fi: 'Valitse perustunnusluku (PIN1) ja allekirjoitustunnusluku (PIN2), kumpaankin vähintään {{live:setting-pin-min-length}} ja enintään 8. Aseta molemmat, vaikka et allekirjoittaisi.',
              sv: 'Välj baskod (PIN1) och signaturkod (PIN2), vardera med minst {{live:setting-pin-min-length}} och högst 8. Ange båda, även om du inte undertecknar.',
              en: 'Choose the basic PIN (PIN1) and the signature PIN (PIN2), each of at least {{live:setting-pin-min-length}} and at most 8. Set both, even if you do not sign.',
            },
            {
              fi: 'Säilytä kirje erillään kortista. Aktivointitunnusluku avaa myös lukkiutuneen tunnusluvun.',
              sv: 'Förvara brevet skilt från kortet. Aktiveringskoden öppnar också en låst kod.',
              en: 'Keep the letter separate from the card. The activation code also unlocks a locked PIN.',
            },
          ],
        },
        {
          fi: 'Jos kirje on kadonnut tai tunnusluku lukossa, katso [ohjeet](help#locked).',
          sv: 'Om brevet är försvunnet eller koden är låst, se [anvisningarna](help#locked).',
          en: 'If the letter is lost or the PIN is locked, see [help](help#locked).',
        },
        {
          fi: 'Kokeile korttia sivulla [Testaa korttisi](test-my-card).',
          sv: 'Pröva kortet på sidan [Testa ditt kort](test-my-card).',
          en: 'Try the card on the page [Test your card](test-my-card).',
        },
      ],
    },
  ],
}
