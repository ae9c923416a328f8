import type { BackfillStage, BackfillUnit } from '../../../db/queries/backfills.ts'
import { restating } from './plan.ts'

/** How far the units of one stage are. */
export interface StageProgress {
  stage: BackfillStage
  units: number
  done: number
  /** In the stage's own unit: responses, adverts or publications. */
  size: number
  sizeDone: number
  /** Adverts that were read. */
  records: number
  /** Seconds that its units took so far, all together. */
  seconds: number
}

/** How far a backfill is. */
export interface BackfillProgress {
  units: number
  done: number
  failed: number
  running: BackfillUnit[]
  interrupted: number
  stages: StageProgress[]
  /** Adverts a second, over all units at work; null before any was read. */
  rate: number | null
  /** Of what can be told by now; null where nothing of it is done. */
  secondsLeft: number | null
  /** Stages that take time and of which nothing is done yet, so that `secondsLeft` is without them. */
  unknown: BackfillStage[]
}

const order: BackfillStage[] = ['crawl', 'extract', 'load', 'aggregate']

/**
 * Counts units and tells by those that are done how long the others will take.
 * @param workers units at once
 */
export function progressOf(units: readonly BackfillUnit[], workers: number, now: Date): BackfillProgress {
  const running = units.filter(({ state }) => state === 'running')
  const secondsOf = ({ state, startedAt, finishedAt }: BackfillUnit): number => {
    const end = state === 'done' ? finishedAt : state === 'running' ? now : null
    return startedAt && end ? Math.max(end.getTime() - startedAt.getTime(), 0) / 1000 : 0
  }
  const stages: StageProgress[] = order.flatMap(stage => {
    const ofStage = units.filter(unit => unit.stage === stage)
    if (ofStage.length === 0) return []
    const sum = (figure: (unit: BackfillUnit) => number) =>
      ofStage.reduce((total, unit) => total + figure(unit), 0)
    return {
      stage,
      units: ofStage.length,
      done: ofStage.filter(({ state }) => state === 'done').length,
      size: sum(({ size }) => size),
      sizeDone: sum(doneOf),
      records: sum(({ records }) => records),
      seconds: sum(secondsOf),
    }
  })
  const read = stages.filter(({ stage }) => stage === 'crawl' || stage === 'extract')
  const records = read.reduce((sum, each) => sum + each.records, 0)
  const readSeconds = read.reduce((sum, each) => sum + each.seconds, 0)
  const side = Math.max(Math.min(workers, units.length), 1)
  let secondsLeft: number | null = null
  const unknown: BackfillStage[] = []
  for (const stage of order) {
    const waiting = units.filter(unit => unit.stage === stage && isOpen(unit) && unit.subject !== restating)
    if (waiting.length === 0) continue
    const known = units.filter(unit => unit.stage === stage && unit.state === 'done' && unit.size > 0)
    const size = known.reduce((sum, unit) => sum + unit.size, 0)
    if (size === 0) {
      if (stage !== 'load') unknown.push(stage)
      continue
    }
    const perSize = known.reduce((sum, unit) => sum + secondsOf(unit), 0) / size
    const left = waiting.reduce((sum, unit) => sum + Math.max(unit.size - doneOf(unit), 0), 0)
    secondsLeft = (secondsLeft ?? 0) + (perSize * left) / Math.min(side, waiting.length)
  }
  return {
    units: units.length,
    done: units.filter(({ state }) => state === 'done').length,
    failed: units.filter(({ state }) => state === 'failed').length,
    running,
    interrupted: units.filter(({ state }) => state === 'interrupted').length,
    stages,
    rate: records > 0 && readSeconds > 0 ? (records / readSeconds) * Math.min(side, workers) : null,
    secondsLeft,
    unknown,
  }
}

const isOpen = ({ state }: BackfillUnit): boolean =>
  state === 'waiting' || state === 'running' || state === 'interrupted'

const doneOf = ({ state, size, done }: BackfillUnit): number =>
  state === 'done' ? size : Math.min(done, size)
