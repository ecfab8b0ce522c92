// cspell:disable: what a screen reader says of a page in Finnish
import type { Listener } from './read-aloud.ts'

/** From the summary of errors, which leads to the missing document, to a passport that is entered. */
export async function enterPassport(listener: Listener): Promise<void> {
  await listener.expectSaid('heading, Tarkista nämä kohdat, level 2')
  await listener.press('link, Valitse asiakirja: passi tai henkilökortti')
  await listener.expectSaid('radio, Passi, not checked')
  await listener.key('Space')
  await listener.type('textbox, Asiakirjan numero', 'PA1234567')
  await listener.type('textbox, Asiakirja voimassa asti', '31.10.2031')
}
