import type { NoticeKind } from '@sotevarmenne/api/notices'
import { replacementReasons, spareCancellationReasons } from '@sotevarmenne/api/words'
import type { Text } from '#platform/texts.ts'
import type { NoticeFacts } from './domain/notice.ts'

type Body = Text | ((facts: NoticeFacts) => readonly Text[])

/**
 * Mails about cards. What they say of the former card and of the next one depends on the reason and on the
 * kind of card: a sentence that would be false in a case is left out of it.
 */
export const cardBodies = {
  'order-placed': {
    fi: 'Rekisteröintipiste on tilannut sinulle kortin. Saat viestin, kun se on valmis.',
    sv: 'Registreringsstället har beställt ett kort åt dig. Du får ett meddelande när det är klart.',
    en: 'The registration point has ordered a card for you. You will get a message when it is ready.',
  },
  'renewal-decided': ({ ground, card }) => [
    {
      fi: 'Uusi kortti on myönnetty sinulle automaattisella päätöksellä. Päätös perusteluineen ja ohje oikaisuvaatimuksen tekemisestä ovat palvelussa.',
      sv: 'Ett nytt kort har beviljats dig genom ett automatiskt beslut. Beslutet med grunder och anvisning för begäran om omprövning finns i tjänsten.',
      en: 'A new card was granted to you by an automatic decision. The decision with its grounds, and how to request a review, are in the service.',
    },
    ...formerCardAfter(ground, card?.formerValidTo !== undefined),
  ],
  'order-cancelled': ({ isDataWrong }) => [
    isDataWrong === true
      ? {
          fi: 'Tilauksen tiedoissa oli virhe, joten tätä tilausta ei toteuteta. Rekisteröintipiste tekee uuden tilauksen oikeilla tiedoilla.',
          sv: 'Uppgifterna i beställningen var felaktiga, och därför fullföljs den inte. Registreringsstället gör en ny beställning med rätta uppgifter.',
          en: 'The details of the order were wrong, so this order is not carried out. The registration point makes a new order with the right details.',
        }
      : {
          fi: 'Korttia ei valmisteta. Ota yhteyttä rekisteröintipisteeseen, jos tarvitset uuden tilauksen.',
          sv: 'Kortet tillverkas inte. Kontakta registreringsstället om du behöver en ny beställning.',
          en: 'The card will not be made. Contact the registration point if you need a new order.',
        },
  ],
  'card-produced': {
    fi: 'Kortti toimitetaan rekisteröintipisteeseen, josta saat sen henkilöllisyystodistusta vastaan. Aktivointikirje lähtee erikseen, kun kortin valmistumisesta on kulunut muutama arkipäivä (ma–pe).',
    sv: 'Kortet levereras till registreringsstället, där du får det mot en identitetshandling. Aktiveringsbrevet skickas separat, några vardagar (mån–fre) efter att kortet blev klart.',
    en: 'The card goes to the registration point, where you get it against an identity document. The activation letter leaves separately, a few working days (Monday to Friday) after the card was made.',
  },
  'card-posted': {
    fi: 'Kortti lähetetään sinulle postissa. Aktivointikirje lähtee erikseen, kun kortin valmistumisesta on kulunut muutama arkipäivä (ma–pe). Jos kortti ei tule perille, kirjaudu palveluun ja ilmoita se kadonneeksi.',
    sv: 'Kortet skickas till dig med posten. Aktiveringsbrevet skickas separat, några vardagar (mån–fre) efter att kortet blev klart. Om kortet inte kommer fram, logga in i tjänsten och anmäl det försvunnet.',
    en: 'The card is sent to you by post. The activation letter leaves separately, a few working days (Monday to Friday) after the card was made. If the card does not arrive, sign in to the service and report it lost.',
  },
  'card-not-produced': {
    fi: 'Kortin valmistus ei onnistunut. Asia on tiedossa, eikä sinun tarvitse tehdä mitään.',
    sv: 'Kortet kunde inte tillverkas. Vi känner till det, och du behöver inte göra något.',
    en: 'The card could not be made. We know about it, and you do not need to do anything.',
  },
  'letter-sent': {
    fi: 'Kirjeessä on aktivointitunnusluku. Sillä aktivoit kortin kortinlukijaohjelmistossa, kun olet saanut kortin.',
    sv: 'I brevet finns aktiveringskoden. Med den aktiverar du kortet i kortläsarprogrammet när du har fått kortet.',
    en: 'The letter has the activation code. With it you activate the card in the card reader software once you have the card.',
  },
  'card-handed-over': {
    fi: 'Aktivoi kortti kortinlukijaohjelmistossa aktivointikirjeen tunnusluvulla. Sen jälkeen voit kirjautua ja allekirjoittaa sillä.',
    sv: 'Aktivera kortet i kortläsarprogrammet med koden i aktiveringsbrevet. Därefter kan du logga in och underteckna med det.',
    en: 'Activate the card in the card reader software with the code in the activation letter. After that you can log in and sign with it.',
  },
  'card-activated': {
    fi: 'Kortti on otettu käyttöön. Sillä voi kirjautua ja allekirjoittaa.',
    sv: 'Kortet har tagits i bruk. Du kan logga in och underteckna med det.',
    en: 'The card has been taken into use. You can log in and sign with it.',
  },
  'card-unlocked': {
    fi: 'Kortin molemmat tunnusluvut (PIN1 ja PIN2) vaihdettiin vahvan tunnistautumisen jälkeen.',
    sv: 'Kortets båda koder (PIN1 och PIN2) byttes efter stark identifiering.',
    en: 'Both PINs of the card were changed after strong identification.',
  },
  'new-code-ordered': {
    fi: 'Uusi aktivointitunnusluku tulee kirjeessä. Palvelu ei enää hyväksy entistä, ja kortilla se lakkaa toimimasta viimeistään, kun kortti on seuraavan kerran yhteydessä palveluun.',
    sv: 'Den nya aktiveringskoden kommer i ett brev. Tjänsten godkänner inte längre den tidigare, och på kortet upphör den att gälla senast nästa gång kortet är i kontakt med tjänsten.',
    en: 'The new activation code comes in a letter. The service no longer accepts the former one, and on the card it stops working at the latest when the card is next in contact with the service.',
  },
  'card-cancelled': ({ reason, card }) => [
    cancelledBecause(reason),
    ...nextCardAfter(reason, card),
  ],
  'card-superseded': {
    fi: 'Uusi korttisi on käytössä, joten entinen on suljettu lopullisesti. Hävitä entinen kortti leikkaamalla sen siru rikki.',
    sv: 'Ditt nya kort är i bruk, och det tidigare har därför spärrats slutgiltigt. Förstör det tidigare kortet genom att klippa sönder chipet.',
    en: 'Your new card is in use, so the former one is cancelled for good. Destroy the former card by cutting through its chip.',
  },
  'card-unused': ({ card }) => [
    {
      fi: 'Uusi korttisi on lähetetty yli 30 päivää sitten, mutta sitä ei ole aktivoitu. Onko se tullut? Aktivoi kortti, tai kirjaudu palveluun ja ilmoita se kadonneeksi.',
      sv: 'Ditt nya kort skickades för över 30 dagar sedan men har inte aktiverats. Har det kommit? Aktivera kortet, eller logga in i tjänsten och anmäl det försvunnet.',
      en: 'Your new card was sent over 30 days ago and has not been activated. Has it come? Activate the card, or sign in to the service and report it lost.',
    },
    ...(card?.formerValidTo === undefined ? [] : [formerWorks]),
  ],
  'card-waits': {
    fi: 'Korttisi odottaa sinua rekisteröintipisteessä. Nouda se mahdollisimman pian ja ota passi tai henkilökortti mukaan. Noutamaton kortti suljetaan.',
    sv: 'Ditt kort väntar på dig på registreringsstället. Hämta det så snart som möjligt och ta med pass eller identitetskort. Ett kort som inte hämtas spärras.',
    en: 'Your card is waiting for you at the registration point. Collect it as soon as you can, and bring your passport or identity card. A card that nobody collects is cancelled.',
  },
  'card-ends': ({ card }) => [
    {
      fi: 'Kortin viimeinen voimassaolopäivä on {day}. Jos olet jo saanut uuden kortin, aktivoi se ennen sitä.',
      sv: 'Kortets sista giltighetsdag är {day}. Om du redan har fått ett nytt kort, aktivera det före det.',
      en: 'The last day on which the card is valid is {day}. If you already have a new card, activate it before then.',
    },
    ...byProduct(card?.product, {
      professional: {
        fi: 'Muuten uusi ammattikorttisi palvelussa ennen kuin sen voimassaolo päättyy: kirjaudu palveluun kortillasi ja valitse Siirry uusimiseen.',
        sv: 'Annars förnyar du ditt yrkeskort i tjänsten innan dess giltighet upphör: logga in i tjänsten med ditt kort och välj Förnya kortet.',
        en: 'Otherwise renew your professional card in the service before it expires: sign in to the service with your card and choose Renew the card.',
      },
      member: {
        fi: 'Muuten pyydä työnantajaasi tilaamaan uusi kortti ajoissa.',
        sv: 'Annars ber du din arbetsgivare beställa ett nytt kort i god tid.',
        en: 'Otherwise ask your employer to order a new card in good time.',
      },
    }),
  ],
  'replacement-offered': ({ because, card }) => [
    {
      fi: `Kortti ei enää vastaa rekisterin tietoja: ${changeIn(because, 'fi')}. Voit käyttää korttia toistaiseksi.`,
      sv: `Kortet stämmer inte längre överens med registret: ${changeIn(because, 'sv')}. Du kan använda kortet tills vidare.`,
      en: `The card no longer agrees with the register: ${changeIn(because, 'en')}. You can go on using the card for now.`,
    },
    ...byProduct(card?.product, {
      professional:
        because === 'number-changed'
          ? atPoint
          : {
              fi: 'Uuden ammattikortin tilaat palvelussa kortillasi tai rekisteröintipisteessä.',
              sv: 'Ett nytt yrkeskort beställer du i tjänsten med ditt kort eller på ett registreringsställe.',
              en: 'You order a new professional card in the service with your card, or at a registration point.',
            },
      member: employerOrders,
    }),
  ],
  'spare-card-handed-over': {
    fi: 'Palauta varakortti viimeistään {day}. Se ei toimi Suomi.fi-tunnistuksessa.',
    sv: 'Lämna tillbaka det tillfälliga kortet senast {day}. Det fungerar inte i Suomi.fi-identifikation.',
    en: 'Bring the spare card back by {day}. It does not work in Suomi.fi e-Identification.',
  },
  'spare-card-overdue': {
    fi: 'Varakortti piti palauttaa viimeistään {day}. Palauta se johonkin rekisteröintipisteeseen.',
    sv: 'Det tillfälliga kortet skulle återlämnas senast {day}. Lämna det på ett registreringsställe.',
    en: 'The spare card was due back by {day}. Bring it to a registration point.',
  },
  'spare-card-cancelled': ({ reason }) => [
    {
      fi: `Varakortti on suljettu, eikä sitä voi enää käyttää. Syy: ${reasonIn(reason, 'fi')}.`,
      sv: `Det tillfälliga kortet har spärrats och kan inte längre användas. Orsak: ${reasonIn(reason, 'sv')}.`,
      en: `The spare card has been cancelled and can no longer be used. Reason: ${reasonIn(reason, 'en')}.`,
    },
    ...(reason !== undefined && spareStillOut.has(reason)
      ? [
          {
            fi: 'Jos varakortti on yhä sinulla, palauta se rekisteröintipisteeseen.',
            sv: 'Om du ännu har det tillfälliga kortet, lämna det på ett registreringsställe.',
            en: 'If you still have the spare card, bring it back to a registration point.',
          },
        ]
      : []),
  ],
  'cancelled-by-caller': {
    fi: 'Sulkupalveluun soitettiin, ja kortti suljettiin. Puhelun viitenumero on {reference}. Jos et itse soittanut etkä pyytänyt sitä, soita sulkupalveluun ja kerro viitenumero. Suljettua korttia ei voi palauttaa käyttöön.',
    sv: 'Någon ringde spärrtjänsten och kortet spärrades. Samtalets referensnummer är {reference}. Om du inte själv ringde eller bad om det, ring spärrtjänsten och uppge referensnumret. Ett spärrat kort kan inte tas i bruk igen.',
    en: 'Somebody called the revocation service and the card was cancelled. The reference number of the call is {reference}. If you did not call or request this, call the revocation service and give the number. A cancelled card cannot be taken into use again.',
  },
} as const satisfies { readonly [Kind in NoticeKind]?: Body }

