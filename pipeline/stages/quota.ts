import { createHash } from 'node:crypto'
import { SourceUnavailable } from '../../crawlers/errors.ts'
import type { Quota } from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { spendRequest } from '../../db/queries/quotas.ts'
import type { Source } from '../sources.ts'

const SECONDS: Record<Quota['per'], number> = {
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 7 * 86_400,
  month: 30 * 86_400,
}

/**
 * Enters each request of a source under the quotas of its platform, over restarts and over all sources of one account;
 * undefined where the platform has none. Where one is used up it throws `SourceUnavailable` with the time when it is
 * free again, which puts the source off.
 */
export function quotaOf(
  database: Database,
  source: Source,
  clock: () => Date,
): (() => Promise<void>) | undefined {
  const { quota, account, name } = source.platform
  if (!quota) return undefined
  // The key itself stays in the configuration.
  const key = createHash('sha256')
    .update(account?.(source.options) ?? '')
    .digest('hex')
    .slice(0, 16)
  const allowances = quota.map(({ requests, per }) => ({ requests, seconds: SECONDS[per] }))
  return async () => {
    const freeAt = await spendRequest(database, `${name} ${key}`, allowances, clock())
    if (!freeAt) return
    const retryAt = freeAt.toISOString()
    throw new SourceUnavailable(`the quota of ${name} is used up until ${retryAt.slice(0, 16)}Z`, { retryAt })
  }
}
