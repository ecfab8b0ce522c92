import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'

/** Everything back to the beginning, for who tries things out: it can't be undone, and says so. */
export const startAnewBox = (language: Language): Html => html`
  <section class="box" id="start-anew">
    <h2>${texts.title[language]}</h2>
    <p>${texts.note[language]}</p>
    <form method="post" action="/start-anew">
      <button class="quiet">${texts.start[language]}</button>
    </form>
  </section>
`

export const startingAnew = (language: Language): Html => html`
  <h1>${startingAnewTitle[language]}</h1>
  <p class="lead" role="status">${texts.wait[language]}</p>
`

export const startingAnewTitle = {
  fi: 'Maailma aloitetaan alusta',
  sv: 'Världen börjar om',
  en: 'The world starts anew',
} as const

/** The page goes back to the front when the world has gone and come again. */
export const returnWhenAnew = `
let isGone = false
setInterval(async () => {
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => undefined)
  if (!answer) isGone = true
  else if (isGone) location.replace('/')
}, 500)
`

const texts = {
  title: {
    fi: 'Aloita maailma alusta',
    sv: 'Börja om från början',
    en: 'Start the world anew',
  },
  note: {
    fi: 'Kaikki palaa alkuun: ihmiset, kortit, tilaukset, kirjeet, varmentajat ja kello. Mitään ei voi palauttaa. Kestää noin minuutin.',
    sv: 'Allt återgår till början: människor, kort, beställningar, brev, utfärdare och klockan. Inget kan återställas. Det tar ungefär en minut.',
    en: 'Everything goes back to the beginning: people, cards, orders, letters, authorities and the clock. Nothing can be restored. It takes a minute or so.',
  },
  start: { fi: 'Aloita alusta', sv: 'Börja om', en: 'Start anew' },
  wait: {
    fi: 'Palvelu, kortinlukijaohjelmisto ja tämä sivu palaavat itsestään, kun kaikki on valmista.',
    sv: 'Tjänsten, kortläsarprogrammet och denna sida kommer tillbaka av sig själva när allt är klart.',
    en: 'The service, the reader software and this page come back by themselves when all is ready.',
  },
} as const