const formerWorks: Text = {
  fi: 'Entinen korttisi toimii, kunnes uusi on käytössä, kuitenkin enintään {former} asti.',
  sv: 'Ditt tidigare kort fungerar tills det nya är i bruk, dock högst till {former}.',
  en: 'Your former card works until the new one is in use, but no longer than {former}.',
}

/** What has become of the card that is renewed. */
function formerCardAfter(ground: NoticeFacts['ground'], isWorking: boolean): readonly Text[] {
  switch (ground) {
    case 'lost':
    case 'stolen':
      return [
        {
          fi: 'Entinen korttisi on suljettu, eikä sitä voi käyttää, vaikka se löytyisi.',
          sv: 'Ditt tidigare kort är spärrat och kan inte användas, även om det hittas.',
          en: 'Your former card is cancelled and cannot be used, even if it is found.',
        },
      ]
    case 'broken':
      return [
        {
          fi: 'Rikkinäinen kortti suljetaan viimeistään, kun otat uuden käyttöön.',
          sv: 'Det trasiga kortet spärras senast när du tar det nya i bruk.',
          en: 'The broken card is cancelled at the latest when you take the new one into use.',
        },
      ]
    case 'expiring':
    case 'data-changed':
      return isWorking ? [formerWorks] : []
    case undefined:
      return []
  }
}

