/** What was done for an organisation, in the order in which its members read it: without access records. */
export const concurrentIndexes = {
  'audit.entry_done_for_organisation': `
    create index concurrently entry_done_for_organisation on audit.entry ((facts ->> 'organisationId'), at, entry_id)
    where (facts ->> 'organisationId') is not null
      and type !~ '(Viewed|Listed|Downloaded|Exported|Fetched|Searched|Sought|LookedUp|VisitorFound)$'`.trim(),
}

/** Nothing but the index. */
export const up = async (): Promise<void> => {}
