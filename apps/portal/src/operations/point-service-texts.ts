import { pointServices } from '@sotevarmenne/api/words'
import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'
import { named } from '../texts/words.ts'

/** The list of services of registration points at the office. */
export const pointServiceTexts = {
  heading: menuTexts.pointServices,
  lead: {
    fi: 'Rekisteröintipiste voi tarjota näitä palveluja ja periä niistä maksun. Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Päättynyt palvelu näkyy vanhoilla laskuilla. Nimeä ei voi muuttaa: uusi nimi on uusi palvelu.',
    sv: 'Ett registreringsställe kan erbjuda dessa tjänster och ta betalt för dem. En handläggare föreslår ändringen och en annan godkänner den. En avslutad tjänst syns på gamla fakturor. Namnet kan inte ändras: ett nytt namn är en ny tjänst.',
    en: 'A registration point may offer these services and charge for them. One case officer proposes a change and another approves it. A service that has ended stays on old invoices. A name cannot be changed: a new name is a new service.',
  },
  services: { fi: 'Palvelut', sv: 'Tjänster', en: 'Services' },
  service: { fi: 'Palvelu', sv: 'Tjänst', en: 'Service' },
  today: { fi: 'Tänään', sv: 'I dag', en: 'Today' },
  offered: { fi: 'Tarjolla', sv: 'Erbjuds', en: 'Offered' },
  notOffered: { fi: 'Ei tarjolla', sv: 'Erbjuds inte', en: 'Not offered' },
  act: { fi: 'Mistä peritään', sv: 'Vad avgiften gäller', en: 'What is charged for' },
  ...named('act', pointServices),
  'act.other': { fi: 'Muu palvelu', sv: 'Annan tjänst', en: 'Another service' },
  code: { fi: 'Tunnus', sv: 'Kod', en: 'Code' },
  codeHint: {
    fi: 'Esimerkiksi new-photo: pieniä kirjaimia a–z, numeroita ja yhdysviivoja, 2–40 merkkiä.',
    sv: 'Till exempel new-photo: små bokstäver a–z, siffror och bindestreck, 2–40 tecken.',
    en: 'For example new-photo: small letters a–z, digits and hyphens, 2–40 characters.',
  },
  propose: { fi: 'Ehdota muutosta', sv: 'Föreslå en ändring', en: 'Propose a change' },
  how: { fi: 'Muutos', sv: 'Ändring', en: 'Change' },
  'how.add': { fi: 'Lisää uusi palvelu', sv: 'Lägg till en ny tjänst', en: 'Add a new service' },
  'how.end': { fi: 'Päätä palvelu', sv: 'Avsluta en tjänst', en: 'End a service' },
  'how.offer': {
    fi: 'Ota palvelu takaisin luetteloon',
    sv: 'Ta tillbaka en tjänst i förteckningen',
    en: 'Offer a service again',
  },
  'nameIn.fi': { fi: 'Nimi suomeksi', sv: 'Namn på finska', en: 'Name in Finnish' },
  'nameIn.sv': { fi: 'Nimi ruotsiksi', sv: 'Namn på svenska', en: 'Name in Swedish' },
  'nameIn.en': { fi: 'Nimi englanniksi', sv: 'Namn på engelska', en: 'Name in English' },
  offeredFrom: {
    fi: '{{name}}: tarjolla {{day}} alkaen',
    sv: '{{name}}: erbjuds från {{day}}',
    en: '{{name}}: offered from {{day}}',
  },
  endsFrom: {
    fi: '{{name}}: ei tarjolla {{day}} alkaen',
    sv: '{{name}}: erbjuds inte från {{day}}',
    en: '{{name}}: not offered from {{day}}',
  },
} as const satisfies Texts
