import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { NewPinMistake, NewPinsMistake } from '../new-pins.ts'

/** What is wrong with a new PIN, and which one would do. */
export const newPinText = (
  mistake: NewPinMistake | Pick<NewPinsMistake, 'kind'>,
  language: Language,
): string => {
  const text = newPinTexts[mistake.kind][language]
  return 'minDigits' in mistake ? `${text} ${String(mistake.minDigits)}–8.` : text
}

/** The same of one of both: PIN1 or PIN2. */
export const newPinsText = (mistake: NewPinsMistake, language: Language): string =>
  `${mistake.which.toUpperCase()}: ${newPinText(mistake, language)}`

export const newPinTexts: Readonly<Record<NewPinsMistake['kind'], Text>> = {
  'pin-not-4-to-8-digits': {
    fi: 'Tunnusluvussa on 4–8 numeroa eikä muita merkkejä.',
    sv: 'Koden har 4–8 siffror och inga andra tecken.',
    en: 'A PIN has 4 to 8 digits and no other characters.',
  },
  'pin-too-short': {
    fi: 'Tunnusluvussa on liian vähän numeroita. Kortti vaatii näin monta:',
    sv: 'Koden har för få siffror. Så många siffror kräver kortet:',
    en: 'The PIN has too few digits. The card requires this many:',
  },
  'pin-repeats-a-digit': {
    fi: 'Samaa numeroa toistava tunnusluku on helppo arvata. Valitse toinen.',
    sv: 'En kod som upprepar samma siffra är lätt att gissa. Välj en annan.',
    en: 'A PIN that repeats one digit is easy to guess. Choose another.',
  },
  'pin-is-a-sequence': {
    fi: 'Numerosarja, kuten 1234, on helppo arvata. Valitse toinen tunnusluku.',
    sv: 'En sifferserie, som 1234, är lätt att gissa. Välj en annan kod.',
    en: 'A sequence such as 1234 is easy to guess. Choose another PIN.',
  },
  'pin-is-a-date': {
    fi: 'Luku näyttää vuodelta, päivältä ja kuukaudelta tai syntymäajalta, joka on helppo arvata. Valitse toinen tunnusluku.',
    sv: 'Koden ser ut som ett årtal, dag och månad eller ett födelsedatum, som är lätt att gissa. Välj en annan kod.',
    en: 'It looks like a year, a day and month or a date of birth, which is easy to guess. Choose another PIN.',
  },
  'pin-is-the-former-one': {
    fi: 'Uusi tunnusluku on sama kuin nykyinen. Valitse toinen.',
    sv: 'Den nya koden är densamma som den nuvarande. Välj en annan.',
    en: 'The new PIN is the same as the current one. Choose another.',
  },
  'pin1-is-pin2': {
    fi: 'Valitse eri luku kuin PIN1.',
    sv: 'Välj en annan kod än PIN1.',
    en: 'Choose a different number than PIN1.',
  },
  'pins-differ': {
    fi: 'Kirjoitit tunnusluvun kahdella eri tavalla. Kirjoita sama luku molempiin kenttiin.',
    sv: 'Du skrev koden på två olika sätt. Skriv samma kod i båda fälten.',
    en: 'You typed the PIN in two different ways. Type the same one in both fields.',
  },
}
