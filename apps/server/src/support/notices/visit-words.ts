import { showInstant } from '@sotevarmenne/kernel/show'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Text } from '#platform/texts.ts'
import type { VisitNoticeKind } from './contract.ts'
import { composeMail, type MailWords, type Paragraph } from './compose-mail.ts'
import { endings, fill, oneLinkOf } from './mail-words.ts'
import type { VisitToNotify } from './ports.ts'

/** A mail's subject and text: time and place of the visit, and the link that changes it. It names nobody. */
export function visitWordsOf(
  kind: VisitNoticeKind,
  { language, startsAt, point, link, confirmBy }: Omit<VisitToNotify, 'contact' | 'state'>,
  service: ServiceDetails,
): MailWords {
  const { street, postalCode, postOffice } = point.address
  const place = `${point.name}, ${street}, ${postalCode} ${postOffice}`
  const time = `${showInstant(startsAt, language)}, ${place}`
  const composed = (subject: Text, paragraphs: readonly Paragraph[]): MailWords =>
    composeMail({
      language,
      service,
      subject: subject[language],
      paragraphs: [
        ...paragraphs,
        ...(link === undefined || kind === 'appointment-cancelled'
          ? []
          : [oneLinkOf(service, language)]),
        endings.ofAddress[language],
      ],
    })
  if (kind === 'appointment-cancelled')
    return composed(subjects[kind], [time, words.free[language]])
  if (kind === 'appointment-booked' && confirmBy !== undefined && link !== undefined)
    return composed(words.confirmSubject, [
      {
        text: fill(words.confirm[language], { time: showInstant(confirmBy, language) }),
        address: link,
      },
      time,
      words.bring[language],
      words.later[language],
    ])
  return composed(subjects[kind], [
    time,
    ...(point.details?.directions === undefined ? [] : [point.details.directions]),
    words.bring[language],
    ...(link === undefined ? [] : [{ text: words.change[language], address: link }]),
  ])
}

const subjects: { readonly [Kind in VisitNoticeKind]: Text } = {
  'appointment-booked': {
    fi: 'Käynti rekisteröintipisteessä on varattu',
    sv: 'Ett besök på registreringsstället har bokats',
    en: 'A visit to the registration point has been booked',
  },
  'appointment-moved': {
    fi: 'Käynti rekisteröintipisteessä on siirretty',
    sv: 'Besöket på registreringsstället har flyttats',
    en: 'The visit to the registration point has been moved',
  },
  'appointment-cancelled': {
    fi: 'Käynti rekisteröintipisteessä on peruttu',
    sv: 'Besöket på registreringsstället har avbokats',
    en: 'The visit to the registration point has been cancelled',
  },
  'visit-reminder': {
    fi: 'Muistutus käynnistä rekisteröintipisteessä',
    sv: 'Påminnelse om besöket på registreringsstället',
    en: 'Reminder of the visit to the registration point',
  },
}

const words = {
  confirmSubject: {
    fi: 'Vahvista käynti rekisteröintipisteessä',
    sv: 'Bekräfta besöket på registreringsstället',
    en: 'Confirm the visit to the registration point',
  },
  confirm: {
    fi: 'Vahvista varaus avaamalla linkki viimeistään {time}. Sen jälkeen aika vapautuu muille',
    sv: 'Bekräfta bokningen genom att öppna länken senast {time}. Därefter blir tiden ledig för andra',
    en: 'Confirm the appointment by opening the link by {time}. After that the time becomes available to others',
  },
  later: {
    fi: 'Samalla linkillä siirrät tai perut käynnin. Linkki on vain sinulle.',
    sv: 'Med samma länk flyttar eller avbokar du besöket. Länken är bara för dig.',
    en: 'With the same link you can move or cancel the visit. The link is for you alone.',
  },
  bring: {
    fi: 'Ota mukaan voimassa oleva passi tai henkilökortti.',
    sv: 'Ta med ett giltigt pass eller identitetskort.',
    en: 'Bring a valid passport or identity card.',
  },
  change: {
    fi: 'Siirrä tai peru käynti. Linkki on vain sinulle',
    sv: 'Flytta eller avboka besöket. Länken är bara för dig',
    en: 'Move or cancel the visit. The link is for you alone',
  },
  free: {
    fi: 'Aika on vapautettu muille. Voit varata uuden ajan palvelussa.',
    sv: 'Tiden är ledig för andra. Du kan boka en ny tid i tjänsten.',
    en: 'The time is now available to others. You can book another time in the service.',
  },
} as const satisfies { readonly [name: string]: Text }
