import { describe, expect, it } from 'vitest'
import { alignSchedules, scheduleQueue, startTicks } from '../../../pipeline/queue/schedule-queue.ts'
import { queueGround, queueStores } from '../../queue-backends.ts'

describe.each(queueStores)('the schedules on $store', ({ redis }) => {
  const ground = queueGround(redis)

  const publications = { schedule: '0 7 * * *' }
  const acme = { source: 'greenhouse/acme', schedule: '0 4 * * *' }
  const site = { source: 'schema-org/site.example:8080/a:b', schedule: '30 4 1 * *' }

  async function standing() {
    const schedulers = await ground.queue.backend.queue(scheduleQueue).getJobSchedulers()
    return schedulers.map(({ key, pattern, tz, next }) => [key, pattern, tz, new Date(next!)]).toSorted()
  }

  it('follow the configuration: what is new is set, what changed is set anew, what is gone is removed', async () => {
    expect(await alignSchedules(ground.queue.backend, [acme, site, publications])).toEqual({
      set: 3,
      removed: 0,
    })
    expect(await alignSchedules(ground.queue.backend, [acme, site, publications])).toEqual({
      set: 0,
      removed: 0,
    })
    const moved = { ...acme, schedule: '0 5 * * *' }
    expect(await alignSchedules(ground.queue.backend, [moved, publications])).toEqual({ set: 1, removed: 1 })
    const [first, second, ...more] = await standing()
    expect(more).toEqual([])
    expect(first).toEqual(['crawl/greenhouse/acme', '0 5 * * *', 'UTC', expect.any(Date)])
    expect(second).toEqual(['publications', '0 7 * * *', 'UTC', expect.any(Date)])
    const next = first![3] as Date
    expect(next.getTime()).toBeGreaterThan(Date.now())
    expect(next.toISOString().slice(11)).toBe('05:00:00.000Z')
    expect(await ground.queue.backend.queue(scheduleQueue).getJobCounts('delayed', 'waiting')).toEqual({
      delayed: 2,
      waiting: 0,
    })
  })

  it('are set anew where the chain of ticks broke', async () => {
    await alignSchedules(ground.queue.backend, [acme])
    const [[, , , next]] = (await standing()) as [[string, string, string, Date]]
    const later = new Date(next.getTime() + 3_600_000)
    expect(await alignSchedules(ground.queue.backend, [acme], later)).toEqual({ set: 1, removed: 0 })
  })

  it('tell each moment once, and then wait for the next', async () => {
    await alignSchedules(ground.queue.backend, [acme, publications])
    const told: (string | null)[] = []
    const ticks = startTicks(ground.queue.backend, async source => {
      told.push(source)
    })
    const jobs = ground.queue.backend.queue(scheduleQueue)
    // The moment comes early, so that nobody waits for it.
    for (const job of await jobs.getDelayed()) await job.promote()
    await expect.poll(() => told.toSorted(), { timeout: 20_000 }).toEqual(['greenhouse/acme', null])
    await expect
      .poll(() => jobs.getJobCounts('delayed', 'active', 'waiting'), { timeout: 20_000 })
      .toEqual({ delayed: 2, active: 0, waiting: 0 })
    await ticks.close()
    expect(told).toHaveLength(2)
  })
})
