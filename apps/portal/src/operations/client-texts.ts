import type { Texts } from '../texts/text.ts'

/** Programs with access to the enrolment API by their certificates. */
export const clients = {
  heading: { fi: 'Ohjelmat', sv: 'Program', en: 'Programs' },
  help: {
    fi: 'Ohjelmat, joilla on oikeus kysyä tai tilata palvelusta omalla varmenteellaan. Oikeuden antaa ylläpitäjä, ja käsittelijä voi päättää sen heti.',
    sv: 'Program som har rätt att fråga eller beställa av tjänsten med sitt eget certifikat. Rätten ges av driften, och en handläggare kan avsluta den genast.',
    en: 'Programs that may ask or order from the service with a certificate of their own. An operator gives the right, and a case officer can end it at once.',
  },
  none: { fi: 'Ei ohjelmia.', sv: 'Inga program.', en: 'No programs.' },
  'kind.look-up': {
    fi: 'tunnistuspalvelu: kysyy, kenen varmenne on',
    sv: 'identifieringstjänst: frågar vems ett certifikat är',
    en: 'identification service: asks whose a certificate is',
  },
  'kind.station': {
    fi: 'valmistuspaikka: valmistaa kortteja',
    sv: 'tillverkningsställe: tillverkar kort',
    en: 'station: makes cards',
  },
  'kind.enrolment': {
    fi: 'tilaa palveluvarmenteita',
    sv: 'beställer servicecertifikat',
    en: 'orders service certificates',
  },
  validTo: {
    fi: 'varmenne voimassa {{time}} asti',
    sv: 'certifikatet gäller till {{time}}',
    en: 'certificate valid until {{time}}',
  },
  registered: { fi: 'kirjattu {{time}}', sv: 'registrerat {{time}}', en: 'registered {{time}}' },
  ended: { fi: 'Päättynyt {{time}}', sv: 'Avslutad {{time}}', en: 'Ended {{time}}' },
  inForce: { fi: 'Voimassa', sv: 'I kraft', en: 'In force' },
  expired: {
    fi: 'Varmenne vanhentunut',
    sv: 'Certifikatet har gått ut',
    en: 'Certificate expired',
  },
  end: { fi: 'Päätä oikeus', sv: 'Avsluta rätten', en: 'End the right' },
  endText: {
    fi: 'Ohjelma ei enää pääse palveluun. Sen saamat varmenteet jäävät voimaan. Tätä ei voi perua.',
    sv: 'Programmet kommer inte längre åt tjänsten. Certifikaten som det har fått gäller fortfarande. Det kan inte ångras.',
    en: 'The program gets no answer any more. Certificates that it got stay valid. This can’t be undone.',
  },
} satisfies Texts
