import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import { texts } from './texts.ts'

/**
 * The way back for a holder without the letter: the service opens the card from the holder's own page,
 * which requests it here. The card signs nobody in now: the link leads straight to Suomi.fi. A card with both PINs locked may never have been used: the service does not open
 * that one.
 */
export const unlockLink = (
  language: Language,
  { serviceOrigin, activated }: { readonly serviceOrigin: string; readonly activated: boolean },
): Html =>
  html`<p class="note" data-unlock>
    <strong>${(activated ? texts.withoutLetter : texts.usedBefore)[language]}</strong>
    ${texts.withoutLetterNote[language]}
    <a
      href="${serviceOrigin}/${language}/sign-in?by=suomi-fi&amp;return=${encodeURIComponent(`/${language}/own`)}"
      target="_blank"
      >${texts.withoutLetterLink[language]}</a
    >
  </p>`
