/** An organisation lists the cards of its people. */
export const concurrentIndexes = {
  'cards.card_of_employer': `
    create index concurrently card_of_employer on cards.card
      ((says -> 'employer' ->> 'organisationId'), ordered_at desc, card_id desc)
      where (says -> 'employer' ->> 'organisationId') is not null`.trim(),
}

/** Nothing but the index. */
export const up = async (): Promise<void> => {}
