import { menuTexts } from '../layout/menu-texts.ts'
import type { Texts } from '../texts/text.ts'

/** Uncollected cards, at the desk and in the office. */
export const uncollectedTexts = {
  heading: menuTexts.uncollected,
  help: {
    fi: 'Haltijaa muistutetaan noutoaikana. Kun noutoaika on päättynyt, kortti suljetaan ja palautetaan toimistoon tai hävitetään. Myös muusta syystä suljettu kortti hävitetään täällä. Hävityksen kuittaa kaksi henkilöä.',
    sv: 'Innehavaren påminns under hämtningstiden. När den har gått ut spärras kortet och återlämnas till kontoret eller förstörs. Ett kort som spärrats av annan orsak förstörs också här. Två personer kvitterar förstöringen.',
    en: 'The holder is reminded during the collection time. When that has ended, the card is cancelled and goes back to the office or is destroyed. A card cancelled for another reason is destroyed here too. Two people sign for its destruction.',
  },
  helpOffice: {
    fi: 'Toimistoon palautetut kortit on suljettu. Kaksi käsittelijää hävittää kortin ja kuittaa sen, kumpikaan ei omaa korttiaan.',
    sv: 'Kort som har återlämnats till kontoret är spärrade. Två handläggare förstör kortet och kvitterar det, ingen sitt eget kort.',
    en: 'Cards that came back to the office are cancelled. Two case officers destroy each and sign for it, neither their own card.',
  },
  show: { fi: 'Näytä', sv: 'Visa', en: 'Show' },
  'show.waiting': {
    fi: 'Noutajaa odottavat',
    sv: 'Som väntar på att hämtas',
    en: 'Waiting for their holders',
  },
  'show.to-destroy': { fi: 'Hävitettävät', sv: 'Att förstöra', en: 'To be destroyed' },
  producedAt: { fi: 'Valmistunut', sv: 'Färdigt', en: 'Made' },
  lastReminded: { fi: 'Muistutettu viimeksi', sv: 'Senast påmind', en: 'Last reminded' },
  none: { fi: 'Ei kortteja.', sv: 'Inga kort.', en: 'No cards.' },
  oneDay: {
    fi: 'odottanut {{count}} päivän',
    sv: 'väntat i {{count}} dag',
    en: 'waited {{count}} day',
  },
  days: {
    fi: 'odottanut {{count}} päivää',
    sv: 'väntat i {{count}} dagar',
    en: 'waited {{count}} days',
  },
  reminded: {
    fi: 'muistutettu {{time}} {{means}} ({{times}})',
    sv: 'påmind {{time}} {{means}} ({{times}})',
    en: 'reminded {{time}} {{means}} ({{times}})',
  },
  'by.mail': { fi: 'sähköpostilla', sv: 'per e-post', en: 'by e-mail' },
  'by.phone': { fi: 'puhelimella', sv: 'per telefon', en: 'by telephone' },
  'by.letter': { fi: 'kirjeellä', sv: 'per brev', en: 'by letter' },
  'by.suomi-fi': {
    fi: 'Suomi.fi-viestillä',
    sv: 'med ett Suomi.fi-meddelande',
    en: 'by Suomi.fi Messages',
  },
  notReminded: { fi: 'ei muistutettu', sv: 'inte påmind', en: 'not reminded' },
  noAddress: {
    fi: 'ei vahvistettua sähköpostiosoitetta: soita tai kirjoita haltijalle ja merkitse se',
    sv: 'ingen bekräftad e-postadress: ring eller skriv till innehavaren och anteckna det',
    en: 'no confirmed e-mail address: telephone or write to the holder, and note it',
  },
  notePhone: { fi: 'Merkitse soitetuksi', sv: 'Anteckna samtal', en: 'Note a call' },
  noteLetter: { fi: 'Merkitse kirje', sv: 'Anteckna brev', en: 'Note a letter' },
  'state.waiting': {
    fi: 'Odottaa noutajaa',
    sv: 'Väntar på att hämtas',
    en: 'Waiting for its holder',
  },
  'state.cancelled': {
    fi: 'Suljettu, hävitettävä',
    sv: 'Spärrat, ska förstöras',
    en: 'Cancelled, to be destroyed',
  },
  'state.returned': {
    fi: 'Palautettu toimistoon',
    sv: 'Återlämnat till kontoret',
    en: 'Returned to the office',
  },
  'state.destroying': {
    fi: 'Toinen kuittaus puuttuu',
    sv: 'Den andra kvitteringen saknas',
    en: 'Second signature missing',
  },
  'state.destroyed': { fi: 'Hävitetty', sv: 'Förstört', en: 'Destroyed' },
  remind: { fi: 'Muistuta', sv: 'Påminn', en: 'Remind' },
  return: { fi: 'Palauta toimistoon', sv: 'Återlämna till kontoret', en: 'Return to the office' },
  destroy: { fi: 'Kuittaa hävitys', sv: 'Kvittera förstöringen', en: 'Sign the destruction' },
  cancelsForGood: {
    fi: 'Kortti ja sen varmenteet suljetaan lopullisesti. Tätä ei voi perua.',
    sv: 'Kortet och dess certifikat spärras slutgiltigt. Det kan inte ångras.',
    en: 'The card is cancelled for good and its certificates are revoked. This can’t be undone.',
  },
} satisfies Texts
