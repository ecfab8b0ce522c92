import type { Texts } from '../texts/text.ts'

/** Programs with access to the enrolment API by their certificates. */
export const clientTexts = {
  heading: { fi: 'Ohjelmat', sv: 'Program', en: 'Programs' },
  help: {
    fi: 'Ohjelmat, joilla on oikeus kysyä tai tilata palvelusta omalla varmenteellaan. Oikeuden antaa ylläpitäjä, ja käsittelijä voi päättää sen heti.',
    sv: 'Program som har rätt att fråga eller beställa av tjänsten med sitt eget certifikat. Rätten ges av driften, och en handläggare kan avsluta den genast.',
    en: 'Programs that may query or order from the service with their own certificate. An operator gives the right, and a case officer can end it at once.',
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
  signRules: {
    fi: 'Allekirjoita uuden ohjelman säännöt',
    sv: 'Skriv under reglerna för ett nytt program',
    en: 'Sign the rules of a new program',
  },
  signRulesHelp: {
    fi: 'Ylläpitäjä antaa tiedoston, jossa on ohjelman nimi ja sen palvelinten nimet. Kaksi käsittelijää allekirjoittaa saman tiedoston, ja ylläpitäjä rekisteröi ohjelman heidän tiedostoillaan.',
    sv: 'Driften ger en fil med programmets namn och namnen på dess servrar. Två handläggare skriver under samma fil, och driften registrerar programmet med deras filer.',
    en: 'An operator gives you a file with the program’s name and the names of its servers. Two case officers sign the same file, and the operator registers the program with their files.',
  },
  statementOfRules: {
    fi: 'Allekirjoitettava tiedosto',
    sv: 'Fil att skriva under',
    en: 'The file to sign',
  },
  otherFile: {
    fi: 'Tiedostossa ei ole ohjelman sääntöjä. Pyydä ylläpitäjältä uusi tiedosto.',
    sv: 'Filen innehåller inte ett programs regler. Be driften om en ny fil.',
    en: 'The file has no rules of a program. Ask the operator for a new one.',
  },
  signByCard: {
    fi: 'Allekirjoita kortilla',
    sv: 'Skriv under med kort',
    en: 'Sign with your card',
  },
  rulesSigned: {
    fi: 'Allekirjoitettu tiedosto on tallennettu',
    sv: 'Den underskrivna filen har sparats',
    en: 'The signed file is saved',
  },
  rulesSignedHelp: {
    fi: 'Toimita tiedosto approval.json ylläpitäjälle.',
    sv: 'Ge filen approval.json till driften.',
    en: 'Give the file approval.json to the operator.',
  },
  end: { fi: 'Päätä oikeus', sv: 'Avsluta rätten', en: 'End the right' },
  endText: {
    fi: 'Ohjelma ei enää pääse palveluun. Sen saamat varmenteet jäävät voimaan. Tätä ei voi perua.',
    sv: 'Programmet kommer inte längre åt tjänsten. Certifikaten som det har fått gäller fortfarande. Det kan inte ångras.',
    en: 'The program can no longer use the service. Certificates that it got stay valid. This can’t be undone.',
  },
} satisfies Texts
