/** What a term is, by its id: what windows need to know of it. */
export interface TermTable {
  /** 1 more than the highest id. */
  size: number
  /** The row that stands for all vacancies: kept however few there are. */
  all: number
  /** 1 for titles and skills, which are ranked; 0 for categories and the row that stands for all. */
  ranked: Uint8Array
  /** The category's term id of a skill; 0 for anything else: titles are not found together with. */
  skillCategory: Int32Array
  /** Order of names, whatever the case, to break ties. */
  nameOrder: Int32Array
}

/** Pay of a cell in one unit, unrounded pounds; bounds are null where the sample is too small. */
export interface CellPay {
  /** 1 year, 2 day, 3 hour. */
  unit: number
  quoted: number
  /** P10, P25, P50, P75, P90. */
  percentiles: number[]
  /** The 95 % interval of each, low and high in turn. */
  bounds: (number | null)[]
}

/** What is stored with a cell that many vacancies stand behind, where reading them all would take too long. */
export interface CellLists {
  skills: number[]
  skillVacancies: number[]
  /** Histogram of the main unit: bins of `binWidth` from `binFrom` on. */
  binFrom: number
  binWidth: number
  bins: number[]
}

/** The figures of a term in an area and type. */
export interface Cell {
  term: number
  vacancies: number
  live: number
  rank: number | null
  pay: CellPay[]
  lists: CellLists | null
}

/** What changed in an area and type: the cells as they are now, and the terms whose former cells they replace. */
export interface AreaCells {
  area: number
  /** 0 permanent, 1 contract. */
  market: number
  cells: Cell[]
  superseded: number[]
}
