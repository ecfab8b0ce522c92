// cspell:disable -- misspelt on purpose: without diacritics, and with the endings that people type
import type { Language } from '@sotevarmenne/pages/languages'

/**
 * Words that people type for what the pages call otherwise: each of a group finds what any other of it finds. Without
 * diacritics, in small letters.
 */
export const searchWords: { readonly [In in Language]: readonly (readonly string[])[] } = {
  fi: [
    [
      'pin',
      'pin1',
      'pin2',
      'pinkoodi',
      'puk',
      'koodi',
      'tunnusluku',
      'salasana',
      'perustunnusluku',
    ],
    ['booking', 'ajanvaraus', 'varaus', 'varaa', 'varata'],
    [
      'lost',
      'hukassa',
      'hukkasin',
      'kadonnut',
      'kadonneeksi',
      'kateissa',
      'havinnyt',
      'varastettu',
    ],
    ['varakortti', 'tilapaiskortti', 'valiaikainen', 'sijaiskortti', 'reservkort'],
    ['sulku', 'sulje', 'sulkupalvelu', 'mitatointi', 'peruuta'],
    ['lukija', 'kortinlukija', 'lukijalaite', 'digisign', 'mpollux'],
    ['hinta', 'maksu', 'maksaa', 'hinnasto'],
    ['api', 'rajapinta', 'ohjelmointirajapinta', 'kehittaja', 'integraatio'],
    ['rekisteroijakoulutus', 'koulutus', 'kurssi'],
    ['verkkoasiointi', 'asiointipalvelu', 'sahkoinen'],
  ],
  sv: [
    ['pin', 'pin1', 'pin2', 'pinkod', 'puk', 'kod', 'koden', 'baskod', 'losenord', 'kortkod'],
    ['booking', 'bokning', 'boka', 'tidsbokning'],
    ['lost', 'borttappat', 'tappat', 'forlorat', 'forsvunnit', 'forsvunnet', 'stulet'],
    ['varakortti', 'reservkort', 'tillfalligt', 'ersattningskort'],
    ['sparr', 'sparra', 'sparrtjanst', 'makulera'],
    ['lasare', 'kortlasare', 'kortlasarprogram', 'digisign', 'mpollux'],
    ['pris', 'avgift', 'kostar', 'prislista'],
    ['api', 'granssnitt', 'utvecklare', 'integration'],
    ['registrerarutbildning', 'utbildning', 'kurs'],
  ],
  en: [
    ['pin', 'pin1', 'pin2', 'puk', 'code', 'password', 'passcode'],
    ['booking', 'book', 'appointment', 'reservation'],
    ['lost', 'missing', 'stolen', 'mislaid'],
    ['varakortti', 'spare', 'temporary', 'replacement'],
    ['revoke', 'revocation', 'cancel', 'block', 'close'],
    ['reader', 'digisign', 'mpollux'],
    ['price', 'fee', 'cost', 'charge'],
    ['developer', 'integration', 'sdk', 'api'],
    ['training', 'course'],
    ['mandate', 'attorney', 'proxy'],
  ],
}
