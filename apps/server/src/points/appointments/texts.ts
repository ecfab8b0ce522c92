import type { Text } from '#platform/texts.ts'

export const texts = {
  tooManyAppointments: {
    title: {
      fi: 'Samalla osoitteella, puhelinnumerolla tai verkkoyhteydellä on varattu tänään jo monta käyntiä',
      sv: 'Flera besök har redan bokats i dag med samma adress, telefonnummer eller nätanslutning',
      en: 'Several visits have already been booked today with the same address, telephone number or network',
    },
    advice: {
      fi: 'Vahvista varaukset sähköpostiin tulleista linkeistä, varaa huomenna tai soita rekisteröintipisteeseen.',
      sv: 'Bekräfta bokningarna med länkarna i e-posten, boka i morgon eller ring registreringsstället.',
      en: 'Confirm the appointments with the links in your e-mail, book tomorrow, or call the registration point.',
    },
  },
  nothingToCancel: {
    title: {
      fi: 'Peruttavia varauksia ei ole',
      sv: 'Det finns inga bokningar att avboka',
      en: 'There are no appointments to cancel',
    },
    advice: {
      fi: 'Päivitä luettelo: varaukset on ehkä jo peruttu.',
      sv: 'Uppdatera listan: bokningarna är kanske redan avbokade.',
      en: 'Refresh the list: they may already have been cancelled.',
    },
  },
  serviceNotOffered: {
    title: {
      fi: 'Rekisteröintipiste ei tarjoa kaikkia valittuja palveluja',
      sv: 'Registreringsstället erbjuder inte alla de valda tjänsterna',
      en: 'The registration point does not offer all of the chosen services',
    },
    advice: {
      fi: 'Valitse toinen piste tai vain ne palvelut, jotka piste tarjoaa.',
      sv: 'Välj ett annat ställe eller bara de tjänster som stället erbjuder.',
      en: 'Choose another point, or only the services that it offers.',
    },
  },
  ownStaffOnly: {
    title: {
      fi: 'Rekisteröintipiste palvelee vain omaa henkilöstöään',
      sv: 'Registreringsstället betjänar bara sin egen personal',
      en: 'The registration point serves its own staff only',
    },
    advice: {
      fi: 'Valitse piste, joka palvelee kaikkia.',
      sv: 'Välj ett ställe som betjänar alla.',
      en: 'Choose a point that serves everybody.',
    },
  },
  slotNotOffered: {
    title: {
      fi: 'Tätä aikaa ei voi varata',
      sv: 'Den här tiden kan inte bokas',
      en: 'This time can’t be booked',
    },
    advice: {
      fi: 'Aika on mennyt tai piste on silloin suljettu. Valitse toinen aika.',
      sv: 'Tiden har gått eller så är stället stängt då. Välj en annan tid.',
      en: 'The time has passed, or the point is closed then. Choose another time.',
    },
  },
  slotTaken: {
    title: {
      fi: 'Joku ehti varata tämän ajan',
      sv: 'Någon hann boka den här tiden',
      en: 'Somebody else has just booked this time',
    },
    advice: {
      fi: 'Valitse toinen aika. Antamasi tiedot ovat tallella.',
      sv: 'Välj en annan tid. Uppgifterna som du angav finns kvar.',
      en: 'Choose another time. What you typed is still there.',
    },
  },
  contactNeeded: {
    title: {
      fi: 'Anna sähköpostiosoite tai puhelinnumero',
      sv: 'Ange e-postadress eller telefonnummer',
      en: 'Enter an e-mail address or a telephone number',
    },
    advice: {
      fi: 'Tarvitsemme sen, jos käyntiäsi pitää siirtää.',
      sv: 'Vi behöver den om ditt besök måste flyttas.',
      en: 'We need it in case your visit has to be moved.',
    },
  },
  appointmentNotFound: {
    title: {
      fi: 'Varausta ei löydy',
      sv: 'Bokningen hittades inte',
      en: 'The appointment was not found',
    },
    advice: {
      fi: 'Tarkista, että linkki on kokonainen. Varaus poistuu 30 päivän kuluttua käynnistä.',
      sv: 'Kontrollera att hela länken är med. Bokningen raderas 30 dagar efter besöket.',
      en: 'Check that the link is complete. An appointment is deleted 30 days after the visit.',
    },
  },
  appointmentNotChangeable: {
    title: {
      fi: 'Varausta ei voi enää muuttaa',
      sv: 'Bokningen kan inte längre ändras',
      en: 'The appointment can no longer be changed',
    },
    advice: {
      fi: 'Käynti on peruttu tai sen aika on alkanut. Tarvittaessa varaa uusi aika.',
      sv: 'Besöket är avbokat eller har redan börjat. Boka en ny tid vid behov.',
      en: 'The visit is cancelled, or its time has begun. Book another time if you need one.',
    },
  },
  visitNotFound: {
    title: {
      fi: 'Käyntiä ei ole tässä rekisteröintipisteessä',
      sv: 'Besöket finns inte på det här registreringsstället',
      en: 'The visit is not at this registration point',
    },
  },
  nothingPaidAtDesk: {
    title: {
      fi: 'Käynnistä ei ole maksettu tässä rekisteröintipisteessä',
      sv: 'Besöket har inte betalats på det här registreringsstället',
      en: 'The visit was not paid for at this registration point',
    },
    advice: {
      fi: 'Kuitin saa, kun käynti on päätetty ja asiakas on maksanut sen itse. Organisaation maksama käynti laskutetaan.',
      sv: 'Kvitto ges när besöket har avslutats och kunden själv har betalat det. Ett besök som en organisation betalar faktureras.',
      en: 'A receipt is available when the visit has ended and the visitor has paid for it. A visit that an organisation pays for is invoiced.',
    },
  },
  stepNotPossible: {
    title: {
      fi: 'Käynnin tila on jo muuttunut',
      sv: 'Besökets status har redan ändrats',
      en: 'The status of the visit has already changed',
    },
    advice: {
      fi: 'Päivitä luettelo. Toinen rekisteröijä on voinut kutsua asiakkaan.',
      sv: 'Uppdatera listan. En annan registrerare kan ha kallat kunden.',
      en: 'Refresh the list. Another registrar may have called the visitor.',
    },
  },
  notTheDayOfTheVisit: {
    title: {
      fi: 'Käynti on toisena päivänä',
      sv: 'Besöket är en annan dag',
      en: 'The visit is on another day',
    },
    advice: {
      fi: 'Ota asiakas jonoon ilman ajanvarausta, jos hän on paikalla.',
      sv: 'Ta kunden i kön utan tidsbokning, om hen är på plats.',
      en: 'Take the visitor as a walk-in, if they are here.',
    },
  },
  visitNotBegun: {
    title: {
      fi: 'Käynnin aika ei ole vielä alkanut',
      sv: 'Besökets tid har inte börjat ännu',
      en: 'The time of the visit has not begun',
    },
  },
  payerNotFound: {
    title: {
      fi: 'Y-tunnuksella ei löytynyt asiakasta',
      sv: 'Ingen kund hittades med FO-numret',
      en: 'No customer has this business ID',
    },
    advice: {
      fi: 'Tarkista Y-tunnus. Jos organisaatio ei ole palvelun asiakas, kävijä maksaa pisteellä.',
      sv: 'Kontrollera FO-numret. Om organisationen inte är kund hos tjänsten betalar besökaren på stället.',
      en: 'Check the business ID. If the organisation is not a customer of the service, the visitor pays at the desk.',
    },
  },
  nothingToInvoice: {
    title: {
      fi: 'Käynnistä ei laskuteta tätä organisaatiota',
      sv: 'Den här organisationen faktureras inte för besöket',
      en: 'This organisation is not invoiced for the visit',
    },
    advice: {
      fi: 'Käynti on maksuton, tai organisaatio on itse pisteen pitäjä.',
      sv: 'Besöket är avgiftsfritt, eller organisationen upprätthåller själv stället.',
      en: 'The visit is free of charge, or the organisation itself runs the point.',
    },
  },
  feeNotByService: {
    title: {
      fi: 'Käynnistä ei voi laskuttaa organisaatiota',
      sv: 'Ingen organisation kan faktureras för besöket',
      en: 'No organisation can be invoiced for this visit',
    },
    advice: {
      fi: 'Käynti varattiin ennen kuin maksut eriteltiin palveluittain. Päätä käynti niin, että kävijä maksaa pisteellä.',
      sv: 'Besöket bokades innan avgifterna specificerades per tjänst. Avsluta besöket så att besökaren betalar på stället.',
      en: 'The visit was booked before fees were itemised by service. End the visit as paid at the desk.',
    },
  },
  pointOperatorDoesNotInvoice: {
    title: {
      fi: 'Pisteen pitäjä ei laskuta palvelussa',
      sv: 'Ställets upprätthållare fakturerar inte i tjänsten',
      en: 'The operator of the point does not invoice in the service',
    },
    advice: {
      fi: 'Päätä käynti niin, että kävijä maksaa pisteellä. Toimisto lisää pitäjän Y-tunnuksen pisteen tietoihin.',
      sv: 'Avsluta besöket så att besökaren betalar på stället. Kontoret lägger till upprätthållarens FO-nummer i ställets uppgifter.',
      en: 'End the visit as paid at the desk. The office adds the operator’s business ID to the details of the point.',
    },
  },
  nobodyWaits: {
    title: {
      fi: 'Jonossa ei ole ketään',
      sv: 'Ingen väntar i kön',
      en: 'Nobody is waiting in the queue',
    },
    advice: {
      fi: 'Varatut käynnit tulevat jonoon, kun niiden aika alkaa tai asiakas saapuu.',
      sv: 'Bokade besök kommer i kön när tiden börjar eller kunden anländer.',
      en: 'Booked visits join it when their time begins or the visitor arrives.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }

/** Texts of the event for the visitor's calendar. */
export const calendarTexts = {
  summary: {
    fi: 'Käynti rekisteröintipisteessä',
    sv: 'Besök på registreringsstället',
    en: 'Visit to the registration point',
  },
  bring: {
    fi: 'Ota passi tai henkilökortti mukaan.',
    sv: 'Ta med pass eller identitetskort.',
    en: 'Bring your passport or identity card.',
  },
  change: {
    fi: 'Siirrä tai peru käynti',
    sv: 'Flytta eller avboka besöket',
    en: 'Move or cancel the visit',
  },
  fileName: { fi: 'kaynti.ics', sv: 'besok.ics', en: 'visit.ics' },
} as const satisfies { readonly [name: string]: Text }
