/** Every queue of an installation: what is counted and shown. */
export const queueNames = ['schedule', 'crawl', 'publish', 'backfill'] as const