function cancelledBecause(reason: NoticeFacts['reason']): Text {
  return {
    fi: `Kortti on suljettu lopullisesti, eikä sitä voi enää käyttää. Syy: ${reasonIn(reason, 'fi')}.`,
    sv: `Kortet har spärrats slutgiltigt och kan inte längre användas. Orsak: ${reasonIn(reason, 'sv')}.`,
    en: `The card has been cancelled for good and can no longer be used. Reason: ${reasonIn(reason, 'en')}.`,
  }
}

/** How the holder gets the next card after one was cancelled. */
function nextCardAfter(reason: NoticeFacts['reason'], card: NoticeFacts['card']): readonly Text[] {
  if (reason === 'right-ended')
    return [
      {
        fi: 'Ammattikortin saa, jos henkilöllä on voimassa oleva ammattioikeus. Jos tieto on väärä, ota yhteyttä Lupa- ja valvontavirastoon.',
        sv: 'Ett yrkeskort beviljas om personen har en giltig yrkesrättighet. Om uppgiften är fel, kontakta Tillstånds- och tillsynsverket.',
        en: 'A professional card is granted to a person with a valid right to practise. If this is wrong, contact the Finnish Supervisory Agency.',
      },
    ]
  if (reason === 'employment-ended')
    return [
      {
        fi: 'Kortti kuului palvelussuhteeseen, joka on päättynyt. Uusi työnantaja voi tilata sinulle oman korttinsa.',
        sv: 'Kortet hörde till en anställning som har upphört. En ny arbetsgivare kan beställa ett eget kort åt dig.',
        en: 'The card belonged to an employment that has ended. A new employer can order a card of its own for you.',
      },
    ]
  return byProduct(card?.product, {
    professional: card?.isReplacedOnline === true ? onlineOrAtPoint : atPoint,
    member: employerOrders,
  })
}

