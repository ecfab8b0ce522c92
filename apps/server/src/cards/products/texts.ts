export const texts = {
  orderingForOneself: {
    title: {
      fi: 'Rekisteröijä ei voi tilata korttia itselleen',
      sv: 'En registrerare kan inte beställa ett kort åt sig själv',
      en: 'Registrars can’t order cards for themselves',
    },
    advice: {
      fi: 'Pyydä toista rekisteröijää tekemään tilaus.',
      sv: 'Be en annan registrerare göra beställningen.',
      en: 'Ask another registrar to make the order.',
    },
  },
  unknownToPopulationRegister: {
    title: {
      fi: 'Henkilötunnusta ei löytynyt väestötietojärjestelmästä',
      sv: 'Personbeteckningen finns inte i befolkningsdatasystemet',
      en: 'The personal identity code was not found in the population register',
    },
    advice: {
      fi: 'Tarkista henkilötunnus asiakirjasta. Ammattikortin saa vain henkilö, jonka tiedot ovat väestötietojärjestelmässä. Rekisteröintiä voi pyytää Digi- ja väestötietovirastosta.',
      sv: 'Kontrollera personbeteckningen i handlingen. Yrkeskort ges bara till den vars uppgifter finns i befolkningsdatasystemet. Registrering begärs hos Myndigheten för digitalisering och befolkningsdata.',
      en: 'Check the code against the document. A professional card is given only to a person in the population register. Registration can be requested from the Digital and Population Data Services Agency.',
    },
  },
  personHasDied: {
    title: {
      fi: 'Väestötietojärjestelmän mukaan henkilö on kuollut',
      sv: 'Enligt befolkningsdatasystemet har personen avlidit',
      en: 'According to the population register, the person has died',
    },
    advice: {
      fi: 'Korttia ei voi tilata. Jos tieto on väärä, se oikaistaan Digi- ja väestötietovirastossa.',
      sv: 'Ett kort kan inte beställas. Är uppgiften fel rättas den hos Myndigheten för digitalisering och befolkningsdata.',
      en: 'A card can’t be ordered. If this is wrong, the Digital and Population Data Services Agency corrects it.',
    },
  },
  noRight: {
    title: {
      fi: 'Henkilöllä ei ole ammattioikeutta',
      sv: 'Personen har ingen yrkesrättighet',
      en: 'The person has no right to practise',
    },
    advice: {
      fi: 'Terhikissä tai Suosikissa ei ole oikeutta. Oikeutta haetaan Lupa- ja valvontavirastosta. Muu henkilöstö saa henkilöstökortin työnantajan kautta.',
      sv: 'Ingen rättighet finns i Terhikki eller Suosikki. Rättigheten söks hos Tillstånds- och tillsynsverket. Övrig personal får personalkort genom arbetsgivaren.',
      en: 'Neither Terhikki nor Suosikki has a right. The right is applied for at the Finnish Supervisory Agency. Other staff get a staff card through the employer.',
    },
  },
  orderPending: {
    title: {
      fi: 'Henkilölle on jo tilattu kortti, jota ei ole vielä valmistettu',
      sv: 'Ett kort är redan beställt åt personen och har inte tillverkats än',
      en: 'A card has already been ordered for the person and has not been made yet',
    },
    advice: {
      fi: 'Odota kortin valmistumista tai peru aiempi tilaus.',
      sv: 'Vänta tills kortet är tillverkat eller återkalla den tidigare beställningen.',
      en: 'Wait until the card is made, or cancel the earlier order.',
    },
  },
  validCardExists: {
    title: {
      fi: 'Henkilöllä on jo voimassa oleva ammattikortti',
      sv: 'Personen har redan ett giltigt yrkeskort',
      en: 'The person already has a valid professional card',
    },
    advice: {
      fi: 'Henkilöllä voi olla yksi ammattikortti, vaikka hänellä olisi useita oikeuksia. Vain niitä kahta oikeutta varten, jotka on nimetty säännöissä (lääkäri ja hammaslääkäri), voi olla kummallekin oma kortti. Jos kortti on kadonnut, rikki tai sen tiedot ovat muuttuneet, sulje se ensin.',
      sv: 'En person kan ha ett yrkeskort, även om personen har flera rättigheter. Bara för de två rättigheter som reglerna nämner (läkare och tandläkare) kan man ha var sitt kort. Om kortet har försvunnit eller gått sönder eller uppgifterna har ändrats, spärra det först.',
      en: 'A person can have one professional card, however many rights they have. Only the two rights that the rules name (physician and dentist) can have one card each. If the card is lost or broken, or its data have changed, cancel it first.',
    },
  },
  rightNotFound: {
    title: {
      fi: 'Valittua ammattioikeutta ei ole rekisterissä',
      sv: 'Den valda yrkesrättigheten finns inte i registret',
      en: 'The chosen right is not in the register',
    },
    advice: {
      fi: 'Hae henkilön tiedot uudelleen ja valitse oikeus listasta.',
      sv: 'Hämta personens uppgifter på nytt och välj en rättighet i listan.',
      en: 'Look up the person again and choose a right from the list.',
    },
  },
  rightEnded: {
    title: {
      fi: 'Ammattioikeus on päättynyt',
      sv: 'Yrkesrättigheten har upphört',
      en: 'The right to practise has ended',
    },
    advice: {
      fi: 'Kortin saa vain voimassa olevalla oikeudella. Uutta oikeutta haetaan Lupa- ja valvontavirastosta.',
      sv: 'Kort ges bara med en giltig rättighet. En ny rättighet söks hos Tillstånds- och tillsynsverket.',
      en: 'A card requires a right that is in force. A new right is applied for at the Finnish Supervisory Agency.',
    },
  },
  rightNotBegun: {
    title: {
      fi: 'Ammattioikeus ei ole vielä voimassa',
      sv: 'Yrkesrättigheten har inte trätt i kraft',
      en: 'The right to practise has not begun',
    },
    advice: {
      fi: 'Kortin voi tilata oikeuden alkamispäivästä lähtien.',
      sv: 'Kortet kan beställas från och med den dag då rättigheten börjar.',
      en: 'A card can be ordered from the first day of the right.',
    },
  },
  doctorIdMissing: {
    title: {
      fi: 'Rekisteristä puuttuu yksilöintitunnus',
      sv: 'Identifikationskoden saknas i registret',
      en: 'The Doctor ID is missing from the register',
    },
    advice: {
      fi: 'Tähän oikeuteen kuuluu yksilöintitunnus, eikä kortilla voi ilman sitä allekirjoittaa lääkemääräyksiä. Ammattihenkilö pyytää Lupa- ja valvontavirastoa lisäämään tunnuksen Terhikkiin. Kortin voi tilata, kun tunnus on siellä. Jos henkilöllä on muu oikeus, johon tunnusta ei vaadita, valitse se.',
      sv: 'Till den här rättigheten hör en identifikationskod, och utan den kan recept inte skrivas under med kortet. Den yrkesutbildade ber Tillstånds- och tillsynsverket lägga till koden i Terhikki. Kortet kan beställas när koden finns där. Om personen har en annan rättighet som inte kräver koden, välj den.',
      en: 'This right includes a Doctor ID, and without it the card could not sign prescriptions. The professional asks the Finnish Supervisory Agency to add it to Terhikki. A card can be ordered once it is there. If the person has another right that needs no Doctor ID, choose that one.',
    },
  },
  rightInForce: {
    title: {
      fi: 'Henkilöllä on voimassa oleva ammattioikeus',
      sv: 'Personen har en gällande yrkesrättighet',
      en: 'The person has a right to practise in force',
    },
    advice: {
      fi: 'Ammattihenkilölle tilataan ammattikortti. Se on maksuton eikä riipu työnantajasta.',
      sv: 'För en yrkesutbildad person beställs ett yrkeskort. Det är avgiftsfritt och beror inte på arbetsgivaren.',
      en: 'A professional card is ordered for a professional. It is free of charge and does not depend on the employer.',
    },
  },
  memberOrderPending: {
    title: {
      fi: 'Saman työnantajan kortti on jo tilattu',
      sv: 'Ett kort av samma arbetsgivare är redan beställt',
      en: 'A card of this employer has already been ordered',
    },
    advice: {
      fi: 'Odota kortin valmistumista tai peru aiempi tilaus.',
      sv: 'Vänta tills kortet är tillverkat eller återkalla den tidigare beställningen.',
      en: 'Wait until the card is made, or cancel the earlier order.',
    },
  },
  validMemberCardExists: {
    title: {
      fi: 'Henkilöllä on jo voimassa oleva kortti tältä työnantajalta',
      sv: 'Personen har redan ett giltigt kort av den här arbetsgivaren',
      en: 'The person already has a valid card of this employer',
    },
    advice: {
      fi: 'Jos kortti on kadonnut, rikki tai sen tiedot ovat muuttuneet, sulje se ensin.',
      sv: 'Har kortet försvunnit, gått sönder eller har uppgifterna ändrats, spärra det först.',
      en: 'If the card is lost or broken, or its data have changed, cancel it first.',
    },
  },
  employmentEnded: {
    title: {
      fi: 'Palvelussuhde on päättynyt',
      sv: 'Anställningen har upphört',
      en: 'The employment has ended',
    },
    advice: {
      fi: 'Tarkista viimeinen päivä työnantajalta.',
      sv: 'Kontrollera den sista dagen hos arbetsgivaren.',
      en: 'Check the last day with the employer.',
    },
  },
} as const
