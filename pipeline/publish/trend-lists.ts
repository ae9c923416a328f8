import type { SkillRow, TrendPage } from '../statistics/trend-page.ts'
import {
  change,
  count,
  money,
  moneyRange,
  precision,
  rankChange,
  share,
  shareRange,
  shortMoneyRange,
} from './format.ts'
import { UNITS } from './wording.ts'

const TOP_SKILLS = 30
const SKILLS_PER_CATEGORY = 20

/** A place inside the page's place, as printed. */
export interface PrintedLocation {
  name: string
  rankChange: string
  vacancies: string
  /** Vacancies whose pay the median is of. */
  quoted: string
  median: string
  /** `65,000–70,000, n 41`; empty where there is no median. */
  precision: string
  /** The interval alone where there is little room. */
  shortInterval: string
  medianChange: string
  live: string
}

/** A skill found together with the page's term, as printed; `share` stays a fraction of 1 for the bar's length. */
export interface PrintedSkill {
  rank: string
  name: string
  vacancies: string
  percent: string
  /** The share's 95% interval. */
  interval: string
  share: number
}

/** The child locations in the page's order. */
export function locationList(page: TrendPage): PrintedLocation[] {
  const [unit] = UNITS[page.type]
  return page.locations.map(row => ({
    name: row.name,
    rankChange: rankChange(row.rankChange),
    vacancies: count(row.vacancies),
    quoted: count(row.quoted),
    median: money(row.p50, unit),
    precision: row.p50 === null ? '' : precision(moneyRange(row.p50Interval, unit), row.quoted),
    shortInterval: shortMoneyRange(row.p50Interval, unit),
    medianChange: change(row.medianChange),
    live: count(row.live),
  }))
}

/** The skills found most often with the term: cut at 30 rows even through a tie, as the reference does. */
export function topSkillList(page: TrendPage): PrintedSkill[] {
  return page.topSkills.slice(0, TOP_SKILLS).map(printSkill)
}

/** The same by category: categories in alphabetical order, none empty, at most 20 skills in each. */
export function skillCategoryList(page: TrendPage): { category: string; skills: PrintedSkill[] }[] {
  return page.skillsByCategory
    .filter(({ skills }) => skills.length > 0)
    .map(({ category, skills }) => ({
      category,
      skills: skills.slice(0, SKILLS_PER_CATEGORY).map(printSkill),
    }))
    .sort((a, b) => a.category.localeCompare(b.category, 'en'))
}

function printSkill(skill: Omit<SkillRow, 'category'>): PrintedSkill {
  return {
    rank: count(skill.rank),
    name: skill.name,
    vacancies: count(skill.vacancies),
    percent: share(skill.share),
    interval: shareRange(skill.shareInterval),
    share: skill.share,
  }
}
