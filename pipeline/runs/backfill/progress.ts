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
  /** Seconds in which any of its units was worked. */
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
  const stages: StageProgress[] = order.flatMap(stage => {
    const ofStage = units.filter(unit => unit.stage === stage)
    if (ofStage.length === 0) return []
    return {
      stage,
      units: ofStage.length,
      done: ofStage.filter(({ state }) => state === 'done').length,
      size: sum(ofStage, ({ size }) => size),
      sizeDone: sum(ofStage, doneOf),
      records: sum(ofStage, ({ records }) => records),
      seconds: together(ofStage.flatMap(unit => spanOf(unit, now))),
    }
  })
  const read = units.filter(
    ({ stage, state }) => (stage === 'crawl' || stage === 'extract') && state !== 'interrupted',
  )
  const readSeconds = together(read.flatMap(unit => spanOf(unit, now)))
  const records = sum(read, unit => unit.records)
  let secondsLeft: number | null = null
  const unknown: BackfillStage[] = []
  for (const { stage } of stages) {
    const left = secondsOf(
      units.filter(unit => unit.stage === stage && unit.subject !== restating),
      workers,
    )
    if (left === null) unknown.push(stage)
    else if (left > 0) secondsLeft = (secondsLeft ?? 0) + left
  }
  return {
    units: units.length,
    done: units.filter(({ state }) => state === 'done').length,
    failed: units.filter(({ state }) => state === 'failed').length,
    running,
    interrupted: units.filter(({ state }) => state === 'interrupted').length,
    stages,
    rate: records > 0 && readSeconds > 0 ? records / readSeconds : null,
    secondsLeft,
    unknown,
  }
}

/** Seconds that the open units of a stage will take by what those that are done took; null where none is done. */
function secondsOf(units: readonly BackfillUnit[], workers: number): number | null {
  const open = units.filter(isOpen)
  if (open.length === 0) return 0
  const known = units.filter(({ state, size }) => state === 'done' && size > 0)
  if (known.length === 0) return null
  // A response of one archive may hold a thousand adverts, and of another one twenty.
  const pace = (of: readonly BackfillUnit[]) => sum(of, secondsTaken) / sum(of, ({ size }) => size)
  const paces = new Map(
    [...Map.groupBy(known, ({ subject }) => subject)].map(([name, of]) => [name, pace(of)]),
  )
  const seconds = sum(
    open,
    unit => (paces.get(unit.subject) ?? pace(known)) * Math.max(unit.size - doneOf(unit), 0),
  )
  return seconds / Math.min(workers, open.length)
}

const sum = <Item>(items: readonly Item[], figure: (item: Item) => number): number =>
  items.reduce((total, item) => total + figure(item), 0)

const secondsTaken = ({ startedAt, finishedAt }: BackfillUnit): number =>
  startedAt && finishedAt ? Math.max(finishedAt.getTime() - startedAt.getTime(), 0) / 1000 : 0

/** When a unit was worked: its latest attempt. */
function spanOf({ state, startedAt, finishedAt }: BackfillUnit, now: Date): [number, number][] {
  const end = state === 'done' ? finishedAt : state === 'running' ? now : null
  return startedAt && end ? [[startedAt.getTime(), end.getTime()]] : []
}

/** Seconds in which any of these was worked. */
function together(spans: readonly [number, number][]): number {
  let seconds = 0
  let until = 0
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    seconds += Math.max(to - Math.max(from, until), 0) / 1000
    until = Math.max(until, to)
  }
  return seconds
}

const isOpen = ({ state }: BackfillUnit): boolean =>
  state === 'waiting' || state === 'running' || state === 'interrupted'

const doneOf = ({ state, size, done }: BackfillUnit): number =>
  state === 'done' ? size : Math.min(done, size)
