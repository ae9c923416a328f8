import { readFileSync } from 'node:fs'
import { load as parseYaml } from 'js-yaml'
import type { EmploymentType, Flaw, PayUnit, Seniority, Workplace } from './advert.ts'

type Weights<K extends string = string> = Record<K, number>

/** London, or the rest of the market: the two areas that figures are published for. */
export type Area = 'london' | 'rest'

/** Counts, pay and skills that one role meets exactly; lists run over the six half-years. */
export interface Cell {
  term: string
  area: Area
  type: EmploymentType
  vacancies: number[]
  quoted: number[]
  percentiles: number[][]
  skills?: Record<string, number[]>
}

export interface Calibration {
  volume: {
    londonPermanent: number[]
    ukToLondon: number
    contractToPermanent: number
    londonShareOfContract: number
    recognisedPermanent: number[]
    recognisedContract: number[]
    noise: number
  }
  quoted: { londonPermanent: number[]; restPermanent: number[]; contract: number[]; oneSided: number }
  pay: {
    trend: Record<Area, number[]>
    region: Weights
    seniority: Weights<Seniority>
    skillPremium: Weights
    sector: Weights
    spread: number
    contractElasticity: number
    least: Record<PayUnit, number>
    most: Record<PayUnit, number>
    hourly: number
  }
  cells: Cell[]
  life: {
    open: [number, number]
    duplicate: number
    duplicateWithin: number
    duplicateRespelled: number
    repost: number
    repostAfter: [number, number]
    readvertised: number
    readvertisedAfter: number
  }
  boards: { greenhouse: number; jobwire: number; brightboardOpen: number; brightboardMost: number }
  workplace: Weights<Workplace>
  flaws: Weights<Flaw>
}

export interface RoleTable {
  title: string
  weight: number
  london?: number
  /** Pounds a year and a day in the middle of the ladder, outside London. */
  median: number
  day: number
  ladder: string
  seniority?: Seniority
  hourly?: number
  head?: string
  /** Further generalisations of the title, and those that keep the seniority. */
  terms?: string[]
  levelled?: string[]
  bundles: string[]
  techs?: string[]
}

export interface Roles {
  roles: RoleTable[]
  ladders: Record<string, Weights>
  unrecognised: { title: string; bundles: string[] }[]
  noise: { title: string; median: number; day: number; hourly?: number }[]
}

export interface Places {
  london: { path: string[]; towns: Weights }
  rest: { region: string; path: string[]; weight: number; towns: Weights }[]
}

export interface Companies {
  first: string[]
  second: string[]
  suffixes: Weights
  sectors: Record<Area, Weights>
  sectorSkills: Record<string, string>
  sectorMentioned: number
  employers: { token: string; name: string; sector: string }[]
}

export interface Skills {
  spellings: Record<string, string[]>
  manners: string[]
  schooling: string[]
  clearance: string[]
  soft: string[]
  leastTechnology: number
  technology: Record<string, string[]>
  bundles: Record<string, Weights>
}

export interface Titles {
  words: Record<string, Weights>
  seniority: Record<string, Weights>
  trailing: Record<string, Weights>
  told: Weights<'remote' | 'hybrid' | 'contract' | 'ir35' | 'skill' | 'tech' | 'upperCase'>
}

/** Sentences by their place in an advert. `{a}`, `{b}`, `{c}` take a skill each, `{list}` several. */
export interface Phrases {
  opening: string[]
  purpose: string[]
  duties: string[]
  withOne: string[]
  withTwo: string[]
  withThree: string[]
  wished: string[]
  manners: string[]
  schooling: string[]
  clearance: string[]
  sector: string[]
  traps: string[]
  workplace: Record<Workplace, string[]>
  contract: string[]
  ir35: Record<'inside' | 'outside', string[]>
  benefits: string[]
  closing: string[]
  noise: string[]
  headings: { duties: string[]; wanted: string[]; offered: string[] }
  pay: Record<'range' | 'single' | 'upTo' | 'from', Record<'year' | 'day' | 'hour', string[]>>
  competitive: string[]
}

const load = <T>(name: string): T =>
  parseYaml(readFileSync(new URL(`./data/${name}.yaml`, import.meta.url), 'utf8')) as T

export const calibration = load<Calibration>('calibration')
export const roles = load<Roles>('roles')
/** By role, the share of adverts that mention each skill, on top of the role's bundles. */
export const roleSkills = load<Record<string, Weights>>('role-skills')
export const places = load<Places>('places')
export const companies = load<Companies>('companies')
export const skills = load<Skills>('skills')
export const titles = load<Titles>('titles')
export const phrases = load<Phrases>('phrases')
