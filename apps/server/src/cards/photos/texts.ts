import type { Text } from '#platform/texts.ts'

/** The text of a refusal, and what the person can do. */
type RefusalText = { readonly title: Text; readonly advice: Text }

export const texts = {
  photoNotFound: {
    title: {
      fi: 'Valokuvaa ei löydy',
      sv: 'Fotot hittades inte',
      en: 'The photo was not found',
    },
    advice: {
      fi: 'Ota tai lähetä kuva uudelleen.',
      sv: 'Ta eller skicka fotot på nytt.',
      en: 'Take or upload the photo again.',
    },
  },
  photoNotReadable: {
    title: {
      fi: 'Kuvatiedostoa ei voi lukea',
      sv: 'Bildfilen kan inte läsas',
      en: 'The picture file can’t be read',
    },
    advice: {
      fi: 'Lähetä JPEG- tai PNG-kuva, jossa on enintään 64 miljoonaa kuvapistettä.',
      sv: 'Skicka en JPEG- eller PNG-bild med högst 64 miljoner bildpunkter.',
      en: 'Upload a JPEG or PNG of at most 64 million pixels.',
    },
  },
  photoTooSmall: {
    title: {
      fi: 'Kuva on liian pieni',
      sv: 'Bilden är för liten',
      en: 'The picture is too small',
    },
    advice: {
      fi: 'Valitse suurempi kuva tai ota uusi. Vähimmäiskoko on kuvakentän ohjeessa.',
      sv: 'Välj en större bild eller ta en ny. Den minsta storleken står i bildfältets anvisning.',
      en: 'Choose a larger picture or take a new one. The smallest size is in the hint of the picture field.',
    },
  },
  photoNotSharp: {
    title: {
      fi: 'Kuva on epätarkka',
      sv: 'Bilden är oskarp',
      en: 'The picture is not sharp',
    },
    advice: {
      fi: 'Ota kuva uudelleen hyvässä valossa ja pidä kamera paikallaan.',
      sv: 'Ta bilden på nytt i bra ljus och håll kameran stilla.',
      en: 'Take the photo again in good light and hold the camera still.',
    },
  },
  photoBackgroundDark: {
    title: {
      fi: 'Kuvan tausta on liian tumma',
      sv: 'Bildens bakgrund är för mörk',
      en: 'The background of the picture is too dark',
    },
    advice: {
      fi: 'Ota kuva vaalean seinän edessä, niin että valo osuu myös seinään.',
      sv: 'Ta bilden framför en ljus vägg så att ljuset faller också på väggen.',
      en: 'Take the photo in front of a light wall, with light on the wall too.',
    },
  },
  photoBackgroundNotPlain: {
    title: {
      fi: 'Kuvan tausta ei ole tasainen',
      sv: 'Bildens bakgrund är inte jämn',
      en: 'The background of the picture is not plain',
    },
    advice: {
      fi: 'Ota kuva tasaisen, vaalean seinän edessä: taustalla ei saa näkyä varjoja, esineitä tai muita ihmisiä.',
      sv: 'Ta bilden framför en jämn, ljus vägg: inga skuggor, föremål eller andra personer får synas i bakgrunden.',
      en: 'Take the photo in front of a plain, light wall, with no shadows, objects or other people in the background.',
    },
  },
} as const satisfies { readonly [refusal: string]: RefusalText }
