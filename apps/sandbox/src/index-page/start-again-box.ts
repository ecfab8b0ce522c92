import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'

/** Resets everything to the beginning. The box says that this cannot be undone. */
export const startAgainBox = (language: Language): Html => html`
  <section class="box" id="start-again">
    <h2>${texts.title[language]}</h2>
    <p>${texts.note[language]}</p>
    <form method="post" action="/start-again">
      <button class="quiet">${texts.start[language]}</button>
    </form>
  </section>
`

export const startingAgain = (language: Language): Html => html`
  <h1>${startingAgainTitle[language]}</h1>
  <p class="lead" role="status">${texts.wait[language]}</p>
`

export const startingAgainTitle = {
  fi: 'Kokeiluympäristö aloitetaan alusta',
  sv: 'Demomiljön börjar om',
  en: 'The demo environment is starting again',
} as const

/** The page returns to the front page when the demo environment has stopped and started again. */
export const returnWhenRepeated = `
let isGone = false
setInterval(async () => {
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => undefined)
  if (!answer) isGone = true
  else if (isGone) location.replace('/')
}, 500)
`

const texts = {
  title: {
    fi: 'Aloita kokeiluympäristö alusta',
    sv: 'Starta om demomiljön från början',
    en: 'Start the demo environment again',
  },
  note: {
    fi: 'Kaikki palaa alkuun: ihmiset, kortit, tilaukset, kirjeet, varmentajat ja kello. Mitään ei voi palauttaa. Kestää noin minuutin.',
    sv: 'Allt återgår till början: människor, kort, beställningar, brev, utfärdare och klockan. Inget kan återställas. Det tar ungefär en minut.',
    en: 'Everything goes back to the beginning: people, cards, orders, letters, CAs and the clock. Nothing can be restored. It takes a minute or so.',
  },
  start: { fi: 'Aloita alusta', sv: 'Börja om', en: 'Start again' },
  wait: {
    fi: 'Palvelu, kortinlukijaohjelmisto ja tämä sivu palaavat itsestään, kun kaikki on valmista.',
    sv: 'Tjänsten, kortläsarprogrammet och denna sida kommer tillbaka av sig själva när allt är klart.',
    en: 'The service, the reader software and this page come back by themselves when all is ready.',
  },
} as const