const onlineOrAtPoint: Text = {
  fi: 'Uuden ammattikortin tilaat palvelussa Suomi.fi-tunnistuksella tai rekisteröintipisteessä.',
  sv: 'Ett nytt yrkeskort beställer du i tjänsten med Suomi.fi-identifikation eller på ett registreringsställe.',
  en: 'You order a new professional card in the service with Suomi.fi e-Identification, or at a registration point.',
}

const atPoint: Text = {
  fi: 'Uuden ammattikortin saat rekisteröintipisteestä.',
  sv: 'Ett nytt yrkeskort får du på ett registreringsställe.',
  en: 'You get a new professional card at a registration point.',
}

const employerOrders: Text = {
  fi: 'Uuden kortin tilaa työnantajasi.',
  sv: 'Ett nytt kort beställs av din arbetsgivare.',
  en: 'Your employer orders a new card.',
}

/** Nothing when the kind of card is not known: a sentence of the other kind would be false. */
const byProduct = (
  product: NonNullable<NoticeFacts['card']>['product'] | undefined,
  { professional, member }: { readonly professional: Text; readonly member: Text },
): readonly Text[] =>
  product === undefined ? [] : [product === 'professional-card' ? professional : member]

/** Reasons after which the plastic may still be with its holder. */
const spareStillOut: ReadonlySet<NonNullable<NoticeFacts['reason']>> = new Set([
  ...(['misused', 'broken', 'run-out', 'actual-card-cancelled'] as const),
  ...(['actual-card-replaced', 'right-ended'] as const),
])

const reasonIn = (reason: NoticeFacts['reason'], language: keyof Text): string =>
  reason === undefined ? '–' : spareCancellationReasons[reason][language].toLowerCase()

const changeIn = (because: NoticeFacts['because'], language: keyof Text): string =>
  because === undefined ? '–' : replacementReasons[because][language].toLowerCase()
