import type { Text } from '#platform/texts.ts'

/** The text of a refusal for the holder, and the next step. */
type RefusalText = { readonly title: Text; readonly advice: Text }

const visitPoint: Text = {
  fi: 'Uuden kortin saat rekisteröintipisteestä. Ota passi tai henkilökortti mukaan.',
  sv: 'Ett nytt kort får du på ett registreringsställe. Ta med pass eller identitetskort.',
  en: 'You get a new card at a registration point. Bring your passport or identity card.',
}

const requestSupervisor: Text = {
  fi: 'Oikeus haetaan tai korjataan Lupa- ja valvontavirastossa. Uusi kortti myönnetään, kun oikeus on voimassa.',
  sv: 'Rättigheten söks eller rättas hos Tillstånds- och tillsynsverket. Ett nytt kort beviljas när rättigheten gäller.',
  en: 'The right is applied for or corrected at the Finnish Supervisory Agency. A new card is granted when the right is in force.',
}

const confirmAgain = {
  fi: 'Mitään ei ole tilattu. Voit vahvistaa uudelleen.',
  sv: 'Inget har beställts. Du kan bekräfta på nytt.',
  en: 'Nothing has been ordered. You can confirm again.',
}

export const texts = {
  cardNotFound: {
    title: {
      fi: 'Sinulla ei ole tällaista korttia',
      sv: 'Du har inget sådant kort',
      en: 'You have no such card',
    },
    advice: {
      fi: 'Palaa omiin kortteihin ja valitse kortti sieltä.',
      sv: 'Gå tillbaka till dina kort och välj kortet där.',
      en: 'Go back to your own cards and choose the card there.',
    },
  },
  renewedByEmployer: {
    title: {
      fi: 'Henkilöstö- ja toimijakortin uusii työnantaja',
      sv: 'Personal- och aktörskort förnyas av arbetsgivaren',
      en: 'Staff and actor cards are renewed by the employer',
    },
    advice: {
      fi: 'Pyydä uutta korttia työnantajasi rekisteröintipisteestä.',
      sv: 'Be om ett nytt kort på din arbetsgivares registreringsställe.',
      en: 'Ask the registration point of your employer for a new card.',
    },
  },
  cardNotInHand: {
    title: {
      fi: 'Korttia ei ole vielä luovutettu sinulle',
      sv: 'Kortet har inte överlämnats till dig än',
      en: 'The card has not been handed over to you yet',
    },
    advice: {
      fi: 'Odota kortin tuloa. Jos se ei tule, ota yhteyttä rekisteröintipisteeseen.',
      sv: 'Vänta tills kortet kommer. Om det inte kommer, kontakta registreringsstället.',
      en: 'Wait for the card. If it does not come, contact the registration point.',
    },
  },
  cardCancelledForGood: {
    title: {
      fi: 'Suljettua korttia ei voi uusia täällä',
      sv: 'Ett spärrat kort kan inte förnyas här',
      en: 'A cancelled card cannot be renewed here',
    },
    advice: visitPoint,
  },
  cardExpired: {
    title: {
      fi: 'Kortin voimassaolo on päättynyt',
      sv: 'Kortets giltighet har upphört',
      en: 'The card has expired',
    },
    advice: visitPoint,
  },
  renewalNotOpen: {
    title: {
      fi: 'Korttia ei voi vielä uusia',
      sv: 'Kortet kan inte förnyas ännu',
      en: 'The card can’t be renewed yet',
    },
    advice: {
      fi: 'Muistutamme siitä sähköpostilla, jos olet vahvistanut osoitteesi. Jos nimesi, oikeutesi tai muu kortin tieto muuttuu, kortin voi uusia heti.',
      sv: 'Vi påminner per e-post om du har bekräftat din adress. Om ditt namn, din rättighet eller någon annan uppgift på kortet ändras kan kortet förnyas genast.',
      en: 'We remind you by e-mail if you have confirmed your address. If your name, your right or anything else on the card changes, it can be renewed at once.',
    },
  },
  unknownToPopulationRegister: {
    title: {
      fi: 'Tietojasi ei löytynyt väestötietojärjestelmästä',
      sv: 'Dina uppgifter hittades inte i befolkningsdatasystemet',
      en: 'Your details were not found in the population register',
    },
    advice: {
      fi: 'Pyydä rekisteröintiä Digi- ja väestötietovirastosta. Sen jälkeen voit uusia kortin.',
      sv: 'Begär registrering hos Myndigheten för digitalisering och befolkningsdata. Därefter kan du förnya kortet.',
      en: 'Ask the Digital and Population Data Services Agency to register you. Then you can renew the card.',
    },
  },
  personHasDied: {
    title: {
      fi: 'Väestötietojärjestelmän mukaan henkilö on kuollut',
      sv: 'Enligt befolkningsdatasystemet har personen avlidit',
      en: 'According to the population register, the person has died',
    },
    advice: {
      fi: 'Jos tieto on väärä, se oikaistaan Digi- ja väestötietovirastossa.',
      sv: 'Är uppgiften fel rättas den hos Myndigheten för digitalisering och befolkningsdata.',
      en: 'If this is wrong, the Digital and Population Data Services Agency corrects it.',
    },
  },
  noRight: {
    title: {
      fi: 'Sinulla ei ole ammattioikeutta rekisterissä',
      sv: 'Du har ingen yrkesrättighet i registret',
      en: 'You have no right to practise in the register',
    },
    advice: requestSupervisor,
  },
  numberChanged: {
    title: {
      fi: 'Rekisteröintinumerosi on muuttunut',
      sv: 'Ditt registreringsnummer har ändrats',
      en: 'Your registration number has changed',
    },
    advice: visitPoint,
  },
  rightNotFound: {
    title: {
      fi: 'Valittua ammattioikeutta ei enää ole',
      sv: 'Den valda yrkesrättigheten finns inte längre',
      en: 'The chosen right no longer exists',
    },
    advice: {
      fi: 'Avaa lomake uudelleen ja valitse voimassa oleva oikeus.',
      sv: 'Öppna blanketten på nytt och välj en gällande rättighet.',
      en: 'Open the form again and choose a right in force.',
    },
  },
  rightEnded: {
    title: {
      fi: 'Ammattioikeutesi on päättynyt',
      sv: 'Din yrkesrättighet har upphört',
      en: 'Your right to practise has ended',
    },
    advice: requestSupervisor,
  },
  rightNotBegun: {
    title: {
      fi: 'Ammattioikeutesi ei ole vielä alkanut',
      sv: 'Din yrkesrättighet har inte börjat än',
      en: 'Your right to practise has not begun yet',
    },
    advice: {
      fi: 'Voit uusia kortin oikeuden ensimmäisenä päivänä.',
      sv: 'Du kan förnya kortet den dag då rättigheten börjar.',
      en: 'You can renew the card on the first day of the right.',
    },
  },
  doctorIdMissing: {
    title: {
      fi: 'Yksilöintitunnuksesi puuttuu rekisteristä',
      sv: 'Din identifikationskod saknas i registret',
      en: 'Your Doctor ID is missing from the register',
    },
    advice: {
      fi: 'Ilman tunnusta kortilla ei voisi allekirjoittaa reseptiä. Pyydä Lupa- ja valvontavirastoa lisäämään tunnus Terhikkiin ja uusi kortti sen jälkeen.',
      sv: 'Utan koden kan kortet inte underteckna recept. Be Tillstånds- och tillsynsverket lägga till koden i Terhikki och förnya kortet sedan.',
      en: 'Without it the card could not sign a prescription. Ask the Finnish Supervisory Agency to add it to Terhikki, and renew the card then.',
    },
  },
  orderPending: {
    title: {
      fi: 'Sinulle on jo tilattu kortti',
      sv: 'Ett kort är redan beställt åt dig',
      en: 'A card has already been ordered for you',
    },
    advice: {
      fi: 'Näet sivulla Omat kortit, missä tilaus on. Et tarvitse toista.',
      sv: 'På sidan Egna kort ser du var beställningen är. Du behöver ingen annan.',
      en: 'On the page Own cards you can see where the order is. You do not need another one.',
    },
  },
  validCardExists: {
    title: {
      fi: 'Sinulla on jo toinen voimassa oleva ammattikortti',
      sv: 'Du har redan ett annat giltigt yrkeskort',
      en: 'You already have another valid professional card',
    },
    advice: {
      fi: 'Aktivoi uusi kortti, tai uusi se kortti, joka on voimassa. Jos uusi kortti ei ole tullut, ilmoita se kadonneeksi omista korteista.',
      sv: 'Aktivera det nya kortet eller förnya det kort som gäller. Om det nya kortet inte har kommit, anmäl det försvunnet under egna kort.',
      en: 'Activate the new card, or renew the one that is valid. If the new card has not come, report it lost under your own cards.',
    },
  },
  needsCardSignIn: {
    title: {
      fi: 'Uusi kortti kirjautumalla sillä',
      sv: 'Förnya kortet genom att logga in med det',
      en: 'Renew the card by signing in with it',
    },
    advice: {
      fi: 'Kirjaudu ulos ja kirjaudu uudelleen kortilla, joka on voimassa. Jos kortti ei toimi, tilaa uusi rikkoutuneen tilalle.',
      sv: 'Logga ut och logga in på nytt med ett giltigt kort. Om kortet inte fungerar, beställ ett nytt i stället för det trasiga.',
      en: 'Sign out and sign in again with a valid card. If the card does not work, order a new one in place of the broken one.',
    },
  },
  validNoLonger: {
    title: {
      fi: 'Uusi kortti ei olisi voimassa nykyistä pidempään',
      sv: 'Ett nytt kort skulle inte gälla längre än det nuvarande',
      en: 'A new card would not be valid longer than the present one',
    },
    advice: {
      fi: 'Ammattioikeutesi päättyy ennen sitä. Kun oikeutta on jatkettu rekisterissä, voit uusia kortin.',
      sv: 'Din yrkesrättighet upphör före det. När rättigheten har förlängts i registret kan du förnya kortet.',
      en: 'Your right to practise ends before that. When the right has been extended in the register, you can renew the card.',
    },
  },
  homeNotPossible: {
    title: {
      fi: 'Korttia ei voi lähettää kotiosoitteeseen',
      sv: 'Kortet kan inte skickas hem',
      en: 'The card cannot be sent to your home address',
    },
    advice: {
      fi: 'Valitse rekisteröintipiste, josta noudat kortin.',
      sv: 'Välj ett registreringsställe där du hämtar kortet.',
      en: 'Choose a registration point where you collect the card.',
    },
  },
  addressNotConfirmed: {
    title: {
      fi: 'Osoitteesi on muuttunut väestötietojärjestelmässä',
      sv: 'Din adress har ändrats i befolkningsdatasystemet',
      en: 'Your address has changed in the population register',
    },
    advice: {
      fi: 'Avaa lomake uudelleen ja tarkista osoite.',
      sv: 'Öppna blanketten på nytt och kontrollera adressen.',
      en: 'Open the form again and check the address.',
    },
  },
  pointDoesNotHandOver: {
    title: {
      fi: 'Rekisteröintipiste ei luovuta kortteja',
      sv: 'Registreringsstället överlämnar inte kort',
      en: 'The registration point does not hand cards over',
    },
    advice: {
      fi: 'Valitse toinen rekisteröintipiste.',
      sv: 'Välj ett annat registreringsställe.',
      en: 'Choose another registration point.',
    },
  },
  photoNotStored: {
    title: {
      fi: 'Kortin valokuvaa ei ole enää tallessa',
      sv: 'Kortets foto finns inte längre kvar',
      en: 'The photo of the card is no longer stored',
    },
    advice: visitPoint,
  },
  renewalChanged: {
    title: {
      fi: 'Uuden kortin tiedot ovat muuttuneet',
      sv: 'Uppgifterna om det nya kortet har ändrats',
      en: 'The details of the new card have changed',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Tarkista tiedot ja vahvista ne uudelleen.',
      sv: 'Inget har beställts. Kontrollera uppgifterna och bekräfta dem på nytt.',
      en: 'Nothing has been ordered. Check the details and confirm them again.',
    },
  },
  renewalDraftExpired: {
    title: {
      fi: 'Vahvistaminen kesti yli tunnin',
      sv: 'Bekräftelsen tog över en timme',
      en: 'Confirming took more than an hour',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Tarkista tiedot ja vahvista ne uudelleen.',
      sv: 'Inget har beställts. Kontrollera uppgifterna och bekräfta dem på nytt.',
      en: 'Nothing has been ordered. Check the details and confirm them again.',
    },
  },
  signatureNotAccepted: {
    title: {
      fi: 'Allekirjoitusta ei voitu hyväksyä',
      sv: 'Underskriften kunde inte godkännas',
      en: 'The signature was not accepted',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Allekirjoita omalla kortillasi, joka on voimassa.',
      sv: 'Inget har beställts. Underteckna med ditt eget, giltiga kort.',
      en: 'Nothing has been ordered. Sign with your own valid card.',
    },
  },
  signedWithOtherCard: {
    title: {
      fi: 'Tällä kortilla ei voi vahvistaa ammattikortin uusimista',
      sv: 'Med det här kortet kan du inte bekräfta förnyelsen av yrkeskortet',
      en: 'This card cannot confirm the renewal of a professional card',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Allekirjoita ammattikortillasi tai sen varakortilla.',
      sv: 'Inget har beställts. Underteckna med ditt yrkeskort eller dess tillfälliga kort.',
      en: 'Nothing has been ordered. Sign with your professional card or its spare card.',
    },
  },
  suomiFiNotInUse: {
    title: {
      fi: 'Suomi.fi-tunnistus ei ole käytössä',
      sv: 'Suomi.fi-identifikation är inte i bruk',
      en: 'Suomi.fi e-Identification is not in use',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Vahvista kortilla, joka on voimassa, tai käy rekisteröintipisteessä.',
      sv: 'Inget har beställts. Bekräfta med ett giltigt kort eller besök ett registreringsställe.',
      en: 'Nothing has been ordered. Confirm with a valid card, or visit a registration point.',
    },
  },
  suomiFiUnavailable: {
    title: {
      fi: 'Suomi.fi-tunnistus ei vastaa juuri nyt',
      sv: 'Suomi.fi-identifikationen svarar inte just nu',
      en: 'Suomi.fi e-Identification is not responding right now',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Yritä hetken kuluttua uudelleen.',
      sv: 'Inget har beställts. Försök på nytt om en stund.',
      en: 'Nothing has been ordered. Try again in a moment.',
    },
  },
  attemptNotFound: {
    title: {
      fi: 'Tunnistautumista ei aloitettu tästä lomakkeesta, tai se on jo käytetty',
      sv: 'Identifieringen påbörjades inte från den här blanketten, eller så har den redan använts',
      en: 'The identification was not started from this form, or it has already been used',
    },
    advice: confirmAgain,
  },
  attemptExpired: {
    title: {
      fi: 'Tunnistautuminen kesti liian kauan',
      sv: 'Identifieringen tog för lång tid',
      en: 'The identification took too long',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Vahvista uudelleen ja tunnistaudu viidentoista minuutin kuluessa.',
      sv: 'Inget har beställts. Bekräfta på nytt och identifiera dig inom femton minuter.',
      en: 'Nothing has been ordered. Confirm again, and identify yourself within fifteen minutes.',
    },
  },
  suomiFiCancelled: {
    title: {
      fi: 'Tunnistautuminen keskeytyi',
      sv: 'Identifieringen avbröts',
      en: 'The identification was cancelled',
    },
    advice: confirmAgain,
  },
  suomiFiResponseWrong: {
    title: {
      fi: 'Tunnistautumista ei voitu vahvistaa',
      sv: 'Identifieringen kunde inte bekräftas',
      en: 'The identification could not be verified',
    },
    advice: confirmAgain,
  },
  levelTooLow: {
    title: {
      fi: 'Tunnistustapa ei ole riittävän vahva',
      sv: 'Identifieringssättet är inte tillräckligt starkt',
      en: 'The means of identification is not strong enough',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Vahvista uudelleen ja valitse pankkitunnus, mobiilivarmenne tai henkilökortti.',
      sv: 'Inget har beställts. Bekräfta på nytt och välj bankkoder, mobilcertifikat eller identitetskort.',
      en: 'Nothing has been ordered. Confirm again, and choose online banking, a mobile certificate or an identity card.',
    },
  },
  identityCodeMissing: {
    title: {
      fi: 'Tunnistuksesta ei saatu henkilötunnusta',
      sv: 'Identifieringen gav ingen personbeteckning',
      en: 'The identification gave no personal identity code',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Valitse tunnistustapa, jossa on suomalainen henkilötunnus.',
      sv: 'Inget har beställts. Välj ett identifieringssätt med finländsk personbeteckning.',
      en: 'Nothing has been ordered. Choose a means of identification with a Finnish personal identity code.',
    },
  },
  identifiedAsAnother: {
    title: {
      fi: 'Tunnistauduit toisena henkilönä',
      sv: 'Du identifierade dig som en annan person',
      en: 'You identified yourself as another person',
    },
    advice: {
      fi: 'Mitään ei ole tilattu. Kortin haltija vahvistaa uusimisen itse, omilla tunnuksillaan.',
      sv: 'Inget har beställts. Kortets innehavare bekräftar själv förnyelsen med sina egna identifieringsmedel.',
      en: 'Nothing has been ordered. The holder of the card confirms the renewal with their own means of identification.',
    },
  },
  readerSoftwareTooOld: {
    title: {
      fi: 'Kortinlukijaohjelmistosi on liian vanha uudelle kortille',
      sv: 'Ditt kortläsarprogram är för gammalt för det nya kortet',
      en: 'Your reader software is too old for the new card',
    },
    advice: {
      fi: 'Päivitä kortinlukijaohjelmisto tai pyydä työnantajasi tietohallintoa päivittämään se. Lähetä lomake sitten uudelleen.',
      sv: 'Uppdatera kortläsarprogrammet eller be din arbetsgivares it-stöd göra det. Skicka sedan blanketten på nytt.',
      en: 'Update the reader software, or ask your employer’s IT support to do it. Then send the form again.',
    },
  },
  orderNotFound: {
    title: {
      fi: 'Päätöstä ei löydy',
      sv: 'Beslutet hittades inte',
      en: 'The decision was not found',
    },
    advice: {
      fi: 'Palaa omiin kortteihin ja valitse päätös sieltä.',
      sv: 'Gå tillbaka till dina kort och välj beslutet där.',
      en: 'Go back to your own cards and choose the decision there.',
    },
  },
} satisfies { readonly [name: string]: RefusalText }
